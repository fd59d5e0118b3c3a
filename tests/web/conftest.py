"""One world for a test that needs no special one."""

import pytest

from tests.web.world import World, make_world


@pytest.fixture
def world() -> World:
    return make_world()
