from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.photos.inside import Inside
from tests.photos.sitter import Sitter
from tests.promises.acts import join
from tests.world import World, world
from webapp.profile.photos.glance import glance
from webapp.profile.photos.ports import Pictures

Prepare = Callable[[bytes], Pictures]


@pytest.fixture
def prepare() -> Prepare:
    """Look at an upload as it is looked at when it comes in."""
    inside = Inside()
    return lambda upload: inside.prepare(glance(upload))


@pytest.fixture(scope="module")
def house(migrated_sqlite, tmp_path_factory) -> Iterator[World]:
    """A whole house on SQLite with a folder for photos."""
    folder = tmp_path_factory.mktemp("house")
    (folder / "duett.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    with world(f"sqlite:///{folder / 'duett.sqlite3'}", folder) as made:
        inside: Any = Inside()  # where the process itself is looked at, tests say so
        made.services.photos._decoder = made.services.framing._decoder = inside
        yield made


@pytest.fixture
def sitter(house: World) -> Sitter:
    """Somebody who joined just now."""
    return Sitter(house, join(house))
