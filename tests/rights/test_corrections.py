"""정정 요청: held at once, settled once, told; closed by whatever overtakes it (PIPA 36)."""

from datetime import date, datetime
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from tests.rooms import Rooms
from webapp.catalogue.kinds import Unclean
from webapp.catalogue.shapes import Visibility
from webapp.consent.decision import Answer, MemberId
from webapp.consent.errors import MemberGone
from webapp.members.staff import Clerk
from webapp.profile.errors import NothingKept, NotPermitted
from webapp.profile.ports import Correction, Outcome
from webapp.rights.corrections import Claim
from webapp.rights.desk import Ruling

SAID = "검사를 다시 했더니 다른 결과가 나왔어요."
CLERK = Clerk(uuid4(), "test")
EXTRAVERT = {"ei": ["E"], "sn": ["N"], "tf": ["F"], "jp": ["P"]}


@pytest.fixture(scope="module")
def rooms(heavy_rooms: Rooms) -> Rooms:
    return heavy_rooms


@pytest.fixture
def giver(rooms: Rooms) -> MemberId:
    who = rooms.member()
    rooms.agree(who)
    return who


def _read(rooms: Rooms, who: MemberId) -> str | None:
    try:
        return rooms.profile.read(who, "mbti", "match")
    except NotPermitted:
        assert not rooms.profile.may_read(who, "mbti", "match")
        return None


def _made(rooms: Rooms, who: MemberId) -> list[Correction]:
    return [line.correction for line in rooms.corrections.page(who).lines]


def _is_whole(rooms: Rooms, who: MemberId) -> bool:
    """Whether a value is held exactly while a request about it is open."""
    held = {row.field_key for row in rooms.values(who) if row.held_at is not None}
    return held == {made.field_key for made in _made(rooms, who) if made.is_open}


def _settle(rooms: Rooms, reference: str, outcome: Outcome, **parts: list[str]) -> None:
    rooms.desk.settle(reference, CLERK, Ruling(outcome, "확인했어요.", parts))


def test_from_the_request_on_no_purpose_reads_the_value_but_its_person_does(
    rooms: Rooms, giver: MemberId
):
    rooms.show(giver, Visibility.EVERYONE)
    assert _read(rooms, giver) == "INFP"
    rooms.ask(giver, SAID)
    assert _read(rooms, giver) is None
    assert not rooms.profile.may_read(giver, "mbti", "show", audience=Visibility.EVERYONE)
    assert rooms.journey.mine(giver).values == {"mbti": "INFP"}
    assert _is_whole(rooms, giver)


@pytest.mark.parametrize(
    "asked_at, due_on",
    [
        ("2026-11-22T14:59:59", date(2026, 12, 2)),
        ("2026-11-22T15:00:00", date(2026, 12, 3)),  # past midnight in Korea
        ("2028-02-20T00:00:00", date(2028, 3, 1)),
    ],
)
def test_the_answer_is_due_ten_korean_days_later(
    rooms: Rooms, giver: MemberId, asked_at: str, due_on: date
):
    now = rooms.clock.moment
    rooms.clock.moment = datetime.fromisoformat(f"{asked_at}+00:00")
    try:
        rooms.agree(giver)
        rooms.ask(giver)
        (made,) = _made(rooms, giver)
    finally:
        rooms.clock.moment = now
    assert made.due_on == due_on


def test_what_was_said_is_sealed_and_its_person_sees_it(rooms: Rooms, giver: MemberId):
    rooms.ask(giver, f"  {SAID}\n\n  ")
    (line,) = rooms.corrections.page(giver).lines
    assert line.words.said == SAID
    assert SAID.encode() not in str(rooms.rows("correction", giver)).encode()
    (row,) = rooms.rows("correction", giver)
    assert not any(SAID.encode() in cell for cell in row if isinstance(cell, bytes))


@pytest.mark.parametrize(
    "field_key, said, parts",
    [
        ("mbti", "", ["said"]),
        ("mbti", " \n\t\u200b ", ["said"]),
        ("mbti", "가" * 501, ["said"]),
        ("mbti", "\u202e뒤집힌 글", ["said"]),
        ("", SAID, ["field"]),
        ("nothing", SAID, ["field"]),
        ("", "", ["field", "said"]),
    ],
)
def test_a_request_that_says_too_little_or_too_much_holds_nothing(
    rooms: Rooms, giver: MemberId, field_key: str, said: str, parts: list[str]
):
    with pytest.raises(Unclean) as refused:
        rooms.corrections.ask(Claim(giver, field_key, said, uuid4().hex))
    assert [problem.part for problem in refused.value.problems] == parts
    assert _read(rooms, giver) == "INFP"


@pytest.mark.parametrize("letter", ["가", "👨‍👩‍👧‍👦", "é", "각"])
def test_five_hundred_letters_as_people_count_them_are_not_too_long(
    rooms: Rooms, giver: MemberId, letter: str
):
    rooms.ask(giver, letter * 500)
    with pytest.raises(Unclean):
        rooms.corrections.ask(Claim(giver, "mbti", letter * 501, uuid4().hex))


def test_what_is_not_there_cannot_be_contested(rooms: Rooms):
    who = rooms.member()
    with pytest.raises(NothingKept):
        rooms.corrections.ask(Claim(who, "mbti", SAID, uuid4().hex))
    rooms.leaving.leave(who, "ko")
    with pytest.raises(MemberGone):
        rooms.corrections.ask(Claim(who, "mbti", SAID, uuid4().hex))


