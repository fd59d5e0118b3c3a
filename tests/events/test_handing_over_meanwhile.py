"""An event published anew while a list is made: the list is that of what is out."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.events.desk import PROVISION, Desk
from tests.rooms import Rooms
from webapp.events.handing_over import UnknownRecipient
from webapp.events.shelf import Listing, Shelf

pytestmark = pytest.mark.above_the_engine


@pytest.fixture
def desk(rooms: Rooms) -> Desk:
    return Desk(rooms)


def once_found(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let something happen right after the first look at an event."""
    real = Shelf.find

    def find(self: Shelf, slug: str) -> Listing | None:
        found = real(self, slug)
        monkeypatch.setattr(Shelf, "find", real)
        act()
        return found

    monkeypatch.setattr(Shelf, "find", find)


def test_nothing_goes_out_under_a_card_that_was_published_anew(desk: Desk, monkeypatch):
    who = desk.guest("소리")
    changed = tuple(replace(one, effect="other_effect") for one in desk.party.file.provisions)
    newer = replace(desk.party.file, provisions=changed)
    once_found(monkeypatch, lambda: desk.party.publish(newer))
    assert desk.transfer().rows == ()
    assert list(desk.transfers(who)) == []
    assert desk.accesses(who) == []
    assert desk.party.states(who)[PROVISION] == "changed"


def test_nothing_goes_to_a_recipient_who_is_none_any_more(desk: Desk, monkeypatch):
    desk.guest("소리")
    newer = replace(desk.party.file, provisions=(), recipients=())
    once_found(monkeypatch, lambda: desk.party.publish(newer))
    with pytest.raises(UnknownRecipient):
        desk.transfer()


def test_nobody_reads_what_is_asked_no_more(desk: Desk, monkeypatch):
    desk.guest("소리")
    asked = tuple(one for one in desk.party.file.questions if one.key != "food")
    newer = replace(desk.party.file, questions=asked)
    once_found(monkeypatch, lambda: desk.party.publish(newer))
    assert [set(items) for items in desk.entries().values()] == [{"phone", "name"}]


def test_a_list_made_anew_is_one_look_and_each_look_is_on_record(desk: Desk, monkeypatch):
    who = desk.guest("소리")
    once_found(monkeypatch, lambda: desk.party.publish(replace(desk.party.file, seats=30)))
    assert len(desk.entries()) == 1
    assert len(desk.accesses(who)) == 1
    desk.entries()
    assert len(desk.accesses(who)) == 2
