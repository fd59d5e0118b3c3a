from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.events.plain import published
from tests.rooms import Rooms, make_rooms
from tests.world import World, world


@pytest.fixture(scope="module")
def rooms(database_url, tmp_path_factory) -> Iterator[Rooms]:
    made = make_rooms(database_url, tmp_path_factory.mktemp("keys"))
    yield made
    made.storage.dispose()


@pytest.fixture
def party(rooms: Rooms) -> str:
    """An event of fifty seats, published just now under a name of its own."""
    return published(rooms.storage, f"party-{uuid4().hex[:12]}").event_id


@pytest.fixture(scope="module")
def house(migrated_sqlite, tmp_path_factory) -> Iterator[World]:
    """A whole house on SQLite: what differs between engines is tested room by room."""
    folder = tmp_path_factory.mktemp("house")
    (folder / "duett.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    with world(f"sqlite:///{folder / 'duett.sqlite3'}", folder) as made:
        yield made
