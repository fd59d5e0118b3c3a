"""Statements given to the driver as they are: the same rows, and the same errors, as by SQLAlchemy."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, Integer, bindparam, event, func, literal, select
from sqlalchemy.exc import DBAPIError

from tests.postgres import Server
from tests.rooms import Rooms
from webapp.consent.errors import StorageUnavailable
from webapp.storage.columns import Instant
from webapp.storage.prepared import Prepared
from webapp.storage.tables import member
from webapp.storage.transaction import Storage

MANY = Prepared(
    select(
        member.c.member_id,
        member.c.joined_at,
        literal("한").label("letter"),
    )
    .where(bindparam("every", type_=Integer) == 1)
    .order_by(member.c.joined_at)
)
PLAIN = select(member.c.member_id, member.c.joined_at).order_by(member.c.joined_at)
ONE = Prepared(select(literal(1).label("one")))


def test_it_returns_what_sqlalchemy_returns(rooms: Rooms) -> None:
    with rooms.storage.write() as store:
        connection: Any = store._connection
        for hour in (2, 1):
            at = datetime(2026, 11, 1, hour, tzinfo=UTC)
            new = {"member_id": uuid4(), "status": "active", "locale": "ko", "last_seq": 0}
            connection.execute(member.insert(), new | {"joined_at": at, "last_seen_at": at})
        found = MANY.rows(connection, {"every": 1})
        usual = connection.execute(PLAIN).all()
        assert [(row.member_id, row.joined_at) for row in found] == [tuple(row) for row in usual]
        assert [row.joined_at.tzinfo for row in found] == [UTC] * len(usual)
        assert found[0].letter == "한"
        assert MANY.first(connection, {"every": 1}) == found[0]
        assert MANY.scalar(connection, {"every": 1}) == usual[0].member_id
        assert MANY.first(connection, {"every": 0}) is None
        assert MANY.scalar(connection, {"every": 0}) is None


def test_listeners_hear_it(rooms: Rooms) -> None:
    heard = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        heard.append(statement)

    for when in ("before_cursor_execute", "after_cursor_execute"):
        event.listen(Engine, when, hear)
    try:
        with rooms.storage.read() as store:
            assert ONE.scalar(store._connection, {}) == 1
    finally:
        for when in ("before_cursor_execute", "after_cursor_execute"):
            event.remove(Engine, when, hear)
    assert len(heard) == 2
    assert "one" in heard[0]


@pytest.fixture
def served(postgres: Server) -> Iterator[Storage]:
    """A database with nothing in it, on a server."""
    with postgres.database() as url:
        made = Storage(url)
        yield made
        made.dispose()


@pytest.mark.postgres
def test_an_error_is_wrapped_and_the_connection_works_on(served: Storage) -> None:
    wrong = Prepared(select((1 / bindparam("zero", type_=Integer)).label("never")))
    with served.read() as store:
        with pytest.raises(DBAPIError) as told:
            wrong.first(store._connection, {"zero": 0})
        assert not told.value.connection_invalidated
        assert ONE.scalar(store._connection, {}) == 1


@pytest.mark.postgres
def test_a_server_that_goes_away_costs_one_request(served: Storage) -> None:
    with served.read() as one, served.read() as other:
        for store in (one, other):
            assert ONE.scalar(store._connection, {}) == 1
    with pytest.raises(StorageUnavailable), served.read() as store:  # noqa: PT012  one act
        own = select(func.pg_backend_pid().label("pid"))
        pid = store._connection.scalar(own)
        with served.read() as killer:
            killer._connection.execute(select(func.pg_terminate_backend(pid)))
        ONE.scalar(store._connection, {})
    with served.read() as store:
        assert ONE.scalar(store._connection, {}) == 1


@pytest.mark.postgres
def test_what_comes_back_is_read_as_its_type_reads_it(served: Storage) -> None:
    then = datetime(2026, 11, 1, 9, tzinfo=UTC)
    moment = Prepared(select(bindparam("then", type_=Instant()).label("at")))
    with served.read() as store:
        at = moment.scalar(store._connection, {"then": then})
    assert (at, at.tzinfo) == (then, UTC)
