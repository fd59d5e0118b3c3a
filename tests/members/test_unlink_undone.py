"""What becomes of a link at Kakao that cannot be ended: told as it is, and kept by no name."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.members.door import Door
from tests.world import START, World
from webapp.members.errors import KakaoUnavailable, TooYoung
from webapp.storage.tables import kakao_link, outbox, pending_signup

pytestmark = pytest.mark.above_the_engine

KEPT = timedelta(days=90)
BROKEN = {"sealed": b"\x01broken", "wrapped_key": b"\x01broken"}
YOUNG = {"year": ["2020"]}


def _leave(door: Door, kakao_id: str) -> str:
    reference = door.rooms.leaving.leave(door.member(kakao_id).member_id, "ko")
    assert reference is not None
    return reference


def _give_up(door: Door) -> None:
    door.kakao.refusals = [KakaoUnavailable("timeout")] * 1000
    while not door.told or not door.told[-1][1].startswith("given_up"):
        assert door.rooms.clock() <= START + timedelta(hours=72)
        door.outbox.drain()
        door.rooms.clock.forward(minutes=30)
    door.kakao.refusals = []


def _standing(door: Door, reference: str) -> tuple[bool, bool]:
    farewell = door.rooms.leaving.farewell(reference)
    assert farewell is not None
    return farewell.kakao_done, farewell.kakao_given_up


def _break(door: Door, table, **which: object) -> None:
    (column, value), *_ = which.items()
    with door.rooms.storage.engine.begin() as connection:
        connection.execute(update(table).where(table.c[column] == value).values(**BROKEN))


def test_a_given_up_unlink_is_told_and_keeps_nothing_of_the_person(door: Door):
    kakao_id = door.kakao_id()
    reference = _leave(door, kakao_id)
    assert _standing(door, reference) == (False, False)
    _give_up(door)
    assert _standing(door, reference) == (False, True)
    with door.rooms.storage.engine.connect() as connection:
        row = connection.execute(outbox.select()).one()
    assert (row.payload, row.wrapped_key, row.subject, row.kek_id) == (b"", b"", b"", "")
    door.outbox.drain()  # nobody takes it up again
    assert door.kakao.unlinked == []


def test_after_ninety_days_the_outcome_goes_too(door: Door):
    _leave(door, door.kakao_id())
    _give_up(door)
    with door.rooms.storage.engine.connect() as connection:
        given_up_at = connection.execute(outbox.select()).one().given_up_at
    door.rooms.clock.moment = given_up_at + KEPT - timedelta(seconds=1)
    assert door.sweep.sweep()["given_up_errand"] == 0
    door.rooms.clock.moment = given_up_at + KEPT
    assert door.sweep.sweep()["given_up_errand"] == 1
    with door.rooms.storage.engine.connect() as connection:
        assert not [row for row in connection.execute(outbox.select()) if row.given_up_at]


def test_an_unlink_nobody_can_ask_about_leaves_no_row(door: Door):
    browser = door.browser()
    door.arrive(browser, door.kakao_id())
    door.gate.stop(browser.hash)
    _give_up(door)
    assert door.rooms.rows("outbox") == []


def test_the_done_page_says_what_is_left_to_do_by_hand(house: World):
    browser = house.member("garam")
    back = house.come_back(browser, browser.fill("/withdraw"), "garam")
    with house.storage.write() as store:
        leased = store.errands.lease(house.clock(), house.clock())
        assert leased is not None
        store.errands.give_up(leased.errand_id, house.clock())
    page = browser.get(back.headers["Location"]).get_data(as_text=True)
    assert "연결도 끊었어요" not in page
    assert "연결은 저희가 끊지 못했어요" in page
    assert "연결된 서비스 관리" in page


def test_an_unreadable_kakao_id_keeps_nobody_from_leaving(door: Door):
    member_id = door.member(door.kakao_id()).member_id
    door.rooms.agree(member_id)
    _break(door, kakao_link, member_id=member_id)
    reference = door.rooms.leaving.leave(member_id, "ko")
    assert reference is not None
    for table in ("kakao_link", "field_value", "session"):
        assert door.rooms.rows(table, member_id) == []
    door.outbox.drain()
    assert door.told == [("kakao_unlink", "given_up:CannotOpen")]
    assert door.kakao.unlinked == []
    assert _standing(door, reference) == (False, True)


def test_a_member_without_a_link_leaves_too(door: Door):
    member_id = door.member(door.kakao_id()).member_id
    with door.rooms.storage.engine.begin() as connection:
        connection.execute(kakao_link.delete().where(kakao_link.c.member_id == member_id))
    assert door.rooms.leaving.leave(member_id, "ko")
    assert door.rooms.leaving.leave(member_id, "ko") is None


@pytest.mark.parametrize("end", ["stop", "sweep"])
def test_an_unreadable_sign_up_can_still_end(door: Door, end: str):
    browser = door.browser()
    door.arrive(browser, door.kakao_id())
    _break(door, pending_signup, browser_hash=browser.hash)
    if end == "stop":
        assert door.gate.stop(browser.hash)
    else:
        door.rooms.clock.forward(minutes=30)
        assert door.sweep.sweep()["pending_signup"] >= 1
    door.outbox.drain()
    assert ("kakao_unlink", "given_up:CannotOpen") in door.told


@pytest.mark.parametrize("end", ["stop", "young"])
def test_ending_in_one_browser_leaves_the_other_one_at_the_gate(door: Door, end: str):
    kakao_id, first, second = door.kakao_id(), door.browser(), door.browser()
    for browser in (first, second):
        door.arrive(browser, kakao_id)
    if end == "stop":
        assert door.gate.stop(first.hash)
    else:
        with pytest.raises(TooYoung):
            door.gate.join(first, door.form(first, **YOUNG))
    door.outbox.drain()
    assert door.kakao.unlinked == []
    assert door.join(second)


def test_when_the_last_browser_at_the_gate_ends_the_link_ends(door: Door):
    kakao_id, first, second = door.kakao_id(), door.browser(), door.browser()
    for browser in (first, second):
        door.arrive(browser, kakao_id)
    door.gate.stop(first.hash)
    door.outbox.drain()
    door.rooms.clock.forward(minutes=30)
    door.sweep.sweep()
    door.outbox.drain()
    assert door.kakao.unlinked.count(kakao_id) == 1


def test_somebody_who_comes_to_the_gate_while_an_unlink_is_in_hand_keeps_the_link(door: Door):
    kakao_id = door.kakao_id()
    _leave(door, kakao_id)
    with door.rooms.storage.write() as store:
        leased = store.errands.lease(START, START + timedelta(minutes=1))
    assert leased is not None
    door.arrive(door.browser(), kakao_id)
    with door.rooms.storage.write() as store:
        store.errands.queue(leased)  # a worker had it in hand already
    door.rooms.clock.forward(minutes=2)
    door.outbox.drain()
    assert door.kakao.unlinked == []
