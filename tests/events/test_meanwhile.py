"""What is published or called off while somebody sends: one of the two is first, and is heeded."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.events.samples import Party
from tests.rooms import LANGUAGES
from tests.world import START
from webapp.catalogue.declared import CATALOGUE
from webapp.events.body import canonical
from webapp.events.errors import ChangedSince, Closed
from webapp.events.publishing import Publishing
from webapp.events.rows import EventState
from webapp.events.shapes import EventFile
from webapp.storage.events.published import Events

AT_ONCE = 8


def desk(party: Party) -> Publishing:
    return Publishing(party.rooms.storage, CATALOGUE, LANGUAGES, party.rooms.clock)


def raw(file: EventFile) -> bytes:
    return canonical(file).encode()


def first(monkeypatch: pytest.MonkeyPatch, name: str, act: Callable[[Events], object]) -> None:
    """Let something happen right before a statement, in its transaction as if it were another's.

    A statement of PostgreSQL sees what was committed before it; SQLite's writer is alone.
    """
    real = getattr(Events, name)

    def late(self: Events, *given: object) -> object:
        monkeypatch.setattr(Events, name, real)
        act(self)
        return real(self, *given)

    monkeypatch.setattr(Events, name, late)


def test_a_place_is_given_only_under_the_version_that_was_judged(party: Party, monkeypatch):
    who = party.rooms.member()
    party.agree(who, "phone")
    newer = replace(party.row, version=2)
    with party.rooms.storage.write() as store:
        store.events.add_version(newer.event_id, canonical(party.file))
    first(monkeypatch, "take_place", lambda events: events.publish(newer, START))
    with pytest.raises(ChangedSince) as changed:
        party.send(who)
    assert changed.value.steps == ()
    assert party.row.taken == 0


def test_closed_before_the_place_was_taken_is_closed(party: Party, monkeypatch):
    who, name = party.rooms.member(), party.file.event_id
    party.agree(who, "phone")
    first(monkeypatch, "take_place", lambda events: events.set_state(name, EventState.CLOSED))
    with pytest.raises(Closed):
        party.send(who)


def test_what_was_sent_is_kept_as_long_as_the_event_that_gave_the_place(party: Party, monkeypatch):
    who = party.rooms.member()
    party.agree(who, "phone")
    moved = replace(party.row, forget_at=party.row.forget_at + timedelta(days=3))
    first(monkeypatch, "take_place", lambda events: events.publish(moved, START))
    assert party.send(who).entry.expires_at == moved.forget_at


def test_closing_undoes_no_calling_off(party: Party, monkeypatch):
    name = party.file.event_id
    first(monkeypatch, "set_state", lambda events: events.set_state(name, EventState.CANCELLED))
    assert not desk(party).close(raw(party.file)).is_new
    assert party.row.state is EventState.CANCELLED


def test_publishing_at_once_ends_well_for_everybody(party: Party):
    files = [replace(party.file, seats=30 + number) for number in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = list(pool.map(lambda file: desk(party).publish(raw(file)), files))
    assert sorted(one.version for one in done) == list(range(2, AT_ONCE + 2))
    last = max(done, key=lambda one: one.version)
    assert (party.row.version, party.row.seats) == (last.version, last.file.seats)


def test_publishing_and_calling_off_at_once_leaves_it_called_off(party: Party):
    acts = [lambda: desk(party).close(raw(party.file)), lambda: desk(party).cancel(raw(party.file))]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda act: act(), acts * 4))
    assert party.row.state is EventState.CANCELLED


def test_a_draft_ends_no_later_than_its_event(party: Party):
    party.rooms.clock.moment = party.file.closes_at - timedelta(minutes=10)
    who = party.rooms.member()
    party.agree(who, "phone")
    asked = tuple(replace(question, kept_days=0) for question in party.file.questions)
    sooner = replace(party.file, kept_days=0, questions=asked)
    desk(party).publish(raw(sooner))
    draft = party.entry(who)
    assert draft is not None
    assert draft.expires_at == sooner.forget_at
