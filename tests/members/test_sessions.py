"""Sessions: thirty days from the last use, ninety at most, touched once a day, ended at will."""

import hashlib
import secrets
from datetime import timedelta

import pytest

from tests.members.door import Door
from tests.world import START
from webapp.consent.decision import MemberId
from webapp.events.rows import Parked
from webapp.members.login import Returned
from webapp.profile.ports import Sealed
from webapp.storage.tables import member, session

INSTANT = timedelta(microseconds=1)
DAY = timedelta(days=1)
MIDNIGHT = START.replace(hour=15, minute=0)  # in Korea


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


@pytest.fixture
def kakao_id(door: Door) -> str:
    return door.kakao_id()


@pytest.fixture
def token(door: Door, kakao_id: str) -> bytes:
    return _hash(door.member(kakao_id).token)


def _alive(door: Door, token: bytes) -> bool:
    return door.sessions.session(token, door.rooms.clock()) is not None


def test_a_session_ends_thirty_days_after_its_last_use(door: Door, token: bytes):
    door.rooms.clock.moment = START + 30 * DAY - INSTANT
    assert _alive(door, token)
    door.rooms.clock.moment += 30 * DAY - INSTANT
    assert _alive(door, token)
    door.rooms.clock.moment += 30 * DAY
    assert not _alive(door, token)


def test_a_session_ends_after_ninety_days_however_often_it_is_used(door: Door, token: bytes):
    for day in range(90):
        door.rooms.clock.moment = START + day * DAY
        assert _alive(door, token)
    door.rooms.clock.moment = START + 90 * DAY - INSTANT
    assert _alive(door, token)
    door.rooms.clock.moment = START + 90 * DAY
    assert not _alive(door, token)


def test_the_first_use_of_each_korean_day_is_written_for_session_and_person(
    door: Door, token: bytes
):
    def written() -> set[object]:
        with door.rooms.storage.engine.connect() as connection:
            mine = session.select().where(session.c.session_hash == token)
            row = connection.execute(mine).one()
            person = member.select().where(member.c.member_id == row.member_id)
            return {row.last_seen_at, connection.execute(person).one().last_seen_at}

    door.rooms.clock.moment = MIDNIGHT - INSTANT
    assert _alive(door, token)
    assert written() == {START}
    door.rooms.clock.moment = MIDNIGHT
    assert _alive(door, token)
    door.rooms.clock.moment = MIDNIGHT + DAY - INSTANT
    assert _alive(door, token)
    assert written() == {MIDNIGHT}


def test_a_token_nobody_has_opens_nothing(door: Door, token: bytes):
    assert not _alive(door, _hash("someone else"))
    assert not _alive(door, b"")
    assert not _alive(door, token[:-1])


def _second(door: Door, kakao_id: str) -> tuple[MemberId, bytes]:
    back = door.arrive(door.browser(), kakao_id)
    assert isinstance(back, Returned)
    return back.member_id, _hash(back.token)


def test_one_session_can_be_ended_and_all_others_at_once(door: Door, kakao_id: str, token: bytes):
    who, second = _second(door, kakao_id)
    _, third = _second(door, kakao_id)
    assert {found.session_hash for found in door.sessions.of(who)} == {token, second, third}
    assert door.sessions.end(who, second)
    assert not door.sessions.end(who, second)
    assert not _alive(door, second)
    assert door.sessions.end_others(who, token) == 1
    assert (_alive(door, token), _alive(door, third)) == (True, False)


def test_nobody_ends_the_session_of_another_person(door: Door, token: bytes):
    stranger = door.member(door.kakao_id())
    assert not door.sessions.end(stranger.member_id, token)
    door.sessions.end_others(stranger.member_id, secrets.token_bytes(32))
    assert _alive(door, token)
    assert token not in {found.session_hash for found in door.sessions.of(stranger.member_id)}


def test_the_sweep_takes_dead_sessions_alone(door: Door, kakao_id: str, token: bytes):
    door.rooms.clock.moment = START + 29 * DAY
    who, second = _second(door, kakao_id)
    door.rooms.clock.moment = START + 30 * DAY
    assert [found.session_hash for found in door.sessions.of(who)] == [second]
    door.sweep.sweep()
    with door.rooms.storage.read() as store:
        assert store.sessions.find(token) is None
        assert store.sessions.find(second)


def test_leaving_ends_every_session(door: Door, kakao_id: str, token: bytes):
    who, second = _second(door, kakao_id)
    door.rooms.leaving.leave(who, "ko")
    assert not _alive(door, token)
    assert not _alive(door, second)


def test_what_waits_in_a_session_goes_with_it_and_no_other(door: Door, kakao_id: str, token: bytes):
    who, second = _second(door, kakao_id)
    stranger = secrets.token_bytes(32)
    sealed = Sealed(b"noise", b"key", "kek")
    with door.rooms.storage.write() as store:
        for holder in (token, second, stranger):
            store.parked.park(Parked(holder, "party", "phone", sealed, START + DAY))

    def waits() -> list[bool]:
        with door.rooms.storage.read() as store:
            return [store.parked.find(one, START) is not None for one in (token, second, stranger)]

    door.sessions.end(who, second)
    assert waits() == [True, False, True]
    door.rooms.leaving.leave(who, "ko")
    assert waits() == [False, False, True]


def test_the_language_goes_with_the_person(door: Door, kakao_id: str, token: bytes):
    who, second = _second(door, kakao_id)
    door.sessions.choose_language(who, "en")
    for each in (token, second):
        found = door.sessions.session(each, door.rooms.clock())
        assert found is not None
        assert found.locale == "en"
