"""What this room needs of storage: events, applications, what was handed on, parked answers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from webapp.consent.decision import MemberId
from webapp.events.rows import (
    Entry,
    EventRow,
    EventState,
    Handed,
    Parked,
    Place,
    Transfer,
    VersionRow,
)
from webapp.members.ports import MemberStore
from webapp.profile.sweeping_ports import SweepStore


class Events(Protocol):
    """The tables of events and of their versions."""

    def alone(self) -> None:
        """Wait for other organisers; nobody else publishes or ends anything in this transaction.

        Taken before anything is read.
        """
        ...

    def add_version(self, event_id: str, body: str) -> int:
        """Keep a file under the next number, not published yet; return the number."""
        ...

    def latest(self, event_id: str) -> VersionRow | None:
        """Return the newest version of an event, published or not."""
        ...

    def version(self, event_id: str, number: int) -> VersionRow | None:
        """Return one version."""
        ...

    def publish(self, row: EventRow, at: datetime) -> None:
        """Put a version before people: insert or change the event, keeping its counts and state."""
        ...

    def set_state(self, event_id: str, state: EventState) -> bool:
        """Close or cancel an event; one that is cancelled stays so: tell whether it was written."""
        ...

    def get(self, event_id: str) -> EventRow | None:
        """Return a published event."""
        ...

    def find(self, slug: str) -> EventRow | None:
        """Return the published event with an address."""
        ...

    def listed(self, ends_after: datetime) -> list[EventRow]:
        """Return the events that are not over, the one that starts first first."""
        ...

    def all(self) -> list[EventRow]:
        """Return every published event."""
        ...

    def take_place(self, event_id: str, version: int) -> Place | None:
        """Lock the event and give out the next place.

        `None` when it is not open, or another version is out than the one that was judged.

        Nobody gets a seat while somebody waits: whoever gives one up lets the first of them in.
        """
        ...

    def settle_seats(self, event_id: str, at: datetime) -> list[MemberId]:
        """Lock the event, count again, and seat who waits longest; return who got a seat.

        Nobody does once the event has begun: they take no part, and nobody may be handed their
        answers (PIPA 3(1)).
        """
        ...

    def unsettled(self, now: datetime) -> list[str]:
        """Return events whose counts are no longer those of their applications (people left).

        Also those that have a seat for somebody who waits and have not begun.
        """
        ...


class Entries(Protocol):
    """The table of applications: at most one of a member for an event."""

    def get(self, member_id: MemberId, event_id: str) -> Entry | None:
        """Return a member's application."""
        ...

    def with_event(
        self, member_id: MemberId, event_id: str
    ) -> tuple[EventRow | None, Entry | None]:
        """Return an event with a member's application for it, in one statement."""
        ...

    def of(self, member_id: MemberId) -> list[Entry]:
        """Return a member's applications, the newest first."""
        ...

    def begin(self, draft: Entry) -> None:
        """Insert a draft unless there is an application already."""
        ...

    def send(self, entry: Entry) -> None:
        """Write an application that was sent, over its draft if there is one."""
        ...

    def step_back(self, entry: Entry) -> None:
        """Write an application that gives up its place; its seats are settled next."""
        ...

    def redate(self, event_id: str, expires_at: datetime) -> None:
        """Write when what was sent is deleted, after the event's own date moved.

        A draft ends no later than that. What recipients may hold ends `REFERENCE_KEPT` after it.
        """
        ...

    def delete(self, member_id: MemberId, event_id: str) -> bool:
        """Delete an application; tell whether there was one."""
        ...

    def sent(self, event_id: str) -> list[Entry]:
        """Return every application that was sent, in order."""
        ...

    def expired(self, now: datetime, limit: int) -> list[Entry]:
        """Return applications whose time is up."""
        ...

    def of_event(self, event_id: str) -> list[Entry]:
        """Return every application for an event, drafts too; none that was called off."""
        ...


class Transfers(Protocol):
    """What was handed on: a row that ends with the membership, and one that does not."""

    def add(self, transfer: Transfer, handed: Handed) -> None:
        """Insert both rows."""
        ...

    def of(self, member_id: MemberId) -> list[Transfer]:
        """Return what of a member was handed on, the oldest first."""
        ...

    def handed_of(self, member_id: MemberId) -> list[Handed]:
        """Return what recipients may hold of a member, the oldest first."""
        ...

    def of_event(self, event_id: str, recipient: str) -> list[Transfer]:
        """Return what members of today had handed on to a recipient."""
        ...

    def handed(self, event_id: str, recipient: str) -> list[Handed]:
        """Return every reference a recipient holds, of members of today or not."""
        ...

    def again(self, references: Sequence[str], at: datetime) -> None:
        """Note that what stands under these went once more, as it is now."""
        ...

    def tell(self, references: Sequence[str], at: datetime) -> None:
        """Note that a recipient was told to delete what they hold under these."""
        ...

    def sweep(self, now: datetime) -> int:
        """Delete what is past its date, in both tables; return how many references."""
        ...


class ParkedAnswers(Protocol):
    """The table of answers that wait for their person to sign in."""

    def park(self, parked: Parked) -> None:
        """Keep an answer; one of the same browser that was there is replaced."""
        ...

    def find(self, holder: bytes, now: datetime) -> Parked | None:
        """Return what a browser or session parked and is not past its time."""
        ...

    def adopt(self, holder: bytes, session: bytes) -> None:
        """Let an answer follow its person from the browser into the session."""
        ...

    def forget(self, holder: bytes) -> None:
        """Delete what a browser or session parked."""
        ...

    def sweep(self, now: datetime) -> int:
        """Delete what is past its time."""
        ...


class EventStore(MemberStore, SweepStore, Protocol):
    """One transaction as this room sees it."""

    @property
    def events(self) -> Events:
        """Return the events."""
        ...

    @property
    def entries(self) -> Entries:
        """Return the applications."""
        ...

    @property
    def transfers(self) -> Transfers:
        """Return what was handed on."""
        ...

    @property
    def parked(self) -> ParkedAnswers:
        """Return the parked answers."""
        ...
