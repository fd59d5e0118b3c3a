"""Logins under way: bound to their browser, good once, for ten minutes."""

from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.members.door import Door
from webapp.members.errors import (
    AttemptExpired,
    AttemptForeign,
    AttemptUnknown,
    NotFresh,
    WrongPerson,
)
from webapp.members.ports import KakaoIdentity

LIFE = timedelta(minutes=10)
INSTANT = timedelta(microseconds=1)


def test_an_attempt_is_used_once_by_its_browser(door: Door):
    browser = door.browser()
    state = door.start(browser)
    taken = door.login.take(state, browser.hash)
    assert (taken.errand, taken.next_key) == ("login", "profile.show")
    with pytest.raises(AttemptUnknown):
        door.login.take(state, browser.hash)


@pytest.mark.parametrize(
    "state", ["", "nobody", "zzzzzzzz.abc", "6921b2a8", "99999999.x", "ffffffffff.x", "-1.x", "♪.x"]
)
def test_a_state_nobody_began_is_unknown(door: Door, state: str):
    with pytest.raises(AttemptUnknown):
        door.login.take(state, door.browser().hash)


def test_another_browser_cannot_use_it_nor_use_it_up(door: Door):
    browser = door.browser()
    state = door.start(browser)
    for hashed in (door.browser().hash, b""):
        with pytest.raises(AttemptForeign):
            door.login.take(state, hashed)
        assert door.login.abandon(state, hashed) is None
    assert door.login.take(state, browser.hash)


def test_ten_minutes_are_enough_and_an_instant_more_is_too_late(door: Door):
    browser = door.browser()
    early, late = door.start(browser), door.start(browser)
    door.rooms.clock.forward(minutes=10, microseconds=-1)
    assert door.login.take(early, browser.hash)
    door.rooms.clock.forward(microseconds=1)
    with pytest.raises(AttemptExpired):
        door.login.take(late, browser.hash)


def test_an_expired_attempt_says_so_even_after_the_sweep(door: Door):
    browser = door.browser()
    state = door.start(browser)
    door.rooms.clock.forward(minutes=11)
    assert door.sweep.sweep()["oauth_attempt"] >= 1
    with pytest.raises(AttemptExpired):
        door.login.take(state, browser.hash)


def test_several_tabs_may_be_under_way(door: Door):
    browser = door.browser()
    states = [door.start(browser) for _ in range(5)]
    assert len(set(states)) == 5
    assert all(door.login.take(state, browser.hash) for state in reversed(states))


def test_nothing_in_the_row_opens_elsewhere(door: Door):
    one, other = door.attempt(door.browser()), door.attempt(door.browser())
    opened = door.rooms.vault.open(one.sealed, ("oauth_attempt", one.state_hash.hex())).decode()
    nonce, verifier, parcel = opened.split(" ", 2)
    assert parcel == ""
    assert len(nonce) == len(verifier) == 64
    assert nonce not in (other.state_hash.hex(), verifier)


def test_what_is_sent_along_waits_sealed_and_comes_back_once(door: Door):
    browser = door.browser()
    address = door.login.start(browser.hash, "", "fetch", scope=("gender",), parcel='{"a": "b c"}')
    asked = dict(parse_qsl(urlsplit(address).query))
    attempt = door.login.take(asked["state"], browser.hash)
    opened = door.login.open(attempt)
    assert opened.parcel == '{"a": "b c"}'
    assert opened.parcel.encode() not in attempt.sealed.text
    assert "b c" not in repr(opened) + address
    with pytest.raises(AttemptUnknown):
        door.login.take(asked["state"], browser.hash)


def test_a_re_authentication_must_bring_the_same_person_freshly(door: Door):
    kakao_id, stranger = door.kakao_id(), door.kakao_id()
    me = door.member(kakao_id).member_id
    door.member(stranger)
    attempt, now = door.attempt(door.browser()), door.rooms.clock()
    minute = timedelta(minutes=1)

    def confirm(who: str, ago: timedelta, *, fresh: bool = True) -> None:
        door.login.confirm(attempt, KakaoIdentity(who, now - ago), me, fresh=fresh)

    confirm(kakao_id, 5 * minute)
    with pytest.raises(NotFresh):
        confirm(kakao_id, 5 * minute + INSTANT)
    confirm(kakao_id, 60 * minute, fresh=False)
    for who in (stranger, door.kakao_id()):
        with pytest.raises(WrongPerson):
            confirm(who, 0 * minute, fresh=False)
