"""Requests to correct a value, as rows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, select, update

from webapp.consent.decision import MemberId
from webapp.profile.ports import Correction, Outcome
from webapp.storage.sealed import sealed_of, sealed_row
from webapp.storage.tables import OPEN, correction

_PLAIN = (
    "member_id",
    "correction_id",
    "reference",
    "scope",
    "field_key",
    "opened_at",
    "due_on",
    "settled_at",
    "outcome",
    "told_at",
)


class Corrections:
    """Implements `profile.ports.Corrections`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, made: Correction) -> None:
        """Insert a request; the index of what is open refuses a second one about a value."""
        self._connection.execute(correction.insert().values(_row(made)))

    def of(self, member_id: MemberId) -> list[Correction]:
        """Return a member's requests."""
        mine = select(correction).where(correction.c.member_id == member_id)
        return self._found(mine.order_by(correction.c.opened_at.desc()))

    def get(self, reference: str) -> Correction | None:
        """Return one request by its number."""
        found = self._found(select(correction).where(correction.c.reference == reference))
        return found[0] if found else None

    def waiting(self) -> list[Correction]:
        """Return what is open: what is overdue stands first by itself."""
        return self._found(
            select(correction)
            .where(OPEN)
            .order_by(correction.c.due_on, correction.c.opened_at, correction.c.reference)
        )

    def settle(self, made: Correction) -> None:
        """Replace what was said by what was said and answered."""
        self._connection.execute(
            update(correction)
            .where(
                correction.c.member_id == made.member_id,
                correction.c.correction_id == made.correction_id,
                OPEN,
            )
            .values(
                settled_at=made.settled_at,
                outcome=made.outcome,
                told_at=made.told_at,
                **sealed_row(made.sealed),
            )
        )

    def close(
        self, member_id: MemberId, scope: str, field_keys: Sequence[str], outcome: str, at: datetime
    ) -> None:
        """Close what is open about these values."""
        self._connection.execute(
            update(correction)
            .where(
                correction.c.member_id == member_id,
                correction.c.scope == scope,
                correction.c.field_key.in_(field_keys),
                OPEN,
            )
            .values(settled_at=at, outcome=outcome, told_at=at)
        )

    def put_away(self, member_id: MemberId, at: datetime) -> None:
        """Mark every answer of a member as read."""
        self._connection.execute(
            update(correction)
            .where(
                correction.c.member_id == member_id,
                correction.c.settled_at.is_not(None),
                correction.c.told_at.is_(None),
            )
            .values(told_at=at)
        )

    def sweep(self, settled_before: datetime) -> int:
        """Delete what was settled long ago; what is open is never too old."""
        old = delete(correction).where(correction.c.settled_at <= settled_before)
        return self._connection.execute(old).rowcount

    def _found(self, statement: Select[Any]) -> list[Correction]:
        return [_correction_of(row) for row in self._connection.execute(statement)]


def _row(made: Correction) -> dict[str, Any]:
    plain = {name: getattr(made, name) for name in _PLAIN}
    return plain | sealed_row(made.sealed)


def _correction_of(row: Row[Any]) -> Correction:
    plain = {name: getattr(row, name) for name in _PLAIN}
    plain["outcome"] = Outcome(row.outcome) if row.outcome else None
    return Correction(**plain, sealed=sealed_of(row))
