"""Choosing who may see a field: the act itself, under the card of that audience, is the consent."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.catalogue.shapes import N_, Field, Visibility
from webapp.consent.errors import StaleTicket
from webapp.profile.errors import NothingKept
from webapp.profile.visibility import Wish
from webapp.web.guards import member
from webapp.web.locale import gettext, language
from webapp.web.services import services
from webapp.web.step_form import read_repeat_key

SHOW, HIDE = "show", "hide"
ACTS = (SHOW, HIDE)
"""What the two buttons send; the second always means the person alone, whatever is chosen."""

_NOBODY_CHOSEN = N_("누가 볼 수 있는지 골라 주세요. 아직 바꾸지 않았어요.")
_CHANGED = N_("그 사이에 동의 내용이 바뀌었어요. 아직 바꾸지 않았어요.")


@dataclass(frozen=True, slots=True)
class Refused:
    """A choice that changed nothing: the words, the status, and the card that was answered."""

    banner: str
    status: int
    stale: bytes | None = None


def choose_audience(
    field: Field, reshow: Callable[[Refused], ResponseReturnValue]
) -> ResponseReturnValue:
    """Carry a posted choice out and go back to the field; shows the page again if that fails."""
    audience = _audience()
    if audience is None:
        return reshow(Refused(gettext(_NOBODY_CHOSEN), 422))
    signed_in = member()
    wish = Wish(
        member_id=signed_in.member_id,
        holder=signed_in.session_hash.hex(),
        field=field,
        audience=audience,
        ticket=request.form.get(f"ticket_{audience.value}", "")[:2048],
        repeat_key=read_repeat_key(),
        locale=language(),
    )
    try:
        services().visibilities.choose(wish)
    except StaleTicket as stale:
        return reshow(Refused(gettext(_CHANGED), 409, stale.shown))
    except NothingKept:
        return redirect(url_for("profile.edit", done="gone"), 303)
    return redirect(url_for("profile.edit_field", field=field, done="shown"), 303)


def _audience() -> Visibility | None:
    if request.form.getlist("act") == [HIDE]:
        return Visibility.ONLY_ME
    sent = request.form.getlist("audience")
    if request.form.getlist("act") != [SHOW] or len(sent) != 1 or sent[0] not in set(Visibility):
        return None
    return Visibility(sent[0])
