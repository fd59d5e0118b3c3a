"""Handing over and seats: a recipient hears of nobody who is not taking part."""

from dataclasses import replace

import pytest

from tests.events.desk import Desk
from tests.rooms import Rooms
from tests.world import START

pytestmark = pytest.mark.above_the_engine


def test_who_waits_for_a_seat_is_not_handed_on_before_there_is_one(rooms: Rooms) -> None:
    desk = Desk(rooms)
    desk.party.publish(replace(desk.party.file, seats=1))
    first = desk.guest("소리")
    desk.guest("가람")
    assert desk.names() == ["소리"]
    desk.party.cancel(first)
    assert desk.names() == ["가람"]


@pytest.mark.parametrize("act", ["cancel", "leave"])
def test_a_seat_that_is_free_once_it_has_begun_hands_nobody_on(rooms: Rooms, act: str) -> None:
    rooms.clock.moment = START
    desk = Desk(rooms)
    desk.party.publish(replace(desk.party.file, seats=1))
    first = desk.guest("소리")
    waiting = desk.guest("가람")
    rooms.clock.moment = desk.party.file.starts_at
    if act == "cancel":
        desk.party.cancel(first)
    else:
        rooms.leaving.leave(first, "ko")
    desk.party.sweep.sweep()
    assert desk.names() == []
    entry = desk.party.entry(waiting)
    assert entry is not None
    assert not entry.is_seated
    rooms.clock.moment = START
