"""A field the catalogue has dropped: said at once, its values deleted five days later (P11)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.events.plain import with_one_question
from tests.rooms import LANGUAGES, Rooms, make_rooms
from tests.world import START
from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import Catalogue
from webapp.consent.decision import MemberId
from webapp.events.event import make_event
from webapp.outbox.drain import Outbox
from webapp.profile import undeclared
from webapp.profile.errors import NotPermitted
from webapp.profile.undeclared import KIND, PATIENCE, Undeclared

INSTANT = timedelta(microseconds=1)


def without(key: str) -> Catalogue:
    """The catalogue of a release that asks for this no more."""
    return replace(
        CATALOGUE,
        fields=tuple(field for field in CATALOGUE.fields if field.key != key),
        notices=tuple(notice for notice in CATALOGUE.notices if key not in notice.fields),
        journey=tuple(each for each in CATALOGUE.journey if each != key),
    )


class Working:
    """The part of a worker that sees to dropped fields, under one catalogue."""

    def __init__(self, rooms: Rooms, catalogue: Catalogue) -> None:
        self.said: list[tuple[str, str]] = []
        self.told: list[Exception] = []
        say = lambda kind, reason: self.said.append((kind, reason))  # noqa: E731  one act
        self.seeing = Undeclared(rooms.storage, catalogue, rooms.clock, say, self.told.append)
        self._outbox = Outbox(rooms.storage.write, {KIND: self.seeing.run}, rooms.clock, say)

    def work(self) -> None:
        for clock in self.seeing.clocks():
            clock.sweep()
        self._outbox.drain()


@pytest.fixture
def rooms(database_url, tmp_path) -> Iterator[Rooms]:
    made = make_rooms(database_url, tmp_path)
    made.clock.moment = START
    yield made
    with made.storage.write() as store:
        store.errands.call_off(KIND, undeclared._SUBJECT)
    made.storage.dispose()


@pytest.fixture
def who(rooms: Rooms) -> MemberId:
    person = rooms.member()
    rooms.agree(person)
    return person


def test_nothing_is_said_while_every_field_is_declared(rooms: Rooms, who: MemberId):
    working = Working(rooms, CATALOGUE)
    rooms.clock.forward(days=30)
    working.work()
    assert (working.said, working.told) == ([], [])
    assert rooms.values(who)


def test_a_dropped_field_is_said_once_a_process_and_emptied_after_five_days(rooms: Rooms, who):
    assert timedelta(days=5) == PATIENCE, "what is told in docs/operating.md"
    later = rooms.with_catalogue(without("mbti"))
    with pytest.raises(NotPermitted):
        later.profile.read(who, "mbti", "match")
    working = Working(rooms, without("mbti"))
    working.work()
    working.work()
    assert working.said == [(KIND, "mbti")]
    rooms.clock.moment = START + PATIENCE - INSTANT
    again = Working(rooms, without("mbti"))  # a restart says it again, and starts no new wait
    again.work()
    assert again.said == [(KIND, "mbti")]
    assert rooms.values(who)
    rooms.clock.moment = START + PATIENCE
    again.work()
    assert rooms.values(who) == []
    assert rooms.rows("keys.value_key", who) == []
    assert rooms.answer_of(who) == "expired"
    [gone] = rooms.rows("destruction", who)
    assert {"mbti", "undeclared"} <= set(gone)
    assert not working.told
    assert not again.told


def test_a_field_that_is_back_in_time_loses_nothing(rooms: Rooms, who: MemberId):
    """As after a release that was taken back, or seen by a worker older than the application."""
    Working(rooms, without("mbti")).work()
    rooms.clock.moment = START + PATIENCE
    Working(rooms, CATALOGUE).work()
    assert rooms.values(who)
    assert rooms.answer_of(who) == "given"


def test_values_of_an_event_are_not_the_catalogues_business(rooms: Rooms, who: MemberId):
    [row] = rooms.values(who)
    with rooms.storage.write() as store:
        store.values.put(replace(row, scope="event:1", field_key="shoe_size"))
    Working(rooms, CATALOGUE).work()
    rooms.clock.moment = START + PATIENCE
    Working(rooms, without("mbti")).work()
    rooms.clock.moment = START + 2 * PATIENCE
    Working(rooms, without("mbti")).work()
    assert [(row.scope, row.field_key) for row in rooms.values(who)] == [("event:1", "shoe_size")]


def test_what_an_event_asks_is_no_field_that_was_dropped(rooms: Rooms, who: MemberId):
    asked = make_event(with_one_question("shoe_size"), 1, LANGUAGES, START)
    with rooms.storage.write() as store:
        store.editions.publish(list(asked.editions))
        assert "shoe_size" not in store.editions.fields()
        assert "mbti" in store.editions.fields()
    working = Working(rooms, CATALOGUE)
    working.work()
    assert working.said == []
    assert rooms.values(who)


def test_everybody_is_looked_at_page_by_page_and_one_trouble_stops_nobody(
    rooms: Rooms, monkeypatch
):
    monkeypatch.setattr(undeclared, "_PAGE", 2)
    people = [rooms.member() for _ in range(5)]
    for person in people:
        rooms.agree(person)
    expire = undeclared.expire  # type: ignore[attr-defined]

    def stumble(store, catalogue, due, reason, at):
        if due.member_id == people[2]:
            raise ValueError
        expire(store, catalogue, due, reason, at)

    monkeypatch.setattr(undeclared, "expire", stumble)
    working = Working(rooms, without("mbti"))
    working.work()
    rooms.clock.moment = START + PATIENCE
    working.work()
    assert [bool(rooms.values(person)) for person in people] == [n == 2 for n in range(5)]
    assert [type(fault) for fault in working.told] == [ValueError]
