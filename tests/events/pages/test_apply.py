"""Applying on the pages of an event: one question a page, checked, sent once, and every state."""

import pytest

from tests.events.applicant import Applicant, Fair, fair, status, words
from tests.events.samples import seminar
from tests.world import World, hidden_inputs
from webapp.events.rows import EntryStatus
from webapp.events.shapes import Words

ALL = (1, 2, 3, 4)


def test_one_question_after_the_other_to_the_receipt(party: Fair, sori: Applicant):
    assert status(sori.browser.get(party.apply)) == (303, f"{party.apply}/1")
    for number in ALL:
        page = sori.get(f"{party.apply}/{number}")
        assert f"{number} / 4" in words(page)
        assert " checked" not in page
        onward = f"{party.apply}/{number + 1}" if number < 4 else f"{party.apply}/check"
        assert status(sori.answer(number)) == (303, onward)
    assert sori.entry().status is EntryStatus.DRAFT
    check = words(sori.get(f"{party.apply}/check"))
    assert "010-1234-5678" in check
    assert "땅콩" in check
    assert "보내지 않은 답은 11월 29일까지만 두고 지워요" in check
    assert status(sori.send()) == (303, f"{party.apply}/done")
    done = words(sori.get(f"{party.apply}/done"))
    assert sori.entry().receipt in done
    assert "신청했어요." in done
    assert sori.values() == ["food", "name", "phone"]
    assert set(sori.answers().values()) == {"given"}


def test_a_draft_says_its_date_on_every_question(party: Fair, sori: Applicant):
    assert "보내지 않은 답은" not in words(sori.get(f"{party.apply}/1"))
    sori.answer(1)
    told = "까지 보낼 수 있고, 보내지 않은 답은 11월 29일까지만 두고 지워요"
    for page in (f"{party.apply}/2", f"{party.apply}/check", f"/events/{party.file.slug}"):
        assert told in words(sori.get(page))


def test_the_card_names_who_gets_what_and_the_buttons_are_equal(party: Fair, sori: Applicant):
    for number in (1, 2, 3):
        sori.answer(number)
    page = sori.get(f"{party.apply}/4")
    said = words(page)
    for told in (
        "모노레코드",
        "이름이나 별명",
        "추첨이 끝나면 바로 지움",
        "동의하지 않아도 돼요",
        "이름 소리",
    ):
        assert told in said
    assert 'name="value"' not in page
    assert '<button type="submit" class="button" name="act" value="agree">동의하기</button>' in page
    assert (
        '<button type="submit" class="button" name="act" value="skip">동의하지 않기</button>'
        in page
    )


def test_a_card_says_who_is_asked_about_apart_and_a_no_where_it_costs(party: Fair, sori: Applicant):
    assert "받는 곳 없음. 모노레코드에 줄지는 따로 여쭤봐요." in words(sori.get(f"{party.apply}/3"))
    assert "받는 곳 없음. Duett 밖으로 나가지 않아요." in words(sori.get(f"{party.apply}/1"))
    skipped = sori.skip(1)
    assert status(skipped) == (303, f"{party.apply}/2?done=needed")
    assert "그 답이 있어야 신청할 수 있어요" in words(sori.get(skipped.headers["Location"]))


def test_refusing_everything_optional_costs_no_seat(party: Fair, sori: Applicant):
    sori.answer(1)
    assert status(sori.skip(2)) == (303, f"{party.apply}/3")
    assert status(sori.skip(3)) == (303, f"{party.apply}/4")
    passed = sori.browser.get(f"{party.apply}/4")
    assert status(passed) == (303, f"{party.apply}/check?done=passed_over")
    assert "줄 답이 없어서" in words(sori.get(f"{party.apply}/check"))
    assert status(sori.send()) == (303, f"{party.apply}/done")
    assert sori.entry().status is EntryStatus.SEATED
    assert sori.answers() == {"phone": "given", "food": "refused", "name": "refused"}


