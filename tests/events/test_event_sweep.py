"""The clocks of events: drafts, applications, called-off events, seats, what was handed on."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.events.desk import hand_over
from tests.events.samples import HANDED_ON, NOTHING, Party
from tests.rooms import HOLDER, Rooms
from tests.world import START
from webapp.catalogue.declared import CATALOGUE
from webapp.consent.decision import MEMBERSHIP, MemberId
from webapp.events.ports import EventStore
from webapp.events.rows import EntryStatus, EventState
from webapp.events.sweeping import EventSweep
from webapp.profile.answers import Reply
from webapp.profile.reading import Profile
from webapp.profile.sweeping import ProfileSweep
from webapp.storage.transaction import Storage

pytestmark = pytest.mark.above_the_engine

WEEK, YEAR = timedelta(days=7), timedelta(days=365)
INSTANT = timedelta(microseconds=1)


def _sweep(party: Party) -> None:
    party.values_sweep.sweep()
    party.sweep.sweep()


def test_a_draft_goes_after_seven_days_with_all_its_answers_on_record(party: Party):
    who = party.rooms.member()
    party.agree(who, "phone", "food", "name", "to_monorecord")
    party.rooms.clock.moment = START + WEEK - INSTANT
    _sweep(party)
    assert party.entry(who) is not None
    assert len(party.values(who)) == 3
    party.rooms.clock.moment = START + WEEK
    _sweep(party)
    assert party.left_of(who) == NOTHING
    assert set(party.answers(who).values()) == {"expired"}
    ended = party.rooms.standings(who, party.file.scope)["phone"].decision_id
    decision = party.rooms.shown(who, ended)
    assert (decision.actor, decision.channel, decision.decided_at) == (
        "clock",
        "system",
        START + WEEK,
    )
    gone = sorted((row[3], row[4]) for row in party.rooms.rows("destruction", who))
    assert gone == [("food", "expired"), ("name", "expired"), ("phone", "expired")]


def test_what_was_sent_has_a_date_for_each_answer_and_one_for_itself(party: Party):
    who = party.apply("food", "name", "to_monorecord")
    hand_over(party.rooms.storage, party.file, who, party.rooms.clock())
    profile = Profile(
        party.rooms.storage,
        party.rooms.vault,
        party.listing.event.catalogue,
        party.listing.event.editions,
        party.rooms.clock,
    )

    def reads(key: str) -> bool:
        notice = party.notice(key)
        found = profile.read_many([who], key, notice.purpose, party.file.scope)
        return who in found

    for until, left in (
        (party.file.deleted_at(1), ["phone"]),  # the food and the name go together
        (party.file.deleted_at(21), []),
    ):
        party.rooms.clock.moment = until - INSTANT
        _sweep(party)
        assert all(reads(key) for key in left)
        party.rooms.clock.moment = until
        assert [key for key in ("phone", "food", "name") if reads(key)] == left
        _sweep(party)
        assert [row.field_key for row in party.values(who)] == left
        given = [key for key, state in party.states(who).items() if state == "given"]
        assert given == left
    assert set(party.answers(who).values()) == {"expired"}
    party.rooms.clock.moment = party.file.forget_at - INSTANT
    _sweep(party)
    assert party.entry(who) is not None
    party.rooms.clock.moment = party.file.forget_at
    assert party.room.entries.mine(who) == []
    _sweep(party)
    assert party.left_of(who) == NOTHING, "what went to the sponsor they may hold no more"
    assert party.row.taken == 0


def test_what_is_handed_on_ends_with_its_answer(party: Party):
    who = party.apply("name", "to_monorecord")
    party.rooms.clock.moment = party.file.deleted_at(1)
    party.values_sweep.sweep()
    assert party.answers(who)["to_monorecord"] == "expired"


def test_a_cancelled_event_keeps_no_answer_a_minute_later(party: Party):
    sent, begun = party.apply("name", "to_monorecord"), party.rooms.member()
    party.agree(begun, "food")
    hand_over(party.rooms.storage, party.file, sent, party.rooms.clock())
    other = Party(party.rooms)
    untouched = other.apply()
    party.set_state(EventState.CANCELLED)
    assert party.sweep.sweep()["event_cancelled"] == 2
    assert party.left_of(begun) == NOTHING
    assert party.left_of(sent) == HANDED_ON | {"event_entry": 1}
    left = party.entry(sent)
    assert left is not None
    assert (left.status, left.receipt, left.place) == (EntryStatus.CALLED_OFF, "", 0)
    assert left.expires_at == party.file.ends_at
    assert party.room.entries.entry(sent, party.listing) is None
    assert set(party.answers(sent).values()) == {"expired"}
    assert len(other.values(untouched)) == 1
    assert (party.row.taken, party.row.waiting) == (0, 0)
    assert party.sweep.sweep()["event_cancelled"] == 0
    assert not party.cancel(sent), "nothing is there to be cancelled"
    party.rooms.clock.moment = party.file.ends_at
    assert party.sweep.sweep()["event_entry"] == 1
    assert party.left_of(sent) == HANDED_ON


def test_an_event_called_off_after_its_end_leaves_no_row(party: Party):
    who = party.apply()
    party.rooms.clock.moment = party.file.ends_at
    party.set_state(EventState.CANCELLED)
    assert party.sweep.sweep()["event_cancelled"] == 1
    assert party.left_of(who) == NOTHING


def test_a_closed_event_keeps_its_answers(party: Party):
    who = party.apply()
    party.set_state(EventState.CLOSED)
    _sweep(party)
    assert len(party.values(who)) == 1


def test_the_seat_of_somebody_who_left_is_given_on_within_a_minute(rooms: Rooms):
    rooms.clock.moment = START
    party = Party(rooms)
    party.publish(replace(party.file, seats=1))
    first, second = party.apply(), party.apply()
    party.rooms.leaving.leave(first, "ko")
    assert party.left_of(first) == NOTHING
    assert set(party.answers(first).values()) == {"withdrawn"}
    assert party.sweep.sweep()["event_seat"] == 1
    entry = party.entry(second)
    assert entry is not None
    assert entry.status is EntryStatus.SEATED
    assert party.sweep.sweep()["event_seat"] == 0


def test_sweeping_twice_changes_nothing(party: Party):
    who = party.rooms.member()
    party.agree(who, "phone", "food")
    party.rooms.clock.moment = START + WEEK
    _sweep(party)
    before = [party.rooms.rows(name, who) for name in ("decision", "destruction")]
    _sweep(party)
    assert [party.rooms.rows(name, who) for name in ("decision", "destruction")] == before


class Meanwhile:
    """A database in which something happens right before the first transaction that writes."""

    def __init__(self, storage: Storage, act: Callable[[], object]) -> None:
        self._storage = storage
        self._acts = [act]

    def read(self) -> AbstractContextManager[EventStore]:
        return self._storage.read()

    def write(self) -> AbstractContextManager[EventStore]:
        while self._acts:
            self._acts.pop()()
        return self._storage.write()


def _sweep_meanwhile(party: Party, act: Callable[[], object]) -> tuple[EventSweep, list[Exception]]:
    told: list[Exception] = []
    database = Meanwhile(party.rooms.storage, act)
    return EventSweep(database, party.room.shelf, party.rooms.clock, told.append), told


def test_trouble_with_one_is_told_and_stops_no_other(party: Party):
    party.rooms.clock.moment = START + WEEK
    party.sweep.sweep()  # whatever other tests left
    party.rooms.clock.moment = START
    people = [party.rooms.member(), party.rooms.member()]
    for who in people:
        party.agree(who, "phone")

    def fails() -> None:
        raise ValueError(party.file.event_id)

    sweep, told = _sweep_meanwhile(party, fails)
    party.rooms.clock.moment = START + WEEK
    sweep.sweep()
    assert len(told) == 1
    assert sorted(party.entry(who) is None for who in people) == [False, True]
    assert sorted(len(party.values(who)) for who in people) == [0, 1]
    sweep.sweep()
    assert [party.left_of(who) for who in people] == [NOTHING] * 2


def test_an_answer_that_a_newer_version_asks_again_meanwhile_stays(party: Party):
    asked, who = party.file, party.apply("food")
    fewer = tuple(question for question in asked.questions if question.key != "food")
    party.publish(replace(asked, questions=fewer))

    def asks_again() -> None:
        party.publish(asked)
        party.agree(who, "food", value="우유")

    sweep, _ = _sweep_meanwhile(party, asks_again)
    sweep.sweep()
    assert party.answers(who)["food"] == "given"
    assert sorted(row.field_key for row in party.values(who)) == ["food", "phone"]


def test_what_a_newer_version_asks_no_more_is_deleted_on_record(party: Party):
    sent, begun = party.apply("food"), party.rooms.member()
    party.agree(begun, "food", "name", "to_monorecord")
    asked = tuple(question for question in party.file.questions if question.key != "food")
    party.publish(replace(party.file, questions=asked))
    assert party.sweep.sweep()["event_dropped"] == 2
    assert [row.field_key for row in party.values(sent)] == ["phone"]
    assert [row.field_key for row in party.values(begun)] == ["name"]
    assert party.answers(begun) == {"food": "expired", "name": "given", "to_monorecord": "given"}
    assert party.states(begun)["to_monorecord"] == "given"
    assert party.sweep.sweep()["event_dropped"] == 0
    assert party.cancel(begun)
    assert party.left_of(begun) == NOTHING


# -------------------------------------------------------- the clock of values, and another's "phone"


def _with_both_numbers(party: Party) -> MemberId:
    rooms = party.rooms
    who = party.apply()
    reply = Reply(
        who, HOLDER, rooms.ticket("phone"), "k" * 20, {"value": ["010-9999-0000"]}, ticked=True
    )
    rooms.answers.agree(rooms.notice("phone"), reply)
    return who


def test_the_year_without_use_is_the_profiles_and_not_the_events(party: Party):
    """Both fields are called "phone"; only one of them lives as long as its person comes by."""
    far = party.file.ends_at + 2 * YEAR
    party.publish(replace(party.file, starts_at=far, ends_at=far, closes_at=far))
    who = _with_both_numbers(party)
    party.rooms.clock.moment = START + YEAR
    ProfileSweep(party.rooms.storage, CATALOGUE, party.rooms.clock).sweep()
    assert [row.scope for row in party.rooms.values(who)] == [party.file.scope]
    assert party.answers(who)["phone"] == "given"
    with party.rooms.storage.read() as store:
        found = store.overdue.unused(["phone"], START - YEAR, START + YEAR, 500)
    assert who not in {due.member_id for due in found}


def test_coming_back_after_a_year_ends_the_profiles_number_alone(party: Party):
    far = party.file.ends_at + 2 * YEAR
    party.publish(replace(party.file, starts_at=far, ends_at=far, closes_at=far))
    who = _with_both_numbers(party)
    party.rooms.clock.moment = START + YEAR
    sweep = ProfileSweep(party.rooms.storage, CATALOGUE, party.rooms.clock)
    with party.rooms.storage.write() as store:
        assert store.decisions.lock(who)
        assert sweep.lapse(store, who, START) is None  # nothing is left to warn of
    assert [row.scope for row in party.rooms.values(who)] == [party.file.scope]


def test_what_an_event_deleted_is_not_told_as_a_field_of_the_profile(party: Party):
    who = _with_both_numbers(party)
    party.rooms.clock.moment = party.file.deleted_at(21)
    _sweep(party)
    with party.rooms.storage.read() as store:
        assert store.absences.since(who, START, "unused_profile").deletions == ()
    assert [row.scope for row in party.rooms.values(who)] == [MEMBERSHIP]
