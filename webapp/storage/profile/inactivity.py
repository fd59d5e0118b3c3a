"""Who has been away for long, and what became of their values meanwhile, as rows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Date, bindparam, cast, exists, literal, null, or_, select, update

from webapp.consent.decision import MEMBERSHIP, MemberId
from webapp.members.inactivity_ports import Deletion, Silent, Since
from webapp.profile.expiring import BY_CLOCK
from webapp.storage.columns import Instant
from webapp.storage.tables import ACTIVE, destruction, field_value, letter, member

_KEPT = literal("")
"""What stands in the place of a field's key where it is no deletion that is told."""


def _since() -> Any:  # noqa: ANN401  a typed union says no more
    """Return one statement for all that a page has to know."""
    unread = or_(
        member.c.deletions_read_at.is_(None),
        destruction.c.destroyed_at > member.c.deletions_read_at,
    )
    mine = destruction.c.member_id == bindparam("member")
    ours = destruction.c.scope == MEMBERSHIP  # an event says on its own pages when it is over
    deletions = (
        select(
            destruction.c.field_key,
            destruction.c.destroyed_at.label("at"),
            cast(null(), Date).label("about"),
        )
        .join(member, member.c.member_id == destruction.c.member_id)
        .where(mine, ours, destruction.c.reason.in_(BY_CLOCK), unread)
    )
    kept = select(_KEPT, letter.c.written_at, letter.c.about).where(
        letter.c.member_id == bindparam("member"),
        letter.c.kind == bindparam("kept"),
        letter.c.written_at == bindparam("came_at", type_=Instant),
    )
    return deletions.union_all(kept)


_SINCE = _since()


class Absences:
    """Implements `members.inactivity_ports.Absences`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def silent(
        self,
        kind: str,
        span: tuple[datetime, datetime],
        field_key: str,
        after: MemberId | None,
        limit: int,
    ) -> list[Silent]:
        """Return members found by their last use, with that value and without such a letter."""
        has_value = exists().where(
            field_value.c.member_id == member.c.member_id,
            field_value.c.scope == MEMBERSHIP,
            field_value.c.field_key == field_key,
        )
        was_told = exists().where(
            letter.c.member_id == member.c.member_id,
            letter.c.kind == kind,
            letter.c.written_at > member.c.last_seen_at,
        )
        seen = member.c.last_seen_at > span[0], member.c.last_seen_at <= span[1]
        statement = select(member.c.member_id, member.c.last_seen_at).where(
            ACTIVE, *seen, has_value, ~was_told
        )
        if after is not None:
            statement = statement.where(member.c.member_id > after)
        found = self._connection.execute(statement.order_by(member.c.member_id).limit(limit))
        return [Silent(MemberId(row.member_id), row.last_seen_at) for row in found]

    def fields_of(self, member_id: MemberId, field_keys: Sequence[str]) -> list[str]:
        """Return the names of fields that have a value."""
        statement = select(field_value.c.field_key).where(
            field_value.c.member_id == member_id,
            field_value.c.scope == MEMBERSHIP,
            field_value.c.field_key.in_(field_keys),
        )
        return list(self._connection.scalars(statement))

    def since(self, member_id: MemberId, came_at: datetime, kept: str) -> Since:
        """Return what is not put away, oldest first."""
        asked = {"member": member_id, "came_at": came_at, "kept": kept}
        rows = self._connection.execute(_SINCE, asked).all()
        days = [row.about for row in rows if row.about is not None]
        gone = [Deletion(row.field_key, row.at) for row in rows if row.about is None]
        ordered = sorted(gone, key=lambda deletion: deletion.at)
        return Since(kept=min(days, default=None), deletions=tuple(ordered))

    def put_away(self, member_id: MemberId, until: datetime) -> None:
        """Move the mark forward."""
        earlier = or_(member.c.deletions_read_at.is_(None), member.c.deletions_read_at < until)
        self._connection.execute(
            update(member)
            .where(member.c.member_id == member_id, earlier)
            .values(deletions_read_at=until)
        )
