"""Writing decisions: numbered without a gap, in one order, and read as they stand today."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import chain
from uuid import uuid4

import pytest

from tests.rooms import Rooms
from webapp.consent.decision import MEMBERSHIP, Answer, MemberId
from webapp.consent.editions import live_standings
from webapp.consent.errors import MemberGone
from webapp.consent.record import Act, act_on, decide, record
from webapp.storage.tables import decision

ANSWERS = (Answer.GIVEN, Answer.REFUSED, Answer.WITHDRAWN)


def _acts(rooms: Rooms, *answers: Answer, notice: str = "mbti", scope: str = MEMBERSHIP):
    edition = rooms.editions.current(notice, "ko")
    return [act_on(edition, scope, answer, rooms.clock()) for answer in answers]


def _write(rooms: Rooms, who: MemberId, acts: list[Act]) -> list[int]:
    with rooms.storage.write() as store:
        return [made.seq for made in record(store, who, acts, rooms.clock())]


def test_numbers_have_no_gap_whoever_writes_at_once(rooms: Rooms):
    who = rooms.member()
    with ThreadPoolExecutor(8) as pool:
        made = list(
            pool.map(lambda n: _write(rooms, who, _acts(rooms, *ANSWERS[: 1 + n % 3])), range(16))
        )
    assert sorted(chain(*made)) == list(range(1, 1 + sum(map(len, made))))
    assert all(numbers == list(range(numbers[0], numbers[0] + len(numbers))) for numbers in made)


def test_a_number_is_given_back_with_its_transaction(rooms: Rooms):
    who = rooms.member()
    with suppress(ZeroDivisionError), rooms.storage.write() as store:
        record(store, who, _acts(rooms, Answer.GIVEN), rooms.clock())
        1 / 0  # noqa: B018  anything that goes wrong after the number was taken
    assert _write(rooms, who, _acts(rooms, Answer.GIVEN)) == [1]


def test_somebody_who_left_decides_nothing(rooms: Rooms):
    who = rooms.member()
    rooms.leaving.leave(who, "ko")
    with pytest.raises(MemberGone):
        _write(rooms, who, _acts(rooms, Answer.GIVEN))
    with pytest.raises(MemberGone):
        _write(rooms, MemberId(uuid4()), _acts(rooms, Answer.GIVEN))


def test_the_latest_of_many_decisions_counts_for_each_notice_and_scope(rooms: Rooms):
    who, other = rooms.member(), rooms.member()
    for place in range(60):
        notice = ("mbti", "terms", "visits")[place % 3]
        _write(rooms, who, _acts(rooms, ANSWERS[place % 2], notice=notice))
    _write(rooms, who, _acts(rooms, Answer.WITHDRAWN, scope="event:1"))
    _write(rooms, other, _acts(rooms, Answer.GIVEN))
    stand = rooms.standings(who)
    assert {key: found.answer for key, found in stand.items()} == {
        "mbti": ANSWERS[57 % 2],
        "terms": ANSWERS[58 % 2],
        "visits": ANSWERS[59 % 2],
    }
    newest = {row.notice_key: row.decision_id for row in _in_order(rooms, who, MEMBERSHIP)}
    assert {key: found.decision_id for key, found in stand.items()} == newest
    assert rooms.standings(who, "event:1")["mbti"].answer is Answer.WITHDRAWN
    assert rooms.standings(who, "event:2") == {}
    with rooms.storage.read() as store:
        assert store.decisions.scopes(who) == ["event:1", MEMBERSHIP]


def _in_order(rooms: Rooms, who: MemberId, scope: str):
    mine = decision.select().where(decision.c.member_id == who, decision.c.scope == scope)
    with rooms.storage.engine.connect() as connection:
        return connection.execute(mine.order_by(decision.c.seq)).all()


@pytest.mark.parametrize("answer", Answer)
def test_only_giving_is_a_consent(rooms: Rooms, answer: Answer):
    who = rooms.member()
    _write(rooms, who, _acts(rooms, answer))
    live = live_standings(rooms.standings(who).values(), rooms.editions)
    assert bool(live) is (answer is Answer.GIVEN)


def test_a_request_is_first_once_for_each_person(rooms: Rooms):
    who, other = rooms.member(), rooms.member()
    request = uuid4().bytes * 2
    for person, is_first in ((who, True), (who, False), (other, True)):
        with rooms.storage.write() as store:
            assert store.repeats.is_first(person, request, rooms.clock()) is is_first


def test_a_request_is_forgotten_after_a_day_and_not_before(rooms: Rooms):
    who, request = rooms.member(), uuid4().bytes * 2
    with rooms.storage.write() as store:
        store.repeats.is_first(who, request, rooms.clock())
        store.repeats.sweep(rooms.clock())
        assert not store.repeats.is_first(who, request, rooms.clock())
    rooms.clock.forward(microseconds=1)
    with rooms.storage.write() as store:
        assert store.repeats.sweep(rooms.clock()) >= 1
        assert store.repeats.is_first(who, request, rooms.clock())


def _take_turn(rooms: Rooms, who: MemberId, request: bytes) -> int | None:
    with rooms.storage.write() as store:
        seq = store.decisions.take_turn(who, request, rooms.clock())
        if seq is not None:
            act = _acts(rooms, Answer.REFUSED)[0]
            store.decisions.add([decide(who, seq, act, rooms.clock())])
        return seq


def test_a_request_has_one_turn_and_a_number_of_its_own(rooms: Rooms):
    who, request = rooms.member(), uuid4().bytes * 2
    assert [_take_turn(rooms, who, request) for _ in range(3)] == [1, None, None]
    assert _take_turn(rooms, who, uuid4().bytes * 2) == 2


def test_who_left_has_no_turn(rooms: Rooms):
    who, request = rooms.member(), uuid4().bytes * 2
    _take_turn(rooms, who, request)
    rooms.leaving.leave(who, "ko")
    for asked in (request, uuid4().bytes * 2):
        with pytest.raises(MemberGone):
            _take_turn(rooms, who, asked)
    assert rooms.rows("idempotency", who) == []


def test_turns_taken_at_once_follow_each_other(rooms: Rooms):
    who = rooms.member()
    requests = [uuid4().bytes * 2 for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        twice = [pool.submit(_take_turn, rooms, who, one) for one in requests * 2]
    taken = [future.result() for future in twice]
    assert taken.count(None) == len(requests)
    assert sorted(seq for seq in taken if seq is not None) == list(range(1, 9))
