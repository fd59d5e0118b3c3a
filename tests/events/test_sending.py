"""Sending, once: everything is looked at again, one place is taken, the same again is the same."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest

from tests.events.samples import DAY, NOTHING, OF_AGE, Party, listening
from tests.rooms import Rooms
from tests.world import START
from webapp.consent.decision import MemberId
from webapp.consent.errors import MemberGone
from webapp.events.errors import ChangedSince, Closed, NeededMissing, NotEligible, SentBefore
from webapp.events.rows import EntryStatus, EventState
from webapp.events.sending import Sent


def _at_once(count: int, do: Callable[[int], object]) -> list[Any]:
    start = Barrier(count)

    def one(number: int) -> object:
        start.wait()
        try:
            return do(number)
        except Exception as refusal:  # noqa: BLE001  what came of it is what is looked at
            return refusal

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_what_is_sent_has_a_seat_a_number_to_quote_and_the_events_own_date(party: Party):
    who = party.rooms.member()
    party.agree(who, "phone")
    party.rooms.clock.forward(hours=1)
    sent = party.send(who)
    assert sent.is_new
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{2}", sent.entry.receipt)
    assert party.entry(who) == sent.entry
    assert sent.entry.status is EntryStatus.SEATED
    assert (sent.entry.place, sent.entry.version) == (1, 1)
    assert (sent.entry.began_at, sent.entry.sent_at) == (START, party.rooms.clock())
    assert sent.entry.seated_at == party.rooms.clock()
    assert sent.entry.expires_at == party.file.forget_at
    assert (party.row.taken, party.row.waiting) == (1, 0)


def test_sent_again_it_is_the_same_and_takes_one_place(party: Party):
    who = party.rooms.member()
    party.agree(who, "phone")
    first = party.send(who, "the same rendering")
    for key in ("the same rendering", "another tab"):
        again = party.send(who, key)
        assert (again.entry, again.is_new) == (first.entry, False)
    assert (party.row.taken, party.row.waiting) == (1, 0)


def test_one_person_in_eight_tabs_at_once_has_one_place(party: Party):
    who = party.rooms.member()
    party.agree(who, "phone")
    found = _at_once(8, lambda number: party.send(who, f"tab {number % 3}"))
    assert all(isinstance(one, Sent) for one in found)
    assert len({one.entry.receipt for one in found}) == 1
    assert sum(one.is_new for one in found) == 1
    assert (party.row.taken, party.row.waiting) == (1, 0)


def test_the_last_seat_taken_by_two_at_once(rooms: Rooms):
    rooms.clock.moment = START
    party = Party(rooms, listening(seats=1))
    people = [rooms.member(), rooms.member()]
    for who in people:
        party.agree(who, "phone")
    found = _at_once(2, lambda number: party.send(people[number]))
    statuses = sorted(one.entry.status.value for one in found)
    assert statuses == ["seated", "waiting"]
    assert sorted(one.entry.place for one in found) == [1, 2]
    assert (party.row.taken, party.row.waiting) == (1, 1)


def test_two_hundred_send_at_once_for_fifty_seats(rooms: Rooms):
    rooms.clock.moment = START
    party = Party(rooms, listening(seats=50, questions=(), provisions=()))
    people = [rooms.member() for _ in range(200)]
    listing, send = party.listing, party.room.applying.send
    found = _at_once(200, lambda number: send(listing, people[number], f"page {number}"))
    assert [one for one in found if not isinstance(one, Sent)] == []
    in_order = sorted((one.entry for one in found), key=lambda entry: entry.place)
    assert [entry.place for entry in in_order] == list(range(1, 201))
    assert [entry.status.value for entry in in_order] == ["seated"] * 50 + ["waiting"] * 150
    assert len({entry.receipt for entry in in_order}) == 200
    assert (party.row.taken, party.row.waiting) == (50, 150)


def test_without_a_needed_answer_nothing_is_sent(party: Party):
    who = party.rooms.member()
    party.agree(who, "food")
    with pytest.raises(NeededMissing) as refused:
        party.send(who, "key")
    assert refused.value.step.notice.key == "phone"
    party.skip(who, "phone")
    with pytest.raises(NeededMissing):
        party.send(who, "key")
    assert party.row.taken == 0
    party.agree(who, "phone")
    assert party.send(who, "key").is_new  # what was refused was not carried out


def test_a_no_to_everything_optional_costs_no_seat(party: Party):
    who = party.rooms.member()
    party.agree(who, "phone", "name")
    party.skip(who, "food", "to_monorecord")
    assert party.send(who).entry.status is EntryStatus.SEATED


@pytest.mark.parametrize("state", [EventState.CLOSED, EventState.CANCELLED])
def test_a_submit_after_closing(party: Party, state):
    who = party.rooms.member()
    party.agree(who, "phone")
    party.set_state(state)
    with pytest.raises(Closed):
        party.send(who)
    assert (party.row.taken, party.states(who)["phone"]) == (0, "given")


def test_a_submit_at_the_very_deadline(party: Party):
    early, late = party.rooms.member(), party.rooms.member()
    for who in (early, late):
        party.agree(who, "phone")
    party.rooms.clock.moment = party.file.closes_at.replace(microsecond=0) - DAY / 86400
    assert party.send(early).is_new
    party.rooms.clock.moment = party.file.closes_at
    with pytest.raises(Closed):
        party.send(late)
    assert party.send(early).is_new is False  # their receipt is there, whenever they look


def test_facts_that_changed_under_ones_hands_are_asked_again_first(party: Party):
    who, other = party.rooms.member(), party.rooms.member()
    party.agree(who, "phone", "food")
    party.agree(other, "phone")
    before = party.listing
    party.publish(replace(party.file, ends_at=party.file.ends_at + DAY))
    with pytest.raises(ChangedSince) as refused:
        party.room.applying.send(before, who, "k")  # the page read the event a moment too early
    assert refused.value.steps == ()
    with pytest.raises(ChangedSince) as refused:
        party.send(who)
    assert [step.notice.key for step in refused.value.steps] == ["phone", "food"]
    party.agree(who, "phone")
    party.skip(who, "food")
    assert party.send(who).entry.version == 2
    assert [row.field_key for row in party.values(who)] == ["phone"]


def test_a_reworded_question_asks_nobody_again(party: Party):
    who = party.rooms.member()
    party.agree(who, "phone")
    first, *rest = party.file.questions
    softer = replace(first, why=replace(first.why, ko="그날 길을 알려 드려요."))
    party.publish(replace(party.file, questions=(softer, *rest)))
    assert party.send(who).is_new


def test_an_age_is_asked_before_sending_too(party: Party):
    who = party.rooms.member()
    party.publish(replace(party.file, questions=(), provisions=(), conditions=(OF_AGE,)))
    with pytest.raises(NotEligible):
        party.send(who)


def test_an_old_submit_sent_again_after_cancelling_sends_nothing(rooms: Rooms):
    rooms.clock.moment = START
    party = Party(rooms, listening(questions=(), provisions=()))
    who = rooms.member()
    party.send(who, "the page")
    assert party.cancel(who)
    with pytest.raises(SentBefore):
        party.send(who, "the page")
    assert party.entry(who) is None
    assert party.send(who, "a page shown since").entry.place == 2


@pytest.mark.parametrize("how", ["withdraw", "skip"])
def test_without_its_needed_answer_an_application_is_a_draft_again(rooms: Rooms, how):
    rooms.clock.moment = START
    party = Party(rooms, listening(seats=1))
    first, second = party.apply("food"), party.apply()
    if how == "withdraw":
        party.withdraw(first, "phone")
    else:
        party.skip(first, "phone")
    entry, moved_up = party.entry(first), party.entry(second)
    assert entry is not None
    assert moved_up is not None
    assert (entry.status, entry.receipt, entry.place, entry.sent_at) == ("draft", "", 0, None)
    assert moved_up.status is EntryStatus.SEATED  # a seat nobody can take goes to who waits
    assert party.states(first)["food"] == "given"
    assert party.states(first)["phone"] == "skipped"
    party.agree(first, "phone")
    assert party.send(first).entry.status is EntryStatus.WAITING


def test_an_optional_answer_taken_back_leaves_the_seat(party: Party):
    who = party.apply("food", "name", "to_monorecord")
    before = party.entry(who)
    for key in ("food", "name"):
        party.withdraw(who, key)
    assert party.entry(who) == before


def test_whoever_left_in_another_tab_sends_nothing(party: Party):
    who = party.rooms.member()
    party.agree(who, "phone")
    party.rooms.leaving.leave(who, "ko")
    with pytest.raises(MemberGone):
        party.send(who)
    assert party.row.taken == 0
    assert party.left_of(who) == NOTHING


def test_leaving_and_sending_at_once_leave_no_seat_taken_for_ever(party: Party):
    people: list[MemberId] = [party.rooms.member() for _ in range(4)]
    for who in people:
        party.agree(who, "phone")

    def act(number: int) -> object:
        who = people[number // 2]
        return party.send(who) if number % 2 else party.rooms.leaving.leave(who, "ko")

    found = _at_once(8, act)
    assert all(isinstance(one, Sent | MemberGone | str) for one in found)
    party.sweep.sweep()
    assert (party.row.taken, party.row.waiting) == (0, 0)
    assert [party.left_of(who) for who in people] == [NOTHING] * 4
