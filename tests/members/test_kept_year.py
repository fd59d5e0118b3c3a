"""The year of birth from the gate to the question about age: asked for, sealed, a week at most."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.members.door import Door
from tests.rooms import HOLDER
from tests.world import ANSWERS, START
from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.kinds import OLDEST
from webapp.consent.decision import MemberId
from webapp.members.errors import TooYoung
from webapp.members.joining import JoinForm
from webapp.profile.answers import Reply
from webapp.profile.kept_year import KEPT
from webapp.storage.tables import kept_year

AGE = CATALOGUE.field("age")
SECOND = timedelta(seconds=1)


def joined(door: Door, *, keeps_year: bool = True) -> MemberId:
    browser = door.browser()
    door.arrive(browser, door.kakao_id())
    return door.gate.join(browser, replace(door.form(browser), keeps_year=keeps_year)).member_id


def shown(door: Door, who: MemberId) -> tuple[dict[str, list[str]], bool]:
    page = door.rooms.journey.page(who, AGE, "ko", HOLDER)
    return page.parts, page.is_carried


def kept(door: Door, who: MemberId) -> int:
    return len(door.rooms.rows("kept_year", who))


def reply(door: Door, who: MemberId, key: str) -> Reply:
    raw = {part: [said] for part, said in ANSWERS["age"].items()}
    return Reply(who, HOLDER, door.rooms.ticket("age"), key, raw, ticked=True)


def test_without_the_tick_nothing_of_the_date_is_kept(door: Door):
    who = joined(door, keeps_year=False)
    assert kept(door, who) == 0
    assert shown(door, who) == ({}, False)


def test_with_it_the_year_stands_in_the_question_unsaved(door: Door):
    who = joined(door)
    assert kept(door, who) == 1
    assert shown(door, who) == ({"value": ["1999"]}, True)
    assert "age" not in door.rooms.standings(who)
    assert door.rooms.values(who) == []
    (row,) = door.rooms.rows("kept_year", who)
    assert not [cell for cell in row if isinstance(cell, bytes) and b"1999" in cell]
    assert "1999" not in [str(cell) for cell in row]


def test_the_oldest_year_the_gate_takes_can_be_saved(door: Door):
    oldest = str(door.rooms.clock().year - OLDEST)
    browser = door.browser()
    door.arrive(browser, door.kakao_id())
    form = replace(door.form(browser), keeps_year=True)
    old = replace(form, raw=dict(form.raw) | {"year": [oldest]})
    who = door.gate.join(browser, old).member_id
    parts, is_carried = shown(door, who)
    assert (parts, is_carried) == ({"value": [oldest]}, True)
    carried = replace(reply(door, who, "carried"), raw=parts)
    door.rooms.answers.agree(door.rooms.notice("age"), carried)
    assert shown(door, who) == (parts, False)


def test_no_other_question_shows_it(door: Door):
    who = joined(door)
    page = door.rooms.journey.page(who, CATALOGUE.field("gender"), "ko", HOLDER)
    assert (page.parts, page.is_carried) == ({}, False)


def test_another_member_does_not_see_it(door: Door):
    joined(door)
    assert shown(door, joined(door, keeps_year=False)) == ({}, False)


@pytest.mark.parametrize("act", ["agree", "skip", "leave"])
def test_it_goes_in_the_act_that_answers_or_ends(door: Door, act: str):
    who = joined(door)
    if act == "leave":
        door.rooms.leaving.leave(who, "ko")
    else:
        getattr(door.rooms.answers, act)(door.rooms.notice("age"), reply(door, who, act))
    assert kept(door, who) == 0
    if act == "agree":
        assert shown(door, who) == ({"value": ["1999"]}, False)
        door.rooms.withdraw(who, "age")
    if act != "leave":
        assert shown(door, who) == ({}, False)


def test_answers_to_other_questions_leave_it(door: Door):
    who = joined(door)
    door.rooms.agree(who)
    door.rooms.skip(who, "gender")
    assert kept(door, who) == 1


def test_after_a_week_it_is_neither_shown_nor_kept(door: Door):
    who = joined(door)
    door.rooms.clock.moment = START + KEPT - SECOND
    door.sweep.sweep()
    assert shown(door, who) == ({"value": ["1999"]}, True)
    door.rooms.clock.moment = START + KEPT
    assert shown(door, who) == ({}, False)  # before any sweep
    assert door.sweep.sweep()["kept_year"] >= 1
    assert kept(door, who) == 0


def test_the_promise_at_the_gate_is_the_period_of_the_catalogue():
    assert timedelta(days=7) == KEPT


def test_whoever_is_too_young_leaves_nothing(door: Door):
    browser = door.browser()
    door.arrive(browser, door.kakao_id())
    before = len(door.rooms.rows("kept_year"))
    form = JoinForm(
        {"year": ["2020"], "month": ["1"], "day": ["1"]},
        accepts_terms=True,
        ticket=door.gate.ticket(browser.hash, "ko"),
        keeps_year=True,
    )
    with pytest.raises(TooYoung):
        door.gate.join(browser, form)
    assert len(door.rooms.rows("kept_year")) == before


def test_a_year_that_cannot_be_opened_is_not_shown(door: Door):
    who = joined(door)
    with door.rooms.storage.engine.begin() as connection:
        mine = update(kept_year).where(kept_year.c.member_id == who)
        connection.execute(mine.values(wrapped_key=b"\x01" + bytes(60)))
    assert shown(door, who) == ({}, False)
