"""Sending an application: everything is looked at once more, and then one place is taken."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from webapp.consent.decision import Answer, MemberId
from webapp.consent.errors import MemberGone
from webapp.events.drafting import unmet
from webapp.events.errors import (
    ChangedSince,
    Closed,
    EventRefusal,
    NeededMissing,
    NotEligible,
    SentBefore,
)
from webapp.events.event import Event
from webapp.events.ports import EventStore
from webapp.events.rows import Entry, EntryStatus, EventRow, Place
from webapp.events.steps import Progress, StepState, progress_of
from webapp.members.unlinking import new_reference


@dataclass(frozen=True, slots=True)
class Sent:
    """An application that was sent; `is_new` is false when it had been before."""

    entry: Entry
    is_new: bool


def fingerprint(repeat_key: str, act: str, event_id: str) -> bytes:
    """Return 32 bytes that are equal only for the same request, sent again (promise P13)."""
    return hashlib.sha256(json.dumps([repeat_key, act, event_id]).encode()).digest()


def send(
    store: EventStore, event: Event, member_id: MemberId, repeat_key: str, now: datetime
) -> Sent | None:
    """Send an application in the caller's transaction; the same again gives the same receipt.

    `None` where the answers that a page showed are gone with their draft: who pressed its button
    did not mean to send nothing. What is noted of it has to be kept.
    The order of locks is always: the member, then the event. Raises `MemberGone`, `Closed`,
    `NotEligible`, `NeededMissing`, `ChangedSince` and `SentBefore`.
    """
    if not store.decisions.lock(member_id):
        raise MemberGone
    event_id = event.file.event_id
    progress = progress_of(store, event, member_id, now)
    if progress.entry is not None and progress.is_sent:
        return Sent(progress.entry, is_new=False)
    if _has_lapsed(store, event, member_id, progress, repeat_key, now):
        return None
    if not store.repeats.is_first(member_id, fingerprint(repeat_key, "send", event_id), now):
        raise SentBefore
    row = store.events.get(event_id)
    if row is None or not row.takes_applications(now):
        raise Closed
    _judge(store, event, member_id, progress, row)
    place = store.events.take_place(event_id, event.version)
    if place is None:
        raise _overtaken(store, event)
    entry = _placed(progress.entry, event, member_id, place, now)
    store.entries.send(entry)
    return Sent(entry, is_new=True)


def _placed(
    draft: Entry | None, event: Event, member_id: MemberId, place: Place, now: datetime
) -> Entry:
    return Entry(
        member_id=member_id,
        event_id=event.file.event_id,
        status=EntryStatus.SEATED if place.has_seat else EntryStatus.WAITING,
        began_at=draft.began_at if draft else now,
        expires_at=place.forget_at,
        receipt=new_reference(),
        version=event.version,
        place=place.number,
        sent_at=now,
        seated_at=now if place.has_seat else None,
    )


def _has_lapsed(
    store: EventStore,
    event: Event,
    member_id: MemberId,
    progress: Progress,
    repeat_key: str,
    now: datetime,
) -> bool:
    """Tell whether a draft ended by its time, and nobody was told yet who sends it now.

    The same request again is told the same; another one, of a page that showed what is left, sends
    what is left (P5).
    """
    gone = [
        str(step.standing.decision_id)
        for step in progress.steps
        if step.state is StepState.OPEN and step.standing is not None
        if step.standing.answer is Answer.EXPIRED
    ]
    if progress.entry is not None or not gone:
        return False
    event_id = event.file.event_id
    is_repeated = not store.repeats.is_first(
        member_id, fingerprint(repeat_key, "lapsed", event_id), now
    )
    last = fingerprint(max(gone), "told", event_id)
    return is_repeated or store.repeats.is_first(member_id, last, now)


def _overtaken(store: EventStore, event: Event) -> EventRefusal:
    """Return why there was no place after all: published anew, or closed, this very moment."""
    row = store.events.get(event.file.event_id)
    is_anew = row is not None and row.version != event.version
    return ChangedSince(()) if is_anew else Closed()


def _judge(
    store: EventStore, event: Event, member_id: MemberId, progress: Progress, row: EventRow
) -> None:
    """Raise what stands in the way of sending; refusing anything optional never does (P5)."""
    if row.version != event.version:
        raise ChangedSince(())
    if conditions := unmet(store, event, member_id, progress.entry):
        raise NotEligible(conditions)
    changed = tuple(step for step in progress.steps if step.state is StepState.CHANGED)
    if changed:
        raise ChangedSince(changed)
    for step in progress.steps:
        if step.is_missing:
            raise NeededMissing(step)
