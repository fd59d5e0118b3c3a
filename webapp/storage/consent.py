"""Decisions, editions and the memory of requests, as rows."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql

from webapp.consent.decision import Actor, Answer, Channel, Decision, MemberId, Standing
from webapp.consent.edition import Edition
from webapp.consent.errors import MemberGone
from webapp.events.shapes import scope_of
from webapp.storage.leaves import purge
from webapp.storage.prepared import Prepared
from webapp.storage.tables import ACTIVE, decision, edition, idempotency, member
from webapp.storage.upsert import insert, insert_new

_ACTIVE_MEMBER = select(member.c.member_id).where(member.c.member_id == bindparam("member"), ACTIVE)
_TAKE = (
    update(member)
    .where(member.c.member_id == bindparam("member"), ACTIVE)
    .values(last_seq=member.c.last_seq + bindparam("count"))
    .returning(member.c.last_seq)
)


_DECISION_COLUMNS = tuple(decision.c.keys())
_OF_EVENTS = scope_of("")  # how their purposes begin


def _first_turn() -> Any:  # noqa: ANN401  a typed Update says nothing more
    """Return PostgreSQL's way to remember a request and take a number: none for a repeat."""
    named = {
        column.name: bindparam(f"new_{column.name}", type_=column.type) for column in idempotency.c
    }
    new = postgresql.insert(idempotency).values(named).on_conflict_do_nothing()
    first = new.returning(idempotency.c.at).cte("first")
    return _TAKE.where(select(first.c.at).exists())


_FIRST_TURN = Prepared(_first_turn())


def _latest_of_each_notice() -> Any:  # noqa: ANN401  a typed Select says nothing more
    """Return the statement that hops from notice to notice along the index.

    A loose index scan: its cost follows the number of notices, not of decisions, so that it
    stays flat for somebody who changed their mind a hundred thousand times.
    """
    mine = decision.alias("mine")
    whose = (mine.c.member_id == bindparam("member"), mine.c.scope == bindparam("scope"))
    first = select(func.min(mine.c.notice_key).label("notice_key")).where(*whose)
    notices = first.cte("notices", recursive=True)
    onward = select(func.min(mine.c.notice_key)).where(
        *whose, mine.c.notice_key > notices.c.notice_key
    )
    notices = notices.union_all(
        select(onward.correlate(notices).scalar_subquery()).where(notices.c.notice_key.is_not(None))
    )
    last = select(func.max(mine.c.seq)).where(*whose, mine.c.notice_key == notices.c.notice_key)
    newest = last.correlate(notices).scalar_subquery()
    return (
        select(
            decision.c.notice_key,
            decision.c.purpose,
            decision.c.answer,
            decision.c.decision_id,
            decision.c.edition_hash,
            decision.c.decided_at,
            edition.c.facts_hash,
        )
        .select_from(notices)
        .join(decision, (decision.c.member_id == bindparam("member")) & (decision.c.seq == newest))
        .join(edition, edition.c.hash == decision.c.edition_hash)
    )


_STANDINGS = _latest_of_each_notice()


class Decisions:
    """Implements `consent.ports.Decisions`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lock(self, member_id: MemberId) -> bool:
        """Lock the member's row (SQLite's writer holds the whole file already)."""
        statement = _ACTIVE_MEMBER
        if self._connection.dialect.name != "sqlite":
            # Not FOR UPDATE: two requests that both hold the key share lock of a foreign key
            # (idempotency) would wait for each other for ever.
            statement = statement.with_for_update(key_share=True)
        return self._connection.execute(statement, {"member": member_id}).first() is not None

    def take_seq(self, member_id: MemberId, count: int) -> int | None:
        """Move the member's counter and return the first number reserved."""
        last = self._connection.execute(_TAKE, {"member": member_id, "count": count}).scalar()
        return None if last is None else last - count + 1

    def take_turn(self, member_id: MemberId, request: bytes, at: datetime) -> int | None:
        """Insert the request and move the counter; a second one with its hash waits, then loses."""
        row = {"member_id": member_id, "request_hash": request, "at": at}
        if self._connection.dialect.name == "sqlite":
            if not insert_new(self._connection, idempotency, row):
                return None
            taken = self.take_seq(member_id, 1)
        else:
            told = {f"new_{name}": value for name, value in row.items()}
            told |= {"member": member_id, "count": 1}
            taken = _FIRST_TURN.scalar(self._connection, told)
            if taken is None and self._is_active(member_id):
                return None
        if taken is None:
            raise MemberGone
        return taken

    def add(self, decisions: Sequence[Decision]) -> None:
        """Insert decisions."""
        self._connection.execute(decision.insert(), [decision_row(item) for item in decisions])

    def standings(self, member_id: MemberId, scope: str) -> list[Standing]:
        """Return the latest decision of each notice."""
        found = self._connection.execute(_STANDINGS, {"member": member_id, "scope": scope})
        return [standing_of(row) for row in found]

    def history(self, member_id: MemberId) -> list[Decision]:
        """Return every decision of a member."""
        statement = select(decision).where(decision.c.member_id == member_id)
        found = self._connection.execute(statement.order_by(decision.c.seq))
        return [_decision_of(row) for row in found]

    def scopes(self, member_id: MemberId) -> list[str]:
        """Return the scopes of a member's decisions."""
        statement = select(decision.c.scope).where(decision.c.member_id == member_id).distinct()
        return list(self._connection.scalars(statement.order_by(decision.c.scope)))

    def _is_active(self, member_id: MemberId) -> bool:
        return self._connection.execute(_ACTIVE_MEMBER, {"member": member_id}).first() is not None

    def purge(self, left_before: datetime, at: datetime, limit: int) -> int:
        """Delete what is left of members three years after leaving (the triggers check it)."""
        return purge(self._connection, left_before, at, limit)

    def shown(self, member_id: MemberId, decision_id: UUID) -> tuple[Decision, Edition] | None:
        """Return one of a member's decisions with its edition."""
        statement = (
            select(decision, *(column.label(f"edition_{column.name}_") for column in edition.c))
            .join(edition, edition.c.hash == decision.c.edition_hash)
            .where(decision.c.member_id == member_id, decision.c.decision_id == decision_id)
        )
        row = self._connection.execute(statement).first()
        return None if row is None else (_decision_of(row), _edition_of(row, "edition_", "_"))


