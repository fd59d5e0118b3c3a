"""Handing over and seats: a recipient hears of nobody who is not taking part."""

from dataclasses import replace

import pytest

from tests.events.desk import Desk
from tests.rooms import Rooms

pytestmark = pytest.mark.above_the_engine


def test_who_waits_for_a_seat_is_not_handed_on_before_there_is_one(rooms: Rooms) -> None:
    desk = Desk(rooms)
    desk.party.publish(replace(desk.party.file, seats=1))
    first = desk.guest("소리")
    desk.guest("가람")
    assert desk.names() == ["소리"]
    desk.party.cancel(first)
    assert desk.names() == ["가람"]
