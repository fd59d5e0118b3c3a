"""The consents somebody gave for events, beside those of the membership, and ending one."""

from dataclasses import dataclass, field
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from webapp.catalogue.shapes import N_
from webapp.consent.decision import Answer, MemberId
from webapp.events.dropped import Dropped
from webapp.events.entries import Mine
from webapp.events.shapes import scope_of
from webapp.events.shelf import Listing
from webapp.events.steps import Step, StepState
from webapp.web.events.asking import CHECK, MINE, title_of
from webapp.web.events.dates import last_day
from webapp.web.events.sending import can_be_asked
from webapp.web.events.speech import said
from webapp.web.guards import member
from webapp.web.locale import day_text, gettext, language
from webapp.web.services import services

TAKEN_BACK = N_("철회하면 더 주지 않고, 이미 준 것이 있으면 지워 달라고 알려요.")
DROPPED = N_("이벤트에서 이제 묻지 않아요.")
_WAYS = {MINE: "my_events.one", CHECK: "sending.check"}
_DECIDED = {
    Answer.GIVEN: N_("%(day)s에 동의"),
    Answer.REFUSED: N_("%(day)s에 동의하지 않음"),
    Answer.WITHDRAWN: N_("%(day)s에 철회"),
    Answer.EXPIRED: N_("%(day)s에 기간이 끝나 지웠어요"),
    Answer.ERASED: N_("%(day)s에 정정 요청으로 지웠어요"),
}


def given_at_events(member_id: MemberId) -> list[dict[str, Any]]:
    """Return what was decided for each event somebody has an application for."""
    found = services().entries.mine(member_id)
    return [
        _event(mine)
        for mine in found
        if mine.dropped or any(s.standing for s in mine.progress.steps)
    ]


def withdraw_at_event(scope: str, key: str) -> ResponseReturnValue:
    """End a consent of an event; value and key are gone before this answers (promise P6).

    What a newer version asks no more can be ended like anything else.
    """
    listing = services().events.of(scope.removeprefix(scope_of("")))
    if listing is None or listing.scope != scope:
        raise BadRequest
    notice = services().entries.notice(member().member_id, listing, key)
    if notice is None:
        raise BadRequest
    me, was_sent = member().member_id, _is_sent(listing)
    services().applying.withdraw(listing, notice, me, language())
    done = "not_handed_any_more" if notice.recipient else "erased"
    if was_sent and not _is_sent(listing):
        done = "unsent"
    fields = notice.fields if done == "erased" else ()
    if not notice.recipient and services().entries.is_held(me, listing, fields):
        done += "_handed"
    way = _WAYS.get(request.form.get("back", ""))
    if way is None:
        return redirect(url_for("consent.consents", done=done), 303)
    return redirect(url_for(way, slug=listing.row.slug, done=done), 303)


def _is_sent(listing: Listing) -> bool:
    entry = services().entries.entry(member().member_id, listing)
    return entry is not None and entry.is_sent


def _event(mine: Mine) -> dict[str, Any]:
    slug = mine.listing.row.slug
    return {
        "title": said(mine.listing.event.file.title),
        "href": url_for("my_events.one", slug=slug),
        "scope": mine.listing.scope,
        "lines": [
            *(_line(mine, step) for step in mine.progress.steps if step.standing),
            *(_dropped(one) for one in mine.dropped),
        ],
    }


def _dropped(one: Dropped) -> dict[str, Any]:
    decided = gettext(_DECIDED[Answer.GIVEN], day=day_text(one.standing.decided_at))
    handed = [gettext(TAKEN_BACK)] if one.recipient else []
    return {
        "label": dropped_title(one),
        "kind": "note",
        "lines": [one.purpose, gettext(DROPPED), decided, *handed],
        "is_given": True,
        "notice": one.notice.key,
        "receipt": str(one.standing.decision_id),
    }


def dropped_title(one: Dropped) -> str:
    """Return what is asked no more as its card called it, or to whom it was to be handed on."""
    if one.recipient:
        return gettext(N_("%(name)s에 주기"), name=one.recipient)
    return one.items


def _line(mine: Mine, step: Step) -> dict[str, Any]:
    standing = step.standing
    assert standing is not None  # noqa: S101  only steps with a decision are listed
    is_given = standing.answer is Answer.GIVEN
    decided = gettext(_DECIDED.get(standing.answer, ""), day=day_text(standing.decided_at))
    told = _given(mine, step, decided) if is_given else _Told(title_of(mine.listing.event, step))
    way = url_for("applying.step", slug=mine.listing.row.slug, number=step.number) + "?from=mine"
    return {
        "label": told.label,
        "kind": "note" if is_given else "rest",
        "lines": told.lines or [decided],
        "is_given": is_given,
        "notice": step.notice.key,
        "receipt": str(standing.decision_id),
        "again": way if is_given and step.state is StepState.CHANGED else "",
        "change": way if not is_given and can_be_asked(step) else "",
    }


@dataclass(frozen=True, slots=True)
class _Told:
    """What a row is called, and its lines."""

    label: str
    lines: list[str] = field(default_factory=list)


def _given(mine: Mine, step: Step, decided: str) -> _Told:
    """Return what was agreed to: in the words of then, where today's are others."""
    event = mine.listing.event
    purposes = {purpose.key: purpose for purpose in event.file.purposes}
    label, what = title_of(event, step), step.recipient.purpose if step.recipient else None
    if step.question is not None:
        what = purposes[step.question.purpose].words
    purpose = said(what) if what else ""
    if not step.is_given:
        label, purpose = _as_agreed(step) or (label, purpose)
    lines = [purpose, decided] if purpose else [decided]
    if kept := _kept_until(mine, step):
        lines.append(gettext(N_("%(day)s까지 두고 지워요"), day=kept))
    if step.state is StepState.CHANGED:
        lines.append(gettext(N_("동의 내용이 바뀌어 다시 여쭤봐야 해요")))
    if step.is_handing_on:
        lines.append(gettext(TAKEN_BACK))
    if step.is_needed and not mine.is_draft:
        lines.append(gettext(N_("신청에 필요한 답이에요. 지우면 자리도 내놓게 돼요.")))
    return _Told(label, lines)


def _as_agreed(step: Step) -> tuple[str, str] | None:
    """Return title and purpose as the card that was agreed to had them."""
    edition = (
        services().journey.edition(step.standing.edition_hash, language())
        if step.standing
        else None
    )
    if edition is None:
        return None
    rows = edition.rows
    if "recipient" in rows:
        return gettext(N_("%(name)s에 주기"), name=rows["recipient"]), rows["purpose"]
    return rows["items"], rows["purpose"]


def _kept_until(mine: Mine, step: Step) -> str:
    """Return the last day of an answer, "" where none is kept."""
    for one in mine.answers:
        if one.step.number == step.number and one.value is not None:
            until = min(one.value.expires_at or mine.entry.expires_at, mine.entry.expires_at)
            return day_text(last_day(until))
    return ""
