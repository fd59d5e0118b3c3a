"""Evidence stays as it was written, whoever asks: the triggers of both engines (P3)."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.rooms import Rooms
from webapp.consent.decision import MemberId
from webapp.storage.tables import (
    decision,
    destruction,
    edition,
    field_value,
    log_leaf,
    member,
)

REAL_NOW = datetime.now(UTC)  # noqa: TID251  the triggers go by the database's own clock
CHANGES = {
    "decision": update(decision).values(answer="refused"),
    "edition": update(edition).values(body="{}"),
    "destruction": update(destruction).values(reason="never"),
    "no decision": delete(decision),
    "no edition": delete(edition),
}


@pytest.fixture(scope="module")
def settled(rooms: Rooms) -> None:
    who = rooms.member()
    rooms.agree(who)
    rooms.withdraw(who)


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("statement", CHANGES.values(), ids=CHANGES)
def test_nothing_rewrites_evidence(rooms: Rooms, statement):
    table = statement.table
    before = rooms.rows(table.name)
    assert before
    with rooms.storage.engine.connect() as connection, pytest.raises(DBAPIError):
        connection.execute(statement)
    assert rooms.rows(table.name) == before


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("table", [decision, edition, destruction], ids=lambda table: table.name)
def test_nothing_empties_evidence(rooms: Rooms, table):
    """PostgreSQL only: SQLite has no TRUNCATE."""
    if rooms.storage.engine.dialect.name == "sqlite":
        return
    with rooms.storage.engine.connect() as connection, pytest.raises(DBAPIError, match="once"):
        connection.exec_driver_sql(f"TRUNCATE {table.name} CASCADE")


def _left(rooms: Rooms, ago: timedelta) -> MemberId:
    who = rooms.member()
    rooms.agree(who)
    rooms.leaving.leave(who, "ko")
    with rooms.storage.engine.begin() as connection:
        moved = update(member).where(member.c.member_id == who)
        connection.execute(moved.values(left_at=REAL_NOW - ago))
    return who


def test_three_years_after_leaving_the_rows_go_and_not_a_day_before(rooms: Rooms):
    early, due = _left(rooms, timedelta(days=1090)), _left(rooms, timedelta(days=1098))
    with rooms.storage.engine.connect() as connection, pytest.raises(DBAPIError):
        connection.execute(delete(decision).where(decision.c.member_id == early))
    leaves = _leaves(rooms, due)
    _purge(rooms)
    assert rooms.rows("decision", early)
    for table in ("decision", "destruction", "member"):
        assert rooms.rows(table, due) == []
    assert len(leaves) == 2
    assert leaves <= _logged(rooms)
    assert not _leaves(rooms, early) & _logged(rooms), "what stays is the sealer's to append"


def test_no_decision_goes_without_its_leaf_whoever_asks(rooms: Rooms):
    due = _left(rooms, timedelta(days=1098))
    with rooms.storage.engine.connect() as connection, pytest.raises(DBAPIError, match="leaf"):
        connection.execute(delete(decision).where(decision.c.member_id == due))
    assert rooms.rows("decision", due)


def test_the_log_grows_without_gaps_and_holds_a_leaf_once(rooms: Rooms):
    """Whether the sealer was there before or not; a purge that is repeated adds nothing."""
    _purge(rooms)  # of whoever the tests before left to be purged
    first, second = (_left(rooms, timedelta(days=1098)) for _ in range(2))
    sealed = min(_leaves(rooms, second))
    with rooms.storage.engine.begin() as connection:
        size = len(_indexes(rooms))
        row = {"leaf_index": size, "leaf_hash": sealed, "sealed_at": REAL_NOW}
        connection.execute(log_leaf.insert().values(row))
    leaves = _leaves(rooms, first) | _leaves(rooms, second)
    _purge(rooms)
    assert _indexes(rooms) == list(range(size + 4))
    assert leaves <= _logged(rooms)
    _purge(rooms)
    assert _indexes(rooms) == list(range(size + 4))


def _purge(rooms: Rooms) -> None:
    with rooms.storage.write() as store:
        store.decisions.purge(REAL_NOW - timedelta(days=1097), REAL_NOW, 500)


def _leaves(rooms: Rooms, who: MemberId) -> set[bytes]:
    with rooms.storage.engine.connect() as connection:
        mine = select(decision.c.leaf_hash).where(decision.c.member_id == who)
        return set(connection.scalars(mine))


def _logged(rooms: Rooms) -> set[bytes]:
    with rooms.storage.engine.connect() as connection:
        return set(connection.scalars(select(log_leaf.c.leaf_hash)))


def _indexes(rooms: Rooms) -> list[int]:
    with rooms.storage.engine.connect() as connection:
        return sorted(connection.scalars(select(log_leaf.c.leaf_index)))


def test_a_value_needs_a_decision_of_its_own_person(rooms: Rooms):
    who, other = rooms.member(), rooms.member()
    rooms.agree(who)
    rooms.agree(other)
    theirs = select(decision.c.decision_id).where(decision.c.member_id == other)
    for wrong in (None, theirs.scalar_subquery()):
        moved = update(field_value).where(field_value.c.member_id == who)
        with rooms.storage.engine.connect() as connection, pytest.raises(IntegrityError):
            connection.execute(moved.values(decision_id=wrong))
