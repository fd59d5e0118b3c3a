"""P8 at events: what people answer stands nowhere in the database but sealed, in no table."""

from secrets import token_bytes

import pytest

from tests.events.desk import hand_over
from tests.events.samples import Party
from tests.rooms import Rooms
from tests.world import START
from webapp.storage.tables import metadata

pytestmark = pytest.mark.above_the_engine

CANARIES = {"phone": "010-7777-1357", "food": "카나리아 열매", "name": "카나리아"}
TRACES = ("카나리아", "77771357", "7777-1357")


@pytest.fixture
def party(rooms: Rooms) -> Party:
    rooms.clock.moment = START
    return Party(rooms)


def _plain(rooms: Rooms) -> list[str]:
    """Return every cell of every table as text, bytes read as text, too."""
    return [
        cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell)
        for name in metadata.tables
        for row in rooms.rows(name)
        for cell in row
    ]


def test_no_answer_is_plain_in_any_table(party: Party):
    who = party.rooms.member()
    for key, typed in CANARIES.items():
        party.agree(who, key, value=typed)
    party.agree(who, "to_monorecord")
    party.send(who)
    hand_over(party.rooms.storage, party.file, who, party.rooms.clock())
    raw = {"value": [CANARIES["food"]]}
    party.room.parked.park(token_bytes(32), party.listing, party.notice("food"), raw)
    cells = _plain(party.rooms)
    assert len(cells) > 100
    assert [cell for cell in cells for trace in TRACES if trace in cell] == []
    mine = party.room.entries.one(who, party.file.slug)
    assert mine is not None
    assert CANARIES["food"] in [one.value.value for one in mine.answers if one.value]


def test_a_row_that_says_more_than_it_holds_is_seen(party: Party):
    with party.rooms.storage.write() as store:
        store.events.add_version("canary", '{"said": "카나리아"}')
    assert any("카나리아" in cell for cell in _plain(party.rooms))
    with party.rooms.storage.engine.begin() as connection:
        versions = metadata.tables["event_version"]
        connection.execute(versions.delete().where(versions.c.event_id == "canary"))
