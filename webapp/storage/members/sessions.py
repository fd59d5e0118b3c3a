"""Signed-in browsers and the statutory visits of their logins, as rows."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, delete, or_, select, update

from webapp.consent.decision import MemberId
from webapp.members.rows import Session, Visit
from webapp.storage.prepared import Prepared
from webapp.storage.tables import ACTIVE, event_parked, member, session, visit
from webapp.storage.upsert import insert_new

_FIND = Prepared(
    select(session, member.c.locale, member.c.last_seen_at.label("used_at"))
    .join(member, member.c.member_id == session.c.member_id)
    .where(session.c.session_hash == bindparam("hash"), ACTIVE)
)


class Sessions:
    """Implements `members.ports.Sessions`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, made: Session) -> None:
        """Insert a session unless its key is there."""
        row = {
            "session_hash": made.session_hash,
            "member_id": made.member_id,
            "created_at": made.created_at,
            "last_seen_at": made.last_seen_at,
            "device": made.device,
        }
        insert_new(self._connection, session, row)

    def find(self, session_hash: bytes) -> Session | None:
        """Return a session of an active member."""
        row = _FIND.first(self._connection, {"hash": session_hash})
        if row is None:
            return None
        return replace(_session_of(row), locale=row.locale, used_at=row.used_at)

    def touch(self, used: Session, at: datetime) -> None:
        """Move the last use of the session and of the member."""
        self._connection.execute(
            update(session)
            .where(session.c.session_hash == used.session_hash, session.c.last_seen_at < at)
            .values(last_seen_at=at)
        )
        self._connection.execute(
            update(member)
            .where(member.c.member_id == used.member_id, member.c.last_seen_at < at)
            .values(last_seen_at=at)
        )

    def of(self, member_id: MemberId) -> list[Session]:
        """Return a member's sessions."""
        statement = (
            select(session)
            .where(session.c.member_id == member_id)
            .order_by(session.c.last_seen_at.desc(), session.c.created_at.desc())
        )
        return [_session_of(row) for row in self._connection.execute(statement)]

    def end(self, member_id: MemberId, session_hash: bytes) -> bool:
        """Delete one session."""
        return bool(self._end(member_id, session.c.session_hash == session_hash))

    def end_all(self, member_id: MemberId, but: bytes | None = None) -> int:
        """Delete a member's sessions, except one."""
        if but is None:
            return self._end(member_id)
        return self._end(member_id, session.c.session_hash != but)

    def end_made_before(self, member_id: MemberId, before: datetime) -> int:
        """Delete a member's older sessions."""
        return self._end(member_id, session.c.created_at < before)

    def _end(self, member_id: MemberId, *which: ColumnElement[bool]) -> int:
        """Delete sessions with the answers that wait in them; return how many sessions.

        Such an answer was typed by somebody signed out, and has no row of a member to end with.
        """
        ended = (session.c.member_id == member_id, *which)
        names = select(session.c.session_hash).where(*ended)
        self._connection.execute(delete(event_parked).where(event_parked.c.holder.in_(names)))
        return self._connection.execute(delete(session).where(*ended)).rowcount

    def sweep(self, idle_before: datetime, made_before: datetime) -> int:
        """Delete dead sessions."""
        return self._connection.execute(
            delete(session).where(
                or_(session.c.last_seen_at <= idle_before, session.c.created_at <= made_before)
            )
        ).rowcount


class Visits:
    """Implements `members.ports.Visits`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, made: Visit) -> None:
        """Insert a visit."""
        row = {column.name: getattr(made, column.name) for column in visit.c}
        self._connection.execute(visit.insert().values(row))

    def sweep(self, now: datetime) -> int:
        """Delete visits past their statutory time."""
        return self._connection.execute(delete(visit).where(visit.c.destroy_after <= now)).rowcount


def _session_of(row: Row[Any]) -> Session:
    return Session(
        session_hash=row.session_hash,
        member_id=row.member_id,
        created_at=row.created_at,
        last_seen_at=row.last_seen_at,
        device=row.device,
    )
