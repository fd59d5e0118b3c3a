"""What somebody chose stays readable and asks again when a newer version offers it no more."""

from dataclasses import replace

import pytest

from tests.events.applicant import Applicant, Fair, fair, words
from tests.events.samples import seminar
from tests.rights.test_exporting import copy_of, prove, take
from tests.world import START, World
from webapp.cli.terminal import clerk
from webapp.events.handing_over import HandingOver

CHOICE = 2  # the step
CHOSEN = "한두 대목 들어 봤어요"
PAGES = ("/me", "/me/events", "/me/consents", "/me/export", "/me/correction", "/events")


@pytest.fixture
def party(house: World) -> Fair:
    house.clock.moment = START
    return fair(house, seminar())


def offer_less(party: Fair) -> None:
    """Let nobody choose any more what was chosen."""
    asked = tuple(
        replace(q, options=tuple(o for o in q.options if o.code != "some")) if q.options else q
        for q in party.file.questions
    )
    party.publish(replace(party.file, questions=asked))


def apply(sori: Applicant) -> None:
    assert sori.skip(1).status_code == 303
    assert sori.answer(CHOICE, value="some").status_code == 303
    assert sori.send().status_code == 303


def test_every_page_is_there_and_the_answer_waits(party: Fair, sori: Applicant):
    apply(sori)
    assert CHOSEN in sori.get(party.mine)
    offer_less(party)
    for page in (*PAGES, f"/events/{party.file.slug}"):
        sori.get(page)
    assert "다시 동의하시기 전에는" in words(sori.get(party.mine))
    step = sori.get(f"{party.apply}/{CHOICE}?from=mine")
    assert 'value="some"' not in step
    assert "checked" not in step.partition("<fieldset")[2].partition("</fieldset")[0]
    refused = sori.answer(CHOICE, value="some", way="?from=mine")
    assert refused.status_code == 422
    assert sori.answer(CHOICE, value="never", way="?from=mine").status_code == 303
    assert "이번이 처음이에요" in sori.get(party.mine)


def test_the_list_and_the_copy_are_there(party: Fair, sori: Applicant):
    apply(sori)
    offer_less(party)
    house = party.house
    vault = house.services.corrections._vault
    hand = HandingOver(house.storage, vault, house.services.events, house.clock)
    (row,) = hand.entries(party.file.slug, clerk(), "looking").rows
    assert (dict(row.items), row.asked_again) == ({}, ("heard",))
    told = copy_of(house, sori.browser, "sori")
    (kept,) = (value for value in told["values"] if value["scope"] == party.file.scope)
    assert kept["field"] == "heard"
    assert take(sori.browser, prove(house, sori.browser, "sori"), "page").status_code == 200
