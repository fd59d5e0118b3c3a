"""What was handed on and changed since: its recipient hears of it until they have what it is now."""

import pytest

from tests.events.desk import CLERK, SPONSOR, WHY, Desk, references
from tests.rooms import Rooms

pytestmark = pytest.mark.above_the_engine


@pytest.fixture
def desk(rooms: Rooms) -> Desk:
    return Desk(rooms)


def acts(desk: Desk) -> list[tuple[str, str]]:
    sheet = desk.hand.notices(desk.slug, SPONSOR, CLERK, WHY)
    return [(row.facts["reference"], row.facts["act"]) for row in sheet.rows]


def test_a_changed_answer_is_to_be_corrected_until_a_transfer_brought_it(desk: Desk):
    sori, hana = desk.guest("소리"), desk.guest("하나")
    handed = {row.items["name"]: row.facts["reference"] for row in desk.transfer().rows}
    assert acts(desk) == []
    desk.rooms.clock.forward(hours=1)
    desk.party.change(sori, "name", "노래")
    desk.party.change(sori, "food", "우유")
    assert acts(desk) == [(handed["소리"], "correct")]
    assert acts(desk) == [(handed["소리"], "correct")], "no notice brings what it is now"
    desk.rooms.clock.forward(hours=1)
    assert {row.facts["reference"]: row.items["name"] for row in desk.transfer().rows} == {
        handed["소리"]: "노래",
        handed["하나"]: "하나",
    }
    assert acts(desk) == []
    before, after = ({row[-1] for row in desk.transfers(who)} for who in (sori, hana))
    assert before == after == {desk.rooms.clock()}, "when it last went is on record"


def test_what_is_to_be_deleted_is_not_to_be_corrected(desk: Desk):
    sori = desk.guest("소리")
    (reference,) = references(desk.transfer())
    desk.rooms.clock.forward(hours=1)
    desk.party.change(sori, "name", "노래")
    desk.party.withdraw(sori, "to_monorecord")
    assert acts(desk) == [(reference, "delete")]
    assert acts(desk) == []


def test_what_nobody_was_given_needs_no_correction(desk: Desk):
    desk.guest("소리")
    desk.transfer()
    desk.rooms.clock.forward(hours=1)
    hana = desk.guest("하나", agrees=False)
    desk.party.change(hana, "name", "두나")
    assert acts(desk) == []
