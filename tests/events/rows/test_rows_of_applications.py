"""Applications and parked answers, as the room reads and writes them (both engines)."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from tests.events.plain import ROW, WEEK, apply, draft, published, sent
from tests.rooms import Rooms
from tests.world import START
from webapp.consent.decision import MemberId
from webapp.events.rows import EntryStatus, Parked, Place
from webapp.profile.ports import Sealed

INSTANT = timedelta(microseconds=1)


def test_a_draft_begins_once_and_is_sent_over_itself(rooms: Rooms, party: str):
    who = rooms.member()
    begun = draft(who, party)
    with rooms.storage.write() as store:
        assert store.entries.get(who, party) is None
        store.entries.begin(begun)
        store.entries.begin(replace(begun, began_at=START + WEEK))
        assert store.entries.get(who, party) == begun
        assert store.entries.sent(party) == []
        assert store.entries.of_event(party) == [begun]
        made = sent(begun, Place(1, has_seat=True, forget_at=ROW.forget_at))
        store.entries.send(made)
        store.entries.begin(begun)  # somebody who comes late with the first answer
        assert store.entries.get(who, party) == made
        assert store.entries.sent(party) == store.entries.of_event(party) == [made]


def test_one_that_was_called_off_counts_nowhere(rooms: Rooms, party: str):
    who = rooms.member()
    made = apply(rooms.storage, who, party)
    assert made is not None
    left = made.blank(EntryStatus.CALLED_OFF, ROW.ends_at)
    with rooms.storage.write() as store:
        assert party not in store.events.unsettled(START)
        store.entries.step_back(left)
        assert store.entries.get(who, party) == left
        assert store.entries.sent(party) == store.entries.of_event(party) == []
        assert party in store.events.unsettled(START)
        store.events.settle_seats(party, START)
        row = store.events.get(party)
        assert row is not None
        assert (row.taken, row.waiting) == (0, 0)
        store.entries.redate(party, ROW.forget_at)
        assert store.entries.get(who, party) == left


def test_ones_applications_stand_the_newest_first(rooms: Rooms):
    who = rooms.member()
    first, second = (f"{word}-{uuid4().hex[:8]}" for word in ("first", "second"))
    for days, name in enumerate((first, second)):
        published(rooms.storage, name)
        begun = replace(draft(who, name), began_at=START + timedelta(days=days))
        with rooms.storage.write() as store:
            store.entries.begin(begun)
    with rooms.storage.read() as store:
        assert [entry.event_id for entry in store.entries.of(who)] == [second, first]
        assert store.entries.of(MemberId(uuid4())) == []


def test_time_is_up_at_the_instant_and_a_moved_event_moves_it(rooms: Rooms, party: str):
    entry = apply(rooms.storage, rooms.member(), party)
    begun = draft(rooms.member(), party)
    assert entry is not None
    later = entry.expires_at + 5 * WEEK
    with rooms.storage.write() as store:
        store.entries.begin(begun)
        assert begun not in store.entries.expired(begun.expires_at - INSTANT, 99)
        assert begun in store.entries.expired(begun.expires_at, 99)
        store.entries.redate(party, later)
        assert store.entries.get(begun.member_id, party) == begun
        assert store.entries.get(entry.member_id, party) == replace(entry, expires_at=later)
        assert begun in store.entries.expired(later - INSTANT, 99)
        assert len(store.entries.expired(later, 1)) == 1


def test_deleting_tells_whether_there_was_one(rooms: Rooms, party: str):
    who = rooms.member()
    apply(rooms.storage, who, party)
    with rooms.storage.write() as store:
        assert store.entries.delete(who, party)
        assert not store.entries.delete(who, party)


def test_nobody_applies_for_what_was_never_published(rooms: Rooms):
    who = rooms.member()
    with pytest.raises(IntegrityError), rooms.storage.write() as store:
        store.entries.send(
            sent(draft(who, "no-such-event"), Place(1, has_seat=True, forget_at=ROW.forget_at))
        )


def _parked(holder: bytes, step: str = "phone") -> Parked:
    sealed = Sealed(b"noise", b"key", "k1")
    return Parked(holder, "party", step, sealed, START + timedelta(minutes=30))


def test_a_browser_parks_one_answer_until_its_time_is_up(rooms: Rooms):
    browser = uuid4().bytes
    with rooms.storage.write() as store:
        store.parked.park(_parked(browser, "name"))
        store.parked.park(_parked(browser))
        assert store.parked.find(browser, START) == _parked(browser)
        assert store.parked.find(uuid4().bytes, START) is None
        until = _parked(browser).expires_at
        assert store.parked.find(browser, until - INSTANT) == _parked(browser)
        assert store.parked.find(browser, until) is None  # although the sweep was not there yet
        store.parked.sweep(until - INSTANT)
        assert store.parked.find(browser, START)
        assert store.parked.sweep(until) == 1
        assert store.parked.find(browser, START) is None


def test_it_follows_its_person_into_the_session(rooms: Rooms):
    browser, session = uuid4().bytes, uuid4().bytes
    with rooms.storage.write() as store:
        store.parked.park(_parked(session, "old"))
        store.parked.adopt(browser, session)  # this browser parked nothing
        assert store.parked.find(session, START) == _parked(session, "old")
        store.parked.park(_parked(browser))
        store.parked.adopt(browser, session)
        assert store.parked.find(browser, START) is None
        assert store.parked.find(session, START) == _parked(session)
        store.parked.forget(session)
        assert store.parked.find(session, START) is None


def test_a_parked_answer_shows_nothing_of_itself():
    assert "noise" not in repr(_parked(b"x"))
