"""Years on their way from the gate to the question about age, as rows."""

from datetime import datetime

from sqlalchemy import Connection, delete, select

from webapp.consent.decision import MemberId
from webapp.profile.waiting import KeptYear
from webapp.storage.sealed import sealed_of, sealed_row
from webapp.storage.tables import kept_year
from webapp.storage.upsert import put


class KeptYears:
    """Implements `profile.waiting.KeptYears`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, kept: KeptYear) -> None:
        """Insert or replace a member's year."""
        row = {"member_id": kept.member_id, "expires_at": kept.expires_at}
        put(self._connection, kept_year, row | sealed_row(kept.sealed))

    def get(self, member_id: MemberId) -> KeptYear | None:
        """Return a member's year."""
        row = self._connection.execute(
            select(kept_year).where(kept_year.c.member_id == member_id)
        ).first()
        return None if row is None else KeptYear(row.member_id, sealed_of(row), row.expires_at)

    def sweep(self, now: datetime) -> int:
        """Delete what is past its date."""
        return self._connection.execute(
            delete(kept_year).where(kept_year.c.expires_at <= now)
        ).rowcount
