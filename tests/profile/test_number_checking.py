"""Checking a number: nothing before the code, one effect after it."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from tests.profile.number_desk import KEPT, Desk
from tests.rooms import Rooms
from tests.world import START
from webapp.catalogue.kinds import Unclean
from webapp.consent.decision import Answer
from webapp.consent.errors import MemberGone, NotTicked, StaleTicket
from webapp.members.sweeping import MemberSweep
from webapp.profile.errors import NotPermitted
from webapp.profile.number_checking import NumberChecking
from webapp.profile.number_codes import (
    NoCheck,
)
from webapp.profile.texting import NotSent
from webapp.storage.tables import phone_check


@pytest.fixture
def desk(rooms: Rooms) -> Desk:
    rooms.clock.moment = START
    return Desk(rooms, rooms.member())


def test_nothing_is_saved_or_readable_before_the_code_fits(desk: Desk):
    code = desk.begin()
    assert desk.telephone.messages == [(KEPT, code)]
    assert (desk.rooms.answer_of(desk.who, "phone"), desk.number()) == (None, None)
    stored = repr(desk.rooms.rows("phone_check", desk.who))
    assert not [plain for plain in (code, KEPT, "12345678", desk.notice.key) if plain in stored]


def test_the_right_code_makes_the_answer_a_decision_and_a_value(desk: Desk):
    shown_at = desk.rooms.clock()
    code = desk.begin()
    desk.rooms.clock.forward(minutes=3)
    desk.confirm(code)
    standing = desk.rooms.standings(desk.who)["phone"]
    assert (standing.answer, desk.number(), desk.checks()) == (Answer.GIVEN, KEPT, 0)
    decision = desk.rooms.shown(desk.who, standing.decision_id)
    assert (decision.shown_at, decision.decided_at) == (shown_at, desk.rooms.clock())


def test_after_fifteen_minutes_nothing_waits(desk: Desk):
    code = desk.begin()
    desk.rooms.clock.forward(minutes=15)
    for act in (lambda: desk.confirm(code), desk.again, lambda: desk.numbers.skip(*_page(desk))):
        with pytest.raises(NoCheck):
            act()
    assert desk.number() is None


def test_the_sweep_deletes_a_check_at_its_time_and_not_before(desk: Desk):
    desk.begin()
    sweep = MemberSweep(desk.rooms.storage, desk.rooms.vault, desk.rooms.clock)
    desk.rooms.clock.forward(minutes=14, seconds=59)
    sweep.sweep()
    assert desk.checks() == 1
    desk.rooms.clock.forward(seconds=1)
    assert sweep.sweep()["phone_check"] >= 1
    assert desk.checks() == 0


def test_a_message_that_was_not_handed_over_can_be_sent_again(desk: Desk):
    desk.telephone.is_away = True
    with pytest.raises(NotSent):
        desk.begin()
    assert desk.numbers.waiting(desk.who) is not None
    desk.telephone.is_away = False
    desk.confirm(desk.again())
    assert desk.number() == KEPT


def test_one_press_sends_one_message(desk: Desk):
    for _ in range(2):
        desk.begin(key="the same page of a number")
    assert len(desk.telephone.messages) == 1


def test_one_press_saves_once_and_a_later_page_finds_nothing_waiting(desk: Desk):
    code = desk.begin()
    for _ in range(2):
        desk.confirm(code, key="the same page of a code")
    assert len(desk.rooms.rows("decision", desk.who)) == 1
    with pytest.raises(NoCheck):
        desk.confirm(code)
    with pytest.raises(NoCheck):  # and asking did not make it look like a repeat
        desk.confirm(code, key="a page nobody carried out")
    with pytest.raises(NoCheck):
        desk.confirm(code, key="a page nobody carried out")


def _page(desk: Desk, key: str = ""):
    return desk.notice, desk.typed(key=key)


def test_skipping_is_a_refusal_on_record(desk: Desk):
    desk.begin()
    assert desk.numbers.skip(*_page(desk, "one page")) == "skipped"
    assert desk.numbers.skip(*_page(desk, "one page")) == ""
    assert desk.rooms.answer_of(desk.who, "phone") is Answer.REFUSED
    assert (desk.number(), desk.checks()) == (None, 0)


def test_a_changed_number_keeps_its_decision_and_giving_up_keeps_the_number(desk: Desk):
    desk.confirm(desk.begin())
    decision = desk.rooms.standings(desk.who)["phone"].decision_id
    desk.begin("010-8765-4321", is_change=True)
    assert desk.numbers.skip(*_page(desk)) == "kept"
    assert (desk.number(), desk.checks()) == (KEPT, 0)
    desk.confirm(desk.begin("010-8765-4321", is_change=True))
    assert (desk.number(), desk.checks()) == ("+821087654321", 0)
    assert desk.rooms.standings(desk.who)["phone"].decision_id == decision


@pytest.mark.parametrize("act", ["skip", "withdraw", "leave"])
def test_whatever_ends_the_question_ends_the_check_in_the_same_act(desk: Desk, act: str):
    if act == "withdraw":
        desk.confirm(desk.begin())
    code = desk.begin(is_change=act == "withdraw")
    if act == "skip":
        desk.rooms.answers.skip(desk.notice, desk.reply())
    elif act == "withdraw":
        desk.rooms.withdraw(desk.who, "phone")
    else:
        desk.rooms.leaving.leave(desk.who, "ko")
    assert desk.checks() == 0
    with pytest.raises(MemberGone if act == "leave" else NoCheck):
        desk.confirm(code)
    assert desk.number() is None


def test_another_session_cannot_answer_for_the_one_that_saw_the_card(desk: Desk):
    code = desk.begin()
    with pytest.raises(StaleTicket):
        desk.confirm(code, holder="f0" * 32)
    assert (desk.number(), desk.checks()) == (None, 0)
    assert desk.rooms.answer_of(desk.who, "phone") is None


def test_a_page_that_could_not_be_saved_sends_nothing(desk: Desk):
    with pytest.raises(Unclean):
        desk.begin("02-1234-5678")
    with pytest.raises(NotTicked):
        desk.numbers.begin(desk.notice, desk.reply(ticked=False), str, desk.admit, is_change=False)
    forged = replace(desk.reply(), ticket="forged")
    with pytest.raises(StaleTicket):
        desk.numbers.begin(desk.notice, forged, str, desk.admit, is_change=False)
    assert (desk.telephone.messages, desk.checks()) == ([], 0)
    assert desk.asked == 0  # whoever mistypes uses none of their messages up
    desk.begin()
    assert desk.asked == 1


def test_where_no_more_may_be_sent_nothing_is_parked(desk: Desk):
    def refuse() -> None:
        raise NotPermitted

    with pytest.raises(NotPermitted):
        desk.numbers.begin(desk.notice, desk.reply(), str, refuse, is_change=False)
    assert (desk.telephone.messages, desk.checks()) == ([], 0)


def test_two_people_may_have_one_number_and_learn_nothing_of_each_other(desk: Desk):
    other = Desk(desk.rooms, desk.rooms.member())
    for each in (desk, other):
        code = each.begin()
        each.confirm(code)
    assert (desk.number(), other.number()) == (KEPT, KEPT)
    assert [number for number, _ in other.telephone.messages] == [KEPT]


def test_a_check_that_cannot_be_opened_is_none(desk: Desk):
    code = desk.begin()
    with desk.rooms.storage.engine.begin() as connection:
        mine = update(phone_check).where(phone_check.c.member_id == desk.who)
        connection.execute(mine.values(wrapped_key=b"\x01" + bytes(60)))
    with pytest.raises(NoCheck):
        desk.confirm(code)


def test_without_anybody_to_send_no_number_is_checked(desk: Desk):
    rooms = desk.rooms
    off = NumberChecking(rooms.storage, rooms.vault, rooms.answers, None, rooms.clock)
    assert not off.checks(desk.notice)
    assert desk.numbers.checks(desk.notice)
    assert not desk.numbers.checks(rooms.notice("mbti"))
