"""What staff did with a person's data, as rows that nothing changes."""

from datetime import datetime

from sqlalchemy import Connection, delete

from webapp.members.staff import Access
from webapp.storage.tables import access_log


class Accesses:
    """Implements `members.staff.Accesses`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, made: Access) -> None:
        """Insert what was done."""
        row = {column.name: getattr(made, column.name) for column in access_log.c}
        self._connection.execute(access_log.insert().values(row))

    def sweep(self, before: datetime) -> int:
        """Delete what is older than it has to be kept."""
        return self._connection.execute(
            delete(access_log).where(access_log.c.at <= before)
        ).rowcount
