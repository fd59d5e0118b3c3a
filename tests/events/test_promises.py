"""What applying promises where a version, a date or the event itself has moved on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.events.samples import Party, seminar
from tests.rooms import Rooms
from tests.world import START
from webapp.consent.decision import MemberId
from webapp.events.errors import Closed, Lapsed
from webapp.events.rows import EntryStatus, EventState

pytestmark = pytest.mark.above_the_engine


@pytest.fixture(autouse=True)
def _clock(rooms: Rooms) -> None:
    rooms.clock.moment = START


def need_food(party: Party) -> None:
    """Publish a version in which nobody can take part without saying what they eat."""
    asked = party.file.questions
    needed = tuple(replace(q, is_needed=True) if q.key == "food" else q for q in asked)
    party.publish(replace(party.file, questions=needed))


@pytest.mark.parametrize("act", ["withdraw", "skip"])
def test_a_no_to_something_optional_costs_no_seat_though_a_newer_version_needs_more(
    rooms: Rooms, act: str
):
    party = Party(rooms)
    who = party.apply("name")
    need_food(party)
    getattr(party, act)(who, "name")
    entry = party.entry(who)
    assert entry is not None
    assert entry.status is EntryStatus.SEATED
    party.withdraw(who, "phone")
    entry = party.entry(who)
    assert entry is not None
    assert entry.status is EntryStatus.DRAFT


@pytest.mark.parametrize("is_swept", [False, True], ids=["late", "swept"])
def test_a_draft_past_its_days_is_not_sent(rooms: Rooms, *, is_swept: bool):
    """Nor is an empty one in its place: the page that the button stood on showed answers."""
    party = Party(rooms, seminar())
    who = rooms.member()
    key = party.file.questions[0].key
    party.agree(who, key, value="sori@example.com")
    rooms.clock.forward(days=7, seconds=1)
    if is_swept:
        party.sweep.sweep()
    for _ in range(2):  # the button pressed twice
        with pytest.raises(Lapsed):
            party.send(who, "the page of before")
        assert party.entry(who) is None
        assert (party.row.taken, party.row.waiting) == (0, 0)
    assert party.states(who)[key] == "open"
    assert party.values(who) == []
    assert party.answers(who)[key] == "expired"
    sent = party.send(who, "the page of now")  # a no to everything costs nothing (P5)
    assert sent.entry.is_seated
    assert party.send(who, "the page of now").entry == sent.entry


def _over(party: Party) -> None:
    party.rooms.clock.moment = party.file.ends_at + timedelta(minutes=1)


def _called_off(party: Party) -> None:
    party.set_state(EventState.CANCELLED)


@pytest.mark.parametrize("then", [_over, _called_off])
def test_an_answer_cannot_be_changed_once_the_event_is_over(
    rooms: Rooms, then: Callable[[Party], None]
):
    party = Party(rooms)
    who = party.apply()
    then(party)
    _stays(party, who)


def test_nor_one_of_a_draft_after_closing(rooms: Rooms):
    party = Party(rooms)
    rooms.clock.moment = party.file.closes_at - timedelta(days=1)
    who = rooms.member()
    party.agree(who, "phone")
    rooms.clock.moment = party.file.closes_at + timedelta(minutes=1)
    _stays(party, who)


def _stays(party: Party, who: MemberId) -> None:
    before = [row.sealed for row in party.values(who)]
    reply = party.reply(who, "phone", "010-9999-8888")
    with pytest.raises(Closed):
        party.room.applying.change(party.listing, party.notice("phone"), reply)
    assert [row.sealed for row in party.values(who)] == before
