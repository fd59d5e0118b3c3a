"""Values whose time is over: unreadable at that instant, deleted by the sweep, on record (P11)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from tests.rooms import Rooms
from tests.world import START
from webapp.consent.decision import MEMBERSHIP, Answer, MemberId
from webapp.consent.record import act_on, record
from webapp.profile.errors import NotPermitted
from webapp.profile.expiring import expire
from webapp.storage.tables import destruction, field_value, member

YEAR = timedelta(days=365)
INSTANT = timedelta(microseconds=1)


@pytest.fixture
def who(rooms: Rooms) -> MemberId:
    rooms.clock.moment = START
    person = rooms.member()
    rooms.agree(person)
    return person


def _reads(rooms: Rooms, who: MemberId) -> bool:
    try:
        return rooms.profile.read(who, "mbti", "match") == "INFP"
    except NotPermitted:
        return False


def _set(rooms: Rooms, table, who: MemberId, **values: datetime) -> None:
    with rooms.storage.engine.begin() as connection:
        connection.execute(update(table).where(table.c.member_id == who).values(**values))


def test_a_year_without_use_ends_it_to_the_instant(rooms: Rooms, who: MemberId):
    rooms.clock.moment = START + YEAR - INSTANT
    rooms.sweep.sweep()
    assert _reads(rooms, who)
    rooms.clock.moment = START + YEAR
    assert not _reads(rooms, who)  # though the sweep has not come by
    assert rooms.sweep.sweep()["field_value"] >= 1
    assert rooms.values(who) == []
    assert rooms.rows("keys.value_key", who) == []


def test_the_end_is_a_decision_of_the_clock_and_a_destruction(rooms: Rooms, who: MemberId):
    consent = rooms.standings(who)["mbti"]
    rooms.clock.moment = START + YEAR
    rooms.sweep.sweep()
    ended = rooms.shown(who, rooms.standings(who)["mbti"].decision_id)
    assert (ended.answer, ended.actor, ended.channel) == ("expired", "clock", "system")
    assert (ended.edition_hash, ended.seq) == (consent.edition_hash, 2)
    with rooms.storage.engine.connect() as connection:
        mine = destruction.select().where(destruction.c.member_id == who)
        gone = connection.execute(mine).one()
    assert (gone.field_key, gone.reason, gone.destroyed_at) == ("mbti", "expired", START + YEAR)


def test_sweeping_twice_changes_nothing(rooms: Rooms, who: MemberId):
    rooms.clock.moment = START + YEAR
    rooms.sweep.sweep()
    before = rooms.rows("decision", who), rooms.rows("destruction", who)
    assert rooms.sweep.sweep() == {"field_value": 0}
    assert (rooms.rows("decision", who), rooms.rows("destruction", who)) == before


def test_any_visit_starts_the_clock_again(rooms: Rooms, who: MemberId):
    _set(rooms, member, who, last_seen_at=START + timedelta(days=1))
    rooms.clock.moment = START + YEAR
    rooms.sweep.sweep()
    assert _reads(rooms, who)


def test_a_date_of_its_own_ends_a_value_early(rooms: Rooms, who: MemberId):
    _set(rooms, field_value, who, expires_at=START + timedelta(days=7))
    rooms.clock.moment = START + timedelta(days=7) - INSTANT
    rooms.sweep.sweep()
    assert _reads(rooms, who)
    rooms.clock.moment = START + timedelta(days=7)
    assert not _reads(rooms, who)
    rooms.sweep.sweep()
    assert rooms.values(who) == []


def test_a_hold_stops_reading_for_a_purpose_and_not_for_the_person(rooms: Rooms, who: MemberId):
    _set(rooms, field_value, who, held_at=START)
    assert not _reads(rooms, who)
    with rooms.storage.read() as store:
        assert [mine.value for mine in rooms.profile.own(store, who)] == ["INFP"]


def test_somebody_who_comes_back_in_time_keeps_their_value(rooms: Rooms, who: MemberId):
    """Between finding the row and locking its member, the person was seen again."""
    rooms.clock.moment = START + YEAR
    with rooms.storage.read() as store:
        due = store.overdue.unused(["mbti"], START - YEAR, START, 500)
    _set(rooms, member, who, last_seen_at=rooms.clock())
    mine = [found for found in due if found.member_id == who]
    assert mine
    assert not any(rooms.sweep._expire(found, (START, rooms.clock())) for found in mine)
    assert _reads(rooms, who)


def test_expiry_ends_a_consent_to_older_facts_too(rooms: Rooms, who: MemberId):
    notices = tuple(
        replace(n, effect_key="another_effect") if n.key == "mbti" else n
        for n in rooms.catalogue.notices
    )
    later = rooms.with_catalogue(replace(rooms.catalogue, notices=notices))
    later.clock.moment = START + YEAR
    later.sweep.sweep()
    assert later.values(who) == []
    assert later.answer_of(who) == "expired"


def test_a_consent_whose_notice_was_dropped_ends_by_its_edition(rooms: Rooms, who: MemberId):
    notices = tuple(n for n in rooms.catalogue.notices if "mbti" not in n.fields)
    later = rooms.with_catalogue(replace(rooms.catalogue, notices=notices))
    later.clock.moment = START + YEAR
    later.sweep.sweep()
    assert later.values(who) == []
    assert later.answer_of(who) == "expired"
    assert len(later.rows("decision", who)) == 2
    assert len(later.rows("destruction", who)) == 1


def test_a_value_without_a_standing_consent_still_goes(rooms: Rooms, who: MemberId):
    """There should be none; if there is, nothing holds it back and no decision is made up."""
    ended = act_on(rooms.editions.current("mbti", "ko"), MEMBERSHIP, Answer.WITHDRAWN, START)
    with rooms.storage.write() as store:
        record(store, who, [ended], START)
    rooms.clock.moment = START + YEAR
    rooms.sweep.sweep()
    assert rooms.values(who) == []
    assert rooms.answer_of(who) == "withdrawn"
    assert len(rooms.rows("destruction", who)) == 1


def test_trouble_with_one_member_is_told_and_stops_no_other(rooms: Rooms, who: MemberId):
    other = rooms.member()
    rooms.agree(other)
    rooms.clock.moment = START + YEAR
    told: list[Exception] = []

    def stumble(store, catalogue, due, reason, at):
        if due.member_id == who:
            raise ValueError(who)
        expire(store, catalogue, due, reason, at)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("webapp.profile.sweeping.expire", stumble)
        rooms.sweep.sweep(told.append)
    assert rooms.values(other) == []
    assert rooms.values(who)
    assert {type(fault) for fault in told} == {ValueError}
    rooms.sweep.sweep()
    assert rooms.values(who) == rooms.values(other) == []


def test_people_silent_for_years_are_found_and_those_between_sweeps_too(rooms: Rooms):
    """A worker that starts late looks at everybody; one that runs on, at those who just passed."""
    crowd = [rooms.member() for _ in range(6)]
    for n, person in enumerate(crowd):
        rooms.clock.moment = START
        rooms.agree(person)
        _set(rooms, member, person, last_seen_at=START - timedelta(days=n * 217))
    rooms.clock.moment = START + timedelta(days=364)
    late = rooms.with_catalogue(rooms.catalogue).sweep
    late.sweep()
    assert [bool(rooms.values(person)) for person in crowd] == [True] + [False] * 5
    rooms.clock.moment = START + YEAR - INSTANT
    late.sweep()
    assert rooms.values(crowd[0])
    rooms.clock.moment = START + YEAR
    late.sweep()
    assert not rooms.values(crowd[0])


def test_a_sweep_looks_at_those_only_whose_year_ended_lately(rooms: Rooms, who: MemberId):
    """And once a day at everybody, so that nobody is passed over for longer."""
    rooms.clock.moment = START + YEAR
    late = rooms.with_catalogue(rooms.catalogue).sweep
    late.sweep()
    rooms.agree(who)
    _set(rooms, member, who, last_seen_at=START - YEAR)  # as only a restored backup would
    rooms.clock.moment += timedelta(hours=23)
    late.sweep()
    assert rooms.values(who)
    rooms.clock.moment += timedelta(hours=1)
    late.sweep()
    assert not rooms.values(who)
