"""What a newer version of an event drops or shrinks: it can be ended, and is taken back."""

from dataclasses import replace
from uuid import UUID

import pytest

from tests.events.samples import Party, listening
from tests.rooms import Rooms
from tests.world import START
from webapp.events.handing_over import HandingOver
from webapp.members.staff import Clerk
from webapp.storage.tables import field_value

pytestmark = pytest.mark.above_the_engine

CLERK = Clerk(UUID(int=8), "terminal somebody@a-machine")
SPONSOR, PROVISION = "monorecord", "to_monorecord"


@pytest.fixture(autouse=True)
def _clock(rooms: Rooms) -> None:
    rooms.clock.moment = START


def handing(party: Party) -> HandingOver:
    return HandingOver(party.rooms.storage, party.rooms.vault, party.room.shelf, party.rooms.clock)


def handed(party: Party) -> int:
    return len(handing(party).transfer(party.file.slug, SPONSOR, CLERK, "the draw").rows)


def taken_back(party: Party) -> int:
    return len(handing(party).notices(party.file.slug, SPONSOR, CLERK, "monthly").rows)


def test_a_consent_to_hand_on_ends_with_its_value_though_it_is_asked_no_more(rooms: Rooms):
    party = Party(rooms)
    who = party.apply("name", PROVISION)
    assert handed(party) == 1
    party.publish(replace(party.file, provisions=()))
    party.sweep.sweep()
    assert taken_back(party) == 0, "the person has said nothing"
    party.withdraw(who, "name")
    assert party.answers(who)[PROVISION] == "withdrawn"
    assert taken_back(party) == 1


def test_a_refusal_ends_it_as_well(rooms: Rooms):
    party = Party(rooms)
    who = party.apply("name", PROVISION)
    party.publish(replace(party.file, provisions=()))
    party.skip(who, "name")
    assert party.answers(who)[PROVISION] == "withdrawn"


def test_a_consent_to_hand_on_more_than_today_ends_with_any_of_its_values(rooms: Rooms):
    base = listening()
    wide = replace(base.provisions[0], items=("phone", "name"))
    party = Party(rooms, replace(base, provisions=(wide,)))
    who = party.apply("name", PROVISION)
    assert handed(party) == 1
    party.publish(replace(party.file, provisions=(replace(wide, items=("phone",)),)))
    party.withdraw(who, "name")
    assert party.answers(who)[PROVISION] == "withdrawn"
    assert taken_back(party) == 1


def test_what_is_gone_here_is_to_be_gone_there_whatever_erased_it(rooms: Rooms):
    party = Party(rooms)
    who = party.apply("name", PROVISION)
    assert handed(party) == 1
    assert taken_back(party) == 0
    with rooms.storage.engine.begin() as opened:
        opened.execute(
            field_value.delete().where(
                field_value.c.member_id == who,
                field_value.c.scope == party.file.scope,
                field_value.c.field_key == "name",
            )
        )
    assert taken_back(party) == 1


def test_an_answer_whose_question_changed_is_not_handed_on_until_it_is_agreed_to_again(
    rooms: Rooms,
):
    party = Party(rooms)
    who = party.apply("name", PROVISION)
    assert handed(party) == 1
    asked = party.file.questions
    changed = tuple(replace(q, effect="another") if q.key == "name" else q for q in asked)
    party.publish(replace(party.file, questions=changed))
    assert party.states(who)[PROVISION] == "passed_over"
    assert handed(party) == 0
    assert taken_back(party) == 0, "what went was agreed to"
    party.agree(who, "name")
    assert handed(party) == 1
