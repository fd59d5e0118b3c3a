"""The desk: overdue first, nothing shown without a reason on record, every ruling once."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.rooms import Rooms
from webapp.catalogue.kinds import Unclean
from webapp.consent.decision import MemberId
from webapp.members.staff import Clerk, NoReason
from webapp.profile.ports import Outcome
from webapp.rights.desk import NotByHand, NothingToSettle, Ruling, Unknown
from webapp.rights.sweeping import RightsSweep

CLERK = Clerk(UUID(int=7), "terminal somebody@" + "a very long machine name " * 3)
WHY = "전화로 확인함"
SAID = "예전 결과예요."
INFP = {"ei": ["I"], "sn": ["N"], "tf": ["F"], "jp": ["P"]}


@pytest.fixture(scope="module")
def rooms(heavy_rooms: Rooms) -> Rooms:
    return heavy_rooms


@pytest.fixture
def giver(rooms: Rooms) -> MemberId:
    who = rooms.member()
    rooms.agree(who)
    return who


def _accesses(rooms: Rooms, who: MemberId) -> list[tuple[object, ...]]:
    return [(row[4], row[5]) for row in rooms.rows("access_log", who)]


def test_what_is_due_first_stands_first_and_says_how_long_is_left(rooms: Rooms):
    start = rooms.clock.moment
    numbers = []
    for days in (0, 3, 9):
        rooms.clock.moment = start + timedelta(days=days)
        who = rooms.member()
        rooms.agree(who)
        numbers.append(rooms.ask(who))
    rooms.clock.moment = start + timedelta(days=12)
    found = [c for c in rooms.desk.waiting() if c.correction.reference in numbers]
    rooms.clock.moment = start
    assert [case.correction.reference for case in found] == numbers
    assert [case.days_left for case in found] == [-2, 1, 7]


def test_nothing_personal_is_in_a_case(rooms: Rooms, giver: MemberId):
    number = rooms.ask(giver, SAID)
    case = rooms.desk.case(number)
    assert SAID not in str(case)
    assert "INFP" not in str(case)
    assert _accesses(rooms, giver) == [], "reading that a request exists opens nothing"


@pytest.mark.parametrize("reason", ["", " \n "])
def test_without_a_reason_nothing_is_revealed_or_settled(
    rooms: Rooms, giver: MemberId, reason: str
):
    number = rooms.ask(giver)
    with pytest.raises(NoReason):
        rooms.desk.reveal(number, CLERK, reason)
    with pytest.raises(NoReason):
        rooms.desk.settle(number, CLERK, Ruling(Outcome.DELETED, reason, {}))
    assert _accesses(rooms, giver) == []
    assert len(rooms.values(giver)) == 1


def test_whoever_looks_is_on_record_with_the_reason(rooms: Rooms, giver: MemberId):
    number = rooms.ask(giver, SAID)
    found = rooms.desk.reveal(number, CLERK, WHY)
    assert (found.words.said, found.words.answer, found.value) == (SAID, "", "INFP")
    assert _accesses(rooms, giver) == [("correction.reveal", f"{number}: {WHY}")]
    (row,) = rooms.rows("access_log", giver)
    assert row[2] == CLERK.staff_id
    assert row[6] == CLERK.place[:45]
    rooms.corrections.take_back(giver, number)
    assert rooms.desk.reveal(number, CLERK, WHY).value is None, "what is not contested stays shut"


def test_a_ruling_is_on_record_and_holds_once(rooms: Rooms, giver: MemberId):
    number = rooms.ask(giver)
    rooms.desk.settle(number, CLERK, Ruling(Outcome.KEPT, WHY, {}))
    for outcome in Outcome:
        with pytest.raises(NothingToSettle):
            rooms.desk.settle(number, CLERK, Ruling(outcome, WHY, INFP))
    assert _accesses(rooms, giver) == [("correction.settle.kept", f"{number}: {WHY}")]
    assert len(rooms.values(giver)) == 1


def test_a_new_value_goes_through_the_one_validator(rooms: Rooms, giver: MemberId):
    number = rooms.ask(giver)
    assert rooms.desk.parts(number) == ("ei", "sn", "tf", "jp")
    with pytest.raises(Unclean) as refused:
        rooms.desk.settle(number, CLERK, Ruling(Outcome.CHANGED, WHY, INFP | {"ei": ["?"]}))
    assert [problem.part for problem in refused.value.problems] == ["ei"]
    assert rooms.desk.case(number).correction.is_open
    assert _accesses(rooms, giver) == []


@pytest.mark.parametrize("field_key", ["photo", "device_location", "no such field"])
def test_what_cannot_be_written_by_hand_is_kept_or_deleted(
    rooms: Rooms, giver: MemberId, field_key: str
):
    made = rooms.desk.case(rooms.ask(giver)).correction
    with pytest.raises(NotByHand):
        rooms.desk._field(replace(made, field_key=field_key))


def test_a_number_nobody_has_is_told(rooms: Rooms, giver: MemberId):
    number = rooms.ask(giver)
    rooms.leaving.leave(giver, "ko")
    for reference in ("ZZZZ-ZZ", "", number):
        for act in (
            rooms.desk.case,
            lambda r: rooms.desk.reveal(r, CLERK, WHY),
            lambda r: rooms.desk.settle(r, CLERK, Ruling(Outcome.KEPT, WHY, {})),
            rooms.desk.parts,
        ):
            with pytest.raises(Unknown):
                act(reference)


def test_somebody_must_hurry_is_said_once_a_day(rooms: Rooms, giver: MemberId):
    start = rooms.clock.moment
    rooms.ask(giver)
    sweep = RightsSweep(rooms.storage, rooms.catalogue, rooms.clock)
    before = sweep.urgent()
    for day in range(1, 13):
        rooms.clock.moment = start + timedelta(days=day)
        first = sweep.urgent()
        assert (first >= before + 1) == (day >= 10), day
        assert sweep.urgent() == 0
    rooms.clock.moment = start


def test_answers_and_what_staff_did_are_forgotten_at_their_time(rooms: Rooms, giver: MemberId):
    start = rooms.clock.moment
    number = rooms.ask(giver)
    still_open = rooms.member()
    rooms.agree(still_open)
    rooms.ask(still_open)
    rooms.desk.settle(number, CLERK, Ruling(Outcome.KEPT, WHY, {}))
    clocks = {c.name: c for c in RightsSweep(rooms.storage, rooms.catalogue, rooms.clock).clocks()}
    for name, table, days in (
        ("correction", "correction", 365),
        ("staff_access", "access_log", 731),
    ):
        rooms.clock.moment = start + timedelta(days=days, seconds=-1)
        clocks[name].sweep()
        assert len(rooms.rows(table, giver)) == 1
        rooms.clock.moment = start + timedelta(days=days)
        clocks[name].sweep()
        assert rooms.rows(table, giver) == []
    assert len(rooms.rows("correction", still_open)) == 1, "what is open is never too old"
    rooms.clock.moment = start