def test_without_a_needed_answer_the_page_says_which(party: Fair, sori: Applicant):
    sori.skip(1)
    sori.answer(2)
    check = sori.get(f"{party.apply}/check")
    assert "아직 보낼 수 없어요" in check
    assert f'href="{party.apply}/1?from=check"' in check
    sent = sori.browser.post(f"{party.apply}/send", data=hidden_inputs(check) | csrf(sori))
    assert sent.status_code == 422
    assert "필요한 답이 비어 있어서" in sent.get_data(as_text=True)
    assert status(sori.answer(1, way="?from=check")) == (303, f"{party.apply}/check")
    assert status(sori.send()) == (303, f"{party.apply}/done")


def csrf(who: Applicant) -> dict[str, str]:
    """Return a form token of somebody's session."""
    return {"csrf_token": hidden_inputs(who.get("/onboarding/mbti"))["csrf_token"]}


@pytest.mark.parametrize(
    "number,form,there",
    [
        (1, {"value": "12"}, "value"),
        (1, {"agree": ""}, "동의하지 않으면 저장하지 않아요"),
        (2, {"value": "가" * 101}, "value"),
        (2, {"value": "가" * 5000}, "value"),
        (2, {"value": ["땅콩", "우유"]}, "value"),
        (2, {"value": ""}, "value"),
        (3, {"value": "\u202e소리"}, "화면에 보이지 않는 문자"),
    ],
)
def test_a_refused_answer_is_shown_again_unticked(sori: Applicant, number: int, form, there: str):
    typed = form.get("value", "010-1234-5678")
    answer = sori.answer(number, **form)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert there in page
    assert " checked" not in page
    assert 'class="error-summary"' in page
    if isinstance(typed, str) and typed and len(typed) < 200:
        assert typed in page
    assert sori.values() == []
    assert sori.answers() == {}


def test_a_yes_without_its_tick_hands_nothing_on(sori: Applicant):
    for number in (1, 2, 3):
        sori.answer(number)
    answer = sori.answer(4, agree="")
    assert answer.status_code == 422
    assert "동의하지 않으면 주지 않아요" in answer.get_data(as_text=True)
    assert "to_monorecord" not in sori.answers()


def test_unknown_steps_and_events_are_not_found(party: Fair, sori: Applicant):
    known = hidden_inputs(sori.get(f"{party.apply}/1"))
    for number in ("0", "5", "99999999999999999999"):
        assert sori.browser.get(f"{party.apply}/{number}").status_code == 404
        form = known | {"act": "agree", "agree": "yes"}
        assert sori.browser.post(f"{party.apply}/{number}", data=form).status_code == 404
    for path in ("/events/nowhere/apply", "/events/nowhere/apply/1", "/events/nowhere/apply/check"):
        assert sori.browser.get(path).status_code == 404
    assert sori.browser.get(f"{party.apply}/phone").status_code == 404
    assert sori.browser.post("/events/nowhere/apply/send", data=known).status_code == 404


@pytest.mark.parametrize("acts", [[], ["look"], ["agree", "skip"], ["steal"]])
def test_other_buttons_do_nothing(party: Fair, sori: Applicant, acts):
    known = hidden_inputs(sori.get(f"{party.apply}/1"))
    form = known | {"act": acts, "agree": "yes", "value": "010-1234-5678"}
    assert sori.browser.post(f"{party.apply}/1", data=form).status_code == 400
    assert sori.answers() == {}


def test_a_form_too_large_and_one_of_another_type_are_refused(party: Fair, sori: Applicant):
    known = hidden_inputs(sori.get(f"{party.apply}/2"))
    large = sori.browser.post(
        f"{party.apply}/2", data=known | {"act": "agree", "value": "가" * 99999}
    )
    assert large.status_code == 413
    typed = sori.browser.post(f"{party.apply}/2", json={"value": "땅콩"})
    assert typed.status_code == 415


