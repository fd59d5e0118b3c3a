"""One notice, one transaction: agree, skip, change, withdraw; sent twice or all at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import uuid4

import pytest

from tests.rooms import Rooms
from webapp.catalogue.kinds import Unclean
from webapp.consent.decision import Answer, MemberId
from webapp.consent.errors import MemberGone, NotTicked, StaleTicket
from webapp.profile.errors import CannotOpen
from webapp.storage.tables import field_value, value_key


def _mine(rooms: Rooms, who: MemberId) -> str:
    with rooms.storage.read() as store:
        return "".join(value.value for value in rooms.profile.own(store, who))


def test_a_value_stands_under_its_decision_and_sealed(rooms: Rooms):
    who = rooms.member()
    rooms.agree(who)
    value = rooms.values(who)[0]
    assert value.decision_id == rooms.standings(who)["mbti"].decision_id
    assert (value.source, value.visibility) == ("typed", "only_me")
    assert b"INFP" not in value.sealed.text
    assert rooms.profile.read(who, "mbti", "match") == "INFP"


def test_without_the_tick_nothing_is_stored(rooms: Rooms):
    who = rooms.member()
    with pytest.raises(NotTicked):
        rooms.answers.agree(rooms.notice(), rooms.reply(who, ticked=False))
    assert rooms.values(who) == []
    assert rooms.standings(who) == {}


def test_a_value_in_part_is_refused_part_by_part(rooms: Rooms):
    who = rooms.member()
    reply = replace(rooms.reply(who), raw={"ei": ["I"], "sn": [], "tf": ["X"], "jp": ["J", "P"]})
    with pytest.raises(Unclean) as refused:
        rooms.answers.agree(rooms.notice(), reply)
    assert [problem.part for problem in refused.value.problems] == ["sn", "tf", "jp"]
    assert rooms.standings(who) == {}


@pytest.mark.parametrize("act", ["agree", "skip", "change"])
def test_a_post_sent_again_is_carried_out_once(rooms: Rooms, act: str):
    who = rooms.member()
    rooms.agree(who)
    key = uuid4().hex
    for _ in range(3):
        getattr(rooms.answers, act)(rooms.notice(), rooms.reply(who, key=key))
    assert len(rooms.rows("decision", who)) == (1 if act == "change" else 2)
    assert len(rooms.rows("idempotency", who)) == 2


def test_the_same_page_with_another_answer_is_another_act(rooms: Rooms):
    who, key = rooms.member(), uuid4().hex
    rooms.answers.agree(rooms.notice(), rooms.reply(who, key=key))
    rooms.answers.agree(rooms.notice(), rooms.reply(who, key=key, letters={"ei": "E"}))
    rooms.answers.skip(rooms.notice(), rooms.reply(who, key=key))
    assert len(rooms.rows("decision", who)) == 3
    assert rooms.answer_of(who) is Answer.REFUSED


def test_a_changed_value_keeps_its_decision_and_gets_a_new_key(rooms: Rooms):
    who = rooms.member()
    rooms.agree(who)
    before = rooms.values(who)[0]
    rooms.answers.change(rooms.notice(), rooms.reply(who, letters={"ei": "E"}))
    after = rooms.values(who)[0]
    assert _mine(rooms, who) == "ENFP"
    assert after.decision_id == before.decision_id
    assert after.sealed.wrapped_key != before.sealed.wrapped_key
    assert len(rooms.rows("decision", who)) == 1


@pytest.mark.parametrize("end", ["skip", "withdraw"])
def test_without_a_live_consent_a_change_asks_the_card_again(rooms: Rooms, end: str):
    who = rooms.member()
    with pytest.raises(StaleTicket):
        rooms.answers.change(rooms.notice(), rooms.reply(who))
    rooms.agree(who)
    getattr(rooms, end)(who)
    with pytest.raises(StaleTicket):
        rooms.answers.change(rooms.notice(), rooms.reply(who))
    assert rooms.values(who) == []


def test_a_change_refused_once_may_be_sent_again(rooms: Rooms):
    """A refused post leaves no trace, so the same page can succeed later."""
    who, key = rooms.member(), uuid4().hex
    with pytest.raises(StaleTicket):
        rooms.answers.change(rooms.notice(), rooms.reply(who, key=key))
    rooms.agree(who, ei="E")
    rooms.answers.change(rooms.notice(), rooms.reply(who, key=key))
    assert _mine(rooms, who) == "INFP"


def test_skipping_after_agreeing_erases(rooms: Rooms):
    who = rooms.member()
    rooms.agree(who)
    rooms.skip(who)
    assert rooms.rows("field_value", who) == rooms.rows("keys.value_key", who) == []
    assert rooms.answer_of(who) is Answer.REFUSED
    assert len(rooms.rows("destruction", who)) == 1


def test_withdrawing_twice_is_one_withdrawal(rooms: Rooms):
    who = rooms.member()
    assert not rooms.withdraw(who)
    rooms.agree(who)
    assert rooms.withdraw(who)
    assert not rooms.withdraw(who)
    assert len(rooms.rows("decision", who)) == 2
    assert len(rooms.rows("destruction", who)) == 1


@pytest.mark.parametrize("act", ["agree", "skip", "change"])
def test_somebody_who_left_in_another_tab_stores_nothing(rooms: Rooms, act: str):
    who = rooms.member()
    rooms.agree(who)
    rooms.leaving.leave(who, "ko")
    with pytest.raises(MemberGone):
        getattr(rooms.answers, act)(rooms.notice(), rooms.reply(who))
    with pytest.raises(MemberGone):
        rooms.withdraw(who)
    assert rooms.rows("field_value", who) == rooms.rows("idempotency", who) == []


def test_equal_posts_at_once_have_one_effect(rooms: Rooms):
    who, key = rooms.member(), uuid4().hex
    replies = [rooms.reply(who, key=key)] * 8
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda reply: rooms.answers.agree(rooms.notice(), reply), replies))
    assert len(rooms.rows("decision", who)) == 1
    assert _mine(rooms, who) == "INFP"


def test_different_acts_at_once_wait_for_each_other(rooms: Rooms):
    """None of them may time out or find itself in a deadlock; the last one wins."""
    who = rooms.member()
    rooms.agree(who)

    def act(place: int) -> None:
        letters = {"ei": "EI"[place % 2], "sn": "SN"[place // 2 % 2]}
        if place % 4 == 3:
            rooms.agree(who, **letters)
        else:
            rooms.answers.change(rooms.notice(), rooms.reply(who, letters=letters))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, range(24)))
    assert len(_mine(rooms, who)) == 4
    value = rooms.values(who)[0]
    assert value.decision_id == rooms.standings(who)["mbti"].decision_id


def test_withdrawing_and_agreeing_at_once_leave_no_half(rooms: Rooms):
    who = rooms.member()
    rooms.agree(who)

    def act(place: int) -> None:
        if place % 2:
            rooms.withdraw(who)
        else:
            rooms.agree(who)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, range(16)))
    is_given = rooms.answer_of(who) is Answer.GIVEN
    assert len(rooms.rows("field_value", who)) == len(rooms.rows("keys.value_key", who)) == is_given


def test_a_value_without_its_key_opens_nowhere(rooms: Rooms):
    who = rooms.member()
    rooms.agree(who)
    with rooms.storage.engine.begin() as connection:
        mine = value_key.update().where(value_key.c.member_id == who)
        connection.execute(mine.values(wrapped_key=b"\x01" + bytes(60)))
    with pytest.raises(CannotOpen):
        rooms.profile.read(who, "mbti", "match")


def test_a_value_moved_to_another_person_opens_nowhere(rooms: Rooms):
    who, thief = rooms.member(), rooms.member()
    rooms.agree(who)
    rooms.agree(thief)
    stolen = rooms.values(who)[0].sealed
    with rooms.storage.engine.begin() as connection:
        place = field_value.c.member_id == thief
        connection.execute(field_value.update().where(place).values(sealed=stolen.text))
        key = value_key.update().where(value_key.c.member_id == thief)
        connection.execute(key.values(wrapped_key=stolen.wrapped_key))
    with pytest.raises(CannotOpen):
        rooms.profile.read(thief, "mbti", "match")
