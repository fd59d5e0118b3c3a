"""A published file stays as it is; its event keeps its counts and its state (both engines)."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.events.plain import ROW, WEEK, apply, published
from tests.rooms import Rooms
from tests.world import START
from webapp.consent.ports import Database
from webapp.events.ports import EventStore
from webapp.events.rows import EventState
from webapp.storage.tables import event_version
from webapp.storage.transaction import Storage

INSTANT = timedelta(microseconds=1)


def test_a_transaction_is_what_the_room_asks_for(rooms: Rooms):
    def asked(database: Storage) -> Database[EventStore]:
        return database

    assert asked(rooms.storage)


def test_versions_count_up_and_only_published_ones_are_events(rooms: Rooms):
    name = f"party-{uuid4().hex[:12]}"
    with rooms.storage.write() as store:
        assert store.events.latest(name) is None
        assert [store.events.add_version(name, body) for body in ("{}", '{"v":2}')] == [1, 2]
        newest = store.events.latest(name)
        assert newest == store.events.version(name, 2)
        assert newest is not None
        assert (newest.body, newest.published_at) == ('{"v":2}', None)
        assert store.events.version(name, 3) is None
        assert store.events.get(name) is None
        row = replace(ROW, event_id=name, slug=name, version=2)
        store.events.publish(row, START)
    with rooms.storage.read() as store:
        assert store.events.get(name) == store.events.find(name) == row
        assert row in store.events.all()
        dates = [store.events.version(name, number) for number in (1, 2)]
    assert [found and found.published_at for found in dates] == [None, START]


def test_publishing_again_keeps_counts_state_and_the_first_date(rooms: Rooms, party: str):
    apply(rooms.storage, rooms.member(), party)
    with rooms.storage.write() as store:
        store.events.set_state(party, EventState.CLOSED)
        row = store.events.get(party)
        assert row is not None
        moved = replace(row, seats=9, ends_at=row.ends_at + WEEK, state=EventState.OPEN, taken=0)
        store.events.publish(moved, START + WEEK)
        found = store.events.get(party)
        first = store.events.version(party, 1)
    assert found == replace(moved, state=EventState.CLOSED, taken=1)
    assert first is not None
    assert first.published_at == START


def test_two_events_cannot_have_one_address(rooms: Rooms, party: str):
    with pytest.raises(IntegrityError):
        published(rooms.storage, f"other-{uuid4().hex[:8]}", slug=party)


def test_events_that_are_not_over_stand_in_the_order_they_start(rooms: Rooms):
    early, late, over = (f"{word}-{uuid4().hex[:8]}" for word in ("early", "late", "over"))
    published(rooms.storage, late, starts_at=START + 3 * WEEK)
    published(rooms.storage, early, starts_at=START + 2 * WEEK)
    published(rooms.storage, over, ends_at=START)
    with rooms.storage.read() as store:
        names = [row.event_id for row in store.events.listed(START)]
        assert over in [row.event_id for row in store.events.listed(START - INSTANT)]
    assert over not in names
    assert names.index(early) < names.index(late)


REWRITING = {
    "the file": {"body": '{"seats":1}'},
    "the date": {"published_at": START + WEEK},
    "not published": {"published_at": None},
    "the number": {"version": 7},
}


@pytest.mark.parametrize("change", REWRITING.values(), ids=REWRITING)
def test_a_published_file_is_never_rewritten(rooms: Rooms, party: str, change):
    here = event_version.c.event_id == party
    with rooms.storage.engine.connect() as connection, pytest.raises(DBAPIError):
        connection.execute(update(event_version).where(here).values(change))


def test_a_published_file_stays_and_one_that_is_not_may_go(rooms: Rooms, party: str):
    with rooms.storage.write() as store:
        number = store.events.add_version(party, '{"seats":2}')
    mine = event_version.c.event_id == party
    with rooms.storage.engine.begin() as connection:
        gone = delete(event_version).where(mine, event_version.c.version == number)
        assert connection.execute(gone).rowcount == 1
    with rooms.storage.engine.connect() as connection, pytest.raises(DBAPIError, match="once"):
        connection.execute(delete(event_version).where(mine))
    if rooms.storage.engine.dialect.name == "postgresql":
        with rooms.storage.engine.connect() as connection, pytest.raises(DBAPIError, match="once"):
            connection.exec_driver_sql("TRUNCATE event_version CASCADE")


def test_not_even_the_words_of_an_unpublished_file_change(rooms: Rooms, party: str):
    with rooms.storage.write() as store:
        store.events.add_version(party, '{"seats":2}')
    other = update(event_version).where(event_version.c.published_at.is_(None)).values(body="{}")
    with rooms.storage.engine.connect() as connection, pytest.raises(DBAPIError, match="once"):
        connection.execute(other)
