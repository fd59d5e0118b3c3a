"""Evidence stays as it was written, whoever asks: the triggers of both engines (P3)."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.rooms import Rooms
from webapp.consent.decision import MemberId
from webapp.storage.tables import decision, destruction, edition, field_value, member

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
    with rooms.storage.write() as store:
        store.decisions.purge(REAL_NOW - timedelta(days=1097), 500)
    assert rooms.rows("decision", early)
    for table in ("decision", "destruction", "member"):
        assert rooms.rows(table, due) == []


def test_a_value_needs_a_decision_of_its_own_person(rooms: Rooms):
    who, other = rooms.member(), rooms.member()
    rooms.agree(who)
    rooms.agree(other)
    theirs = select(decision.c.decision_id).where(decision.c.member_id == other)
    for wrong in (None, theirs.scalar_subquery()):
        moved = update(field_value).where(field_value.c.member_id == who)
        with rooms.storage.engine.connect() as connection, pytest.raises(IntegrityError):
            connection.execute(moved.values(decision_id=wrong))
