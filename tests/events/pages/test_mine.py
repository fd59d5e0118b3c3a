"""신청한 이벤트: what was answered and until when, who got what, changing it, and cancelling."""

import pytest

from tests.events.applicant import Applicant, Fair, status, token, words
from tests.world import World
from webapp.events.rows import EntryStatus

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
