from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.events.plain import published
from tests.rooms import Rooms, make_rooms


@pytest.fixture(scope="module")
def rooms(database_url, tmp_path_factory) -> Iterator[Rooms]:
    made = make_rooms(database_url, tmp_path_factory.mktemp("keys"))
    yield made
    made.storage.dispose()


@pytest.fixture
def party(rooms: Rooms) -> str:
    """An event of fifty seats, published just now under a name of its own."""
    return published(rooms.storage, f"party-{uuid4().hex[:12]}").event_id
