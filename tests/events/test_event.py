"""An event as a catalogue: what its cards say beyond what its file says."""

from dataclasses import replace

import pytest

from tests.events.samples import listening
from tests.rooms import LANGUAGES
from tests.world import START
from webapp.events.event import freely, make_event
from webapp.events.shapes import Words

SAID = Words("그러면 이름표가 비어요.", "Then your badge is blank.")
OPENED = Words(f"동의하지 않아도 돼요. {SAID.ko}", f"You don’t have to agree. {SAID.en}")


@pytest.mark.parametrize("written", [SAID, OPENED, Words(OPENED.ko, SAID.en)])
def test_what_refusing_costs_opens_with_the_right_to(written: Words) -> None:
    assert freely(written) == OPENED


def test_every_card_says_it_in_its_language() -> None:
    party = listening()
    asked = tuple(replace(one, refusing=SAID) for one in party.questions)
    given = tuple(replace(one, refusing=SAID) for one in party.provisions)
    event = make_event(replace(party, questions=asked, provisions=given), 1, LANGUAGES, START)
    for notice in event.steps:
        assert event.editions.current(notice.key, "ko").body["refusal"] == OPENED.ko
        assert event.editions.current(notice.key, "en").body["refusal"] == OPENED.en


def test_the_card_of_handing_on_holds_its_own_question_and_why() -> None:
    event = make_event(listening(), 1, LANGUAGES, START)
    given = event.file.provisions[0]
    for locale, question, why in (
        ("ko", given.question.ko, given.why.ko),
        ("en", given.question.en, given.why.en),
    ):
        body = event.editions.current(given.key, locale).body
        assert (body["question"], body["why"]) == ([question], [why])
