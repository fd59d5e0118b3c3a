"""What was agreed to stays what it was: in the words of then, marked until it is agreed to again."""

from dataclasses import replace

from tests.events.applicant import Applicant, Fair, fair, status, token, words
from tests.events.samples import listening, seminar
from tests.world import START, World, hidden_inputs
from webapp.events.shapes import EventFile, Words

CONSENTS = "/me/consents"
TODAY = "11월 22일(일)에 동의"


def with_food_for(file: EventFile, days: int, **changes: object) -> EventFile:
    """Return the file with another period, and other words, of what nobody eats."""
    asked = tuple(
        replace(one, kept_days=days, **changes) if one.key == "food" else one  # type: ignore[arg-type]
        for one in file.questions
    )
    return replace(file, questions=asked)


def test_a_consent_to_older_facts_is_listed_as_it_was_given(party: Fair, sori: Applicant):
    sori.apply(1, 2, 3, 4)
    other = with_food_for(party.file, 3, label=Words("병력", "Illnesses"))
    renamed = tuple(
        replace(them, name=Words("다른회사", "Another company")) for them in other.recipients
    )
    party.publish(replace(other, recipients=renamed))
    page = words(sori.get(CONSENTS))
    assert "다른회사" not in page
    assert "병력" not in page, "nor today's label"
    assert "모노레코드에 주기 당일 음반 한 장 추첨과 당첨자 부르기 2026년" in page
    assert "동의 내용이 바뀌어 다시 여쭤봐야 해요" in page
    for number in (2, 4):
        assert f'href="{party.apply}/{number}?from=mine"' in sori.get(CONSENTS)


def test_a_consent_is_listed_with_the_last_day_of_its_answer(sori: Applicant):
    sori.apply(1, 2)
    page = words(sori.get(CONSENTS))
    assert f"{TODAY} 2026년 12월 20일(일)까지 두고 지워요" in page
    assert f"{TODAY} 2026년 11월 30일(월)까지 두고 지워요" in page


def test_an_answer_is_taken_back_where_it_is_changed(party: Fair, sori: Applicant):
    sori.answer(1)
    sori.answer(2)
    page = sori.get(f"{party.apply}/2?from=check")
    assert "이 답 지우고 동의 철회하기" in page
    form = token(sori) | {"scope": party.file.scope, "notice": "food", "back": "check"}
    done = sori.browser.post(CONSENTS, data=form)
    assert status(done) == (303, f"{party.apply}/check?done=erased")
    check = words(sori.get(done.headers["Location"]))
    assert "지웠어요. 이제 어디에도 쓰지 않아요." in check
    assert "못 먹는 음식 지웠어요 적기" in check
    assert sori.values() == ["phone"]
    assert "이 답 지우고" not in sori.get(f"{party.apply}/2")


def test_taking_a_needed_answer_back_says_what_it_costs(party: Fair, sori: Applicant):
    cost = "지우면 자리도 내놓게 돼요"
    sori.answer(1)
    assert cost not in words(sori.get(f"{party.apply}/1"))
    sori.apply(1, 2)
    assert cost in words(sori.get(f"{party.apply}/1?from=mine"))
    assert cost not in words(sori.get(f"{party.apply}/2?from=mine"))


def test_what_is_new_stays_marked_when_the_tick_was_missing(party: Fair, sori: Applicant):
    sori.apply(1, 2)
    party.publish(with_food_for(party.file, 3))
    again = sori.answer(2, way="?from=mine", agree="")
    assert again.status_code == 422
    page = again.get_data(as_text=True)
    assert "동의하신 뒤에 내용이 바뀌어서 한 번 더 여쭤봐요" in page
    assert 'class="diff' in page
    assert " checked" not in page


def test_what_is_new_is_marked_in_the_language_of_the_reader(party: Fair, sori: Applicant):
    sori.apply(1, 2)
    party.publish(with_food_for(party.file, 3))
    sori.browser.post("/language", data={"lang": "en", "back": "/"})
    page = (
        sori.get(f"{party.apply}/2?from=mine").partition('class="card')[2].partition("</form>")[0]
    )
    consents = sori.get(CONSENTS).partition(f'href="{party.mine}"')[0].rpartition("<section")[2]
    sori.browser.post("/language", data={"lang": "ko", "back": "/"})
    assert page.count('class="diff') == 1, "the period, and nothing else"
    assert "Until 30 November 2026" in page.partition('class="diff')[2]
    for shown in (words(page), words(consents)):
        assert not [letter for letter in shown if "가" <= letter <= "힣"], shown


def test_a_no_to_what_changed_ends_it_and_says_so(party: Fair, sori: Applicant):
    sori.apply(1, 3, 4)
    renamed = tuple(
        replace(them, period=Words("한 달", "A month")) for them in party.file.recipients
    )
    party.publish(replace(party.file, recipients=renamed))
    done = sori.skip(4, way="?from=mine")
    assert status(done) == (303, f"{party.mine}?done=not_handed_any_more")
    assert sori.answers()["to_monorecord"] == "refused"


def test_nobody_is_asked_to_hand_on_what_is_not_there(party: Fair, sori: Applicant):
    sori.apply(1)
    assert status(sori.browser.get(f"{party.apply}/4?from=mine")) == (303, party.mine)
    draft = party.applicant("garam")
    draft.answer(1)
    draft.answer(3)
    draft.answer(4)
    form = token(draft) | {"scope": party.file.scope, "notice": "name"}
    draft.browser.post(CONSENTS, data=form)
    page = draft.get(CONSENTS)
    assert f'href="{party.apply}/3?from=mine"' in page
    assert f'href="{party.apply}/4?from=mine"' not in page, "there is nothing to hand on"


def test_the_check_page_names_what_one_applies_for(party: Fair, sori: Applicant):
    sori.answer(1)
    assert "늦가을 청음회 , 11월 29일(일) 오후 7:30" in words(sori.get(f"{party.apply}/check"))
    bare = listening(questions=(), provisions=(), recipients=(), purposes=())
    party.publish(replace(bare, event_id=party.file.event_id, slug=party.file.slug))
    page = words(sori.get(f"{party.apply}/check"))
    assert "더 여쭤보는 것이 없어요." in page


def test_an_old_page_leads_to_the_application_that_is_there(party: Fair, sori: Applicant):
    sori.answer(1)
    hidden = hidden_inputs(sori.get(f"{party.apply}/check"))
    assert sori.browser.post(f"{party.apply}/send", data=hidden).status_code == 303
    form = token(sori) | {"scope": party.file.scope, "notice": "phone"}
    sori.browser.post(CONSENTS, data=form)
    assert status(sori.browser.post(f"{party.apply}/send", data=hidden)) == (303, party.mine)


def test_answers_whose_time_was_up_are_not_sent_and_the_page_says_why(house: World):
    house.clock.moment = START
    event = fair(house, seminar())
    who = event.applicant("garam")
    assert who.answer(1, value="garam@example.com").status_code == 303
    hidden = hidden_inputs(who.get(f"{event.apply}/check"))
    house.clock.forward(days=7, seconds=1)
    told = who.browser.post(f"{event.apply}/send", data=hidden)
    assert told.status_code == 409, told.headers.get("Location")
    assert "기간이 지나서 적은 답을 지웠어요. 아직 보내지 않았어요." in told.get_data(as_text=True)
    house.clock.moment = START
