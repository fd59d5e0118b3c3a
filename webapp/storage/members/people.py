"""Members and their links to Kakao, as rows."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update

from webapp.consent.decision import MemberId
from webapp.members.rows import Link, Member
from webapp.storage.sealed import sealed_of, sealed_row
from webapp.storage.tables import ACTIVE, ENDS_WITH_MEMBERSHIP, Status, kakao_link, member, metadata
from webapp.storage.upsert import insert_new

_ENDING = [table for table in metadata.tables.values() if table.info == ENDS_WITH_MEMBERSHIP]
_ARRIVE = (
    update(member)
    .where(
        member.c.member_id
        == select(kakao_link.c.member_id)
        .where(kakao_link.c.subject == bindparam("index"))
        .scalar_subquery(),
        ACTIVE,
        member.c.last_seen_at > bindparam("seen_after"),
    )
    .values(last_seen_at=bindparam("at"))
    .returning(member.c.member_id, member.c.locale, member.c.joined_at, member.c.last_seen_at)
)


class People:
    """Implements `members.ports.People`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, person: Member) -> None:
        """Insert an active member with no decision yet."""
        row = {
            "member_id": person.member_id,
            "status": Status.ACTIVE.value,
            "locale": person.locale,
            "joined_at": person.joined_at,
            "last_seen_at": person.last_seen_at,
            "last_seq": 0,
        }
        self._connection.execute(member.insert().values(row))

    def link(self, link: Link) -> bool:
        """Insert a link unless the Kakao id is taken."""
        row = {
            "subject": link.index,
            "member_id": link.member_id,
            "linked_at": link.linked_at,
            **sealed_row(link.sealed),
        }
        return insert_new(self._connection, kakao_link, row)

    def arrive(self, index: bytes, at: datetime, seen_after: datetime) -> Member | None:
        """Find the member of a Kakao id and move their last use, in one statement."""
        asked = {"index": index, "at": at, "seen_after": seen_after}
        row = self._connection.execute(_ARRIVE, asked).first()
        return None if row is None else Member(*row)

    def linked(self, index: bytes) -> MemberId | None:
        """Find the active member of a Kakao id."""
        statement = (
            select(member.c.member_id)
            .join(kakao_link, kakao_link.c.member_id == member.c.member_id)
            .where(kakao_link.c.subject == index, ACTIVE)
        )
        found = self._connection.execute(statement).scalar()
        return None if found is None else MemberId(found)

    def get(self, member_id: MemberId) -> Member | None:
        """Return an active member."""
        row = self._connection.execute(
            select(
                member.c.member_id, member.c.locale, member.c.joined_at, member.c.last_seen_at
            ).where(member.c.member_id == member_id, ACTIVE)
        ).first()
        return None if row is None else Member(*row)

    def link_of(self, member_id: MemberId) -> Link | None:
        """Return a member's link."""
        row = self._connection.execute(
            select(kakao_link).where(kakao_link.c.member_id == member_id)
        ).first()
        if row is None:
            return None
        return Link(row.subject, sealed_of(row), row.member_id, row.linked_at)

    def is_linked(self, index: bytes) -> bool:
        """Tell whether a link with this index exists."""
        statement = select(kakao_link.c.member_id).where(kakao_link.c.subject == index)
        return self._connection.execute(statement).first() is not None

    def speak(self, member_id: MemberId, locale: str) -> None:
        """Set a member's language."""
        self._connection.execute(
            update(member).where(member.c.member_id == member_id).values(locale=locale)
        )

    def close(self, member_id: MemberId, at: datetime) -> bool:
        """Mark a member as left; delete the link, and the rows of tables that end with it."""
        left = self._connection.execute(
            update(member)
            .where(member.c.member_id == member_id, ACTIVE)
            .values(
                status=Status.LEFT.value,
                left_at=at,
                last_seen_at=at,
                locale=None,
                deletions_read_at=None,
            )
        )
        for table in (kakao_link, *_ENDING):
            self._connection.execute(delete(table).where(table.c.member_id == member_id))
        return bool(left.rowcount)
