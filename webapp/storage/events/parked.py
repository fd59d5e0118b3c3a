"""Answers that wait for their person to sign in, as rows: one a browser."""

from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from webapp.events.rows import Parked
from webapp.storage.sealed import sealed_of, sealed_row
from webapp.storage.tables import event_parked
from webapp.storage.upsert import put

_PLAIN = ("holder", "event_id", "step", "expires_at")


class ParkedAnswers:
    """Implements `events.ports.ParkedAnswers`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def park(self, parked: Parked) -> None:
        """Insert or replace the answer of a holder."""
        row = {name: getattr(parked, name) for name in _PLAIN}
        put(self._connection, event_parked, row | sealed_row(parked.sealed))

    def find(self, holder: bytes, now: datetime) -> Parked | None:
        """Return a holder's answer; one past its time is not found although it is there."""
        row = self._connection.execute(
            select(event_parked).where(
                event_parked.c.holder == holder, event_parked.c.expires_at > now
            )
        ).first()
        if row is None:
            return None
        plain = {name: getattr(row, name) for name in _PLAIN}
        return Parked(**plain, sealed=sealed_of(row))

    def adopt(self, holder: bytes, session: bytes) -> None:
        """Rename the holder; what the session parked before gives way, as in `park`."""
        theirs = select(event_parked.c.holder).where(event_parked.c.holder == holder)
        self._connection.execute(
            delete(event_parked).where(event_parked.c.holder == session, theirs.exists())
        )
        self._connection.execute(
            update(event_parked).where(event_parked.c.holder == holder).values(holder=session)
        )

    def forget(self, holder: bytes) -> None:
        """Delete a holder's answer."""
        self._connection.execute(delete(event_parked).where(event_parked.c.holder == holder))

    def sweep(self, now: datetime) -> int:
        """Delete what is past its time."""
        return self._connection.execute(
            delete(event_parked).where(event_parked.c.expires_at <= now)
        ).rowcount
