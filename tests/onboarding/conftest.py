from collections.abc import Callable, Iterator

import pytest

from tests.onboarding.traveller import Traveller
from tests.onboarding.visitor import Visitor
from tests.rooms import Rooms, make_rooms
from tests.world import World, world


@pytest.fixture(scope="module")
def rooms(database_url, tmp_path_factory) -> Iterator[Rooms]:
    made = make_rooms(database_url, tmp_path_factory.mktemp("keys"))
    yield made
    made.storage.dispose()


@pytest.fixture(scope="module")
def house(migrated_sqlite, tmp_path_factory) -> Iterator[World]:
    """A whole house on SQLite: what differs between engines is tested room by room."""
    folder = tmp_path_factory.mktemp("house")
    (folder / "duett.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    with world(f"sqlite:///{folder / 'duett.sqlite3'}", folder) as made:
        yield made


@pytest.fixture(scope="module")
def visitor(house: World) -> Visitor:
    """Somebody signed in who answered nothing yet."""
    return Visitor(house, house.member("garam"))


@pytest.fixture(scope="module")
def travellers() -> dict[str, Traveller]:
    """People who joined in this module, by who they are at Kakao."""
    return {}


@pytest.fixture
def send(house: World, travellers: dict[str, Traveller]) -> Callable[[str], Traveller]:
    """Return somebody signed in who has nothing here and agreed to nothing at Kakao."""

    def ready(person: str) -> Traveller:
        if person not in travellers:
            travellers[person] = Traveller(house, house.member(person), person)
        travellers[person].forget_all()
        return travellers[person]

    return ready


@pytest.fixture
def garam(send: Callable[[str], Traveller]) -> Traveller:
    """Somebody with everything at Kakao."""
    return send("garam")
