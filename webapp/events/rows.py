"""The rows of this room. All instants are aware UTC."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from webapp.consent.decision import MemberId
from webapp.profile.ports import Sealed

REFERENCE_KEPT = timedelta(days=365)
"""How long after an event is forgotten a recipient can still be told to delete (PIPA 37)."""


class EventState(StrEnum):
    """How an event stands. It is closed by its date, too; a cancelled one never opens again."""

    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class EventRow:
    """A published event as everybody sees it; `taken` and `waiting` count applications."""

    event_id: str
    slug: str
    state: EventState
    version: int
    seats: int
    taken: int
    waiting: int
    starts_at: datetime
    closes_at: datetime
    ends_at: datetime
    forget_at: datetime

    def takes_applications(self, now: datetime) -> bool:
        """Tell whether anybody can apply at `now`, for a seat or for the waiting list."""
        return self.state is EventState.OPEN and now < self.closes_at


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of an event's file, as canonical JSON; published ones never change."""

    event_id: str
    version: int
    body: str
    published_at: datetime | None


class EntryStatus(StrEnum):
    """A draft holds agreed answers and is nobody's seat; who is seated or waits has sent it.

    `called_off` is what stays of one that was sent when its event is: nothing but that it was.
    """

    DRAFT = "draft"
    SEATED = "seated"
    WAITING = "waiting"
    CALLED_OFF = "called_off"


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody's application. `place` orders those sent, from 1; a draft has none and no receipt.

    A draft is deleted at `expires_at` with all its answers; one that was sent at the event's own
    date. `version` is the one that was sent, or that let its person begin. One that was called off
    holds nothing, and is there until its event would have ended.
    """

    member_id: MemberId
    event_id: str
    status: EntryStatus
    began_at: datetime
    expires_at: datetime
    receipt: str = ""
    version: int = 0
    place: int = 0
    sent_at: datetime | None = None
    seated_at: datetime | None = None

    @property
    def is_sent(self) -> bool:
        """Tell whether there is a seat or a place among those who wait."""
        return self.status in (EntryStatus.SEATED, EntryStatus.WAITING)

    @property
    def is_seated(self) -> bool:
        """Tell whether there is a seat."""
        return self.status is EntryStatus.SEATED

    def blank(self, status: EntryStatus, expires_at: datetime) -> "Entry":
        """Return what is left of it without its place: a draft again, or called off."""
        return Entry(
            self.member_id,
            self.event_id,
            status,
            self.began_at,
            expires_at,
            version=self.version,
        )


@dataclass(frozen=True, slots=True)
class Place:
    """What an application got: its place in the order, and whether there was a seat for it.

    `forget_at` is when the event that gave it ends it.
    """

    number: int
    has_seat: bool
    forget_at: datetime


@dataclass(frozen=True, slots=True)
class Transfer:
    """What of one person went to one recipient, when, and under which decision (PIPA 17).

    The same items go again under the same reference, as they are then; `last_at` is the last time.
    """

    member_id: MemberId
    reference: str
    event_id: str
    provision: str
    recipient: str
    items: tuple[str, ...]
    decision_id: UUID
    handed_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Handed:
    """What a recipient knows a person by: a reference that says nothing about them.

    It outlives the membership, so that a recipient can be told to delete what they hold. They may
    hold it until `expires_at`; `told_at` is when they were told.
    """

    reference: str
    event_id: str
    recipient: str
    handed_at: datetime
    expires_at: datetime
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Parked:
    """An answer saved before its person signed in: sealed, without a decision, for 30 minutes.

    `holder` is the hash (32 bytes) of the browser's name, and of the session after signing in.
    """

    holder: bytes
    event_id: str
    step: str
    sealed: Sealed = field(repr=False)
    expires_at: datetime
