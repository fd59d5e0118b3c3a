"""What a newer version means for those who applied: whom it asks again, and what it deletes."""

from dataclasses import replace

import pytest

from tests.events.samples import Party, seminar
from tests.rooms import LANGUAGES, Rooms
from tests.world import START
from webapp.catalogue.declared import CATALOGUE
from webapp.events.body import canonical
from webapp.events.dropping import Dropping
from webapp.events.publishing import AnswersDropped, Done, Publishing, row_of
from webapp.events.shapes import EventFile, Words

pytestmark = pytest.mark.above_the_engine


def desk(party: Party) -> Publishing:
    return Publishing(party.rooms.storage, CATALOGUE, LANGUAGES, party.rooms.clock)


def publish(party: Party, file: EventFile, *, drop: bool = False) -> Done:
    return desk(party).publish(canonical(file).encode(), drop=drop)


def other(file: EventFile, *keys: str, effect: str = "another") -> EventFile:
    """Return a file in which the facts of some questions are others."""
    asked = [replace(q, effect=effect) if q.key in keys else q for q in file.questions]
    return replace(file, questions=tuple(asked))


def without(file: EventFile, *keys: str) -> EventFile:
    """Return a file that asks some questions no more, nor hands their answers on."""
    return replace(
        file,
        questions=tuple(one for one in file.questions if one.key not in keys),
        purposes=tuple(
            one
            for one in file.purposes
            if any(q.purpose == one.key for q in file.questions if q.key not in keys)
        ),
        provisions=() if "name" in keys else file.provisions,
        recipients=() if "name" in keys else file.recipients,
    )


def break_(party: Party) -> None:
    """Let a version be out that no release of ours would have kept."""
    with party.rooms.storage.write() as store:
        version = store.events.add_version(party.file.event_id, "{}")
        store.events.publish(row_of(party.file, version), START)


def test_who_agreed_to_what_is_different_now_is_counted_once(party: Party):
    party.apply("food", "name", "to_monorecord")
    party.apply("name")
    party.apply()
    draft = party.rooms.member()
    party.agree(draft, "phone", "food")
    party.skip(party.rooms.member(), "food")
    assert publish(party, replace(party.file, seats=30)).asked_again == 0
    first = other(party.file, "food", "name")
    assert publish(party, first).asked_again == 3, "two who sent theirs, and a draft"
    assert publish(party, replace(first, seats=31)).asked_again == 0, "they are asked already"
    assert publish(party, replace(first, seats=31)).asked_again is None, "nothing was published"
    assert publish(party, other(first, "food", effect="third")).asked_again == 0
    assert publish(party, other(first, "phone")).asked_again == 4


def test_a_recipients_facts_ask_those_who_agreed_to_hand_on(party: Party):
    party.apply("name", "to_monorecord")
    party.apply("name")
    (them,) = party.file.recipients
    longer = replace(them, period=Words("일 년 뒤에 지움", "Deleted after a year"))
    assert publish(party, replace(party.file, recipients=(longer,))).asked_again == 1


NEW = Words("다른 말이에요", "Other words")
OTHER = Words("집에서 오는 길", "The way from home")


def reworded(file: EventFile, key: str, **known: object) -> EventFile:
    """Return a file that says other things of one question."""
    asked = tuple(replace(q, **known) if q.key == key else q for q in file.questions)  # type: ignore[arg-type]
    return replace(file, questions=asked)


def test_items_under_the_same_key_ask_again_whoever_gave_or_handed_them_on(party: Party):
    """A key of a file can be given another meaning, which is asked anew (PIPA 15(2), 17(2)3)."""
    party.apply("food", "name", "to_monorecord")
    party.apply("food")
    party.apply()
    assert publish(party, reworded(party.file, "food", items=OTHER)).asked_again == 2
    who = party.apply("name", "to_monorecord")
    publish(party, reworded(party.file, "name", items=OTHER))
    assert party.states(who)["name"] == "changed"
    party.agree(who, "name")
    assert party.states(who)["to_monorecord"] == "changed", "the card of handing on says it, too"


