from collections.abc import Iterator

import pytest

from tests.events.samples import Party
from tests.rooms import Rooms, make_rooms
from tests.world import START, World, world


@pytest.fixture(scope="module")
def rooms(database_url, tmp_path_factory) -> Iterator[Rooms]:
    made = make_rooms(database_url, tmp_path_factory.mktemp("keys"))
    yield made
    made.storage.dispose()


@pytest.fixture
def party(rooms: Rooms) -> Iterator[Party]:
    """The listening party, published just now under an address of its own."""
    rooms.clock.moment = START
    yield Party(rooms)
    rooms.clock.moment = START


@pytest.fixture(scope="module")
def house(migrated_sqlite, tmp_path_factory) -> Iterator[World]:
    """A whole house on SQLite: what differs between engines is tested room by room."""
    folder = tmp_path_factory.mktemp("house")
    (folder / "duett.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    with world(f"sqlite:///{folder / 'duett.sqlite3'}", folder) as made:
        yield made
