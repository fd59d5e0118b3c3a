"""What was handed on: a reference outlives whose it was, and both have an end (both engines)."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from tests.events.plain import WEEK, apply, cancel
from tests.rooms import Rooms
from tests.world import START
from webapp.consent.decision import MemberId
from webapp.events.rows import REFERENCE_KEPT, Handed, Transfer

INSTANT = timedelta(microseconds=1)
SPONSOR = "arum-records"


def _decided(rooms: Rooms, who: MemberId) -> UUID:
    rooms.agree(who)
    return rooms.standings(who)["mbti"].decision_id


def _handing(rooms: Rooms, who: MemberId, event_id: str) -> tuple[Transfer, Handed]:
    reference = uuid4().hex[:12]
    decided = _decided(rooms, who)
    items = ("name", "phone")
    made = Transfer(who, reference, event_id, "to_sponsor", SPONSOR, items, decided, START, START)
    return made, Handed(reference, event_id, SPONSOR, START, START + WEEK)


def _hand(rooms: Rooms, who: MemberId, event_id: str) -> tuple[Transfer, Handed]:
    made = _handing(rooms, who, event_id)
    with rooms.storage.write() as store:
        store.transfers.add(*made)
    return made


def test_what_was_handed_on_is_known_by_person_and_by_recipient(rooms: Rooms, party: str):
    who, other = rooms.member(), rooms.member()
    for each in (who, other):
        apply(rooms.storage, each, party)
    made, handed = _hand(rooms, who, party)
    theirs, also = _hand(rooms, other, party)
    with rooms.storage.read() as store:
        assert store.transfers.of(who) == [made]
        found = store.transfers.of_event(party, SPONSOR)
        assert sorted(t.reference for t in found) == sorted([made.reference, theirs.reference])
        references = store.transfers.handed(party, SPONSOR)
        assert sorted(h.reference for h in references) == sorted([handed.reference, also.reference])
        assert handed in references
        assert store.transfers.handed(party, "nobody") == []


def test_being_told_is_noted_once(rooms: Rooms, party: str):
    who = rooms.member()
    apply(rooms.storage, who, party)
    _, handed = _hand(rooms, who, party)
    with rooms.storage.write() as store:
        store.transfers.tell([handed.reference], START + INSTANT)
        store.transfers.tell([handed.reference, "unknown"], START + WEEK)
        store.transfers.tell([], START)
        assert store.transfers.handed(party, SPONSOR) == [replace(handed, told_at=START + INSTANT)]


@pytest.mark.parametrize("way", ["cancelling", "leaving"])
def test_whose_a_reference_was_ends_with_the_membership(rooms: Rooms, party: str, way):
    """The recipient still holds something: its reference stays, and says nothing of anybody."""
    who = rooms.member()
    apply(rooms.storage, who, party)
    made, handed = _hand(rooms, who, party)
    if way == "cancelling":
        cancel(rooms.storage, who, party)
    else:
        assert rooms.leaving.leave(who, "ko")
    with rooms.storage.read() as store:
        known = [made] if way == "cancelling" else []
        assert store.transfers.of(who) == known
        assert store.transfers.of_event(party, SPONSOR) == known
        assert store.transfers.handed(party, SPONSOR) == [handed]
        assert store.entries.get(who, party) is None


def test_both_rows_go_at_the_end_of_their_period(rooms: Rooms, party: str):
    who = rooms.member()
    apply(rooms.storage, who, party)
    _, handed = _hand(rooms, who, party)
    with rooms.storage.write() as store:
        store.transfers.sweep(handed.expires_at - INSTANT)
        assert store.transfers.handed(party, SPONSOR) == [handed]
        assert store.transfers.sweep(handed.expires_at) >= 1
        assert store.transfers.handed(party, SPONSOR) == []
        assert store.transfers.of(who) == []
        assert store.entries.get(who, party) is not None


def test_an_event_that_moves_moves_the_end_of_its_references(rooms: Rooms, party: str):
    who = rooms.member()
    apply(rooms.storage, who, party)
    _, handed = _hand(rooms, who, party)
    for forget_at in (START + 40 * WEEK, START + 9 * WEEK):
        with rooms.storage.write() as store:
            store.entries.redate(party, forget_at)
            until = forget_at + REFERENCE_KEPT
            assert store.transfers.handed(party, SPONSOR) == [replace(handed, expires_at=until)]


def test_nothing_is_handed_on_without_a_decision(rooms: Rooms, party: str):
    who = rooms.member()
    made, handed = _handing(rooms, who, party)
    with pytest.raises(IntegrityError), rooms.storage.write() as store:
        store.transfers.add(replace(made, decision_id=uuid4()), handed)
    with rooms.storage.read() as store:
        assert store.transfers.handed(party, SPONSOR) == []
