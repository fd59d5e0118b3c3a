"""Seats: as many as there are, in the order of applying, whoever comes at once (both engines)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest

from tests.events.plain import PARTY, ROW, apply, cancel, counts, draft, published, send
from tests.rooms import Rooms
from tests.world import START
from webapp.consent.decision import MemberId
from webapp.events.rows import EntryStatus, EventState
from webapp.members.rows import Member

CROWD, SEATS, AT_ONCE = 200, 50, 16


@pytest.fixture
def party() -> str:
    return f"party-{uuid4().hex[:12]}"


def _people(rooms: Rooms, count: int) -> list[MemberId]:
    people = [MemberId(uuid4()) for _ in range(count)]
    with rooms.storage.write() as store:
        for who in people:
            store.people.add(Member(who, "ko", START, START))
    return people


def _order(rooms: Rooms, event_id: str, status: EntryStatus) -> list[MemberId]:
    with rooms.storage.read() as store:
        return [e.member_id for e in store.entries.sent(event_id) if e.status is status]


def test_two_hundred_at_once_for_fifty_seats(rooms: Rooms, party: str):
    published(rooms.storage, party, seats=SEATS)
    people = _people(rooms, CROWD)
    with ThreadPoolExecutor(CROWD) as pool:
        got = list(pool.map(lambda who: apply(rooms.storage, who, party), people))
    with rooms.storage.read() as store:
        entries = store.entries.sent(party)
        assert store.events.unsettled(START) == []
    assert sorted(e.member_id for e in entries) == sorted(people)
    assert [e.place for e in entries] == list(range(1, CROWD + 1))
    assert [e.status for e in entries] == [EntryStatus.SEATED] * SEATS + [EntryStatus.WAITING] * (
        CROWD - SEATS
    )
    assert {e for e in got if e} == set(entries)  # what each was told is what is written
    assert counts(rooms.storage, party) == (SEATS, CROWD - SEATS)


def test_the_last_seat_taken_by_two_at_once(rooms: Rooms, party: str):
    published(rooms.storage, party, seats=1)
    start = Barrier(2)

    def taking(who: MemberId) -> bool:
        start.wait()
        entry = apply(rooms.storage, who, party)
        return entry is not None and entry.status is EntryStatus.SEATED

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(taking, _people(rooms, 2))) == [False, True]
    assert counts(rooms.storage, party) == (1, 1)


def test_giving_a_seat_up_lets_in_who_waits_longest(rooms: Rooms, party: str):
    published(rooms.storage, party, seats=2)
    people = _people(rooms, 5)
    for who in people:
        apply(rooms.storage, who, party)
    assert cancel(rooms.storage, people[0], party) == [people[2]]
    assert counts(rooms.storage, party) == (2, 2)
    with rooms.storage.read() as store:
        lucky = store.entries.get(people[2], party)
    assert lucky is not None
    assert (lucky.status, lucky.seated_at, lucky.place) == (EntryStatus.SEATED, START, 3)
    assert cancel(rooms.storage, people[4], party) == []  # who only waited gives up no seat
    assert counts(rooms.storage, party) == (2, 1)


def test_nobody_overtakes_those_who_wait(rooms: Rooms, party: str):
    """A seat that is free for a moment, until it is settled, is not for whoever comes next."""
    published(rooms.storage, party, seats=1)
    first, second, third = _people(rooms, 3)
    apply(rooms.storage, first, party)
    apply(rooms.storage, second, party)
    with rooms.storage.write() as store:
        store.people.close(first, START)
    late = apply(rooms.storage, third, party)
    assert late is not None
    assert late.status is EntryStatus.WAITING
    with rooms.storage.write() as store:
        assert store.events.settle_seats(party, START) == [second]


def test_places_are_never_given_twice(rooms: Rooms, party: str):
    published(rooms.storage, party, seats=5)
    first, second = _people(rooms, 2)
    apply(rooms.storage, first, party)
    cancel(rooms.storage, first, party)
    entry = apply(rooms.storage, second, party)
    assert entry is not None
    assert entry.place == 2


def test_who_leaves_the_membership_makes_the_event_unsettled(rooms: Rooms, party: str):
    published(rooms.storage, party, seats=1)
    first, second = _people(rooms, 2)
    apply(rooms.storage, first, party)
    apply(rooms.storage, second, party)
    with rooms.storage.write() as store:
        assert store.events.unsettled(START) == []
        store.people.close(first, START)
        assert store.events.unsettled(START) == [party]
    with rooms.storage.write() as store:
        assert store.events.settle_seats(party, START) == [second]
        assert store.events.unsettled(START) == []
    assert counts(rooms.storage, party) == (1, 0)


@pytest.mark.parametrize("seconds, moved", [(-1, True), (0, False), (1, False)])
def test_once_the_event_has_begun_no_seat_is_given_out(
    rooms: Rooms, party: str, seconds: int, *, moved: bool
):
    published(rooms.storage, party, seats=1)
    first, second = _people(rooms, 2)
    apply(rooms.storage, first, party)
    apply(rooms.storage, second, party)
    moment = ROW.starts_at + timedelta(seconds=seconds)
    with rooms.storage.write() as store:
        store.people.close(first, START)
        assert party in store.events.unsettled(moment), "the counts are to be settled"
        assert store.events.settle_seats(party, moment) == ([second] if moved else [])
        assert party not in store.events.unsettled(moment)
    assert counts(rooms.storage, party) == ((1, 0) if moved else (0, 1))
    with rooms.storage.write() as store:
        store.events.settle_seats(party, START)  # nothing is left for the other tests


def test_a_draft_is_nobodys_seat(rooms: Rooms, party: str):
    published(rooms.storage, party, seats=1)
    (who,) = _people(rooms, 1)
    with rooms.storage.write() as store:
        store.entries.begin(draft(who, party))
        assert store.events.unsettled(START) == []
        assert store.events.settle_seats(party, START) == []
    assert counts(rooms.storage, party) == (0, 0)


def test_more_seats_in_a_new_version_are_for_those_who_wait(rooms: Rooms, party: str):
    published(rooms.storage, party, seats=1)
    people = _people(rooms, 4)
    for who in people:
        apply(rooms.storage, who, party)
    published(rooms.storage, party, seats=3)
    with rooms.storage.write() as store:
        assert store.events.unsettled(START) == [party]
        assert store.events.settle_seats(party, START) == people[1:3]
    published(rooms.storage, party, seats=1)  # fewer: nobody is sent away
    with rooms.storage.write() as store:
        assert store.events.settle_seats(party, START) == []
        assert store.events.unsettled(START) == []
    assert _order(rooms, party, EntryStatus.SEATED) == people[:3]


@pytest.mark.parametrize("state", [EventState.CLOSED, EventState.CANCELLED])
def test_an_event_that_is_not_open_gives_out_nothing(rooms: Rooms, party: str, state):
    published(rooms.storage, party, seats=1)
    first, second, third = _people(rooms, 3)
    apply(rooms.storage, first, party)
    apply(rooms.storage, second, party)
    with rooms.storage.write() as store:
        store.events.set_state(party, state)
        assert store.events.take_place(party, 1) is None
        assert store.events.take_place("no-such-event", 1) is None
    assert apply(rooms.storage, third, party) is None
    # A closed event still lets in who waits; a cancelled one nobody.
    moved = [second] if state is EventState.CLOSED else []
    assert cancel(rooms.storage, first, party) == moved


def test_people_who_apply_cancel_and_leave_at_once_get_in_nobodys_way(rooms: Rooms, party: str):
    """Everybody moves at once: no deadlock, no seat lost, none given twice."""
    published(rooms.storage, party, seats=10)
    people = _people(rooms, 60)
    for who in people[:40]:
        apply(rooms.storage, who, party)

    def act(who: MemberId) -> None:
        place = people.index(who)
        if place >= 40:
            apply(rooms.storage, who, party)
        elif place % 2:
            cancel(rooms.storage, who, party)
        else:
            with rooms.storage.write() as store:
                assert store.decisions.lock(who)
                assert store.people.close(who, START)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(act, sorted(people)))
    with rooms.storage.write() as store:
        store.events.settle_seats(party, START)
        assert store.events.unsettled(START) == []
    assert sorted(
        _order(rooms, party, EntryStatus.SEATED) + _order(rooms, party, EntryStatus.WAITING)
    ) == sorted(people[40:])
    seated = _order(rooms, party, EntryStatus.SEATED)
    assert len(seated) == 10
    assert counts(rooms.storage, party) == (10, 10)


def test_settling_what_is_not_there_does_nothing(rooms: Rooms):
    with rooms.storage.write() as store:
        assert store.events.settle_seats("no-such-event", START) == []
        assert send(store, MemberId(uuid4()), f"no-{PARTY}") is None
