"""One event that cannot be read takes no page and no clock down, and a larger one never gets in."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.events.files import body, raw
from tests.events.samples import Party
from tests.rooms import LANGUAGES, Rooms
from tests.world import START
from webapp.catalogue.declared import CATALOGUE
from webapp.consent.errors import StorageUnavailable
from webapp.events.body import canonical
from webapp.events.copying import EventsOfOne
from webapp.events.entries import Entries
from webapp.events.publishing import Publishing, row_of
from webapp.events.reading import LARGEST, EventFileWrong, event_of
from webapp.events.shelf import Shelf
from webapp.events.sweeping import EventSweep
from webapp.storage.events.entries import Entries as EntryRows

GROWS = "\u0958"  # one letter of three bytes, two of six once it is composed (NFC)


def swelling() -> dict[str, Any]:
    """Return a file that is small enough, and no more once it is composed."""
    own = f"party-x{uuid4().hex[:8]}"
    whole = body() | {"id": own, "slug": own}
    left_out = {"from_profile", "longest", "is_needed", "options"}
    base = {k: held for k, held in whole["questions"][0].items() if k not in left_out}
    for number in range(3):
        texts = [(f"o{number}x{at}", f"{number} {at} {GROWS * 180}") for at in range(40)]
        options = [{"code": code, "words": {"ko": text, "en": text}} for code, text in texts]
        whole["questions"].append(base | {"key": f"p{number}", "kind": "choice"})
        whole["questions"][-1]["options"] = options
    return whole


@pytest.mark.above_the_engine
def test_a_file_is_weighed_as_it_is_kept(rooms: Rooms):
    data = raw(swelling())
    assert len(data) <= LARGEST
    desk = Publishing(rooms.storage, CATALOGUE, LANGUAGES, rooms.clock)
    for act in (desk.check, desk.import_, desk.publish):
        with pytest.raises(EventFileWrong) as wrong:
            act(data)
        assert "more than 256 KiB" in wrong.value.sentences[0]


@pytest.mark.above_the_engine
def test_what_is_kept_is_read_however_large(party: Party):
    file = event_of(swelling())
    assert len(canonical(file).encode()) > LARGEST
    party.publish(file)
    assert party.listing.event.file == file


def break_(party: Party) -> None:
    """Let a version be out that no release of ours would have kept."""
    name = party.file.event_id
    with party.rooms.storage.write() as store:
        version = store.events.add_version(name, "{}")
        store.events.publish(row_of(party.file, version), START)


@pytest.mark.above_the_engine
def test_one_broken_event_is_told_and_hides_no_other(party: Party):
    broken, told = Party(party.rooms), list[Exception]()
    break_(broken)
    shelf = Shelf(party.rooms.storage, LANGUAGES, party.rooms.clock, told.append)
    slugs = [one.row.slug for one in shelf.listed()]
    assert party.file.slug in slugs
    assert broken.file.slug not in slugs
    assert [type(one) for one in told] == [EventFileWrong]
    broken.publish(broken.file)


@pytest.mark.above_the_engine
def test_one_broken_event_hides_none_of_ones_other_applications(party: Party):
    broken, told = Party(party.rooms), list[Exception]()
    who = party.apply("food")
    broken.agree(who, "phone")
    break_(broken)
    shelf = Shelf(party.rooms.storage, LANGUAGES, party.rooms.clock, told.append)
    mine = Entries(party.rooms.storage, shelf, party.rooms.profile, party.rooms.clock).mine(who)
    assert [one.listing.row.slug for one in mine] == [party.file.slug]
    copied = EventsOfOne(party.rooms.storage, shelf)
    assert copied.asked(broken.file.scope) is None
    assert copied.asked(party.file.scope) is not None
    assert len(copied.applications(who)) == 2, "that there is one stays in the copy"
    assert {type(one) for one in told} == {EventFileWrong}
    with pytest.raises(EventFileWrong):
        shelf.find(broken.file.slug)
    broken.publish(broken.file)


@pytest.mark.above_the_engine
def test_a_database_that_is_away_is_no_broken_event(party: Party, monkeypatch):
    def away(*_: object) -> None:
        raise StorageUnavailable

    shelf = Shelf(party.rooms.storage, LANGUAGES, party.rooms.clock, lambda _: None)
    monkeypatch.setattr(shelf, "_event", away)
    with pytest.raises(StorageUnavailable):
        shelf.of(party.file.event_id)


@pytest.mark.above_the_engine
def test_one_broken_event_stops_no_clock_of_the_others(party: Party):
    broken, told = Party(party.rooms), list[Exception]()
    who = party.apply("food")
    break_(broken)
    asked = tuple(question for question in party.file.questions if question.key != "food")
    party.publish(replace(party.file, questions=asked))
    EventSweep(party.rooms.storage, party.room.shelf, party.rooms.clock, told.append).sweep()
    assert [row.field_key for row in party.values(who)] == ["phone"]
    assert [type(one) for one in told] == [EventFileWrong]
    broken.publish(broken.file)


def test_an_answer_that_was_under_way_is_dropped_too(party: Party, monkeypatch):
    """Published and swept after somebody's answer looked at the version, and before it is kept."""
    if party.rooms.storage.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer: nothing is published while an answer is kept")
    who = party.rooms.member()
    asked = tuple(question for question in party.file.questions if question.key != "food")
    newer, real = replace(party.file, questions=asked), EntryRows.with_event

    def publish_and_sweep() -> None:
        party.publish(newer)
        party.sweep.sweep()

    def late(self: EntryRows, *given: Any) -> Any:
        found = real(self, *given)
        monkeypatch.setattr(EntryRows, "with_event", real)
        with ThreadPoolExecutor(1) as pool:
            pool.submit(publish_and_sweep).result()
        return found

    party.agree(who, "phone")
    monkeypatch.setattr(EntryRows, "with_event", late)
    party.agree(who, "food")
    party.rooms.clock.moment = START + timedelta(minutes=1)
    party.sweep.sweep()
    assert [row.field_key for row in party.values(who)] == ["phone"]
