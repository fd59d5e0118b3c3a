"""An answer that was saved before its person signed in: sealed, for 30 minutes, no decision.

After signing in it is shown once more, unticked, and only then can it be kept. Nobody else can
open it: its row is found by the hash of the browser's name, and of the session afterwards.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.kinds import Raw
from webapp.catalogue.shapes import Notice, Trigger
from webapp.consent.ports import Database
from webapp.events.ports import EventStore
from webapp.events.rows import Parked
from webapp.events.shelf import Listing
from webapp.members.renaming import move_under_way
from webapp.profile.ports import Vault

PARKED_KEPT: timedelta = CATALOGUE.retention("event_parked").after(Trigger.COLLECTION)


@dataclass(frozen=True, slots=True)
class ParkedAnswer:
    """What was typed at a step of an event, as it was posted; `step` is the notice's key."""

    event_id: str
    step: str
    raw: Raw

    def is_at(self, listing: Listing, notice: Notice) -> bool:
        """Tell whether it was typed at this step of this event."""
        return (self.event_id, self.step) == (listing.row.event_id, notice.key)


class Parking:
    """Keeps one answer of a browser; `holder` is 32 bytes, the hash of its name or session."""

    def __init__(
        self, database: Database[EventStore], vault: Vault, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._vault = vault
        self._now = now

    def park(
        self,
        holder: bytes,
        listing: Listing,
        notice: Notice,
        raw: Raw,
        before: bytes | None = None,
    ) -> None:
        """Keep what was typed at a step under a name nobody knew until now.

        `before` is the name the same browser had: what it parked is replaced, and what is under
        way in its other tabs goes on under the new name.
        """
        event_id, step = listing.row.event_id, notice.key
        typed = json.dumps({part: list(sent) for part, sent in raw.items()})
        sealed = self._vault.seal(typed.encode(), _place(event_id, step))
        until = self._now() + PARKED_KEPT
        with self._database.write() as store:
            if before is not None:
                store.parked.forget(before)
                move_under_way(store, self._vault, before, holder)
            store.parked.park(Parked(holder, event_id, step, sealed, until))

    def found(self, holder: bytes, listing: Listing, notice: Notice) -> Raw | None:
        """Return what a browser or session parked at this step, as it was posted."""
        parked = self.waiting(holder)
        is_here = parked is not None and parked.is_at(listing, notice)
        return parked.raw if parked and is_here else None

    def waiting(self, holder: bytes) -> ParkedAnswer | None:
        """Return what a browser or session parked anywhere and is not past its time."""
        with self._database.read() as store:
            parked = store.parked.find(holder, self._now())
        if parked is None:
            return None
        typed = self._vault.open(parked.sealed, _place(parked.event_id, parked.step))
        return ParkedAnswer(parked.event_id, parked.step, json.loads(typed))

    def adopt(self, browser: bytes, session: bytes) -> None:
        """Let an answer follow its person from the browser into the session."""
        with self._database.write() as store:
            store.parked.adopt(browser, session)

    def forget(self, holder: bytes) -> None:
        """Delete what a browser or session parked: it was saved, or its person was refused."""
        with self._database.write() as store:
            store.parked.forget(holder)


def _place(event_id: str, step: str) -> tuple[str, ...]:
    # Not the holder: the answer follows its person from the browser into the session.
    return ("event_parked", event_id, step)
