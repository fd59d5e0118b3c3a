"""Who may apply: by the day they joined, by an age that is looked at and not kept."""

from dataclasses import replace
from datetime import date

import pytest

from tests.events.samples import GROWN, OF_AGE, Party, joined_by, listening
from tests.rooms import Rooms
from tests.world import START
from webapp.catalogue.kinds import Unclean
from webapp.events.errors import NotEligible

pytestmark = pytest.mark.above_the_engine


def test_only_who_joined_in_time(party: Party):
    early = party.rooms.member()
    party.rooms.clock.forward(days=1)
    late = party.rooms.member()
    party.publish(replace(party.file, conditions=(joined_by(date(2026, 11, 22)),)))
    party.agree(early, "phone")
    assert party.room.applying.conditions(party.listing, early) == ()
    assert party.room.applying.conditions(party.listing, late) == party.file.conditions
    with pytest.raises(NotEligible):
        party.agree(late, "phone")
    with pytest.raises(NotEligible):
        party.send(late)
    assert (party.answers(late), party.entry(late)) == ({}, None)


def test_the_day_of_joining_is_a_day_in_korea(party: Party):
    party.publish(replace(party.file, conditions=(joined_by(date(2026, 11, 22)),)))
    party.rooms.clock.moment = START.replace(hour=14, minute=59)  # 23:59
    assert party.room.applying.conditions(party.listing, party.rooms.member()) == ()
    party.rooms.clock.forward(minutes=1)
    assert party.room.applying.conditions(party.listing, party.rooms.member()) != ()


def test_an_age_is_looked_at_before_anything_is_asked_and_not_kept(rooms: Rooms):
    rooms.clock.moment = START
    party = Party(rooms, listening(conditions=(OF_AGE,)))
    who, enter = rooms.member(), party.room.applying.enter
    with pytest.raises(NotEligible):
        party.agree(who, "phone")
    for boxes in ({}, {"year": ["1990"], "month": ["13"], "day": ["1"]}):
        with pytest.raises(Unclean):
            enter(party.listing, who, boxes)
    for young in ({"year": ["2007"], "month": ["11"], "day": ["23"]},):  # 19 tomorrow
        with pytest.raises(NotEligible) as refused:
            enter(party.listing, who, young)
        assert refused.value.conditions == (OF_AGE,)
    assert party.entry(who) is None
    enter(party.listing, who, {"year": ["2007"], "month": ["11"], "day": ["22"]})
    assert party.room.applying.conditions(party.listing, who) == ()
    party.agree(who, "phone")
    assert party.send(who).is_new
    assert [row.field_key for row in rooms.values(who)] == ["phone"]
    assert party.cancel(who)
    assert party.room.applying.conditions(party.listing, who) == (OF_AGE,)


def test_who_entered_twice_has_one_draft(rooms: Rooms):
    rooms.clock.moment = START
    party = Party(rooms, listening(conditions=(OF_AGE,)))
    who = rooms.member()
    party.room.applying.enter(party.listing, who, GROWN)
    rooms.clock.forward(days=1)
    party.room.applying.enter(party.listing, who, {})
    entry = party.entry(who)
    assert entry is not None
    assert entry.began_at == START
    rooms.clock.moment = START


def test_a_condition_that_is_new_is_looked_at_in_a_draft_that_is_older(party: Party):
    who, sent = party.rooms.member(), party.apply()
    party.agree(who, "phone")
    before = party.entry(who)
    party.publish(replace(party.file, conditions=(OF_AGE,)))
    assert party.room.applying.conditions(party.listing, who) == (OF_AGE,)
    with pytest.raises(NotEligible):
        party.send(who)
    with pytest.raises(NotEligible):
        party.agree(who, "food")
    party.rooms.clock.forward(hours=1)
    party.room.applying.enter(party.listing, who, GROWN)
    after = party.entry(who)
    assert before is not None
    assert after == replace(before, version=2)
    assert party.send(who).is_new
    assert party.room.applying.conditions(party.listing, sent) == ()  # sent is sent
    party.agree(sent, "food")
