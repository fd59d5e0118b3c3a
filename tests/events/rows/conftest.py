from uuid import uuid4

import pytest

from tests.events.plain import published
from tests.rooms import Rooms


@pytest.fixture
def party(rooms: Rooms) -> str:
    """An event of fifty seats, published just now under a name of its own."""
    return published(rooms.storage, f"party-{uuid4().hex[:12]}").event_id
