"""`/me/correction`: saying that a value is not right, and what became of it (PIPA 36)."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, NotFound

from webapp.catalogue.kinds import Unclean
from webapp.consent.decision import MemberId
from webapp.profile.errors import NothingKept
from webapp.rights.corrections import Claim
from webapp.web.csrf import reshow_on_csrf_failure
from webapp.web.guards import member, signed_in
from webapp.web.limits import limited
from webapp.web.locale import gettext
from webapp.web.notices import message
from webapp.web.services import services
from webapp.web.step_form import new_repeat_key, read_repeat_key
from webapp.web.tabs import back_to_me

blueprint = Blueprint("correction", __name__)

_LONGEST = 8000  # of 500 letters as people count them, and of what surely is too long


@blueprint.get("/me/correction")
@signed_in
def show() -> ResponseReturnValue:
    """List the requests and what can be asked about; `?field=` is chosen beforehand."""
    return _page(chosen=request.args.get("field", ""))


def _reshow(form: MultiDict[str, str], banner: str) -> ResponseReturnValue:
    return _page(chosen=form.get("field", ""), said=_said(form), banner=banner)


@blueprint.post("/me/correction")
@signed_in
@limited("correction")
@reshow_on_csrf_failure(_reshow)
def act() -> ResponseReturnValue:
    """Ask for a correction, take a request back, or put the answers away."""
    acts = {"ask": _ask, "take_back": _take_back, "put_away": _put_away}
    sent = request.form.getlist("act")
    if len(sent) != 1 or sent[0] not in acts:
        raise BadRequest
    return acts[sent[0]]()


def _ask() -> ResponseReturnValue:
    form = request.form
    claim = Claim(_me(), form.get("field", "")[:80], _said(form), read_repeat_key())
    try:
        is_new = services().corrections.ask(claim)
    except Unclean as refusal:
        errors = [(problem.part, problem.words) for problem in refusal.problems]
        return _page(chosen=claim.field_key, said=claim.said, errors=errors), 422
    except NothingKept:
        return redirect(url_for("profile.edit", done="gone"), 303)
    return redirect(url_for("correction.show", done="correcting" if is_new else "asked"), 303)


def _take_back() -> ResponseReturnValue:
    if not services().corrections.take_back(_me(), request.form.get("reference", "")[:20]):
        raise NotFound
    return redirect(url_for("correction.show", done="taken_back"), 303)


def _put_away() -> ResponseReturnValue:
    services().corrections.put_away(_me())
    return redirect(url_for("profile.show"), 303)


def _page(
    *,
    chosen: str = "",
    said: str = "",
    errors: list[tuple[str, str]] | None = None,
    banner: str = "",
) -> str:
    page = services().corrections.page(_me())
    return render_template(
        "rights/correction.html",
        back=back_to_me(),
        lines=page.lines,
        fields=page.fields,
        chosen=chosen,
        said=said,
        form_key=new_repeat_key(),
        errors=[{"target": part, "text": gettext(words)} for part, words in errors or ()],
        banner=banner,
        message=message(),
    )


def _said(form: MultiDict[str, str]) -> str:
    return form.get("said", "")[:_LONGEST]


def _me() -> MemberId:
    return member().member_id
