"""A period that counts from the day of asking becomes a date of the value's own (P11)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.rooms import Rooms, make_rooms
from tests.world import START
from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import Catalogue, Retention, Trigger
from webapp.profile.errors import NotPermitted

WEEK = timedelta(days=7)
INSTANT = timedelta(microseconds=1)


def _kept_for(period: timedelta) -> Catalogue:
    """The catalogue of a release that keeps what it asks for that long at most."""
    ends = ((Trigger.WITHDRAWAL, timedelta()), (Trigger.COLLECTION, period))
    rule = Retention(key="brief", words="", short="", ends=ends)
    fields = tuple(
        replace(field, retention="brief") if field.key == "mbti" else field
        for field in CATALOGUE.fields
    )
    return replace(CATALOGUE, fields=fields, retentions=(*CATALOGUE.retentions, rule))


@pytest.fixture(scope="module")
def rooms(database_url, tmp_path_factory) -> Iterator[Rooms]:
    made = make_rooms(database_url, tmp_path_factory.mktemp("keys"), _kept_for(WEEK))
    yield made
    made.storage.dispose()


@pytest.fixture(autouse=True)
def today(rooms: Rooms) -> None:
    rooms.clock.moment = START


def test_the_date_is_written_with_the_value_and_kept_to_the_instant(rooms: Rooms):
    who = rooms.member()
    rooms.agree(who)
    assert [row.expires_at for row in rooms.values(who)] == [START + WEEK]
    rooms.clock.moment = START + WEEK - INSTANT
    rooms.sweep.sweep()
    assert rooms.profile.read(who, "mbti", "match") == "INFP"
    rooms.clock.moment = START + WEEK
    with pytest.raises(NotPermitted):
        rooms.profile.read(who, "mbti", "match")
    assert not rooms.profile.may_read(who, "mbti", "match")
    assert rooms.sweep.sweep() == {"field_value": 1}
    assert rooms.values(who) == []
    assert rooms.answer_of(who) == "expired"


def test_a_changed_value_was_asked_for_again(rooms: Rooms):
    who = rooms.member()
    rooms.agree(who)
    rooms.clock.forward(days=3)
    rooms.answers.change(rooms.notice(), rooms.reply(who, letters={"ei": "E"}))
    assert [row.expires_at for row in rooms.values(who)] == [START + timedelta(days=10)]


def test_no_visit_moves_a_date(rooms: Rooms):
    who = rooms.member()
    rooms.agree(who)
    rooms.clock.moment = START + WEEK
    with rooms.storage.write() as store:
        assert store.decisions.lock(who)
        assert rooms.sweep.lapse(store, who, rooms.clock()) is None
    assert rooms.values(who) == []


def test_a_later_rule_moves_no_date_that_was_told(rooms: Rooms):
    """It asks again, for the facts have changed; until then the value is not read at all."""
    who = rooms.member()
    rooms.agree(who)
    longer = rooms.with_catalogue(_kept_for(2 * WEEK))
    with pytest.raises(NotPermitted):
        longer.profile.read(who, "mbti", "match")
    longer.clock.moment = START + WEEK
    assert longer.sweep.sweep() == {"field_value": 1}
    assert longer.values(who) == []


def test_what_counts_from_the_last_use_has_no_date(rooms: Rooms):
    plain = rooms.with_catalogue(CATALOGUE)
    who = plain.member()
    plain.agree(who)
    assert [row.expires_at for row in plain.values(who)] == [None]
