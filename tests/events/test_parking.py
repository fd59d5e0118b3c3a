"""An answer saved before signing in: sealed, for half an hour, for that browser alone."""

from datetime import timedelta
from secrets import token_bytes

import pytest

from tests.events.samples import Party
from tests.world import START
from webapp.profile.errors import CannotOpen

pytestmark = pytest.mark.above_the_engine

RAW = {"value": ["010-1234-5678"]}
HALF_AN_HOUR = timedelta(minutes=30)


def _park(party: Party) -> bytes:
    holder = token_bytes(32)
    party.room.parked.park(holder, party.listing, party.notice("phone"), RAW)
    return holder


def _found(party: Party, holder: bytes, key: str = "phone") -> object:
    return party.room.parked.found(holder, party.listing, party.notice(key))


def test_it_follows_its_person_into_the_session_and_is_no_decision(party: Party):
    browser, session = _park(party), token_bytes(32)
    assert _found(party, browser) == RAW
    party.room.parked.adopt(browser, session)
    assert (_found(party, browser), _found(party, session)) == (None, RAW)
    assert _found(party, session, "food") is None
    party.room.parked.forget(session)
    assert party.room.parked.waiting(session) is None


def test_it_is_another_browsers_and_another_events_never(party: Party):
    holder, other = _park(party), Party(party.rooms)
    assert _found(party, token_bytes(32)) is None
    assert _found(other, holder) is None


def test_it_is_gone_after_half_an_hour_to_the_instant(party: Party):
    holder = _park(party)
    party.rooms.clock.moment = START + HALF_AN_HOUR - timedelta(microseconds=1)
    party.sweep.sweep()
    assert _found(party, holder) == RAW
    party.rooms.clock.moment = START + HALF_AN_HOUR
    assert _found(party, holder) is None
    assert party.sweep.sweep()["event_parked"] >= 1
    party.rooms.clock.moment = START
    assert party.room.parked.waiting(holder) is None


def test_it_is_sealed_and_opens_in_its_place_alone(party: Party):
    holder = _park(party)
    with party.rooms.storage.read() as store:
        parked = store.parked.find(holder, START)
    assert parked is not None
    assert b"1234" not in parked.sealed.text
    with pytest.raises(CannotOpen):
        party.rooms.vault.open(parked.sealed, ("event_parked", parked.event_id, "food"))


def test_what_is_parked_later_replaces_it(party: Party):
    holder = _park(party)
    party.room.parked.park(holder, party.listing, party.notice("food"), {"value": ["땅콩"]})
    assert _found(party, holder) is None
    assert _found(party, holder, "food") == {"value": ["땅콩"]}
