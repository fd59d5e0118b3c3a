"""신청한 이벤트: what was answered and until when, who got what, changing it, and cancelling."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.events.applicant import Applicant, Fair, status, token, words
from tests.events.desk import hand_over
from tests.world import World
from webapp.catalogue.korea import KOREA
from webapp.events.rows import EntryStatus
from webapp.events.shapes import Words

CONSENTS = "/me/consents"


def withdraw(who: Applicant, key: str, **more: str):
    """Press the button of one consent."""
    form = token(who) | {"scope": who.fair.file.scope, "notice": key} | more
    return who.browser.post(CONSENTS, data=form)


def test_nothing_applied_for_says_what_will_be_there(house: World):
    page = house.member("garam").get("/me/events").get_data(as_text=True)
    assert "신청하면 이 화면에서" in page or "늦가을" in page
    assert 'href="/me/events" aria-current="page"' in page


def test_the_list_says_how_each_stands(party: Fair, sori: Applicant):
    sori.answer(1)
    assert (
        "아직 보내지 않았어요. 11월 28일 오후 6:00까지 보낼 수 있고, 보내지 않은 답은 11월 29일까지만"
        in words(sori.get("/me/events"))
    )
    sori.send()
    page = sori.get("/me/events")
    assert "신청했어요. 자리가 있어요." in words(page)
    assert f'href="{party.mine}"' in page


def test_every_answer_stands_with_its_date_and_its_ways(party: Fair, sori: Applicant):
    sori.apply(1, 2, 3, 4)
    page = sori.get(party.mine)
    said = words(page)
    for there in (
        sori.entry().receipt,
        "010-1234-5678 2026년 12월 20일(일)까지",
        "땅콩 2026년 11월 30일(월)까지",
        "모노레코드에 주기 동의했어요: 이름",
        "아직 준 것은 없어요",
        "지우면 자리도 내놓게 돼요",
    ):
        assert there in said
    assert f'href="{party.apply}/2?from=mine"' in page
    assert page.count('name="scope"') == 4


def test_a_draft_leads_on(party: Fair, sori: Applicant):
    sori.answer(1)
    page = sori.get(party.mine)
    assert f'href="{party.apply}"' in page
    assert "접수번호" not in page
    assert "적은 답 모두 지우기" in page


def test_an_answer_is_changed_after_sending(party: Fair, sori: Applicant):
    sori.apply(1, 2)
    page = sori.get(f"{party.apply}/2?from=mine")
    assert "땅콩" in page
    assert "바꿔서 저장" in page
    assert "여기서 그만두고" not in page
    done = sori.answer(2, value="우유", way="?from=mine")
    assert status(done) == (303, f"{party.mine}?done=saved")
    assert "우유" in sori.get(party.mine)
    assert sori.entry().status is EntryStatus.SEATED
    left = sori.skip(2, way="?from=mine")
    assert status(left) == (303, f"{party.mine}?done=kept")
    assert "우유" in sori.get(party.mine)


def test_a_question_skipped_before_is_answered_after_sending(sori: Applicant):
    sori.apply(1)
    assert sori.answer(3, way="?from=mine").status_code == 303
    assert sori.answer(4, way="?from=mine").status_code == 303
    assert sori.answers()["to_monorecord"] == "given"


def test_an_answer_is_deleted_and_what_hung_on_it_ends(party: Fair, sori: Applicant):
    sori.apply(1, 3, 4)
    done = withdraw(sori, "name", back="mine")
    assert status(done) == (303, f"{party.mine}?done=erased")
    assert "지웠어요" in sori.get(done.headers["Location"])
    assert sori.values() == ["phone"]
    assert sori.answers() == {
        "phone": "given",
        "food": "refused",
        "name": "withdrawn",
        "to_monorecord": "withdrawn",
    }
    assert sori.entry().status is EntryStatus.SEATED


@pytest.mark.parametrize("key, word", [("name", "erased"), ("phone", "unsent"), ("food", "")])
def test_deleting_what_was_handed_on_says_that_the_recipient_hears_of_it(
    house: World, party: Fair, sori: Applicant, key: str, word: str
):
    sori.apply(1, 2, 3, 4)
    hand_over(house.storage, party.file, sori.member_id, house.clock())
    done = withdraw(sori, key, back="mine")
    said = words(sori.get(done.headers["Location"]))
    assert ("받은 곳에도 지워 달라고 알려요" in said) is bool(word)
    assert ("이제 어디에도 쓰지 않아요" in said) is not bool(word)
    assert status(done)[1] == f"{party.mine}?done={f'{word}_handed' if word else 'erased'}"


def test_without_its_needed_answer_an_application_holds_no_seat(party: Fair, sori: Applicant):
    sori.apply(1, 2)
    assert "지우면 자리도 내놓게 돼요" in words(sori.get(CONSENTS))
    done = withdraw(sori, "phone", back="mine")
    assert status(done) == (303, f"{party.mine}?done=unsent")
    assert sori.entry().status is EntryStatus.DRAFT
    assert party.listing.row.taken == 0
    page = words(sori.get(done.headers["Location"]))
    assert "신청에 필요한 답이라 신청도 취소됐어요" in page
    assert "필요한 답을 지워서 지금은 신청된 상태가 아니에요" in page
    assert "전화번호 지웠어요" in page
    assert "이어서 신청하기" in page
    sori.answer(1)
    assert status(sori.send()) == (303, f"{party.apply}/done")


def test_the_sponsor_is_told_no_more_and_the_page_says_what_went(
    house: World, party: Fair, sori: Applicant
):
    sori.apply(1, 3, 4)
    hand_over(house.storage, party.file, sori.member_id, house.clock())
    assert "2026년 11월 22일(일)에 줬어요: 이름" in words(sori.get(party.mine))
    assert "철회하면 더 주지 않고, 이미 준 것이 있으면 지워 달라고 알려요" in words(
        sori.get(CONSENTS)
    )
    done = withdraw(sori, "to_monorecord", back="mine")
    assert status(done) == (303, f"{party.mine}?done=not_handed_any_more")
    page = words(sori.get(done.headers["Location"]))
    for there in (
        "앞으로 주지 않고, 이미 준 것이 있으면 지워 달라고 알려요",
        "동의를 철회했어요. 더 주지 않아요.",
        "줬어요: 이름",
        "받은 곳에 지워 달라고 알려요",
    ):
        assert there in page
    assert sori.values() == ["name", "phone"]


def test_of_two_hand_overs_on_one_day_it_is_plain_which_is_taken_back(
    house: World, party: Fair, sori: Applicant
):
    sori.apply(1, 3, 4)
    first = hand_over(house.storage, party.file, sori.member_id, house.clock())
    withdraw(sori, "to_monorecord")
    with house.storage.write() as store:
        store.transfers.tell([first], house.clock())
    house.clock.forward(minutes=90)
    sori.answer(4, way="?from=mine")
    hand_over(house.storage, party.file, sori.member_id, house.clock())
    before, after = (time_of(house.clock() - gone) for gone in (timedelta(minutes=90), timedelta()))
    said = words(sori.get(party.mine))
    day = "2026년 11월 22일(일)"
    assert f"{day} {before}에 줬어요: 이름 {day}에 지워 달라고 알렸어요." in said
    assert f"{day} {after}에 줬어요: 이름" in said
    assert said.count("지워 달라고 알") == 1


def time_of(moment: datetime) -> str:
    here = moment.astimezone(KOREA)
    return f"{'오전' if here.hour < 12 else '오후'} {here.hour % 12 or 12}:{here.minute:02}"


@pytest.mark.parametrize("newer", ["renamed", "dropped", "another name asked"])
def test_what_went_is_told_by_the_words_that_were_agreed_to(
    house: World, party: Fair, sori: Applicant, newer: str
):
    sori.apply(1, 3, 4)
    hand_over(house.storage, party.file, sori.member_id, house.clock())
    (them,), asked = party.file.recipients, party.file.questions
    other = replace(them, name=Words("다른 회사", "Another firm"))
    titled = tuple(
        replace(q, label=Words("상호", "Firm"), items=Words("회사 이름", "A firm’s name"))
        if q.key == "name"
        else q
        for q in asked
    )
    changes: dict[str, dict[str, Any]] = {
        "renamed": {"recipients": (other,)},
        "dropped": {"recipients": (), "provisions": ()},
        "another name asked": {"questions": titled, "recipients": (other,)},
    }
    party.publish(replace(party.file, **changes[newer]))
    said = words(sori.get(party.mine))
    what = "이름이나 별명" if newer == "another name asked" else "이름"
    assert f"모노레코드에 준 것 2026년 11월 22일(일)에 줬어요: {what}" in said
    assert "다른 회사에 준 것" not in said
    if newer != "dropped":
        row = said[said.index("다른 회사") : said.index("모노레코드에 준 것")]
        assert "줬어요" not in row


def test_the_page_says_of_a_changed_answer_that_its_recipient_hears_of_it(
    house: World, party: Fair, sori: Applicant
):
    sori.apply(1, 3, 4)
    reference = hand_over(house.storage, party.file, sori.member_id, house.clock())
    house.clock.forward(minutes=1)
    assert "그 뒤에 고친 답은" not in words(sori.get(party.mine))
    sori.answer(3, value="노래", way="?from=mine")
    assert "줬어요: 이름 그 뒤에 고친 답은 받은 곳에도 알려요." in words(sori.get(party.mine))
    with house.storage.write() as store:
        store.transfers.again([reference], house.clock() + timedelta(days=1))
    page = words(sori.get(party.mine))
    assert "줬어요: 이름 2026년 11월 23일(월)에 한 번 더 줬어요." in page
    assert "그 뒤에 고친 답은" not in page


def test_the_page_of_consents_lists_them_under_the_event(sori: Applicant):
    sori.apply(1, 3, 4)
    page = sori.get(CONSENTS)
    said = words(page)
    assert "늦가을 청음회" in said
    assert "‘늦가을 청음회’ 당일 안내 2026년 11월 22일(일)에 동의" in said
    assert "모노레코드에 주기 당일 음반 한 장 추첨과 당첨자 부르기" in said
    receipts = [part.partition('"')[0] for part in page.split("/me/receipts/")[1:]]
    for receipt in receipts:
        card = sori.get(f"/me/receipts/{receipt}")
        assert 'class="card consent"' in card
    done = withdraw(sori, "to_monorecord")
    assert status(done) == (303, f"{CONSENTS}?done=not_handed_any_more")
    assert "2026년 11월 22일(일)에 철회" in words(sori.get(CONSENTS))
    assert sori.answers()["to_monorecord"] == "withdrawn"


def test_a_receipt_of_an_event_is_its_persons_alone(party: Fair, sori: Applicant):
    sori.apply(1)
    page = sori.get(CONSENTS)
    own = page.split("/me/receipts/")[1].partition('"')[0]
    other = party.applicant("garam")
    assert other.browser.get(f"/me/receipts/{own}").status_code == 404


@pytest.mark.parametrize(
    "form",
    [
        {"scope": "event:nowhere", "notice": "phone"},
        {"scope": "member", "notice": "phone"},
        {"scope": "", "notice": "phone"},
        {"notice": "nothing"},
        {"notice": ""},
    ],
)
def test_what_is_no_consent_of_an_event_cannot_be_ended(party: Fair, sori: Applicant, form):
    sori.apply(1)
    told = token(sori) | {"scope": party.file.scope} | form
    assert sori.browser.post(CONSENTS, data=told).status_code == 400
    assert sori.values() == ["phone"]


def test_withdrawing_twice_and_what_was_never_given_changes_nothing(sori: Applicant):
    sori.apply(1, 2)
    for key in ("food", "food", "name"):
        assert withdraw(sori, key).status_code == 303
    assert sori.answers() == {"phone": "given", "food": "withdrawn", "name": "refused"}


def test_somebody_elses_application_is_not_found_by_its_number(party: Fair, sori: Applicant):
    number = sori.apply(1)
    other = party.applicant("garam")
    assert other.browser.get(f"/me/events/{number}").status_code == 404
    assert status(other.browser.get(party.mine)) == (303, f"/events/{party.file.slug}")
    assert status(other.browser.get(f"{party.apply}/done")) == (303, party.apply)
    other.browser.post(f"{party.mine}/cancel", data=token(other))
    assert sori.entry().receipt == number


def test_signed_out_it_leads_to_the_login_and_back(party: Fair):
    stranger = party.stranger()
    where = stranger.browser.get(party.mine).headers["Location"]
    assert where.startswith("/login?next=my_events.one:")
    sent = stranger.browser.post(f"{party.apply}/send", data={})
    assert sent.headers["Location"].startswith("/login")


def test_in_english_nothing_korean_is_left(party: Fair, sori: Applicant):
    sori.apply(1, 3, 4)
    sori.browser.post("/language", data={"lang": "en", "back": "/"})
    for path in (party.mine, "/me/events", f"{party.apply}/1?from=mine", f"{party.apply}/done"):
        page = words(sori.get(path).partition("<main")[2])
        assert "A listening night in late autumn" in page or "on the night" in page
        for korean in ("청음회", "모노레코드", "전화번호", "이름이나"):
            assert korean not in page
    sori.browser.post("/language", data={"lang": "ko", "back": "/"})