def test_one_request_of_a_value_is_open_at_a_time(rooms: Rooms, giver: MemberId):
    claim = Claim(giver, "mbti", SAID, uuid4().hex)
    assert rooms.corrections.ask(claim)
    assert rooms.corrections.ask(claim), "the same page sent again is the same request"
    assert not rooms.corrections.ask(Claim(giver, "mbti", "다른 말", uuid4().hex))
    (line,) = rooms.corrections.page(giver).lines
    assert line.words.said == SAID
    assert rooms.corrections.page(giver).fields == ()
    with pytest.raises(IntegrityError), rooms.storage.write() as store:
        store.corrections.add(line.correction)


def test_a_request_can_be_taken_back_by_its_person_alone(rooms: Rooms, giver: MemberId):
    number, stranger = rooms.ask(giver), rooms.member()
    assert not rooms.corrections.take_back(stranger, number)
    assert not rooms.corrections.take_back(giver, "ZZZZ-ZZ")
    assert _read(rooms, giver) is None
    assert rooms.corrections.take_back(giver, number)
    assert rooms.corrections.take_back(giver, number), "twice is once"
    assert _read(rooms, giver) == "INFP"
    (made,) = _made(rooms, giver)
    assert made.outcome is Outcome.TAKEN_BACK
    assert rooms.corrections.news(giver) == (), "nobody is told what they did themselves"


@pytest.mark.parametrize("outcome", [Outcome.KEPT, Outcome.CHANGED, Outcome.DELETED])
def test_the_desk_settles_and_the_person_is_told_until_they_put_it_away(
    rooms: Rooms, giver: MemberId, outcome: Outcome
):
    rooms.show(giver, Visibility.MATCHED)
    number = rooms.ask(giver)
    parts = EXTRAVERT if outcome is Outcome.CHANGED else {}
    _settle(rooms, number, outcome, **parts)
    wanted = {Outcome.KEPT: "INFP", Outcome.CHANGED: "ENFP", Outcome.DELETED: None}[outcome]
    assert _read(rooms, giver) == wanted
    assert _is_whole(rooms, giver)
    for _ in range(2):
        (line,) = rooms.corrections.news(giver)
        assert (line.correction.outcome, line.words.answer) == (outcome, "확인했어요.")
    rooms.corrections.put_away(giver)
    assert rooms.corrections.news(giver) == ()
    assert len(rooms.corrections.page(giver).lines) == 1, "it stays on its page"


def test_a_changed_value_keeps_its_consent_and_says_who_wrote_it(rooms: Rooms, giver: MemberId):
    rooms.show(giver, Visibility.MATCHED)
    (before,) = rooms.values(giver)
    _settle(rooms, rooms.ask(giver), Outcome.CHANGED, **EXTRAVERT)
    (after,) = rooms.values(giver)
    assert (after.decision_id, after.visibility) == (before.decision_id, "matched")
    assert (before.source, after.source) == ("typed", "corrected")
    assert after.sealed.wrapped_key != before.sealed.wrapped_key
    assert rooms.answer_of(giver) is Answer.GIVEN


def test_a_deleted_value_ends_its_consents_on_record_and_is_asked_anew(
    rooms: Rooms, giver: MemberId
):
    rooms.show(giver, Visibility.MATCHED)
    _settle(rooms, rooms.ask(giver), Outcome.DELETED)
    assert rooms.values(giver) == []
    for key in ("mbti", "show_mbti_matched"):
        assert rooms.answer_of(giver, key) is Answer.ERASED
    made = rooms.shown(giver, rooms.standings(giver)["mbti"].decision_id)
    assert (made.actor, made.channel) == ("staff", "system")
    (gone,) = rooms.rows("destruction", giver)
    assert "corrected" in gone
    rooms.agree(giver)
    assert _read(rooms, giver) == "INFP"


@pytest.mark.parametrize("act", ["change", "agree", "withdraw", "skip"])
def test_what_the_person_does_themselves_ends_the_request(rooms: Rooms, giver: MemberId, act: str):
    rooms.ask(giver)
    if act == "change":
        rooms.answers.change(rooms.notice(), rooms.reply(giver, letters={"ei": "E"}))
    elif act == "agree":
        rooms.agree(giver, ei="E")
    else:
        getattr(rooms, act)(giver)
    (made,) = _made(rooms, giver)
    is_kept = act in ("change", "agree")
    assert made.outcome is (Outcome.CHANGED if is_kept else Outcome.DELETED)
    assert _read(rooms, giver) == ("ENFP" if is_kept else None)
    assert _is_whole(rooms, giver)
    assert rooms.corrections.news(giver) == ()


def test_a_year_without_use_ends_the_request_with_the_value(rooms: Rooms, giver: MemberId):
    rooms.ask(giver)
    start = rooms.clock.moment
    rooms.clock.forward(days=366)
    rooms.sweep.sweep()
    rooms.clock.moment = start
    assert rooms.values(giver) == []
    (made,) = _made(rooms, giver)
    assert made.outcome is Outcome.DELETED


def test_leaving_takes_every_request_along(rooms: Rooms, giver: MemberId):
    number = rooms.ask(giver)
    rooms.leaving.leave(giver, "ko")
    assert rooms.rows("correction", giver) == []
    assert number not in [case.correction.reference for case in rooms.desk.waiting()]
