from collections.abc import Iterator

import pytest

from tests.promises.conftest import HEAVY, heavy_house, heavy_url
from tests.rooms import Rooms, make_rooms

__all__ = ["HEAVY", "heavy_house", "heavy_url"]


@pytest.fixture(scope="module")
def rooms(database_url, tmp_path_factory) -> Iterator[Rooms]:
    made = make_rooms(database_url, tmp_path_factory.mktemp("keys"))
    yield made
    made.storage.dispose()


@pytest.fixture(scope="module")
def heavy_rooms(heavy_url, tmp_path_factory) -> Iterator[Rooms]:
    """As `rooms`, but on PostgreSQL only with --slow."""
    made = make_rooms(heavy_url, tmp_path_factory.mktemp("keys"))
    yield made
    made.storage.dispose()
