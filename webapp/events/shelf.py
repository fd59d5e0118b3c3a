"""The shelf of published events: rows read each time, what they ask compiled once a process."""

import json
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from webapp.consent.decision import MemberId
from webapp.consent.edition import Language
from webapp.consent.errors import StorageUnavailable
from webapp.consent.ports import Database
from webapp.events.event import Event, make_event
from webapp.events.ports import EventStore
from webapp.events.reading import event_of
from webapp.events.rows import Entry, EventRow
from webapp.events.steps import current
from webapp.profile.clocks import Tell, unforgiving

_MOST = 64


@dataclass(frozen=True, slots=True)
class Listing:
    """A published event: how it stands at this moment, and what it asks."""

    row: EventRow
    event: Event

    @property
    def scope(self) -> str:
        """Return the scope of everything decided and kept for it."""
        return self.event.scope


class Shelf:
    """Finds published events; `listed` is the list everybody sees.

    `tell` hears of an event that cannot be read, so that the others are listed without it.
    """

    def __init__(
        self,
        database: Database[EventStore],
        languages: Sequence[Language],
        now: Callable[[], datetime],
        tell: Tell = unforgiving,
    ) -> None:
        self._database = database
        self._languages = tuple(languages)
        self._now = now
        self._tell = tell
        self._compiled: OrderedDict[tuple[str, int], Event] = OrderedDict()
        self._lock = Lock()

    def find(self, slug: str) -> Listing | None:
        """Return the published event with an address.

        Raises when its version cannot be read: this is asked for that event's own page, which has
        nothing else to show than that something is wrong with us.
        """
        with self._database.read() as store:
            row = store.events.find(slug)
        return self.listing(row) if row else None

    def of(self, event_id: str) -> Listing | None:
        """Return a published event by its id; `None` also when it cannot be read, which is told.

        This is asked for one event among all those of a person (their list, their consents, their
        copy): the broken one is left out, so that they still see, withdraw and take away the rest.
        """
        with self._database.read() as store:
            row = store.events.get(event_id)
        return self._try(row) if row else None

    def listed(self) -> list[Listing]:
        """Return the events that are not over, the one that starts first first."""
        with self._database.read() as store:
            rows = store.events.listed(self._now())
        return self._listings(rows)

    def listed_for(self, member_id: MemberId) -> list[tuple[Listing, Entry | None]]:
        """Return the same, each with somebody's application to it."""
        now = self._now()
        with self._database.read() as store:
            rows = store.events.listed(now)
            found = store.entries.of(member_id) if rows else []
        mine = {entry.event_id: entry for entry in found if current(entry, now)}
        return [(one, mine.get(one.row.event_id)) for one in self._listings(rows)]

    def listing(self, row: EventRow) -> Listing:
        """Return a row with its event; raises `KeyError` when that version is not there."""
        return Listing(row, self._event(row.event_id, row.version))

    def _listings(self, rows: Sequence[EventRow]) -> list[Listing]:
        found = [self._try(row) for row in rows]
        return [listing for listing in found if listing is not None]

    def _try(self, row: EventRow) -> Listing | None:
        try:
            return self.listing(row)
        except StorageUnavailable:
            raise
        except Exception as trouble:  # noqa: BLE001  one broken event must not hide the others
            self._tell(trouble)
            return None

    def _event(self, event_id: str, version: int) -> Event:
        key = (event_id, version)
        with self._lock:
            if key in self._compiled:
                self._compiled.move_to_end(key)
                return self._compiled[key]
        event = self._compile(event_id, version)
        with self._lock:
            self._compiled[key] = event
            while len(self._compiled) > _MOST:
                self._compiled.popitem(last=False)
        return event

    def _compile(self, event_id: str, version: int) -> Event:
        """Return a version as today's house asks it.

        The words of the cards are the house's: after a release that changed one, the editions are
        others than those that were published with the version, and are kept before they are shown.
        What is kept was small enough when it was handed in, and is not weighed again.
        """
        with self._database.read() as store:
            kept = store.events.version(event_id, version)
            if kept is None:
                raise KeyError(event_id, version)
            at = kept.published_at or self._now()
            event = make_event(event_of(json.loads(kept.body)), version, self._languages, at)
            missing = [one for one in event.editions if store.editions.get(one.hash) is None]
        if missing:
            with self._database.write() as store:
                store.editions.publish(missing)
        return event