def test_a_purpose_under_the_same_key_asks_again(party: Party):
    party.apply("food")
    party.apply()
    (words,) = (q.purpose for q in party.file.questions if q.key == "food")
    purposes = tuple(replace(p, words=NEW) if p.key == words else p for p in party.file.purposes)
    assert publish(party, replace(party.file, purposes=purposes)).asked_again == 1


def test_other_heads_ask_nobody(party: Party):
    party.apply("food", "name", "to_monorecord")
    for part in ("label", "question", "why", "refusing"):
        newer = reworded(party.file, "food", **{part: NEW})
        assert publish(party, newer).asked_again == 0, part


def test_other_options_ask_again_and_another_order_does_not(rooms: Rooms):
    party = Party(rooms, seminar())
    who = rooms.member()
    party.agree(who, "heard", value="some")
    party.send(who)
    options = {q.key: q.options for q in party.file.questions}["heard"]
    moved = reworded(party.file, "heard", options=options[::-1])
    assert publish(party, moved).asked_again == 0
    fewer = reworded(party.file, "heard", options=options[:2])
    assert publish(party, fewer).asked_again == 1
    party.agree(who, "heard", value="some")
    other = (options[0], replace(options[1], words=NEW))
    assert publish(party, reworded(party.file, "heard", options=other)).asked_again == 1


def test_who_is_gone_is_asked_nothing(party: Party):
    party.cancel(party.apply("name"))
    party.withdraw(party.apply("name"), "name")
    late = party.rooms.member()
    party.agree(late, "phone", "name")  # a draft, over by then
    party.rooms.clock.forward(days=8)
    assert publish(party, other(party.file, "name")).asked_again == 0


def test_a_first_version_asks_nobody_again(party: Party):
    file = replace(party.file, event_id="first-of-all", slug="first-of-all")
    assert publish(party, file).asked_again is None


def test_answers_are_dropped_only_if_that_is_meant(party: Party):
    people = [party.apply("food"), party.apply("food", "name"), party.apply()]
    draft = party.rooms.member()
    party.agree(draft, "phone", "food")
    newer = without(party.file, "food")
    before = party.row, len(party.rooms.rows("event_version"))
    said = Dropping(tuple(one.label for one in party.file.questions if one.key == "food"), 3)
    assert desk(party).drops(canonical(newer).encode()) == said
    with pytest.raises(AnswersDropped) as refused:
        publish(party, newer)
    assert refused.value.drops == said
    assert (party.row, len(party.rooms.rows("event_version"))) == before
    assert publish(party, newer, drop=True).version == 2
    assert desk(party).drops(canonical(newer).encode()) == Dropping()
    assert publish(party, replace(newer, seats=30)).version == 3, "what was dropped is not again"
    party.sweep.sweep()
    assert [row.field_key for row in party.values(people[0])] == ["phone"]


def test_what_nobody_answered_is_dropped_without_a_word_more(party: Party):
    party.apply()
    newer = without(party.file, "food", "name")
    lost = desk(party).drops(canonical(newer).encode())
    assert ([label.en for label in lost.questions], lost.answers) == (
        [one.label.en for one in party.file.questions if one.key != "phone"],
        0,
    )
    assert publish(party, newer).version == 2


def test_a_version_that_cannot_be_read_is_mended_by_a_newer_one(party: Party):
    party.apply("food")
    break_(party)
    assert desk(party).drops(canonical(party.file).encode()) == Dropping()
    with pytest.raises(AnswersDropped) as refused:
        publish(party, without(party.file, "food"))
    assert refused.value.drops == Dropping((Words("food", "food"),), 1)
    assert publish(party, other(party.file, "food")).asked_again == 1
    assert party.listing.event.version == 3