def test_sent_twice_an_answer_counts_once_and_a_sending_gives_one_receipt(
    party: Fair, sori: Applicant
):
    form = hidden_inputs(sori.get(f"{party.apply}/1"))
    form |= {"act": "agree", "agree": "yes", "value": "010-1234-5678"}
    for _ in range(3):
        again = sori.browser.post(f"{party.apply}/1", data=form)
        assert status(again) == (303, f"{party.apply}/2")
    hidden = hidden_inputs(sori.get(f"{party.apply}/check"))
    receipts = set()
    for _ in range(3):
        sent = sori.browser.post(f"{party.apply}/send", data=hidden)
        assert status(sent) == (303, f"{party.apply}/done")
        receipts.add(sori.entry().receipt)
    assert len(receipts) == 1
    assert party.listing.row.taken == 1


def test_a_token_that_is_gone_keeps_the_answer(party: Fair, sori: Applicant):
    form = hidden_inputs(sori.get(f"{party.apply}/2")) | {"csrf_token": "gone"}
    answer = sori.browser.post(
        f"{party.apply}/2", data=form | {"act": "agree", "agree": "yes", "value": "땅콩"}
    )
    assert answer.status_code == 400
    page = answer.get_data(as_text=True)
    assert "땅콩" in page
    assert " checked" not in page
    assert sori.answers() == {}
    sent = sori.browser.post(f"{party.apply}/send", data={"csrf_token": "gone"})
    assert sent.status_code == 400
    assert "이렇게 신청할까요" in sent.get_data(as_text=True)


def test_the_profile_is_offered_for_a_copy_and_never_ticked(party: Fair):
    garam = party.applicant("garam")
    answered = garam.post("/onboarding/phone", act="agree", agree="yes", value="010-2222-3333")
    assert answered.status_code == 303
    page = garam.get(f"{party.apply}/1")
    assert "프로필에 있는 번호예요. 이 이벤트에도 쓸까요?" in page
    assert "010-2222-3333" in page
    assert " checked" not in page
    assert garam.answer(1, value="010-2222-3333").status_code == 303
    assert "프로필에 있는 번호예요" not in garam.get(f"{party.apply}/1")
    token = hidden_inputs(garam.get("/me/consents"))["csrf_token"]
    garam.browser.post("/me/consents", data={"csrf_token": token, "notice": "phone"})
    assert garam.values() == ["phone"]


def test_an_event_where_nothing_is_needed_can_be_sent_with_nothing(house: World):
    event = fair(house, seminar())
    sori = event.applicant("sori")
    for number, _notice in enumerate(event.listing.event.steps, 1):
        assert sori.skip(number).status_code == 303
    assert status(sori.send()) == (303, f"{event.apply}/done")
    assert sori.entry().status is EntryStatus.SEATED
    assert sori.values() == []


def test_a_choice_is_offered_in_the_words_of_its_file(house: World):
    event = fair(house, seminar())
    chosen = next(q for q in event.file.questions if q.options)
    number = event.file.questions.index(chosen) + 1
    sori = event.applicant("sori")
    page = sori.get(f"{event.apply}/{number}")
    for option in chosen.options:
        assert option.words.ko in page
    assert sori.answer(number, value="no such code").status_code == 422
    assert sori.answer(number, value=chosen.options[0].code).status_code == 303
    english = sori.browser.post("/language", data={"lang": "en", "back": f"{event.apply}/{number}"})
    assert english.status_code == 303
    page = sori.get(f"{event.apply}/{number}")
    for option in chosen.options:
        assert option.words.en in page
        assert option.words.ko not in page
    assert chosen.options[0].words.en in words(sori.get(f"{event.apply}/check"))
    assert Words(chosen.label.ko, chosen.label.en).en in page
    sori.browser.post("/language", data={"lang": "ko", "back": "/"})
