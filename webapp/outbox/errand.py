"""An errand: one thing to do outside, with its patience."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Errand:
    """A row of the outbox. `payload` and its key are sealed by whoever queued it.

    `subject` is a keyed blind index (32 bytes) of what the errand is about, so that it can be
    found and called off without opening it; `reference` is a number a person may quote.
    """

    errand_id: UUID
    kind: str
    subject: bytes
    reference: str
    payload: bytes
    wrapped_key: bytes
    kek_id: str
    created_at: datetime
    due_at: datetime
    give_up_at: datetime
    attempts: int = 0


def new_errand(
    kind: str, subject: bytes, at: datetime, give_up_at: datetime, reference: str = ""
) -> Errand:
    """Return an errand that knows nothing but its subject, due at once, with a new number."""
    return Errand(uuid4(), kind, subject, reference, b"", b"", "", at, at, give_up_at)


def next_due(errand: Errand, now: datetime) -> datetime:
    """Return when to try again: the wait doubles from 2 seconds up to 30 minutes."""
    doublings = min(errand.attempts, 20)
    return now + min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)
