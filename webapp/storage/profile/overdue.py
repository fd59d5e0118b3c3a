"""Implements the port of the clock of values: which values are over, found by index."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from webapp.consent.decision import MEMBERSHIP, MemberId
from webapp.profile.sweeping_ports import Due
from webapp.storage.tables import ACTIVE, field_value, member

_PLACE = (field_value.c.member_id, field_value.c.scope, field_value.c.field_key)
_OWNER = member.c.member_id == field_value.c.member_id
# Answers at an event end by their own date alone, also where a field is called the same.
_OF_MEMBERSHIP = field_value.c.scope == MEMBERSHIP


class Overdue:
    """Implements `profile.sweeping_ports.Overdue`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def first_seen(self, after: datetime) -> datetime | None:
        """Return the next last use, by its index."""
        later = select(member.c.last_seen_at).where(ACTIVE, member.c.last_seen_at > after)
        earliest = later.order_by(member.c.last_seen_at).limit(1)
        found: datetime | None = self._connection.execute(earliest).scalar()
        return found

    def unused(
        self, field_keys: Sequence[str], after: datetime, until: datetime, limit: int
    ) -> list[Due]:
        """Return values by way of the members last seen in a span, found by their index."""
        seen = and_(ACTIVE, member.c.last_seen_at > after, member.c.last_seen_at <= until)
        theirs = and_(_OF_MEMBERSHIP, field_value.c.field_key.in_(field_keys))
        return self._found(and_(seen, theirs), limit)

    def dated(self, now: datetime, limit: int) -> list[Due]:
        """Return values past a date of their own, found by its index."""
        return self._found(field_value.c.expires_at <= now, limit)

    def is_over(self, due: Due, unused_since: datetime, now: datetime) -> bool:
        """Ask about one value."""
        is_unused = and_(_OF_MEMBERSHIP, member.c.last_seen_at <= unused_since)
        over = or_(is_unused, field_value.c.expires_at <= now)
        return bool(self._found(and_(*_at(due), over), 1))

    def members(self, after: MemberId | None, limit: int) -> list[MemberId]:
        """Return members in the order of their ids."""
        page = select(member.c.member_id).where(ACTIVE).order_by(member.c.member_id).limit(limit)
        if after is not None:
            page = page.where(member.c.member_id > after)
        return list(self._connection.scalars(page))

    def undeclared(
        self, member_ids: Sequence[MemberId], scope: str, declared: Sequence[str]
    ) -> list[Due]:
        """Return values of foreign fields."""
        theirs = field_value.c.member_id.in_(member_ids)
        foreign = field_value.c.field_key.not_in(declared)
        statement = select(*_PLACE).where(theirs, field_value.c.scope == scope, foreign)
        return [Due(*row) for row in self._connection.execute(statement)]

    def _found(self, condition: ColumnElement[bool], limit: int) -> list[Due]:
        statement = select(*_PLACE).join(member, _OWNER).where(condition).limit(limit)
        return [Due(*row) for row in self._connection.execute(statement)]


def _at(due: Due) -> tuple[ColumnElement[bool], ...]:
    place = (due.member_id, due.scope, due.field_key)
    return tuple(column == value for column, value in zip(_PLACE, place, strict=True))
