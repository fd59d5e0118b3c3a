"""The draft of an application: begun with the first answer, for seven days, for its person alone.

It is begun in the transaction of that answer, so there is no answer without one. Where an event
asks for an age, it begins when that was looked at: the row is all that is kept of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.korea import korean_day
from webapp.catalogue.shapes import Notice, Trigger
from webapp.consent.decision import MemberId
from webapp.consent.errors import MemberGone, StaleTicket
from webapp.events.ending import step_back
from webapp.events.errors import Closed, NotEligible, NothingToHandOn
from webapp.events.event import Event
from webapp.events.ports import EventStore
from webapp.events.rows import Entry, EntryStatus, EventRow, EventState
from webapp.events.shapes import Condition, ConditionKind
from webapp.events.steps import current, progress_of, progress_with
from webapp.members.age import full_years, read_birth_date
from webapp.profile.waiting import WaitingStore

DRAFT_KEPT: timedelta = CATALOGUE.retention("event_draft").after(Trigger.COLLECTION)


Boxes = Mapping[str, Sequence[str]]
"""A birth date as it was typed: year, month, day. It is looked at and kept nowhere."""


def of_events(store: WaitingStore) -> EventStore:
    """Return the same transaction as this room sees it: `Answers` was made with our database."""
    return cast("EventStore", store)


def unmet(
    store: EventStore,
    event: Event,
    member_id: MemberId,
    entry: Entry | None,
    boxes: Boxes | None = None,
    now: datetime | None = None,
) -> tuple[Condition, ...]:
    """Return which conditions are not met, or were not looked at yet.

    An age was looked at when the application began under this version of the event; with `boxes`
    (and `now`) it is looked at here.
    Raises `MemberGone`, and `Unclean` where the boxes hold no date.
    """
    if not event.file.conditions:
        return ()
    member = store.people.get(member_id)
    if member is None:
        raise MemberGone
    joined = korean_day(member.joined_at)
    found = []
    for condition in event.file.conditions:
        if condition.kind is ConditionKind.JOINED_BY:
            is_met = condition.joined_by is not None and joined <= condition.joined_by
        elif boxes is not None and now is not None:
            today = korean_day(now)
            is_met = full_years(read_birth_date(boxes, today), today) >= condition.minimum_age
        else:
            is_met = entry is not None and _was_let_in(entry, event)
        if not is_met:
            found.append(condition)
    return tuple(found)


def _was_let_in(entry: Entry, event: Event) -> bool:
    """Tell whether the conditions of today were looked at; what was sent is not judged again."""
    return entry.status is not EntryStatus.DRAFT or entry.version == event.version


def begin(store: EventStore, row: EventRow, member_id: MemberId, now: datetime) -> None:
    """Begin a draft, unless there is an application; the member is locked.

    It holds the version that let its person in.
    """
    until = min(now + DRAFT_KEPT, row.forget_at)
    draft = Entry(member_id, row.event_id, EntryStatus.DRAFT, now, until, version=row.version)
    store.entries.begin(draft)


def let_in(
    store: EventStore, row: EventRow, member_id: MemberId, entry: Entry | None, now: datetime
) -> None:
    """Note that somebody meets the conditions: their draft begins, or goes on."""
    if entry is None:
        begin(store, row, member_id, now)
    elif entry.status is EntryStatus.DRAFT and entry.version != row.version:
        store.entries.send(replace(entry, version=row.version))


class Overdue(Exception):  # noqa: N818  reads as the situation it is
    """There is an application whose time is up; it has to be ended before another begins."""


def hold_open(store: EventStore, event: Event, member_id: MemberId, now: datetime) -> None:
    """See to it that an answer has an application to belong to, begun now if there is none.

    Raises `StaleTicket` when the event was published anew, `Closed`, `NotEligible` and `Overdue`.
    """
    row, found = store.entries.with_event(member_id, event.file.event_id)
    if found is not None and now >= found.expires_at:
        raise Overdue
    if row is None or row.version != event.version:
        raise StaleTicket
    _see_open(row, found, now)
    if found is not None and found.is_sent:
        return
    if conditions := unmet(store, event, member_id, found):
        raise NotEligible(conditions)
    if found is None:
        begin(store, row, member_id, now)


def hold_on(store: EventStore, event: Event, member_id: MemberId, now: datetime) -> None:
    """See to it that an answer can be changed, as one can be given.

    Raises `StaleTicket` unless there is an application whose time is not up, and `Closed`.
    """
    row, found = store.entries.with_event(member_id, event.file.event_id)
    if row is None or row.version != event.version or current(found, now) is None:
        raise StaleTicket
    _see_open(row, found, now)


def _see_open(row: EventRow, found: Entry | None, now: datetime) -> None:
    """Raise `Closed` when nothing can be answered any more: what was sent, until the event ends."""
    is_sent = found is not None and found.is_sent
    is_over = row.state is EventState.CANCELLED or now >= row.ends_at
    if is_over if is_sent else not row.takes_applications(now):
        raise Closed


def hold_given(
    store: EventStore, event: Event, member_id: MemberId, fields: Sequence[str], now: datetime
) -> None:
    """Raise `NothingToHandOn` unless each of these answers lives under today's facts."""
    live = {
        key
        for step in progress_of(store, event, member_id, now).steps
        if step.is_given and not step.is_handing_on
        for key in step.notice.fields
    }
    if not live.issuperset(fields):
        raise NothingToHandOn


def unsend(
    store: EventStore, event: Event, member_id: MemberId, ended: Notice, now: datetime
) -> None:
    """Make a sent application a draft again when the answer just ended is needed (P5).

    It holds no seat then. What else was answered stays for the draft's time, so that it can be sent
    once more. Saying no to anything optional costs nothing, though a newer version need more.
    """
    entry = current(store.entries.get(member_id, event.file.event_id), now)
    if entry is None or not entry.is_sent:
        return
    steps = progress_with(store, event, member_id, entry, now).steps
    if not any(step.is_missing and step.notice.key == ended.key for step in steps):
        return
    until = min(now + DRAFT_KEPT, entry.expires_at)
    step_back(store, entry, EntryStatus.DRAFT, until, now)
