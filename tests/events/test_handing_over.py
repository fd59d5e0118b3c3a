"""Handing over: exactly the agreed items of those who agree now, told back when they do no more."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import uuid4

import pytest

from tests.events.desk import CLERK, PROVISION, SPONSOR, WHY, Desk, references
from tests.rooms import Rooms, rows
from tests.world import START
from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import Trigger
from webapp.consent.decision import MemberId
from webapp.events.handing_over import CalledOff, UnknownEvent, UnknownRecipient
from webapp.events.rows import REFERENCE_KEPT, EventState
from webapp.events.shapes import Words
from webapp.events.sheet import Sheet
from webapp.members.staff import NoReason

pytestmark = pytest.mark.above_the_engine


@pytest.fixture
def desk(rooms: Rooms) -> Desk:
    rooms.clock.moment = START
    return Desk(rooms)


def test_exactly_the_agreed_items_of_exactly_who_agrees(desk: Desk):
    sori, hana = desk.guest("소리"), desk.guest("하나", agrees=False)
    sheet = desk.transfer()
    (row,) = sheet.rows
    assert dict(row.items) == {"name": "소리"}, "neither the number nor the food"
    assert [column.key for column in sheet.items] == ["name"]
    (reference,) = references(sheet)
    (made,) = desk.transfers(sori)
    assert made[1] == reference
    assert re.fullmatch(r"(\w{4}-\w{2}-?){2}", reference), "no two ever meet"
    assert desk.transfers(hana) == []
    for text in (str(sori), "소리", desk.slug, "010"):
        assert text not in reference


def test_the_same_people_keep_their_reference_and_are_written_once(desk: Desk):
    sori = desk.guest("소리")
    first, second = desk.transfer(), desk.transfer()
    assert references(first) == references(second)
    assert len(desk.transfers(sori)) == 1
    desk.guest("하나")
    assert desk.names() == ["소리", "하나"]
    assert [act for act, _ in desk.accesses(sori)] == ["event.transfer"] * 3, "each one is noted"


def test_she_withdraws_and_the_next_transfer_is_empty_and_a_notice_waits_once(desk: Desk):
    sori = desk.guest("소리")
    (reference,) = references(desk.transfer())
    assert desk.notices() == []
    desk.party.withdraw(sori, PROVISION)
    assert desk.names() == []
    assert desk.notices() == [reference]
    assert desk.notices() == [], "told once"
    assert desk.entries()[entry_of(desk, sori)]["name"] == "소리", "the answer itself stays"


def test_whoever_withdraws_the_answer_hands_nothing_on_either(desk: Desk):
    sori = desk.guest("소리")
    (reference,) = references(desk.transfer())
    desk.party.withdraw(sori, "name")
    assert desk.names() == []
    assert desk.notices() == [reference]


def test_agreeing_again_is_another_reference(desk: Desk):
    sori = desk.guest("소리")
    (before,) = references(desk.transfer())
    desk.party.withdraw(sori, PROVISION)
    desk.party.agree(sori, PROVISION)
    (after,) = references(desk.transfer())
    assert before != after
    assert desk.notices() == [before]
    desk.party.withdraw(sori, PROVISION)
    assert desk.notices() == [after]


def test_a_draft_again_is_taken_back_and_sent_again_it_is_another_reference(desk: Desk):
    sori = desk.guest("소리")
    (before,) = references(desk.transfer())
    desk.party.withdraw(sori, "phone")
    assert len(desk.transfers(sori)) == 1, "she still sees what went"
    assert desk.notices() == [before]
    desk.party.agree(sori, "phone")
    desk.party.send(sori)
    (after,) = references(desk.transfer())
    assert after != before
    assert desk.notices() == []
    desk.party.withdraw(sori, PROVISION)
    assert desk.notices() == [after]


def test_sent_again_before_anybody_was_told_what_went_before_is_taken_back(desk: Desk):
    sori = desk.guest("소리")
    (before,) = references(desk.transfer())
    desk.party.withdraw(sori, "phone")
    desk.rooms.clock.forward(minutes=1)
    desk.party.agree(sori, "phone")
    desk.party.send(sori)
    (after,) = references(desk.transfer())
    assert after != before
    assert desk.notices() == [before]
    assert references(desk.transfer()) == [after]


@pytest.mark.parametrize("act", ["cancel", "leave"])
def test_who_is_gone_leaves_a_notice_and_whoever_stays_is_still_told_what_went(
    desk: Desk, act: str
):
    sori, hana = desk.guest("소리"), desk.guest("하나")
    handed = {row.items["name"]: row.facts["reference"] for row in desk.transfer().rows}
    if act == "cancel":
        desk.party.cancel(sori)
    else:
        desk.rooms.leaving.leave(sori, "ko")
    assert len(desk.transfers(sori)) == (act == "cancel")
    assert desk.names() == ["하나"]
    assert desk.notices() == [handed["소리"]]
    assert desk.notices() == []
    assert len(desk.transfers(hana)) == 1


def test_a_notice_that_could_not_be_delivered_waits(desk: Desk):
    sori = desk.guest("소리")
    (reference,) = references(desk.transfer())
    desk.party.withdraw(sori, PROVISION)

    def full(sheet: Sheet) -> None:
        raise OSError(len(sheet.rows))

    with pytest.raises(OSError, match="1"):
        desk.hand.notices(desk.slug, SPONSOR, CLERK, WHY, full)
    assert desk.notices() == [reference]


def test_what_is_held_or_past_its_date_is_not_handed_on(desk: Desk):
    sori, hana = desk.guest("소리"), desk.guest("하나")
    desk.set_value(sori, "name", held_at=desk.rooms.clock())
    assert desk.names() == ["하나"]
    assert "name" not in desk.entries()[entry_of(desk, sori)]
    desk.set_value(sori, "name", held_at=None)
    assert desk.names() == ["소리", "하나"]
    desk.set_value(hana, "name", expires_at=desk.rooms.clock())
    assert desk.names() == ["소리"]


def test_a_draft_is_never_read_or_handed_on(desk: Desk):
    who = desk.rooms.member()
    desk.party.agree(who, "phone", "name", PROVISION)
    assert desk.names() == []
    assert desk.entries() == {}
    desk.party.send(who)
    assert desk.names() == ["소리"]
    desk.party.withdraw(who, "phone")  # without it nobody takes part: a draft again
    assert desk.names() == []
    assert desk.entries() == {}


def test_organisers_read_what_lives_and_leave_their_reason(desk: Desk):
    sori = desk.guest("소리", agrees=False)
    receipt = entry_of(desk, sori)
    assert desk.entries() == {receipt: {"phone": "010-1234-5678", "food": "땅콩", "name": "소리"}}
    desk.party.withdraw(sori, "food")
    assert desk.entries() == {receipt: {"phone": "010-1234-5678", "name": "소리"}}
    assert desk.accesses(sori) == [("event.entries", f"{desk.slug}: {WHY}")] * 2


@pytest.mark.parametrize("reason", ["", " \n"])
def test_without_a_reason_nothing_is_read(desk: Desk, reason: str):
    sori = desk.guest("소리")
    for act in (
        lambda: desk.hand.entries(desk.slug, CLERK, reason),
        lambda: desk.hand.transfer(desk.slug, SPONSOR, CLERK, reason),
        lambda: desk.hand.notices(desk.slug, SPONSOR, CLERK, reason),
    ):
        with pytest.raises(NoReason):
            act()
    assert desk.accesses(sori) == []
    assert desk.transfers(sori) == []


def test_nobody_but_a_named_recipient_gets_anything(desk: Desk):
    desk.guest("소리")
    for other in ("", "food", "monorecord ", "MONORECORD", uuid4().hex):
        with pytest.raises(UnknownRecipient):
            desk.hand.transfer(desk.slug, other, CLERK, WHY)
        with pytest.raises(UnknownRecipient):
            desk.hand.notices(desk.slug, other, CLERK, WHY)
    with pytest.raises(UnknownEvent):
        desk.hand.transfer("no-such-party", SPONSOR, CLERK, WHY)


def test_of_a_cancelled_event_nothing_goes_out_but_notices(desk: Desk):
    desk.guest("소리")
    (reference,) = references(desk.transfer())
    desk.party.set_state(EventState.CANCELLED)
    with pytest.raises(CalledOff):
        desk.transfer()
    with pytest.raises(CalledOff):
        desk.entries()
    desk.party.sweep.sweep()
    assert desk.notices() == [reference]


def test_facts_that_changed_stop_the_transfer_until_they_are_agreed_to(desk: Desk):
    sori = desk.guest("소리")
    (before,) = references(desk.transfer())
    file = desk.party.file
    (them,) = file.recipients
    longer = replace(them, period=Words("일 년 뒤에 지움", "Deleted after a year"))
    desk.party.publish(replace(file, recipients=(longer,)))
    assert desk.names() == []
    assert desk.notices() == [], "what they hold was agreed to"
    desk.party.agree(sori, PROVISION)
    (after,) = references(desk.transfer())
    assert desk.notices() == [before]
    assert after != before


def test_after_its_time_nothing_is_there_and_the_rest_is_taken_back(desk: Desk):
    sori = desk.guest("소리")
    (reference,) = references(desk.transfer())
    desk.rooms.clock.moment = desk.party.file.forget_at
    assert desk.names() == []
    assert desk.entries() == {}
    desk.party.sweep.sweep()
    assert desk.notices() == [reference]
    assert len(desk.transfers(sori)) == 1, "they may hold it yet"
    assert reference in {row[0] for row in rows(desk.rooms.storage, "event_handed")}


def entry_of(desk: Desk, who: MemberId) -> str:
    entry = desk.party.entry(who)
    assert entry is not None
    return entry.receipt


def test_a_reference_is_kept_as_long_as_people_are_told():
    for rule in ("event_handed", "event_transfer"):
        assert CATALOGUE.retention(rule).after(Trigger.PURPOSE_MET) == REFERENCE_KEPT


def test_whoever_withdraws_during_a_transfer_is_out_of_it_or_in_the_notices(desk: Desk):
    people = [desk.guest(f"사람 {number}") for number in range(6)]
    with ThreadPoolExecutor(8) as pool:
        lists = [pool.submit(desk.transfer) for _ in range(2)]
        ends = [pool.submit(desk.party.withdraw, who, PROVISION) for who in people[:3]]
        lists.append(pool.submit(desk.transfer))
        seen = {reference for one in lists for reference in references(one.result())}
        assert all(end.result() for end in ends)
    after = set(references(desk.transfer()))
    assert len(after) == 3
    assert set(desk.notices()) == seen - after, "each that went out and is agreed to no more"
