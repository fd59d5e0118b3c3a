"""The clocks of this room: drafts, applications, called-off events, what waits and what went out.

Answers have dates of their own, which the clock of values keeps; here an application ends with
whatever it still holds.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from webapp.catalogue.shapes import Catalogue
from webapp.consent.errors import StorageUnavailable
from webapp.consent.ports import Database
from webapp.events.ending import by_clock, end_entry
from webapp.events.entries import CANCELLED
from webapp.events.ports import EventStore
from webapp.events.rows import Entry, EventRow, EventState
from webapp.events.shapes import scope_of
from webapp.events.shelf import Shelf
from webapp.profile.clocks import Clock, Tell, unforgiving, wind
from webapp.profile.expiring import EXPIRED, UNDECLARED, expire
from webapp.profile.sweeping_ports import Due

_AT_ONCE = 200
_ALL = 1_000_000
_LATE_ANSWERS = timedelta(minutes=1)  # far longer than any transaction is let live
_ENTRY = ("event_entry", "event_transfer")

Find = Callable[[EventStore], list[Entry]]
IsOver = Callable[[EventStore, Entry], bool]


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
                ("event_handed",),
                self._handed,
            ),
        )

    def sweep(self) -> dict[str, int]:
        """Let every clock sweep once; return how much each did."""
        return wind(self.clocks())

    def _past_date(self) -> int:
        now = self._now()
        return self._drain(
            lambda store: store.entries.expired(now, _AT_ONCE),
            lambda _store, entry: entry.expires_at <= now,
            EXPIRED,
        )

    def _called_off(self) -> int:
        with self._database.read() as store:
            rows = store.events.all()
        gone = 0
        for row in rows:
            if row.state is EventState.CANCELLED:
                gone += self._drain(_all_of(row.event_id), _is_called_off, CANCELLED)
        return gone

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
            gone = sum(self._drop(due, catalogue) for due in self._foreign(row, catalogue))
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
            people = [entry.member_id for entry in store.entries.of_event(row.event_id, _ALL)]
            return [
                due
                for first in range(0, len(people), _AT_ONCE)
                for due in store.overdue.undeclared(
                    people[first : first + _AT_ONCE], scope_of(row.event_id), declared
                )
            ]

    def _drop(self, due: Due, catalogue: Catalogue) -> bool:
        with self._database.write() as store:
            if not store.decisions.lock(due.member_id):
                return False
            expire(store, catalogue, due, UNDECLARED, self._now())
        return True

    def _seats(self) -> int:
        """Give out the seats of those who left the membership; return how many were given."""
        with self._database.read() as store:
            unsettled = store.events.unsettled()
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

    def _drain(self, find: Find, is_over: IsOver, reason: str) -> int:
        """End what is found until nothing is; what cannot be ended is left for next time."""
        ended = 0
        while True:
            with self._database.read() as store:
                found = find(store)
            gone = sum(self._try(entry, is_over, reason) for entry in found)
            ended += gone
            if len(found) < _AT_ONCE or not gone:
                return ended

    def _try(self, found: Entry, is_over: IsOver, reason: str) -> bool:
        try:
            return self._end(found, is_over, reason)
        except StorageUnavailable:
            raise
        except Exception as trouble:  # noqa: BLE001  one member must not stop the others
            self._tell(trouble)
            return False

    def _end(self, found: Entry, is_over: IsOver, reason: str) -> bool:
        """End one application, if it is still so once its member is locked."""
        with self._database.write() as store:
            if not store.decisions.lock(found.member_id):
                return False
            entry = store.entries.get(found.member_id, found.event_id)
            if entry is None or not is_over(store, entry):
                return False
            end_entry(store, entry, by_clock, reason, self._now())
        return True


def _version(row: EventRow) -> tuple[str, int]:
    return row.event_id, row.version


def _all_of(event_id: str) -> Find:
    return lambda store: store.entries.of_event(event_id, _AT_ONCE)


def _is_called_off(store: EventStore, entry: Entry) -> bool:
    row = store.events.get(entry.event_id)
    return row is not None and row.state is EventState.CANCELLED