class EditionShelf:
    """Implements `consent.ports.EditionShelf`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def publish(self, editions: Sequence[Edition]) -> None:
        """Insert editions that are not there yet."""
        statement = insert(self._connection, edition).on_conflict_do_nothing()
        self._connection.execute(statement, [_edition_row(item) for item in editions])

    def get(self, edition_hash: bytes) -> Edition | None:
        """Return an edition."""
        row = self._connection.execute(
            select(edition).where(edition.c.hash == edition_hash)
        ).first()
        return None if row is None else _edition_of(row)

    def translated(self, item: Edition, locale: str) -> Edition | None:
        """Return the newest edition of the same facts, told the same way, in a language."""
        same = select(edition).where(
            edition.c.notice_key == item.notice_key,
            edition.c.facts_hash == item.facts_hash,
            edition.c.locale == locale,
        )
        found = self._connection.execute(same.order_by(edition.c.published_at.desc()))
        return next((one for one in map(_edition_of, found) if one.way == item.way), None)

    def fields(self) -> set[str]:
        """Return the fields of the membership's editions, out of their bodies."""
        bodies = self._connection.scalars(select(edition.c.body))
        told = (json.loads(body)["facts"] for body in bodies)
        own = (facts for facts in told if not facts["purpose"].startswith(_OF_EVENTS))
        return {key for facts in own for key in facts["fields"]}


class Repeats:
    """Implements `consent.ports.Repeats`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def is_first(self, member_id: MemberId, request: bytes, at: datetime) -> bool:
        """Insert the request; a second one with its hash waits for the first, then loses."""
        row = {"member_id": member_id, "request_hash": request, "at": at}
        return insert_new(self._connection, idempotency, row)

    def forget(self, member_id: MemberId) -> None:
        """Delete a member's requests."""
        self._connection.execute(delete(idempotency).where(idempotency.c.member_id == member_id))

    def sweep(self, before: datetime) -> int:
        """Delete old requests."""
        return self._connection.execute(
            delete(idempotency).where(idempotency.c.at < before)
        ).rowcount


def standing_of(row: Row[Any]) -> Standing:
    """Return a standing from its columns."""
    return Standing(
        notice_key=row.notice_key,
        purpose=row.purpose,
        answer=Answer(row.answer),
        decision_id=row.decision_id,
        edition_hash=row.edition_hash,
        decided_at=row.decided_at,
        facts_hash=row.facts_hash,
    )


def decision_row(item: Decision) -> dict[str, Any]:
    """Return a decision as its columns."""
    return {name: getattr(item, name) for name in _DECISION_COLUMNS}


def _decision_of(row: Row[Any]) -> Decision:
    found = {column.name: getattr(row, column.name) for column in decision.c}
    found["answer"] = Answer(found["answer"])
    found["channel"] = Channel(found["channel"])
    found["actor"] = Actor(found["actor"])
    return Decision(**found)


def _edition_row(item: Edition) -> dict[str, Any]:
    return {
        "hash": item.hash,
        "notice_key": item.notice_key,
        "locale": item.locale,
        "kind": item.kind,
        "body": item.canonical(),
        "facts_hash": item.facts_hash,
        "published_at": item.published_at,
        "effective_at": item.published_at,
    }


def _edition_of(row: Row[Any], before: str = "", after: str = "") -> Edition:
    def column(name: str) -> Any:  # noqa: ANN401  a row's columns are of any type
        return getattr(row, f"{before}{name}{after}")

    return Edition(
        hash=column("hash"),
        notice_key=column("notice_key"),
        locale=column("locale"),
        kind=column("kind"),
        body=json.loads(column("body")),
        facts_hash=column("facts_hash"),
        published_at=column("published_at"),
    )
