"""Reading a posted question page: known parts only, bounded, before anything is believed."""

import re
import secrets
import unicodedata
from dataclasses import dataclass

from flask import request

from webapp.catalogue.kinds import Raw, rules_of
from webapp.catalogue.shapes import Field
from webapp.profile.answers import Reply
from webapp.web.guards import member

_MOST_VALUES = 60
_LONGEST = 12_000  # far above any answer, so that what is too long comes back whole with its words
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Posted:
    """A question page as it came back. `act` is agree, skip, look or none of them."""

    act: str
    is_change: bool
    reply: Reply


def read_step(field: Field) -> Posted:
    """Return what was posted for `field`; parts the field does not have are not even read."""
    return read_card(read_parts(field))


def read_card(raw: Raw) -> Posted:
    """Return what was posted with a card, beside the values under it."""
    form = request.form
    signed_in = member()
    reply = Reply(
        member_id=signed_in.member_id,
        holder=signed_in.session_hash.hex(),
        ticket=form.get("ticket", "")[:2048],
        repeat_key=read_repeat_key(),
        raw=raw,
        ticked=is_ticked(),
    )
    return Posted(read_act(), form.get("change") == "yes", reply)


def read_act() -> str:
    """Return the one button that was pressed, "" for none or several."""
    acts = request.form.getlist("act")
    return acts[0] if len(acts) == 1 else ""


def is_ticked() -> bool:
    """Tell whether the box of the card was ticked."""
    return request.form.getlist("agree") == ["yes"]


def read_parts(field: Field) -> Raw:
    """Return the values sent under the names of the field's control, as NFC text."""
    return {
        part: [
            unicodedata.normalize("NFC", sent[:_LONGEST])
            for sent in request.form.getlist(part)[:_MOST_VALUES]
        ]
        for part in rules_of(field).parts(field)
    }


def new_repeat_key() -> str:
    """Return the key of one rendering of a page: sent twice, it is carried out once (P13)."""
    return secrets.token_urlsafe(18)


def read_repeat_key() -> str:
    """Return the key of the page that was posted; one without it stands for itself."""
    text = request.form.get("key", "")
    return text if _KEY.fullmatch(text) else new_repeat_key()
