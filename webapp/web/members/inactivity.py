"""What somebody who was away for long is told on home and My page, and putting it away."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from webapp.catalogue.korea import korean_day
from webapp.catalogue.shapes import N_
from webapp.members.inactivity_ports import Deletion
from webapp.web.guards import member, signed_in
from webapp.web.limits import limited
from webapp.web.locale import gettext
from webapp.web.services import services

blueprint = Blueprint("inactivity", __name__)

_DROPPED = N_("이제 받지 않는 항목")
_BACK = {"home": "home.show", "me": "profile.show"}
"""Where the list can be put away, and so where that leads back to."""


@dataclass(frozen=True, slots=True)
class Gone:
    """What was deleted on one day, by its labels."""

    day: date
    labels: str


@dataclass(frozen=True, slots=True)
class Away:
    """What the component of this name shows; `until` is the machine form of the last deletion."""

    kept: date | None
    gone: tuple[Gone, ...]
    until: str


def away() -> Away:
    """Return what to tell the person of this request, and nothing is written by it."""
    me = member()
    found = services().returning.since(me.member_id, me.created_at)
    days = groupby(found.deletions, key=lambda deletion: korean_day(deletion.at))
    gone = tuple(Gone(day, _labels(list(deletions))) for day, deletions in days)
    return Away(found.kept, gone, found.until.isoformat() if found.until else "")


@blueprint.post("/me/deletions")
@signed_in
@limited("consent")
def put_away() -> ResponseReturnValue:
    """Note that the list was read as far as it was shown; what is deleted later is told anew."""
    back = _BACK.get(request.form.get("back", ""))
    if back is None:
        raise BadRequest
    services().returning.put_away(member().member_id, _until())
    return redirect(url_for(back), 303)


def _until() -> datetime:
    try:
        until = datetime.fromisoformat(request.form.get("until", ""))
        if until.tzinfo is None:
            raise BadRequest
        return until.astimezone(UTC)
    except (ValueError, OverflowError):  # in the year 1, or 9999, of another zone
        raise BadRequest from None


def _labels(deletions: list[Deletion]) -> str:
    """Return the names of fields in the order of the catalogue, each once."""
    keys = {deletion.field_key for deletion in deletions}
    declared = [field for field in services().catalogue.fields if field.key in keys]
    labels = [gettext(field.label) for field in declared]
    if len(declared) < len(keys):
        labels.append(gettext(_DROPPED))
    return ", ".join(labels)
