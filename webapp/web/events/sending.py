"""The end of applying: everything once more, sending it, and the receipt."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from webapp.catalogue.shapes import N_
from webapp.events.entries import Mine
from webapp.events.errors import (
    ChangedSince,
    Closed,
    Lapsed,
    NeededMissing,
    NotEligible,
    SentBefore,
)
from webapp.events.event import Event
from webapp.events.rows import EntryStatus
from webapp.events.shelf import Listing
from webapp.events.steps import Progress, Step, StepState
from webapp.web.csrf import reshow_on_csrf_failure
from webapp.web.events import refusals
from webapp.web.events.application_words import answer_words, handing_words
from webapp.web.events.asking import sign_of, spoken, staff_of, title_of
from webapp.web.events.board import find_event
from webapp.web.events.dates import draft_words, last_day
from webapp.web.events.speech import said
from webapp.web.events.standing import seats_left
from webapp.web.guards import member, signed_in
from webapp.web.limits import limited
from webapp.web.locale import gettext
from webapp.web.notices import message
from webapp.web.services import services
from webapp.web.shown import add_words, shown
from webapp.web.step_form import new_repeat_key, read_repeat_key

blueprint = Blueprint("sending", __name__, url_prefix="/events/<slug:slug>/apply")

CHANGED = N_("그 사이에 이벤트 내용이 바뀌었어요. 아직 보내지 않았어요.")
LAPSED = N_("기간이 지나서 적은 답을 지웠어요. 아직 보내지 않았어요.")
MISSING = N_("필요한 답이 비어 있어서 아직 보내지 않았어요.")
SIGNS = {"given": "note", "skipped": "rest", "open": "open"}
"""The sign in front of a row, by that on the staff."""


@dataclass(frozen=True, slots=True)
class Look:
    """An application as it would be sent: the event, how far it is, and what is kept of it."""

    listing: Listing
    progress: Progress
    mine: Mine | None

    def value_of(self, step: Step) -> str:
        """Return the answer to a step as a person reads it, "" where none is kept."""
        answers = self.mine.answers if self.mine else ()
        for one in answers:
            if one.step.number == step.number and one.value is not None:
                field = spoken(self.listing.event, one.field.key)
                return shown(field, one.value.value)
        return ""


def look(slug: str) -> Look:
    """Return one's own application, begun or not; raises what `find_event` raises."""
    me = member().member_id
    mine = services().entries.one(me, slug)
    if mine is not None:
        return Look(mine.listing, mine.progress, mine)
    listing = find_event(slug)
    return Look(listing, services().applying.progress(listing, me), None)


@blueprint.get("/check")
@signed_in
def check(slug: str) -> ResponseReturnValue:
    """Show every answer once more, with a way to change each."""
    seen = look(slug)
    if seen.progress.is_sent:
        return redirect(url_for("my_events.one", slug=slug), 303)
    return refusals.shut(seen.listing) or _page(seen, banner=message())


def _reshow(
    form: MultiDict[str, str],  # noqa: ARG001  the page has nothing to be typed
    banner: str,
    slug: str,
) -> ResponseReturnValue:
    return _page(look(slug), banner=banner)


@blueprint.post("/send")
@signed_in
@limited("consent")
@reshow_on_csrf_failure(_reshow)
def send(slug: str) -> ResponseReturnValue:
    """Send the application once; sent again, it leads to the same receipt."""
    listing = find_event(slug)
    try:
        sent = services().applying.send(listing, member().member_id, read_repeat_key())
    except Closed:
        closed = find_event(slug)
        return refusals.shut(closed) or refusals.ended(closed)
    except NotEligible:
        return redirect(url_for("applying.begin", slug=slug), 303)
    except SentBefore:
        return _sent_before(listing)
    except NeededMissing:
        return _page(look(slug), banner=gettext(MISSING)), 422
    except ChangedSince as changed:
        words = LAPSED if isinstance(changed, Lapsed) else CHANGED
        return _page(look(slug), banner=gettext(words)), 409
    has_waited = sent.entry.status is EntryStatus.WAITING
    was_free = request.form.get("seat") == "yes"
    told = "seat_taken" if sent.is_new and has_waited and was_free else None
    return redirect(url_for("sending.done", slug=slug, done=told), 303)


def _sent_before(listing: Listing) -> ResponseReturnValue:
    """Return where an old page leads: to what is there of the application, if anything is."""
    if services().entries.entry(member().member_id, listing) is not None:
        return redirect(url_for("my_events.one", slug=listing.row.slug), 303)
    return redirect(url_for("my_events.listed", done="sent_before"), 303)


@blueprint.get("/done")
@signed_in
def done(slug: str) -> ResponseReturnValue:
    """Show the receipt, and where everything about it can be changed."""
    seen = look(slug)
    mine = seen.mine
    if mine is None or mine.is_draft:
        return redirect(url_for("applying.begin", slug=slug), 303)
    file = seen.listing.event.file
    return render_template(
        "events/done.html",
        event=said(file.title),
        slug=slug,
        entry=mine.entry,
        has_seat=mine.is_seated,
        turn=mine.waiting_number or 0,
        starts_at=seen.listing.row.starts_at,
        ends_at=seen.listing.row.ends_at,
        place=said(file.place),
        kept_until=last_day(mine.entry.expires_at),
        line=staff_of(seen.listing.event, seen.progress.steps),
        message=message(),
    )


def _page(seen: Look, banner: str = "") -> str:
    listing, steps = seen.listing, seen.progress.steps
    row, entry = listing.row, seen.progress.entry
    blocking = [s for s in steps if s.is_missing or s.state is StepState.CHANGED]
    return render_template(
        "events/check.html",
        event=said(listing.event.file.title),
        starts_at=row.starts_at,
        lines=[_line(seen, step) for step in steps],
        blocking=[
            {"href": _way(row.slug, s), "label": title_of(listing.event, s)} for s in blocking
        ],
        has_seat=seats_left(row) > 0,
        waiting=row.waiting,
        until=draft_words(row, entry.expires_at) if entry else "",
        form_key=new_repeat_key(),
        send=url_for("sending.send", slug=row.slug),
        line=staff_of(listing.event, steps),
        back={
            "href": url_for("events.show", slug=row.slug),
            "label": gettext(N_("이벤트로 돌아가기")),
        },
        banner=banner,
    )


def _line(seen: Look, step: Step) -> dict[str, Any]:
    event = seen.listing.event
    items = ", ".join(spoken(event, key).label for key in step.notice.fields)
    words = handing_words(step, seen.progress, items) if step.is_handing_on else answer_words(step)
    return {
        "label": title_of(event, step),
        "sign": SIGNS[sign_of(step, seen.progress.steps)],
        "text": (seen.value_of(step) if step.is_given else "") or words,
        "href": _way(seen.listing.row.slug, step) if can_be_asked(step) else "",
        "act": act_words(event, step),
    }


def act_words(event: Event, step: Step) -> str:
    """Return what the act is called that leads to a step."""
    if step.state is StepState.CHANGED:
        return gettext(N_("다시 보기"))
    if step.is_given or (step.is_handing_on and step.state is StepState.SKIPPED):
        return gettext(N_("바꾸기"))
    if step.is_handing_on:
        return gettext(N_("답하기"))
    return add_words(spoken(event, step.notice.fields[0]))


def can_be_asked(step: Step) -> bool:
    """Tell whether a step has a page: where there is nothing to hand on, it has none."""
    return step.state is not StepState.PASSED_OVER


def _way(slug: str, step: Step) -> str:
    return url_for("applying.step", slug=slug, number=step.number) + "?from=check"
