"""Logins under way at Kakao and sign-ups waiting at the gate, as rows."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from webapp.consent.decision import MemberId
from webapp.members.rows import Attempt, Pending
from webapp.storage.sealed import sealed_of, sealed_row
from webapp.storage.tables import oauth_attempt, pending_signup
from webapp.storage.upsert import put


class Attempts:
    """Implements `members.ports.Attempts`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, attempt: Attempt) -> None:
        """Insert an attempt."""
        row = {
            "state_hash": attempt.state_hash,
            "browser_hash": attempt.browser_hash,
            "errand": attempt.errand,
            "next_key": attempt.next_key,
            "created_at": attempt.created_at,
            "expires_at": attempt.expires_at,
            **sealed_row(attempt.sealed),
        }
        self._connection.execute(oauth_attempt.insert().values(row))

    def take(self, state_hash: bytes, browser_hash: bytes) -> Attempt | None:
        """Delete an attempt and return what it was."""
        row = self._connection.execute(
            delete(oauth_attempt)
            .where(
                oauth_attempt.c.state_hash == state_hash,
                oauth_attempt.c.browser_hash == browser_hash,
            )
            .returning(*oauth_attempt.c)
        ).first()
        if row is None:
            return None
        return Attempt(
            state_hash=row.state_hash,
            browser_hash=row.browser_hash,
            errand=row.errand,
            next_key=row.next_key,
            sealed=sealed_of(row),
            created_at=row.created_at,
            expires_at=row.expires_at,
        )

    def exists(self, state_hash: bytes) -> bool:
        """Tell whether there is an attempt with this state."""
        statement = select(oauth_attempt.c.errand).where(oauth_attempt.c.state_hash == state_hash)
        return self._connection.execute(statement).first() is not None

    def move(self, browser_hash: bytes, onto: bytes) -> None:
        """Rename the browser of its attempts."""
        self._connection.execute(
            update(oauth_attempt)
            .where(oauth_attempt.c.browser_hash == browser_hash)
            .values(browser_hash=onto)
        )

    def sweep(self, before: datetime) -> int:
        """Delete expired attempts."""
        return self._connection.execute(
            delete(oauth_attempt).where(oauth_attempt.c.expires_at <= before)
        ).rowcount


class PendingSignups:
    """Implements `members.ports.PendingSignups`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, pending: Pending) -> None:
        """Insert or replace the sign-up of a browser."""
        row = {
            "browser_hash": pending.browser_hash,
            "began_as": pending.began_as,
            "subject": pending.subject,
            "member_id": pending.member_id,
            "created_at": pending.created_at,
            "expires_at": pending.expires_at,
            **sealed_row(pending.sealed),
        }
        put(self._connection, pending_signup, row)

    def get(self, browser_hash: bytes) -> Pending | None:
        """Return the sign-up of a browser."""
        row = self._connection.execute(
            select(pending_signup).where(pending_signup.c.browser_hash == browser_hash)
        ).first()
        return None if row is None else _pending_of(row)

    def holds(self, index: bytes) -> bool:
        """Look for a sign-up with this index; one that somebody joined has none."""
        statement = select(pending_signup.c.created_at).where(pending_signup.c.subject == index)
        return self._connection.execute(statement).first() is not None

    def waits_since(self, index: bytes) -> datetime | None:
        """Look for the newest sign-up with this index."""
        newest = select(pending_signup.c.created_at).where(pending_signup.c.subject == index)
        newest = newest.order_by(pending_signup.c.created_at.desc()).limit(1)
        found: datetime | None = self._connection.execute(newest).scalar()
        return found

    def drop_of(self, index: bytes, before: datetime) -> int:
        """Delete the older sign-ups with this index; one that somebody joined has none."""
        return self._connection.execute(
            delete(pending_signup).where(
                pending_signup.c.subject == index, pending_signup.c.created_at < before
            )
        ).rowcount

    def join(self, browser_hash: bytes, member_id: MemberId, until: datetime) -> Pending | None:
        """Empty the row for its new member; of several at once, only the first gets it."""
        waiting = select(pending_signup).where(pending_signup.c.browser_hash == browser_hash)
        if self._connection.dialect.name != "sqlite":
            waiting = waiting.with_for_update()
        row = self._connection.execute(waiting).first()
        if row is None or row.member_id is not None:
            return None
        self._connection.execute(
            update(pending_signup)
            .where(pending_signup.c.browser_hash == browser_hash)
            .values(
                member_id=member_id,
                began_as=b"",
                subject=b"",
                sealed=b"",
                wrapped_key=b"",
                expires_at=until,
            )
        )
        return _pending_of(row)

    def point(self, browser_hash: bytes, member_id: MemberId) -> None:
        """Correct the member of a joined sign-up."""
        self._connection.execute(
            update(pending_signup)
            .where(pending_signup.c.browser_hash == browser_hash)
            .values(member_id=member_id)
        )

    def drop(self, browser_hash: bytes) -> Pending | None:
        """Delete a sign-up that nobody joined."""
        row = self._connection.execute(
            delete(pending_signup)
            .where(
                pending_signup.c.browser_hash == browser_hash,
                pending_signup.c.member_id.is_(None),
            )
            .returning(*pending_signup.c)
        ).first()
        return None if row is None else _pending_of(row)

    def forget(self, member_id: MemberId) -> None:
        """Delete the sign-ups of a member."""
        self._connection.execute(
            delete(pending_signup).where(pending_signup.c.member_id == member_id)
        )

    def sweep(self, before: datetime) -> list[Pending]:
        """Delete expired sign-ups."""
        rows = self._connection.execute(
            delete(pending_signup)
            .where(pending_signup.c.expires_at <= before)
            .returning(*pending_signup.c)
        )
        return [_pending_of(row) for row in rows]


def _pending_of(row: Row[Any]) -> Pending:
    return Pending(
        browser_hash=row.browser_hash,
        began_as=row.began_as,
        subject=row.subject,
        sealed=sealed_of(row),
        member_id=row.member_id,
        created_at=row.created_at,
        expires_at=row.expires_at,
    )
