"""Ending the link at Kakao: in the end, once, unless the person came back first."""

from datetime import timedelta

import pytest

from tests.members.door import Door
from tests.world import START
from webapp.members.errors import KakaoMisconfigured, KakaoUnavailable
from webapp.members.login import Newcomer
from webapp.members.unlinking import KIND, new_reference
from webapp.profile.ports import Sealed
from webapp.storage.tables import outbox


@pytest.fixture
def kakao_id(door: Door) -> str:
    return door.kakao_id()


def _leave(door: Door, kakao_id: str) -> str:
    reference = door.rooms.leaving.leave(door.member(kakao_id).member_id, "ko")
    assert reference is not None
    return reference


def test_leaving_ends_the_link_soon_after(door: Door, kakao_id: str):
    reference = _leave(door, kakao_id)
    farewell = door.rooms.leaving.farewell(reference)
    assert farewell is not None
    assert not farewell.kakao_done
    assert door.outbox.drain() == 1
    assert door.kakao.unlinked == [kakao_id]
    farewell = door.rooms.leaving.farewell(reference)
    assert farewell is not None
    assert farewell.kakao_done


def test_the_errand_holds_the_id_sealed(door: Door, kakao_id: str):
    _leave(door, kakao_id)
    with door.rooms.storage.engine.connect() as connection:
        row = connection.execute(outbox.select()).one()
    assert kakao_id.encode() not in b"".join(p for p in row if isinstance(p, bytes))
    assert row.give_up_at == START + timedelta(hours=72)


@pytest.mark.parametrize("comes_back_before", ["drain", "run"])
def test_coming_back_calls_it_off(door: Door, kakao_id: str, comes_back_before: str):
    _leave(door, kakao_id)
    with door.rooms.storage.write() as store:
        leased = store.errands.lease(START, START + timedelta(minutes=1))
    assert leased is not None
    browser = door.browser()
    assert door.arrive(browser, kakao_id) == Newcomer()  # leaving is leaving: nothing returns
    door.join(browser)
    if comes_back_before == "run":  # another worker had it in hand already
        with door.rooms.storage.write() as store:
            store.errands.queue(leased)
    door.rooms.clock.forward(minutes=2)
    door.outbox.drain()
    assert door.kakao.unlinked == []
    assert door.rooms.rows("outbox") == []


def _ids(door: Door) -> list[str]:
    """The Kakao ids that the waiting errands know."""
    with door.rooms.storage.engine.connect() as connection:
        rows = connection.execute(outbox.select()).all()
    sealed = [(Sealed(r.payload, r.wrapped_key, r.kek_id), r.subject) for r in rows if r.payload]
    opened = door.rooms.vault.open
    return [opened(text, ("outbox", KIND, who.hex())).decode() for text, who in sealed]


def test_the_id_is_gone_after_72_hours_even_if_kakao_never_answered(door: Door, kakao_id: str):
    _leave(door, kakao_id)
    door.kakao.refusals = [KakaoUnavailable("timeout")] * 1000
    while kakao_id in _ids(door):
        assert door.rooms.clock() <= START + timedelta(hours=72)
        door.outbox.drain()
        door.rooms.clock.forward(minutes=30)
    assert door.told[-1] == ("kakao_unlink", "given_up:timeout")


def test_settings_kakao_refuses_are_reported_and_tried_again(door: Door, kakao_id: str):
    _leave(door, kakao_id)
    door.kakao.refusals = [KakaoMisconfigured("admin_key_refused")]
    assert door.outbox.drain() == 0
    assert door.told == [("kakao_unlink", "admin_key_refused")]
    door.rooms.clock.forward(seconds=2)
    assert door.outbox.drain() == 1
    assert door.kakao.unlinked == [kakao_id]


def test_a_number_to_quote_has_no_letters_that_look_alike():
    numbers = [new_reference() for _ in range(200)]
    assert len(set(numbers)) > 190
    assert not set("".join(numbers)) & set("01ILOU")
    assert all(len(number) == 7 and number[4] == "-" for number in numbers)
