"""Applying, step by step: what is asked, what is kept, what a draft is; nothing lasts by itself."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.events.samples import DAY, Party, seminar
from tests.rooms import HOLDER, Rooms
from tests.world import START
from webapp.consent.decision import MEMBERSHIP
from webapp.consent.errors import StaleTicket
from webapp.events.errors import Closed, NothingToHandOn
from webapp.events.rows import EntryStatus, EventState
from webapp.profile.answers import Reply

pytestmark = pytest.mark.above_the_engine
WEEK = timedelta(days=7)


def test_the_questions_come_first_and_then_who_may_be_given_an_answer(party: Party):
    who = party.rooms.member()
    assert party.states(who) == {
        "phone": "open",
        "food": "open",
        "name": "open",
        "to_monorecord": "passed_over",
    }
    steps = party.steps(who)
    assert [step.number for step in steps.values()] == [1, 2, 3, 4]
    assert [key for key, step in steps.items() if step.is_needed] == ["phone"]
    assert [key for key, step in steps.items() if step.is_handing_on] == ["to_monorecord"]
    assert steps["phone"].is_missing
    assert not steps["food"].is_missing


def test_an_answer_begins_a_draft_and_a_refusal_none(party: Party):
    who = party.rooms.member()
    party.skip(who, "food")
    assert party.entry(who) is None
    assert party.states(who)["food"] == "skipped"
    party.agree(who, "phone")
    entry = party.entry(who)
    assert entry is not None
    assert (entry.status, entry.began_at, entry.expires_at) == (
        EntryStatus.DRAFT,
        START,
        START + WEEK,
    )
    assert party.states(who)["phone"] == "given"
    (kept,) = party.values(who)
    assert kept.expires_at == party.file.deleted_at(21)  # the date that its card told
    assert kept.source == "event"


def test_an_answer_is_handed_on_only_where_there_is_one(party: Party):
    who = party.rooms.member()
    with pytest.raises(NothingToHandOn):
        party.agree(who, "to_monorecord")
    assert party.answers(who) == {}
    party.agree(who, "name")
    assert party.states(who)["to_monorecord"] == "open"
    party.agree(who, "to_monorecord")
    assert party.states(who)["to_monorecord"] == "given"
    assert [row.field_key for row in party.values(who)] == ["name"]
    party.withdraw(who, "name")
    assert party.answers(who) == {"name": "withdrawn", "to_monorecord": "withdrawn"}
    assert party.states(who)["to_monorecord"] == "passed_over"


def test_taking_back_that_it_is_handed_on_leaves_the_answer(party: Party):
    who = party.rooms.member()
    party.agree(who, "name", "to_monorecord")
    assert party.withdraw(who, "to_monorecord")
    assert not party.withdraw(who, "to_monorecord")
    assert party.states(who)["name"] == "given"
    assert party.states(who)["to_monorecord"] == "skipped"


@pytest.mark.parametrize("key", ["phone", "food", "name"])
def test_each_answer_taken_back_leaves_nothing_of_it(party: Party, key):
    who = party.rooms.member()
    party.agree(who, "phone", "food", "name", "to_monorecord")
    assert party.withdraw(who, key)
    assert sorted(row.field_key for row in party.values(who)) == sorted(
        {"phone", "food", "name"} - {key}
    )
    assert len(party.rooms.rows("keys.value_key", who)) == 2
    assert [row[3] for row in party.rooms.rows("destruction", who)] == [key]
    assert party.states(who)[key] == "skipped"


def test_an_answer_is_changed_under_the_same_consent(party: Party):
    who = party.rooms.member()
    party.agree(who, "food")
    decided = party.rooms.standings(who, party.file.scope)["food"].decision_id
    reply = party.reply(who, "food", "우유")
    party.room.applying.change(party.listing, party.notice("food"), reply)
    page = party.room.applying.page(party.listing, who, 2, "ko", HOLDER)
    assert page is not None
    assert page.parts == {"value": ["우유"]}
    assert page.is_live
    assert party.rooms.standings(who, party.file.scope)["food"].decision_id == decided


def test_a_value_of_the_profile_is_offered_and_stored_nowhere(party: Party):
    rooms = party.rooms
    who = rooms.member()
    ticket = rooms.ticket("phone")
    reply = Reply(who, HOLDER, ticket, "k" * 20, {"value": ["010-9999-0000"]}, ticked=True)
    rooms.answers.agree(rooms.notice("phone"), reply)
    page = party.room.applying.page(party.listing, who, 1, "ko", HOLDER)
    assert page is not None
    assert (page.is_copy, page.kept, page.is_live) == (True, None, False)
    assert page.parts == {"value": ["010-9999-0000"]}
    assert party.entry(who) is None
    assert party.values(who) == []
    party.agree(who, "phone")
    page = party.room.applying.page(party.listing, who, 1, "ko", HOLDER)
    assert page is not None
    assert (page.is_copy, page.parts) == (False, {"value": ["010-1234-5678"]})
    assert party.withdraw(who, "phone")  # that of the profile is another one, and stays
    assert [row.scope for row in rooms.values(who)] == [MEMBERSHIP]
    page = party.room.applying.page(party.listing, who, 1, "ko", HOLDER)
    assert page is not None
    assert page.parts == {}  # and whoever said no is not offered it again


def test_somebody_signed_out_sees_every_step_and_nothing_of_anybody(party: Party):
    party.agree(party.rooms.member(), "phone")
    page = party.room.applying.page(party.listing, None, 1, "en", "browser")
    assert page is not None
    assert page.parts == {}
    assert {step.state.value for step in page.steps} == {"open", "passed_over"}
    assert party.room.applying.page(party.listing, None, 5, "ko", "x") is None
    assert party.room.applying.page(party.listing, None, 0, "ko", "x") is None


def test_facts_that_changed_are_asked_again(party: Party):
    who = party.rooms.member()
    party.agree(who, "phone", "food", "name", "to_monorecord")
    shown = party.listing.event.editions.current("phone", "ko").hash
    party.publish(replace(party.file, ends_at=party.file.ends_at + DAY))  # every period moves
    states = party.states(who)
    assert states == dict.fromkeys(("phone", "food", "name"), "changed") | {
        "to_monorecord": "passed_over"
    }
    step = party.steps(who)["phone"]
    assert step.agreed_to == shown
    page = party.room.applying.page(party.listing, who, 1, "ko", HOLDER)
    assert page is not None
    assert page.parts == {"value": ["010-1234-5678"]}
    assert not page.is_live
    party.agree(who, "phone")
    assert party.states(who)["phone"] == "given"
    (phone,) = [row for row in party.values(who) if row.field_key == "phone"]
    assert phone.expires_at == party.file.deleted_at(21)


def test_an_edition_that_changed_under_ones_hands_stores_nothing(party: Party):
    who = party.rooms.member()
    reply, listing = party.reply(who, "phone"), party.listing
    party.publish(replace(party.file, ends_at=party.file.ends_at + DAY))
    for shown in (party.listing, listing):  # read before the change, and after it
        with pytest.raises(StaleTicket):
            party.room.applying.agree(shown, shown.event.catalogue.notice("phone"), reply)
    assert party.answers(who) == {}
    assert party.entry(who) is None


@pytest.mark.parametrize("state", [EventState.CLOSED, EventState.CANCELLED])
def test_an_event_that_is_closed_takes_no_answers(party: Party, state):
    who = party.rooms.member()
    party.agree(who, "food")
    party.set_state(state)
    for key in ("food", "phone"):
        with pytest.raises(Closed):
            party.agree(who, key)
    assert party.answers(who) == {"food": "given"}
    party.withdraw(who, "food")  # taking back always works
    assert party.values(who) == []


def test_after_the_deadline_a_draft_takes_none_and_what_was_sent_still_does(party: Party):
    sent, late = party.apply(), party.rooms.member()
    party.agree(late, "food")
    party.rooms.clock.moment = party.file.closes_at
    with pytest.raises(Closed):
        party.agree(late, "phone")
    party.agree(sent, "food")
    party.rooms.clock.moment = party.file.ends_at
    with pytest.raises(Closed):
        party.agree(sent, "name")


def test_a_draft_past_its_date_is_gone_though_no_sweep_came_by(party: Party):
    who = party.rooms.member()
    party.publish(replace(party.file, closes_at=party.file.closes_at + WEEK))
    party.agree(who, "phone", "food", "name", "to_monorecord")
    party.rooms.clock.moment = START + WEEK
    assert set(party.states(who).values()) == {"open", "passed_over"}
    page = party.room.applying.page(party.listing, who, 2, "ko", HOLDER)
    assert page is not None
    assert (page.parts, page.draft_until) == ({}, None)
    reply = party.reply(who, "food", "우유")
    with pytest.raises(StaleTicket):
        party.room.applying.change(party.listing, party.notice("food"), reply)
    party.agree(who, "food")  # begins anew, and what was there is ended first
    assert party.states(who) == {
        "phone": "open",
        "food": "given",
        "name": "open",
        "to_monorecord": "passed_over",
    }
    assert [row.field_key for row in party.values(who)] == ["food"]
    assert len(party.rooms.rows("destruction", who)) == 3


def test_who_comes_back_after_cancelling_is_asked_as_at_first(party: Party):
    who = party.apply("food")
    party.skip(who, "name")
    assert party.cancel(who)
    assert party.states(who) == {
        "phone": "open",
        "food": "open",
        "name": "skipped",  # a no stays a no
        "to_monorecord": "passed_over",
    }


def test_an_event_that_needs_nothing_can_be_joined_with_nothing(rooms: Rooms):
    rooms.clock.moment = START
    party = Party(rooms, seminar())
    who = rooms.member()
    party.skip(who, "email", "heard")
    assert party.send(who).entry.status is EntryStatus.SEATED
    assert party.values(who) == []
