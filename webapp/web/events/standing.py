"""How an event stands for the person who looks at it: whether, and how, they can apply."""

from datetime import datetime
from enum import StrEnum

from webapp.events.rows import Entry, EntryStatus, EventRow, EventState


class Standing(StrEnum):
    """The one thing the page says first, and its one way on."""

    OPEN = "open"
    FULL = "full"  # the waiting list is open
    DRAFT = "draft"  # they began and have not sent it
    SEATED = "seated"
    WAITING = "waiting"
    CLOSED = "closed"  # by hand
    LATE = "late"  # by its date
    OVER = "over"
    CANCELLED = "cancelled"


def standing_of(row: EventRow, entry: Entry | None, now: datetime) -> Standing:
    """Return how an event stands at `now` (aware) for whoever has this application, or none."""
    if row.state is EventState.CANCELLED:
        return Standing.CANCELLED
    if entry is not None and entry.status is not EntryStatus.DRAFT:
        return Standing.SEATED if entry.status is EntryStatus.SEATED else Standing.WAITING
    if not row.takes_applications(now):
        return _ended(row, now)
    if entry is not None and entry.expires_at > now:
        return Standing.DRAFT
    return Standing.OPEN if seats_left(row) else Standing.FULL


def _ended(row: EventRow, now: datetime) -> Standing:
    if now >= row.ends_at:
        return Standing.OVER
    return Standing.LATE if row.state is EventState.OPEN else Standing.CLOSED


def seats_left(row: EventRow) -> int:
    """Return how many seats the next people get; none while somebody waits for one."""
    return 0 if row.waiting else max(row.seats - row.taken, 0)
