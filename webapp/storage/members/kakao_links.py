"""The links to Kakao with what is known of the agreements behind them, as rows."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, or_, select, tuple_, update

from webapp.consent.decision import MemberId
from webapp.members.kakao_link_ports import KnownScopes
from webapp.members.rows import Link
from webapp.storage.sealed import sealed_of
from webapp.storage.tables import kakao_leftover, kakao_link


class KakaoLinks:
    """Implements `members.kakao_link_ports.KakaoLinks`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, index: bytes) -> Link | None:
        """Return the link with an index."""
        row = self._connection.execute(
            select(kakao_link).where(kakao_link.c.subject == index)
        ).first()
        if row is None:
            return None
        return Link(row.subject, sealed_of(row), row.member_id, row.linked_at)

    def scopes(self, member_id: MemberId) -> KnownScopes | None:
        """Return what Kakao last said."""
        row = self._connection.execute(
            select(kakao_link.c.scopes, kakao_link.c.scopes_at).where(
                kakao_link.c.member_id == member_id, kakao_link.c.scopes_at.is_not(None)
            )
        ).first()
        return None if row is None else KnownScopes(tuple(row.scopes.split()), row.scopes_at)

    def note_scopes(self, member_id: MemberId, scopes: Collection[str], at: datetime) -> None:
        """Write what Kakao said, unless it has said something since."""
        is_older = or_(kakao_link.c.scopes_at.is_(None), kakao_link.c.scopes_at <= at)
        self._connection.execute(
            update(kakao_link)
            .where(kakao_link.c.member_id == member_id, is_older)
            .values(scopes=" ".join(sorted(scopes)), scopes_at=at)
        )


class Leftovers:
    """Implements `members.kakao_link_ports.Leftovers`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def are_there(self) -> bool:
        """Look for a row."""
        statement = select(kakao_leftover.c.field_key).limit(1)
        return self._connection.execute(statement).first() is not None

    def take(self, limit: int) -> Sequence[tuple[MemberId, str]]:
        """Delete rows and return them; two workers never take the same."""
        keys = kakao_leftover.c.member_id, kakao_leftover.c.field_key
        some = select(*keys).limit(limit)
        if self._connection.dialect.name != "sqlite":
            some = some.with_for_update(skip_locked=True)
        found = [(MemberId(row.member_id), row.field_key) for row in self._connection.execute(some)]
        if found:
            self._connection.execute(delete(kakao_leftover).where(tuple_(*keys).in_(found)))
        return found
