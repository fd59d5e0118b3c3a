"""The pages of one's own application when it, or the event, is no longer what they were."""

from dataclasses import replace

import pytest

from tests.events.applicant import Applicant, Fair, status, words
from tests.world import hidden_inputs
from webapp.events.rows import EventState

PROVISION = "to_monorecord"


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


def test_an_answer_to_other_facts_rests_until_it_is_agreed_to_again(party: Fair, sori: Applicant):
    sori.apply(1, 2)
    asked = party.file.questions
    changed = tuple(replace(q, effect="another") if q.key == "food" else q for q in asked)
    party.publish(replace(party.file, questions=changed))
    told = "신청했어요. 자리가 있어요. 내용이 바뀐 질문이 있어요. 다시 동의하시기 전에는"
    assert told in words(sori.get("/me/events"))
    assert "다시 동의하시기 전에는 그 답을" in words(sori.get(f"/events/{party.file.slug}"))
    page = sori.get(party.mine)
    assert told in words(page)
    assert "내용이 바뀌어서 한 번 더 여쭤봐요" in words(page)
    assert "다시 보기" in words(page)
    assert status(sori.answer(2, way="?from=mine")) == (303, f"{party.mine}?done=saved")
    assert "내용이 바뀐 질문이 있어요" not in words(sori.get(party.mine))


def test_an_early_close_says_that_a_draft_cannot_be_sent(party: Fair, sori: Applicant):
    sori.answer(1)
    party.set_state(EventState.CLOSED)
    told = "신청이 끝나서 보낼 수 없어요. 적은 답은 11월 29일까지만 두고 지워요."
    for page in ("/me/events", party.mine):
        assert told in words(sori.get(page))


@pytest.mark.parametrize("page", ["/me/consents", "mine"])
def test_a_consent_is_listed_and_ended_though_the_event_asks_it_no_more(
    party: Fair, sori: Applicant, page: str
):
    sori.apply(1, 2, 3, 4)
    kept = tuple(asked for asked in party.file.questions if asked.key != "food")
    party.publish(replace(party.file, questions=kept, provisions=(), recipients=()))
    way = party.mine if page == "mine" else page
    shown = sori.get(way)
    assert "이벤트에서 이제 묻지 않아요." in words(shown)
    assert "모노레코드에 주기" in words(shown)
    form = {"csrf_token": hidden_inputs(shown)["csrf_token"], "scope": party.file.scope}
    for key in (PROVISION, "food"):
        assert f'value="{key}"' in shown
        assert sori.browser.post("/me/consents", data=form | {"notice": key}).status_code == 303
        assert sori.answers()[key] == "withdrawn"
    assert "food" not in sori.values()
    assert {"phone", "name"} == set(sori.values())
    assert "이제 묻지 않아요" not in words(sori.get(way))
    for key, answered in (("food", 303), ("nothing", 400)):
        again = sori.browser.post("/me/consents", data=form | {"notice": key})
        assert again.status_code == answered, "ended twice is ended"
