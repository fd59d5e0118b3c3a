"""The clocks of this room: drafts, applications, called-off events, what waits and what went out.

Answers have dates of their own, which the clock of values keeps; here an application ends with
whatever it still holds.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from webapp.catalogue.shapes import Catalogue
from webapp.consent.errors import StorageUnavailable
from webapp.consent.ports import Database
from webapp.events.ending import by_clock, call_off, end_entry
from webapp.events.entries import CANCELLED
from webapp.events.ports import EventStore
from webapp.events.rows import Entry, EntryStatus, EventRow, EventState
from webapp.events.shapes import scope_of
from webapp.events.shelf import Shelf
from webapp.profile.clocks import Clock, Tell, unforgiving, wind
from webapp.profile.expiring import EXPIRED, UNDECLARED, expire
from webapp.profile.sweeping_ports import Due

_AT_ONCE = 200
_LATE_ANSWERS = timedelta(minutes=1)  # far longer than any transaction is let live
_ENTRY = ("event_entry",)

Find = Callable[[EventStore], list[Entry]]
End = Callable[[EventStore, Entry, datetime], bool]
"""Ends an application whose member is locked, if it is still to be ended; tells whether."""


class EventSweep:
    """Deletes what is past its time, one application a transaction; twice changes nothing."""

    def __init__(
        self,
        database: Database[EventStore],
        shelf: Shelf,
        now: Callable[[], datetime],
        tell: Tell = unforgiving,
    ) -> None:
        self._database = database
        self._shelf = shelf
        self._now = now
        self._tell = tell
        self._seen_at: dict[tuple[str, int], datetime] = {}
        self._looked_at: set[tuple[str, int]] = set()

    def clocks(self) -> tuple[Clock, ...]:
        """Return the clocks; the trouble of one application is told, and stops no other."""
        rules = ("event_draft", "event_entry")
        return (
            Clock("event_entry", _ENTRY, rules, self._past_date),
            Clock("event_cancelled", _ENTRY, (), self._called_off),
            Clock("event_dropped", ("field_value", "value_key"), (), self._dropped),
            Clock("event_seat", (), (), self._seats),
            Clock("event_parked", ("event_parked",), ("event_parked",), self._parked),
            Clock(
                "event_handed",
                ("event_handed", "event_transfer"),
                ("event_handed", "event_transfer"),
                self._handed,
            ),
        )

    def sweep(self) -> dict[str, int]:
        """Let every clock sweep once; return how much each did."""
        return wind(self.clocks())

    def _past_date(self) -> int:
        now = self._now()
        return self._drain(lambda store: store.entries.expired(now, _AT_ONCE), _forget)

    def _called_off(self) -> int:
        with self._database.read() as store:
            rows = [row for row in store.events.all() if row.state is EventState.CANCELLED]
            found = [entry for row in rows for entry in store.entries.of_event(row.event_id)]
        return sum(self._try(entry, _call_off) for entry in found)

    def _dropped(self) -> int:
        """Delete answers to questions that a newer version of an event asks no more (PIPA 21(1)).

        A process looks at each version until it saw it for more than a minute: whoever answered an
        older one began before it was out, and is long done then.
        """
        with self._database.read() as store:
            rows = store.events.all()
        new = [row for row in rows if row.version > 1 and _version(row) not in self._looked_at]
        return sum(self._drop_all(row) for row in new)

    def _drop_all(self, row: EventRow) -> int:
        """Delete what one event asks no more; its trouble is told, and stops no other event."""
        now = self._now()
        seen_at = self._seen_at.setdefault(_version(row), now)
        try:
            catalogue = self._shelf.listing(row).event.catalogue
            gone = sum(self._drop(due, row, catalogue) for due in self._foreign(row, catalogue))
        except StorageUnavailable:
            raise
        except Exception as trouble:  # noqa: BLE001  one broken event must not stop the others
            self._tell(trouble)
            return 0
        if now - seen_at > _LATE_ANSWERS:
            self._looked_at.add(_version(row))
        return gone

    def _foreign(self, row: EventRow, catalogue: Catalogue) -> list[Due]:
        declared = [field.key for field in catalogue.fields]
        with self._database.read() as store:
            people = [entry.member_id for entry in store.entries.of_event(row.event_id)]
            return [
                due
                for first in range(0, len(people), _AT_ONCE)
                for due in store.overdue.undeclared(
                    people[first : first + _AT_ONCE], scope_of(row.event_id), declared
                )
            ]

    def _drop(self, due: Due, row: EventRow, catalogue: Catalogue) -> bool:
        """Delete one such answer; none where a newer version is out, which may ask it again."""
        with self._database.write() as store:
            if not store.decisions.lock(due.member_id):
                return False
            now_out = store.events.get(row.event_id)
            if now_out is None or now_out.version != row.version:
                return False
            expire(store, catalogue, due, UNDECLARED, self._now())
        return True

    def _seats(self) -> int:
        """Give out the seats of those who left the membership; return how many were given."""
        with self._database.read() as store:
            unsettled = store.events.unsettled(self._now())
        seated = 0
        for event_id in unsettled:
            with self._database.write() as store:
                seated += len(store.events.settle_seats(event_id, self._now()))
        return seated

    def _parked(self) -> int:
        with self._database.write() as store:
            return store.parked.sweep(self._now())

    def _handed(self) -> int:
        with self._database.write() as store:
            return store.transfers.sweep(self._now())

    def _drain(self, find: Find, end: End) -> int:
        """End what is found until nothing is; what cannot be ended is left for next time."""
        ended = 0
        while True:
            with self._database.read() as store:
                found = find(store)
            gone = sum(self._try(entry, end) for entry in found)
            ended += gone
            if len(found) < _AT_ONCE or not gone:
                return ended

    def _try(self, found: Entry, end: End) -> bool:
        try:
            return self._end(found, end)
        except StorageUnavailable:
            raise
        except Exception as trouble:  # noqa: BLE001  one member must not stop the others
            self._tell(trouble)
            return False

    def _end(self, found: Entry, end: End) -> bool:
        """End one application, if it is still so once its member is locked."""
        with self._database.write() as store:
            if not store.decisions.lock(found.member_id):
                return False
            entry = store.entries.get(found.member_id, found.event_id)
            return entry is not None and end(store, entry, self._now())


def _version(row: EventRow) -> tuple[str, int]:
    return row.event_id, row.version


def _forget(store: EventStore, entry: Entry, at: datetime) -> bool:
    is_over = entry.expires_at <= at
    if is_over:
        end_entry(store, entry, by_clock, EXPIRED, at)
    return is_over


def _call_off(store: EventStore, entry: Entry, at: datetime) -> bool:
    row = store.events.get(entry.event_id)
    if row is None or row.state is not EventState.CANCELLED:
        return False
    if entry.status is EntryStatus.CALLED_OFF:
        return False
    call_off(store, entry, row.ends_at, CANCELLED, at)
    return True
