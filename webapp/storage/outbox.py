"""Errands, as rows that workers lease."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, delete, select, update

from webapp.outbox.errand import Errand
from webapp.storage.tables import outbox


class Errands:
    """Implements `outbox.ports.Errands`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def queue(self, errand: Errand) -> None:
        """Insert an errand."""
        row = {name: getattr(errand, name) for name in Errand.__dataclass_fields__}
        self._connection.execute(outbox.insert().values(row | {"last_reason": ""}))

    def call_off(self, kind: str, subject: bytes) -> int:
        """Delete the errands of a kind about a subject."""
        return self._connection.execute(
            delete(outbox).where(outbox.c.kind == kind, outbox.c.subject == subject)
        ).rowcount

    def is_queued(self, kind: str, subject: bytes) -> bool:
        """Look for an errand that was not given up."""
        statement = select(outbox.c.errand_id).where(
            outbox.c.kind == kind, outbox.c.subject == subject, outbox.c.given_up_at.is_(None)
        )
        return self._connection.execute(statement).first() is not None

    def about(self, kind: str, subject: bytes) -> list[Errand]:
        """Return errands."""
        found = select(outbox).where(outbox.c.kind == kind, outbox.c.subject == subject)
        return [_errand_of(row) for row in self._connection.execute(found)]

    def take(self, kinds: Sequence[str], subject: bytes) -> list[Errand]:
        """Delete errands and return what they were."""
        taken = delete(outbox).where(outbox.c.kind.in_(kinds), outbox.c.subject == subject)
        return [_errand_of(row) for row in self._connection.execute(taken.returning(*outbox.c))]

    def lease(self, now: datetime, until: datetime) -> Errand | None:
        """Move the due date of the most overdue errand into the future and return it.

        On PostgreSQL an errand another worker is taking at this instant is passed over.
        """
        waiting = select(outbox).where(outbox.c.due_at <= now, outbox.c.given_up_at.is_(None))
        due = waiting.order_by(outbox.c.due_at).limit(1)
        if self._connection.dialect.name != "sqlite":
            due = due.with_for_update(skip_locked=True)
        row = self._connection.execute(due).first()
        if row is None:
            return None
        self._connection.execute(
            update(outbox).where(outbox.c.errand_id == row.errand_id).values(due_at=until)
        )
        return _errand_of(row)

    def done(self, errand_id: UUID) -> None:
        """Delete an errand."""
        self._connection.execute(delete(outbox).where(outbox.c.errand_id == errand_id))

    def give_up(self, errand_id: UUID, at: datetime) -> None:
        """Empty an errand and mark it."""
        nothing = {"payload": b"", "wrapped_key": b"", "subject": b"", "kek_id": ""}
        self._connection.execute(
            update(outbox)
            .where(outbox.c.errand_id == errand_id)
            .values(given_up_at=at, attempts=outbox.c.attempts + 1, **nothing)
        )

    def later(self, errand_id: UUID, due_at: datetime, reason: str) -> None:
        """Put an errand back."""
        self._connection.execute(
            update(outbox)
            .where(outbox.c.errand_id == errand_id)
            .values(due_at=due_at, attempts=outbox.c.attempts + 1, last_reason=reason[:60])
        )

    def waiting(self, reference: str) -> bool:
        """Tell whether an errand with this number is there and was not given up."""
        return self._is_there(reference, outbox.c.given_up_at.is_(None))

    def given_up(self, reference: str) -> bool:
        """Tell whether an errand with this number was given up."""
        return self._is_there(reference, outbox.c.given_up_at.is_not(None))

    def sweep(self, before: datetime) -> int:
        """Delete errands given up by then."""
        return self._connection.execute(
            delete(outbox).where(outbox.c.given_up_at <= before)
        ).rowcount

    def _is_there(self, reference: str, standing: ColumnElement[bool]) -> bool:
        statement = select(outbox.c.errand_id).where(outbox.c.reference == reference, standing)
        return self._connection.execute(statement).first() is not None


def _errand_of(row: Row[Any]) -> Errand:
    found: dict[str, Any] = {name: getattr(row, name) for name in Errand.__dataclass_fields__}
    return Errand(**found)
