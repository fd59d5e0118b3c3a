"""Years on their way from the gate to the question about age, as rows, and the trigger on them.

The database deletes a year with any decision about that question, in the same transaction: no way
of answering or skipping it can forget to, and a consent costs no statement more.
"""

from datetime import datetime

from sqlalchemy import Connection, delete, select

from webapp.consent.decision import MemberId
from webapp.profile.waiting import KeptYear
from webapp.storage.sealed import sealed_of, sealed_row
from webapp.storage.tables import kept_year
from webapp.storage.upsert import put

_SQLITE_SPEND = """
CREATE TRIGGER kept_year_is_spent AFTER INSERT ON decision
WHEN NEW.notice_key = 'age'
BEGIN
  DELETE FROM kept_year WHERE member_id = NEW.member_id;
END
"""
_POSTGRES_SPEND = """
CREATE FUNCTION spend_kept_year() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM kept_year WHERE member_id = NEW.member_id;
  RETURN NULL;
END $$
"""
_POSTGRES_TRIGGER = """
CREATE TRIGGER kept_year_is_spent AFTER INSERT ON decision
FOR EACH ROW WHEN (NEW.notice_key = 'age') EXECUTE FUNCTION spend_kept_year()
"""


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


def spend_with_decisions(connection: Connection) -> None:
    """Make the trigger."""
    is_sqlite = connection.dialect.name == "sqlite"
    for statement in (_SQLITE_SPEND,) if is_sqlite else (_POSTGRES_SPEND, _POSTGRES_TRIGGER):
        connection.exec_driver_sql(statement)


def spend_no_more(connection: Connection) -> None:
    """Drop the trigger."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TRIGGER kept_year_is_spent")
    else:
        connection.exec_driver_sql("DROP FUNCTION spend_kept_year() CASCADE")
