"""동의 관리: one line for each notice, its card as it was shown, and its clock."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import update

from tests.rooms import Rooms
from tests.world import START
from webapp.catalogue.declared import CATALOGUE
from webapp.consent.decision import Answer, MemberId
from webapp.rights.consents import ConsentLine
from webapp.storage.tables import field_value

YEAR = timedelta(days=365)


def _line(rooms: Rooms, who: MemberId) -> ConsentLine:
    lines = {line.notice.key: line for line in rooms.consents.lines(who)}
    assert set(lines) == {field.key for field in CATALOGUE.offered()}
    return lines["mbti"]


def test_a_line_stands_before_anything_was_answered(rooms: Rooms):
    line = _line(rooms, rooms.member())
    assert (line.standing, line.is_live, line.is_given, line.span) == (None, False, False, None)


def test_a_consent_has_its_clock(rooms: Rooms):
    who = rooms.member()
    rooms.agree(who)
    line = _line(rooms, who)
    assert line.is_live
    assert line.span is not None
    assert (line.span.since, line.span.until) == (START, START + YEAR)
    with rooms.storage.engine.begin() as connection:
        mine = update(field_value).where(field_value.c.member_id == who)
        connection.execute(mine.values(expires_at=START + timedelta(days=7)))
    line = _line(rooms, who)
    assert line.span is not None
    assert line.span.until == START + timedelta(days=7)


@pytest.mark.parametrize("end", ["skip", "withdraw"])
def test_what_ended_stays_in_sight_without_a_clock(rooms: Rooms, end: str):
    who = rooms.member()
    rooms.agree(who)
    getattr(rooms, end)(who)
    line = _line(rooms, who)
    assert line.standing is not None
    assert line.standing.answer in (Answer.REFUSED, Answer.WITHDRAWN)
    assert (line.is_live, line.is_given, line.span) == (False, False, None)


def test_a_card_is_shown_again_to_its_person_alone(rooms: Rooms):
    who, other = rooms.member(), rooms.member()
    rooms.agree(who)
    mine = rooms.standings(who)["mbti"].decision_id
    shown = rooms.consents.shown(who, mine)
    assert shown is not None
    assert shown.edition == rooms.editions.current("mbti", "ko")
    assert shown.decision.decision_id == mine
    assert rooms.consents.shown(other, mine) is None
    assert rooms.consents.shown(who, uuid4()) is None
    rooms.withdraw(who)
    assert rooms.consents.shown(who, mine) == shown
