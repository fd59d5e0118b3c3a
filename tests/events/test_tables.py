"""The rows of events, as the room reads and writes them (both engines)."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.events.plain import ROW, WEEK, apply, cancel, draft, published, sent
from tests.rooms import Rooms
from tests.world import START
from webapp.consent.decision import MemberId
from webapp.consent.ports import Database
from webapp.events.ports import EventStore
from webapp.events.rows import EventState, Handed, Parked, Place, Transfer
from webapp.profile.ports import Sealed
from webapp.storage.tables import event_version
from webapp.storage.transaction import Storage

INSTANT = timedelta(microseconds=1)
SPONSOR = "arum-records"


@pytest.fixture
def party(rooms: Rooms) -> str:
    return published(rooms.storage, f"party-{uuid4().hex[:12]}").event_id


def _decided(rooms: Rooms, who: MemberId) -> UUID:
    rooms.agree(who)
    return rooms.standings(who)["mbti"].decision_id


def _handing(rooms: Rooms, who: MemberId, event_id: str) -> tuple[Transfer, Handed]:
    reference = uuid4().hex[:12]
    decided = _decided(rooms, who)
    items = ("name", "phone")
    made = Transfer(who, reference, event_id, "to_sponsor", SPONSOR, items, decided, START)
    return made, Handed(reference, event_id, SPONSOR, START, START + WEEK)


def _hand(rooms: Rooms, who: MemberId, event_id: str) -> tuple[Transfer, Handed]:
    made = _handing(rooms, who, event_id)
    with rooms.storage.write() as store:
        store.transfers.add(*made)
    return made


def test_a_transaction_is_what_the_room_asks_for(rooms: Rooms):
    def asked(database: Storage) -> Database[EventStore]:
        return database

    assert asked(rooms.storage)


# -------------------------------------------------------------------------------- what is published


def test_versions_count_up_and_only_published_ones_are_events(rooms: Rooms):
    name = f"party-{uuid4().hex[:12]}"
    with rooms.storage.write() as store:
        assert store.events.latest(name) is None
        assert [store.events.add_version(name, body) for body in ("{}", '{"v":2}')] == [1, 2]
        newest = store.events.latest(name)
        assert newest == store.events.version(name, 2)
        assert newest is not None
        assert (newest.body, newest.published_at) == ('{"v":2}', None)
        assert store.events.version(name, 3) is None
        assert store.events.get(name) is None
        row = replace(ROW, event_id=name, slug=name, version=2)
        store.events.publish(row, START)
    with rooms.storage.read() as store:
        assert store.events.get(name) == store.events.find(name) == row
        assert row in store.events.all()
        dates = [store.events.version(name, number) for number in (1, 2)]
    assert [found and found.published_at for found in dates] == [None, START]


def test_publishing_again_keeps_counts_state_and_the_first_date(rooms: Rooms, party: str):
    apply(rooms.storage, rooms.member(), party)
    with rooms.storage.write() as store:
        store.events.set_state(party, EventState.CLOSED)
        row = store.events.get(party)
        assert row is not None
        moved = replace(row, seats=9, ends_at=row.ends_at + WEEK, state=EventState.OPEN, taken=0)
        store.events.publish(moved, START + WEEK)
        found = store.events.get(party)
        first = store.events.version(party, 1)
    assert found == replace(moved, state=EventState.CLOSED, taken=1)
    assert first is not None
    assert first.published_at == START


def test_two_events_cannot_have_one_address(rooms: Rooms, party: str):
    with pytest.raises(IntegrityError):
        published(rooms.storage, f"other-{uuid4().hex[:8]}", slug=party)


def test_events_that_are_not_over_stand_in_the_order_they_start(rooms: Rooms):
    early, late, over = (f"{word}-{uuid4().hex[:8]}" for word in ("early", "late", "over"))
    published(rooms.storage, late, starts_at=START + 3 * WEEK)
    published(rooms.storage, early, starts_at=START + 2 * WEEK)
    published(rooms.storage, over, ends_at=START)
    with rooms.storage.read() as store:
        names = [row.event_id for row in store.events.listed(START)]
        assert over in [row.event_id for row in store.events.listed(START - INSTANT)]
    assert over not in names
    assert names.index(early) < names.index(late)


REWRITING = {
    "the file": {"body": '{"seats":1}'},
    "the date": {"published_at": START + WEEK},
    "not published": {"published_at": None},
    "the number": {"version": 7},
}


@pytest.mark.parametrize("change", REWRITING.values(), ids=REWRITING)
def test_a_published_file_is_never_rewritten(rooms: Rooms, party: str, change):
    here = event_version.c.event_id == party
    with rooms.storage.engine.connect() as connection, pytest.raises(DBAPIError):
        connection.execute(update(event_version).where(here).values(change))


def test_a_published_file_stays_and_one_that_is_not_may_go(rooms: Rooms, party: str):
    with rooms.storage.write() as store:
        number = store.events.add_version(party, '{"seats":2}')
    mine = event_version.c.event_id == party
    with rooms.storage.engine.begin() as connection:
        gone = delete(event_version).where(mine, event_version.c.version == number)
        assert connection.execute(gone).rowcount == 1
    with rooms.storage.engine.connect() as connection, pytest.raises(DBAPIError, match="once"):
        connection.execute(delete(event_version).where(mine))
    if rooms.storage.engine.dialect.name == "postgresql":
        with rooms.storage.engine.connect() as connection, pytest.raises(DBAPIError, match="once"):
            connection.exec_driver_sql("TRUNCATE event_version CASCADE")


def test_not_even_the_words_of_an_unpublished_file_change(rooms: Rooms, party: str):
    with rooms.storage.write() as store:
        store.events.add_version(party, '{"seats":2}')
    other = update(event_version).where(event_version.c.published_at.is_(None)).values(body="{}")
    with rooms.storage.engine.connect() as connection, pytest.raises(DBAPIError, match="once"):
        connection.execute(other)


# ------------------------------------------------------------------------------------- applications


def test_a_draft_begins_once_and_is_sent_over_itself(rooms: Rooms, party: str):
    who = rooms.member()
    begun = draft(who, party)
    with rooms.storage.write() as store:
        assert store.entries.get(who, party) is None
        store.entries.begin(begun)
        store.entries.begin(replace(begun, began_at=START + WEEK))
        assert store.entries.get(who, party) == begun
        assert store.entries.sent(party) == []
        assert store.entries.of_event(party, 9) == [begun]
        made = sent(begun, Place(1, has_seat=True))
        store.entries.send(made)
        store.entries.begin(begun)  # somebody who comes late with the first answer
        assert store.entries.get(who, party) == made
        assert store.entries.sent(party) == store.entries.of_event(party, 9) == [made]


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
        store.entries.send(sent(draft(who, "no-such-event"), Place(1, has_seat=True)))


# ---------------------------------------------------------------------------------- what was handed


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
def test_whose_a_reference_was_ends_with_the_application(rooms: Rooms, party: str, way):
    """The recipient still holds something: its reference stays, and says nothing of anybody."""
    who = rooms.member()
    apply(rooms.storage, who, party)
    _, handed = _hand(rooms, who, party)
    if way == "cancelling":
        cancel(rooms.storage, who, party)
    else:
        assert rooms.leaving.leave(who, "ko")
    with rooms.storage.read() as store:
        assert store.transfers.of(who) == []
        assert store.transfers.of_event(party, SPONSOR) == []
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


def test_nothing_is_handed_on_without_a_decision_or_an_application(rooms: Rooms, party: str):
    who = rooms.member()
    made, handed = _handing(rooms, who, party)
    with pytest.raises(IntegrityError), rooms.storage.write() as store:
        store.transfers.add(made, handed)
    apply(rooms.storage, who, party)
    with pytest.raises(IntegrityError), rooms.storage.write() as store:
        store.transfers.add(replace(made, decision_id=uuid4()), handed)
    with rooms.storage.read() as store:
        assert store.transfers.handed(party, SPONSOR) == []


# ---------------------------------------------------------------------------------- parked answers


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
