"""Erased is erased on SQLite, too: neither the file nor its log keeps the bytes of a value (P10)."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import select

from tests.rooms import Rooms, make_rooms
from webapp.storage.tables import field_value, value_key


@pytest.fixture
def rooms(migrated_sqlite, tmp_path):
    file = tmp_path / "duett.sqlite3"
    file.write_bytes(migrated_sqlite.read_bytes())
    made = make_rooms(f"sqlite:///{file}", tmp_path)
    yield made
    made.storage.dispose()


@pytest.fixture
def canaries(rooms: Rooms):
    """The ciphertext and the wrapped key of a value that was kept and erased."""
    who = rooms.member()
    rooms.agree(who)
    with rooms.storage.engine.connect() as connection:
        found = [
            connection.scalars(select(column)).one()
            for column in (field_value.c.sealed, value_key.c.wrapped_key)
        ]
    assert places(rooms, found)
    rooms.withdraw(who)
    return found


def places(rooms: Rooms, canaries: list[bytes]) -> set[str]:
    """The files of the database in which any of these bytes stands."""
    file = rooms.storage.engine.url.database
    assert file is not None
    found = set()
    for ending in ("", "-wal", "-shm", "-journal"):
        try:
            with open(f"{file}{ending}", "rb") as opened:  # noqa: PTH123  a name with an ending
                text = opened.read()
        except FileNotFoundError:
            continue
        if any(canary in text for canary in canaries):
            found.add(ending)
    return found


def test_nothing_of_an_erased_value_is_left_in_any_file(rooms: Rooms, canaries):
    assert places(rooms, canaries) == {"-wal"}, "otherwise there is nothing to prove"
    assert rooms.storage.empty_log()
    assert places(rooms, canaries) == set()


def test_whoever_reads_keeps_the_log_until_next_time_and_nobody_waiting(rooms: Rooms, canaries):
    file = rooms.storage.engine.url.database
    with closing(sqlite3.connect(str(file), isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM member").fetchone()
        rooms.member()  # the log is longer than what the reader sees
        assert not rooms.storage.empty_log()
        rooms.member()
        reader.execute("ROLLBACK")
    assert rooms.storage.empty_log()
    assert places(rooms, canaries) == set()
