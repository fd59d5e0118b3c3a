from collections.abc import Iterator

import pytest

from tests.rooms import Rooms, make_rooms
from webapp.storage.transaction import Storage


@pytest.fixture(scope="module")
def rooms(database_url, tmp_path_factory) -> Iterator[Rooms]:
    made = make_rooms(database_url, tmp_path_factory.mktemp("keys"))
    yield made
    made.storage.dispose()


@pytest.fixture
def empty(empty_database_url) -> Iterator[Storage]:
    made = Storage(empty_database_url)
    yield made
    made.dispose()
