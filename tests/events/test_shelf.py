"""The shelf: rows read each time, what an event asks compiled once a version."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.events.samples import Party, listening, seminar
from tests.rooms import Rooms, is_migrated
from tests.world import START
from webapp.consent.edition import Language
from webapp.events import shelf as room
from webapp.events.event import Event
from webapp.events.rows import EventState
from webapp.events.shelf import Shelf

pytestmark = pytest.mark.above_the_engine


@pytest.fixture
def party(rooms: Rooms) -> Party:
    rooms.clock.moment = START
    assert is_migrated(rooms.storage)
    return Party(rooms)


def test_a_row_is_as_it_is_now_and_what_is_asked_is_made_once(party: Party):
    first = party.listing
    party.set_state(EventState.CLOSED)
    second = party.listing
    assert (first.row.state, second.row.state) == (EventState.OPEN, EventState.CLOSED)
    assert second.event is first.event
    party.publish(replace(party.file, seats=3))
    assert party.listing.event is not first.event
    assert party.listing.event.version == 2
    assert party.room.shelf.of(party.file.event_id) == party.listing


def test_what_is_not_published_is_not_found(party: Party):
    with party.rooms.storage.write() as store:
        store.events.add_version("kept-only", "{}")
    assert party.room.shelf.find("kept-only") is None
    assert party.room.shelf.of("kept-only") is None


def test_the_list_holds_what_is_not_over_the_first_first(party: Party):
    later = Party(party.rooms, seminar())
    mine = [one.row.slug for one in party.room.shelf.listed()]
    assert mine.index(party.file.slug) < mine.index(later.file.slug)
    party.rooms.clock.moment = party.file.ends_at + timedelta(minutes=1)
    left = [one.row.slug for one in party.room.shelf.listed()]
    party.rooms.clock.moment = START
    assert party.file.slug not in left
    assert later.file.slug in left


def test_editions_are_kept_before_they_are_shown_after_a_release_too(party: Party):
    """The words of the card are the house's: another release speaks of the same event anew."""
    spoken = [Language("ko", lambda text: f"{text} ."), Language("en", lambda text: f"new {text}")]
    shelf = Shelf(party.rooms.storage, spoken, party.rooms.clock)
    found = shelf.find(party.file.slug)
    assert found is not None
    with party.rooms.storage.read() as store:
        assert all(store.editions.get(edition.hash) for edition in found.event.editions)
    ours, theirs = party.listing.event.editions, found.event.editions
    assert ours.current("phone", "ko").hash != theirs.current("phone", "ko").hash
    assert ours.facts("phone") == theirs.facts("phone")  # so nobody is asked again


def test_it_remembers_no_more_than_it_has_room_for(party: Party, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(room, "_MOST", 2)
    shelf = party.room.shelf
    slugs = [Party(party.rooms, listening()).file.slug for _ in range(4)]

    def found(slug: str) -> Event:
        listing = shelf.find(slug)
        assert listing is not None
        return listing.event

    first, second, third, fourth = map(found, slugs)
    assert found(slugs[3]) is fourth
    assert found(slugs[2]) is third
    assert found(slugs[0]) is not first, "made anew, and the same"
    assert found(slugs[0]).file == first.file
    assert found(slugs[1]) is not second
