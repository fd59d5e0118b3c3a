"""`/me/events`: one's own applications, each answer with its date, who got what, and cancelling."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.catalogue.shapes import N_
from webapp.consent.decision import Answer
from webapp.events.dropped import Dropped
from webapp.events.entries import Answered, HandedOn, Mine
from webapp.events.rows import EventState, Transfer
from webapp.events.shelf import Listing
from webapp.events.steps import Step, StepState
from webapp.web.events import refusals
from webapp.web.events.asking import sign_of, spoken, title_of
from webapp.web.events.board import find_event
from webapp.web.events.consents import DROPPED, dropped_title
from webapp.web.events.dates import draft_words, last_day
from webapp.web.events.sending import SIGNS, act_words, can_be_asked
from webapp.web.events.speech import said
from webapp.web.guards import member, signed_in
from webapp.web.limits import limited
from webapp.web.locale import day_text, gettext, language, number
from webapp.web.notices import message
from webapp.web.services import services
from webapp.web.shown import shown
from webapp.web.step_form import new_repeat_key, read_repeat_key
from webapp.web.tabs import back_to_events, my_tabs

blueprint = Blueprint("my_events", __name__, url_prefix="/me/events")

_SAID = {
    "cancelled": N_("신청을 취소했어요. 적은 답을 모두 지웠어요."),
    "sent_before": N_("이미 취소한 신청이에요. 다시 신청하려면 이벤트 화면에서 시작해 주세요."),
}
_NEWER = {
    "newer": N_("그 신청은 이미 취소했어요. 이건 그 뒤에 새로 시작한 신청이라 그대로 있어요."),
}


@blueprint.get("")
@signed_in
def listed() -> ResponseReturnValue:
    """List what this person applied for, and what they began."""
    me, entries = member().member_id, services().entries
    return render_template(
        "events/mine.html",
        tabs=my_tabs("events"),
        lines=[*map(_line, entries.mine(me)), *map(_called_off, entries.called_off(me))],
        message=_told(_SAID),
    )


@blueprint.get("/<slug:slug>")
@signed_in
def one(slug: str) -> ResponseReturnValue:
    """Show one application; without one there is only the event."""
    mine = services().entries.one(member().member_id, slug)
    if mine is None:
        listing = find_event(slug)
        if refusals.is_cancelled(listing):
            return refusals.cancelled(listing)
        return redirect(url_for("events.show", slug=slug), 303)
    return _page(mine)


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
    return redirect(url_for("my_events.listed", done="cancelled"), 303)


def how_it_stands(mine: Mine) -> str:
    """Return how an application stands, in a sentence or two."""
    if mine.listing.row.state is EventState.CANCELLED:
        return gettext(N_("취소된 이벤트예요. 적은 답은 모두 지워요."))
    if not mine.is_draft:
        return " ".join(filter(None, (_place(mine), _waits_for_consent(mine))))
    return f"{_unsent(mine)} {draft_words(mine.listing.row, mine.entry.expires_at)}"


def _place(mine: Mine) -> str:
    if mine.is_seated:
        return gettext(N_("신청했어요. 자리가 있어요."))
    return gettext(
        N_("대기 %(turn)s번이에요. 자리가 나면 이 순서대로 드려요."),
        turn=number(mine.waiting_number or 0),
    )


def _waits_for_consent(mine: Mine) -> str:
    if not any(step.state is StepState.CHANGED for step in mine.progress.steps):
        return ""
    return gettext(N_("내용이 바뀐 질문이 있어요. 다시 동의하시기 전에는 그 답을 쓰지 않아요."))


def _unsent(mine: Mine) -> str:
    """Return why an application is not sent; one that was ends with an answer it needs."""
    missing = [step for step in mine.progress.steps if step.is_missing]
    if any(_was_withdrawn(step) for step in missing):
        return gettext(N_("필요한 답을 지워서 지금은 신청된 상태가 아니에요."))
    if any(step.state is StepState.SKIPPED for step in missing):
        return gettext(N_("필요한 답이 없어서 아직 보낼 수 없어요."))
    return gettext(N_("아직 보내지 않았어요."))


def _was_withdrawn(step: Step) -> bool:
    return step.standing is not None and step.standing.answer is Answer.WITHDRAWN


def _line(mine: Mine) -> dict[str, Any]:
    row = mine.listing.row
    return {
        "title": said(mine.listing.event.file.title),
        "href": url_for("my_events.one", slug=row.slug),
        "kind": "open" if mine.is_draft else "note",
        "when": day_text(row.starts_at),
        "said": how_it_stands(mine),
    }


def _called_off(listing: Listing) -> dict[str, Any]:
    return {
        "title": said(listing.event.file.title),
        "href": url_for("events.show", slug=listing.row.slug),
        "kind": "rest",
        "when": day_text(listing.row.starts_at),
        "said": gettext(N_("이벤트 담당자가 열지 않기로 해서, 적은 답을 모두 지웠어요.")),
    }


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
        words = N_("아직 답하지 않았어요")
        if step.state is StepState.SKIPPED:
            words = N_("지웠어요") if _was_withdrawn(step) else N_("건너뛰었어요")
        kind = "rest" if step.state is StepState.SKIPPED else "open"
        return _row(mine, step, is_open=is_open) | {
            "label": field.label,
            "kind": kind,
            "lines": [gettext(words)],
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
    words = {
        StepState.GIVEN: N_("동의했어요: %(items)s"),
        StepState.CHANGED: N_("내용이 바뀌어서 한 번 더 여쭤봐요"),
        StepState.SKIPPED: N_("동의하지 않았어요. 주지 않아요."),
        StepState.PASSED_OVER: N_("줄 답이 없어서 여쭤보지 않았어요"),
    }
    went = [sentence for sent in one.transfers for sentence in _went(mine, sent)]
    if went and not stands:
        went.append(gettext(N_("받은 곳에 지워 달라고 알려요.")))
    elif step.is_given and not went:
        went.append(gettext(N_("아직 준 것은 없어요.")))
    found = words.get(step.state, N_("아직 답하지 않았어요"))
    sign = sign_of(step, mine.progress.steps)
    if step.state is StepState.PASSED_OVER and sign == "open":
        found = N_("줄 답이 아직 없어요")
    if step.state is StepState.SKIPPED and _was_withdrawn(step):
        found = N_("동의를 철회했어요. 더 주지 않아요.")
    if step.state is StepState.PASSED_OVER and stands:
        found = N_("동의했지만 답의 내용이 바뀌었어요. 그 답에 다시 동의하기 전에는 주지 않아요.")
    return _row(mine, step, is_open=is_open) | {
        "label": title_of(event, step),
        "kind": SIGNS[sign],
        "lines": [gettext(found, items=items)],
        "went": went,
        "notice": step.notice.key if stands else "",
    }


def _went(mine: Mine, sent: Transfer) -> list[str]:
    """Return what went to a recipient and when, and what they will hear of."""
    items = ", ".join(_label(mine, key) for key in sent.items)
    day, last = day_text(sent.handed_at), day_text(sent.last_at)
    told = [gettext(N_("%(day)s에 줬어요: %(items)s"), day=day, items=items)]
    if last != day:
        told.append(gettext(N_("%(day)s에 한 번 더 줬어요."), day=last))
    values = [one.value for one in mine.answers if one.field.key in sent.items and one.value]
    if any(value.collected_at > sent.last_at for value in values):
        told.append(gettext(N_("그 뒤에 고친 답은 받은 곳에도 알려요.")))
    return told


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


def _label(mine: Mine, key: str) -> str:
    """Return what an item is called, by its key when the event asks for it no more."""
    known = mine.listing.event.catalogue.find_field(key)
    return spoken(mine.listing.event, key).label if known else key
