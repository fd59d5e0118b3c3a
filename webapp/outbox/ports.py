"""What this room needs from outside: the rows, and somebody who can run an errand."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from webapp.outbox.errand import Errand

Runner = Callable[[Errand], None]
"""Carries out one errand; raises `NotNow` to be called again later."""


class Errands(Protocol):
    """The table of errands."""

    def queue(self, errand: Errand) -> None:
        """Insert an errand in the transaction of its cause."""
        ...

    def call_off(self, kind: str, subject: bytes) -> int:
        """Delete errands of a kind about a subject; return how many there were."""
        ...

    def is_queued(self, kind: str, subject: bytes) -> bool:
        """Tell whether an errand of a kind about a subject waits to be done."""
        ...

    def about(self, kind: str, subject: bytes) -> list[Errand]:
        """Return the errands of a kind about a subject; given-up ones know nothing."""
        ...

    def take(self, kinds: Sequence[str], subject: bytes) -> list[Errand]:
        """Delete and return errands of these kinds about a subject; given-up ones know nothing."""
        ...

    def lease(self, now: datetime, until: datetime) -> Errand | None:
        """Take the most overdue errand that nobody works on, and keep it until `until`."""
        ...

    def done(self, errand_id: UUID) -> None:
        """Delete an errand with its payload and key."""
        ...

    def give_up(self, errand_id: UUID, at: datetime) -> None:
        """Empty an errand of what it knows and keep that it was given up: nobody leases it."""
        ...

    def later(self, errand_id: UUID, due_at: datetime, reason: str) -> None:
        """Put an errand back with one more attempt and a short code word why."""
        ...

    def waiting(self, reference: str) -> bool:
        """Tell whether an errand a person may quote is still to be done."""
        ...

    def given_up(self, reference: str) -> bool:
        """Tell whether an errand a person may quote was given up."""
        ...

    def sweep(self, before: datetime) -> int:
        """Delete errands given up by an instant; return how many."""
        ...


class OutboxStore(Protocol):
    """One transaction as this room sees it."""

    @property
    def errands(self) -> Errands:
        """Return the errands."""
        ...
