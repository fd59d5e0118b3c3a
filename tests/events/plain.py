"""Rows of events as bare as the tables allow, for tests that need no file and no questions."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.world import START
from webapp.catalogue.shapes import Kind
from webapp.consent.decision import MemberId
from webapp.events.rows import Entry, EntryStatus, EventRow, EventState, Place
from webapp.events.shapes import EventFile, EventPurpose, Question, Words
from webapp.storage.transaction import Storage, Transaction

PARTY = "late-autumn-2026"
WEEK = timedelta(days=7)
ROW = EventRow(
    event_id=PARTY,
    slug="late-autumn-listening",
    state=EventState.OPEN,
    version=1,
    seats=50,
    taken=0,
    waiting=0,
    starts_at=START + 4 * WEEK,
    closes_at=START + 3 * WEEK,
    ends_at=START + 4 * WEEK + timedelta(hours=2),
    forget_at=START + 8 * WEEK,
)

SAID = Words("말", "words")


def with_one_question(key: str, event_id: str = PARTY) -> EventFile:
    """A file that asks for one text and says next to nothing."""
    asked = Question(
        key=key,
        kind=Kind.TEXT,
        label=SAID,
        items=SAID,
        question=SAID,
        why=SAID,
        purpose="shoes",
        kept_days=3,
        refusing=SAID,
        effect="own_shoes",
        longest=20,
    )
    return EventFile(
        event_id=event_id,
        slug=event_id,
        title=SAID,
        summary=SAID,
        place=SAID,
        starts_at=ROW.starts_at,
        ends_at=ROW.ends_at,
        closes_at=ROW.closes_at,
        seats=ROW.seats,
        kept_days=3,
        purposes=(EventPurpose("shoes", SAID, "contact"),),
        questions=(asked,),
    )


def published(storage: Storage, event_id: str = PARTY, **known: Any) -> EventRow:
    """Publish an event under an address of its own; return its row."""
    with storage.write() as store:
        version = store.events.add_version(event_id, "{}")
        row = replace(ROW, event_id=event_id, slug=event_id, version=version)
        row = replace(row, **known)
        store.events.publish(row, START)
    return row


def draft(who: MemberId, event_id: str = PARTY) -> Entry:
    return Entry(who, event_id, EntryStatus.DRAFT, START, START + WEEK)


def sent(entry: Entry, place: Place) -> Entry:
    """A draft as it is once it was sent and got its place."""
    return replace(
        entry,
        status=EntryStatus.SEATED if place.has_seat else EntryStatus.WAITING,
        receipt=f"R{place.number}",
        version=1,
        place=place.number,
        sent_at=START,
        seated_at=START if place.has_seat else None,
        expires_at=ROW.forget_at,
    )


def apply(storage: Storage, who: MemberId, event_id: str = PARTY) -> Entry | None:
    """Lock the person, take a place, write the application: what sending does to the rows."""
    with storage.write() as store:
        assert store.decisions.lock(who)
        return send(store, who, event_id)


def send(store: Transaction, who: MemberId, event_id: str = PARTY) -> Entry | None:
    row = store.events.get(event_id)
    place = store.events.take_place(event_id, row.version) if row else None
    if place is None:
        return None
    entry = sent(draft(who, event_id), place)
    store.entries.send(entry)
    return entry


def cancel(storage: Storage, who: MemberId, event_id: str = PARTY) -> list[MemberId]:
    """Give a place up, and let those who wait move on; return who got a seat."""
    with storage.write() as store:
        assert store.decisions.lock(who)
        assert store.entries.delete(who, event_id)
        return store.events.settle_seats(event_id, START)


def counts(storage: Storage, event_id: str = PARTY) -> tuple[int, int]:
    """Taken and waiting, as everybody sees them."""
    with storage.read() as store:
        row = store.events.get(event_id)
    assert row is not None
    return row.taken, row.waiting
