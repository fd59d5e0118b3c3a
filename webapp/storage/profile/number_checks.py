"""Telephone numbers being checked, as rows."""

from datetime import datetime

from sqlalchemy import Connection, delete, select

from webapp.consent.decision import MemberId
from webapp.profile.waiting import NumberCheck
from webapp.storage.sealed import sealed_of, sealed_row
from webapp.storage.tables import phone_check
from webapp.storage.upsert import put


class NumberChecks:
    """Implements `profile.waiting.NumberChecks`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, check: NumberCheck) -> None:
        """Insert or replace a member's check."""
        row = {
            "member_id": check.member_id,
            "misses": check.misses,
            "expires_at": check.expires_at,
        }
        put(self._connection, phone_check, row | sealed_row(check.sealed))

    def get(self, member_id: MemberId) -> NumberCheck | None:
        """Return a member's check."""
        row = self._connection.execute(
            select(phone_check).where(phone_check.c.member_id == member_id)
        ).first()
        if row is None:
            return None
        return NumberCheck(row.member_id, sealed_of(row), row.misses, row.expires_at)

    def forget(self, member_id: MemberId) -> None:
        """Delete a member's check."""
        self._connection.execute(delete(phone_check).where(phone_check.c.member_id == member_id))

    def sweep(self, now: datetime) -> int:
        """Delete what is past its date."""
        return self._connection.execute(
            delete(phone_check).where(phone_check.c.expires_at <= now)
        ).rowcount
