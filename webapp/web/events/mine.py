"""`/me/events`: one's own applications, each answer with its date, who got what, and cancelling."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.catalogue.shapes import N_
from webapp.consent.decision import Answer
from webapp.events.dropped import Dropped
from webapp.events.entries import Answered, Cancelled, Ended, HandedOn, Mine
from webapp.events.steps import Step, StepState
from webapp.events.went import Went
from webapp.web.events import refusals
from webapp.web.events.application_words import answer_words, handing_words, how_it_stands
from webapp.web.events.asking import sign_of, spoken, title_of
from webapp.web.events.board import find_event
from webapp.web.events.consents import DROPPED, dropped_title
from webapp.web.events.dates import last_day
from webapp.web.events.sending import SIGNS, act_words, can_be_asked
from webapp.web.events.speech import said
from webapp.web.events.went import ended_words, handed_rows, handed_words
from webapp.web.guards import member, signed_in
from webapp.web.limits import limited
from webapp.web.locale import day_text, gettext, language
from webapp.web.notices import message
from webapp.web.services import services
from webapp.web.shown import shown
from webapp.web.step_form import new_repeat_key, read_repeat_key
from webapp.web.tabs import back_to_events, my_tabs

blueprint = Blueprint("my_events", __name__, url_prefix="/me/events")

_SAID = {
    "cancelled": N_("신청을 취소했어요. 적은 답을 모두 지웠어요."),
    "cancelled_handed": N_(
        "신청을 취소했어요. 적은 답을 모두 지웠어요. 이미 준 것은 받은 곳에도 지워 달라고 알려요."
    ),
    "draft_deleted": N_("쓰던 신청을 지웠어요."),
    "draft_deleted_handed": N_(
        "쓰던 신청을 지웠어요. 이미 준 것은 받은 곳에도 지워 달라고 알려요."
    ),
    "sent_before": N_("이미 취소한 신청이에요. 다시 신청하려면 이벤트 화면에서 시작해 주세요."),
}
_NEWER = {
    "newer": N_("그 신청은 이미 취소했어요. 이건 그 뒤에 새로 시작한 신청이라 그대로 있어요."),
}


@blueprint.get("")
@signed_in
def listed() -> ResponseReturnValue:
    """List what this person applied for, and what they began."""
    mine, ended = services().entries.listed(member().member_id)
    return render_template(
        "events/mine.html",
        tabs=my_tabs("events"),
        lines=[*map(_line, mine), *map(_ended, ended)],
        message=_told(_SAID),
    )


@blueprint.get("/<slug:slug>")
@signed_in
def one(slug: str) -> ResponseReturnValue:
    """Show one application, or what is elsewhere of one that is no more, or else the event."""
    me, entries = member().member_id, services().entries
    mine = entries.one(me, slug)
    if mine is not None:
        return _page(mine)
    known = services().events.find(slug)  # one that is forgotten, too
    ended = entries.ended_one(me, known) if known else None
    if ended is not None and ended.went:
        return _ended_page(ended)
    listing = find_event(slug)
    if refusals.is_cancelled(listing):
        return refusals.cancelled(listing)
    return redirect(url_for("events.show", slug=slug), 303)


@blueprint.post("/<slug:slug>/cancel")
@signed_in
@limited("consent")
def cancel(slug: str) -> ResponseReturnValue:
    """Erase everything of an application before this answers.

    Sent again it erases nothing, and leads to the application that was begun since, if any.
    """
    listing, me = find_event(slug), member().member_id
    done = services().entries.cancel(me, listing, language(), read_repeat_key())
    if not done and services().entries.entry(me, listing) is not None:
        return redirect(url_for("my_events.one", slug=slug, done="newer"), 303)
    if done is None:  # sent again: what was there is told by the page that the button stood on
        is_held = services().entries.is_held(me, listing)
        done = Cancelled(request.form.get("was") == "draft", is_held)
    word = "draft_deleted" if done.was_draft else "cancelled"
    word += "_handed" if done.is_held else ""
    return redirect(url_for("my_events.listed", done=word), 303)


def _line(mine: Mine) -> dict[str, Any]:
    row = mine.listing.row
    return {
        "title": said(mine.listing.event.file.title),
        "href": url_for("my_events.one", slug=row.slug),
        "kind": "open" if mine.is_draft else "note",
        "when": day_text(row.starts_at),
        "said": how_it_stands(mine),
    }


def _ended(ended: Ended) -> dict[str, Any]:
    row = ended.listing.row
    return {
        "title": said(ended.listing.event.file.title),
        "href": url_for("my_events.one" if ended.went else "events.show", slug=row.slug),
        "kind": "rest",
        "when": day_text(row.starts_at),
        "said": ended_words(ended),
    }


def _ended_page(ended: Ended) -> str:
    return render_template(
        "events/ended.html",
        event=said(ended.listing.event.file.title),
        said=ended_words(ended),
        back=back_to_events(),
        providing=handed_rows(ended.went),
        message=_told(_NEWER),
    )


def _page(mine: Mine) -> str:
    listing, file = mine.listing, mine.listing.event.file
    row = listing.row
    is_open = services().now() < row.ends_at and not refusals.is_cancelled(listing)
    can_send = mine.is_draft and row.takes_applications(services().now())
    return render_template(
        "events/one.html",
        event=said(file.title),
        slug=row.slug,
        scope=listing.scope,
        back=back_to_events(),
        said=how_it_stands(mine),
        entry=mine.entry,
        is_draft=mine.is_draft,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=said(file.place),
        next=url_for("applying.begin", slug=row.slug) if can_send else "",
        answers=[
            *(_answer(mine, one, is_open=is_open) for one in mine.answers),
            *(_dropped(one) for one in mine.dropped if not one.recipient),
        ],
        providing=[
            *(_providing(mine, one, is_open=is_open) for one in mine.handed_on),
            *(_dropped(one) for one in mine.dropped if one.recipient),
            *handed_rows(mine.elsewhere),
        ],
        form_key=new_repeat_key(),
        message=_told(_NEWER),
    )


def _told(of: Mapping[str, str]) -> str:
    """Return what was just done, in words of this page or in those of all."""
    done = of.get(request.args.get("done", ""))
    return gettext(done) if done else message()


def _answer(mine: Mine, one: Answered, *, is_open: bool) -> dict[str, Any]:
    event, step = mine.listing.event, one.step
    field = spoken(event, one.field.key)
    if one.value is None:
        kind = "rest" if step.state is StepState.SKIPPED else "open"
        return _row(mine, step, is_open=is_open) | {
            "label": field.label,
            "kind": kind,
            "lines": [answer_words(step)],
        }
    until = one.value.expires_at or mine.entry.expires_at
    kept = gettext(N_("%(day)s까지"), day=day_text(last_day(min(until, mine.entry.expires_at))))
    lines = [kept]
    if step.state is StepState.CHANGED:
        lines.append(gettext(N_("내용이 바뀌어서 한 번 더 여쭤봐요")))
    if step.is_needed and not mine.is_draft:
        lines.append(gettext(N_("신청에 필요한 답이에요. 지우면 자리도 내놓게 돼요.")))
    return _row(mine, step, is_open=is_open) | {
        "label": field.label,
        "kind": "note",
        "value": shown(field, one.value.value),
        "lines": lines,
        "notice": step.notice.key,
    }


def _providing(mine: Mine, one: HandedOn, *, is_open: bool) -> dict[str, Any]:
    event, step = mine.listing.event, one.step
    items = ", ".join(spoken(event, field.key).label for field in one.items)
    stands = step.standing is not None and step.standing.answer is Answer.GIVEN
    went = handed_words(one.went, partial(_is_changed, mine))
    if step.is_given and not went:
        went = [[gettext(N_("아직 준 것은 없어요."))]]
    return _row(mine, step, is_open=is_open) | {
        "label": title_of(event, step),
        "kind": SIGNS[sign_of(step, mine.progress.steps)],
        "lines": [handing_words(step, mine.progress, items)],
        "went": went,
        "notice": step.notice.key if stands else "",
    }


def _is_changed(mine: Mine, sent: Went) -> bool:
    """Tell whether the recipient will hear that an answer was changed since it went."""
    keys = sent.transfer.items
    values = [one.value for one in mine.answers if one.field.key in keys and one.value]
    return sent.stands and any(one.collected_at > sent.transfer.last_at for one in values)


def _dropped(one: Dropped) -> dict[str, Any]:
    """Return the row of what the event asks no more, while a consent to it lives."""
    items = [gettext(N_("동의했어요: %(items)s"), items=one.items)] if one.recipient else []
    return {
        "label": dropped_title(one),
        "kind": "note",
        "lines": [*items, gettext(DROPPED)],
        "receipt": str(one.standing.decision_id),
        "notice": one.notice.key,
    }


def _row(mine: Mine, step: Step, *, is_open: bool) -> dict[str, Any]:
    """Return what every row has: the way to change it, and the card that was answered."""
    row = mine.listing.row
    way = url_for("applying.step", slug=row.slug, number=step.number) + "?from=mine"
    if mine.is_draft and not row.takes_applications(services().now()):
        is_open = False
    return {
        "act": act_words(mine.listing.event, step),
        "change": way if is_open and can_be_asked(step) else "",
        "receipt": str(step.standing.decision_id) if step.standing else "",
        "value": "",
        "notice": "",
    }
