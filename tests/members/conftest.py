from collections.abc import Iterator

import pytest

from tests.members.door import Door
from tests.rooms import Rooms, make_rooms
from tests.world import START, World, world
from webapp.storage.tables import outbox


@pytest.fixture(scope="module")
def rooms(database_url, tmp_path_factory) -> Iterator[Rooms]:
    made = make_rooms(database_url, tmp_path_factory.mktemp("keys"))
    yield made
    made.storage.dispose()


@pytest.fixture
def door(rooms: Rooms) -> Door:
    rooms.clock.moment = START
    with rooms.storage.engine.begin() as connection:
        connection.execute(outbox.delete())  # what other tests left to be done
    return Door(rooms)


@pytest.fixture(scope="module")
def one_house(migrated_sqlite, tmp_path_factory) -> Iterator[World]:
    """A whole house on SQLite: what differs between engines is tested room by room."""
    folder = tmp_path_factory.mktemp("house")
    (folder / "duett.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    with world(f"sqlite:///{folder / 'duett.sqlite3'}", folder) as made:
        yield made


@pytest.fixture
def house(one_house: World) -> Iterator[World]:
    one_house.clock.moment = START
    one_house.standin.state.reset()
    yield one_house
    one_house.standin.state.reset()
