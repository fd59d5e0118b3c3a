"""The pages of one's own application when it, or the event, is no longer what they were."""

from dataclasses import replace

import pytest

from tests.events.applicant import Applicant, Fair, fair, status, words
from tests.world import START, World, hidden_inputs

PROVISION = "to_monorecord"


@pytest.fixture
def party(house: World) -> Fair:
    house.clock.moment = START
    return fair(house)


@pytest.fixture
def sori(party: Fair) -> Applicant:
    return party.applicant("sori")


def test_a_cancel_sent_again_says_that_the_newer_application_is_there(party: Fair, sori: Applicant):
    sori.apply(1)
    form = hidden_inputs(sori.get(party.mine))
    done = sori.browser.post(f"{party.mine}/cancel", data=form)
    assert status(done) == (303, "/me/events?done=cancelled")
    again = sori.browser.post(f"{party.mine}/cancel", data=form)
    assert status(again) == (303, "/me/events?done=cancelled"), "nothing is there"
    sori.apply(1)
    again = sori.browser.post(f"{party.mine}/cancel", data=form)
    assert status(again) == (303, f"{party.mine}?done=newer")
    page = words(sori.get(f"{party.mine}?done=newer"))
    assert "그 신청은 이미 취소했어요" in page
    assert "적은 답을 모두 지웠어요" not in page


def test_a_consent_to_hand_on_can_be_ended_while_its_answer_waits_to_be_agreed_to_again(
    party: Fair, sori: Applicant
):
    sori.apply(1, 3, 4)
    asked = party.file.questions
    changed = tuple(replace(q, effect="another") if q.key == "name" else q for q in asked)
    party.publish(replace(party.file, questions=changed))
    page = sori.get(party.mine)
    assert f'value="{PROVISION}"' in page
    assert "동의했지만 답의 내용이 바뀌었어요" in words(page)
