"""The end of an application: every answer, every consent, the row; then seats are settled.

The transaction is the caller's, and the member is locked in it.
"""

from collections.abc import Callable
from datetime import datetime

from webapp.consent.decision import Actor, Answer, Channel, Standing
from webapp.consent.record import Act, end_of, language_of, record
from webapp.events.ports import EventStore
from webapp.events.rows import Entry, EntryStatus
from webapp.events.shapes import scope_of
from webapp.profile.keeping import Holder, erase
from webapp.profile.withdrawing import Said

EndOf = Callable[[EventStore, Standing, str, datetime], Act]
"""Makes the act that ends a consent of a scope."""


def cancelled_by(said: Said) -> EndOf:
    """Return the withdrawals of whoever cancels their application."""
    return said.act


def by_clock(store: EventStore, standing: Standing, scope: str, at: datetime) -> Act:
    """Return the end of a consent whose time is up, in the language it was given in."""
    locale = language_of(store, standing)
    return end_of(standing, scope, Answer.EXPIRED, locale, at, Channel.SYSTEM, Actor.CLOCK)


def end_entry(store: EventStore, entry: Entry, ends: EndOf, reason: str, at: datetime) -> None:
    """Erase an application with everything that was given for it, all on record (PIPA 21)."""
    _end_given(store, entry, ends, reason, at)
    store.entries.delete(entry.member_id, entry.event_id)
    if entry.is_sent:
        store.events.settle_seats(entry.event_id, at)


def call_off(store: EventStore, entry: Entry, until: datetime, reason: str, at: datetime) -> None:
    """Erase everything given for an application to an event that does not take place.

    What was sent leaves a row that says so until `until`, which its person is told from; a draft
    leaves none.
    """
    if not entry.is_sent or at >= until:
        end_entry(store, entry, by_clock, reason, at)
        return
    _end_given(store, entry, by_clock, reason, at)
    step_back(store, entry, EntryStatus.CALLED_OFF, until, at)


def step_back(
    store: EventStore, entry: Entry, status: EntryStatus, until: datetime, at: datetime
) -> None:
    """Take its place from an application that was sent; whoever waits longest gets the seat."""
    store.entries.step_back(entry.blank(status, until))
    store.events.settle_seats(entry.event_id, at)


def _end_given(store: EventStore, entry: Entry, ends: EndOf, reason: str, at: datetime) -> None:
    scope = scope_of(entry.event_id)
    acts = [
        ends(store, standing, scope, at)
        for standing in store.decisions.standings(entry.member_id, scope)
        if standing.answer is Answer.GIVEN
    ]
    if acts:
        record(store, entry.member_id, acts, at)
    mine = [row.field_key for row in store.values.own(entry.member_id) if row.scope == scope]
    if mine:
        erase(store, Holder(entry.member_id, scope), mine, reason, at)
