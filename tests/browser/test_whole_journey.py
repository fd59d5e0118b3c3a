"""The whole front door in a browser: all, nothing, some, later, from Kakao, and every right."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import walk
from tests.browser.answers import OFFERED, SHOWN, fill, give
from tests.browser.conftest import Desk
from tests.browser.house import House
from tests.browser.manner import BOTH, ENGLISH, KOREAN, MOSTLY_PLAIN, Manner

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FROM_KAKAO = {
    "photo": "",
    "phone": "010-0000-1002",
    "gender": "남성",
    "age": "1991",
    "name": "가람",
    "email": "garam@example.com",
}
in_english = pytest.param(ENGLISH, id="english", marks=pytest.mark.slow)
in_both = pytest.mark.parametrize("manner", MOSTLY_PLAIN)


def shows(page: Page, *fields: str) -> None:
    """Look that the page shows these answers, a photo as a picture."""
    for field in fields:
        if field == "photo":
            expect(page.locator("main img[src^='/me/photo/']").first).to_be_visible()
        else:
            expect(page.locator("main")).to_contain_text(SHOWN[field])


def hides(page: Page, *fields: str) -> None:
    for field in fields:
        if field == "photo":
            expect(page.locator("main img[src^='/me/photo/']")).to_have_count(0)
        else:
            expect(page.locator("main")).not_to_contain_text(SHOWN[field])


@pytest.mark.parametrize("manner", [*MOSTLY_PLAIN, in_english])
def test_agreeing_to_everything_then_leaving_and_coming_back(
    desk: Desk, house: House, manner: Manner
) -> None:
    person, page = house.stranger(), manner.page(desk)
    walk.come_in(page, house.address, person)
    walk.join(page)
    for field in walk.ASKED:
        manner.arrives(page, f"**/onboarding/{field}")
        give(page, field)
    manner.arrives(page, "**/onboarding/check")
    shown = walk.ASKED if manner.lang == "ko" else ("photo", "mbti", "phone", "age")
    shows(page, *shown)
    page.locator("main a[href='/onboarding/done']").click()
    manner.arrives(page, "**/onboarding/done")
    page.locator("main a[href='/me']").click()
    shows(page, *shown)
    page.goto(f"{house.address}/me/consents")
    for field in walk.ASKED:
        assert walk.withdraw_button(page, field).count() == 1, field
    before = house.values()
    page.goto(f"{house.address}/withdraw")
    page.locator("main form button").first.click()
    walk.be(page, person)
    manner.arrives(page, "**/withdraw/done?*")
    assert house.values() == before - len(walk.ASKED)
    walk.come_in(page, house.address, person)
    walk.join(page)
    manner.arrives(page, f"**{walk.FIRST}")
    page.goto(f"{house.address}/me")
    hides(page, *walk.ASKED)


def looks(page: Page) -> list[str]:
    """Return what a page offers, without the words that count answers."""
    return list(
        page.locator("main h1, main h2, main .row-title, main a[href], main button").evaluate_all(
            "all => all.map(at => at.tagName + ' ' + at.textContent.trim())"
        )
    )


@in_both
def test_refusing_everything_closes_no_door(desk: Desk, house: House, manner: Manner) -> None:
    page = manner.page(desk, house.newcomer(manner.lang), walk.FIRST)
    before = house.values()
    for field in walk.ASKED:
        manner.arrives(page, f"**/onboarding/{field}")
        walk.act(page, "skip").click()
    manner.arrives(page, "**/onboarding/check")
    assert house.values() == before
    manner.says(page, "저장한 답이 없어요")
    page.locator("main a[href='/onboarding/done']").click()
    page.locator("main a[href='/']").click()
    manner.says(page, "나의 악보")
    giver = manner.page(desk, house.giver_of_all(manner.lang), "/")
    assert looks(page) == looks(giver)
    for there in ("/me", "/me/export", "/me/kakao", "/me/sessions", "/me/notifications"):
        answer = page.goto(house.address + there)
        assert answer is not None
        assert answer.status == 200, there


@in_both
def test_some_of_it_and_another_mind_on_the_check_page(
    desk: Desk, house: House, manner: Manner
) -> None:
    given, skipped = ("mbti", "phone"), ("music", "gender")
    page = manner.page(desk, house.newcomer(manner.lang), "/onboarding/mbti")
    for field in walk.ASKED[walk.ASKED.index("mbti") :]:
        manner.arrives(page, f"**/onboarding/{field}")
        if field in given:
            give(page, field)
        else:
            walk.act(page, "skip").click()
    manner.arrives(page, "**/onboarding/check")
    shows(page, *given)
    hides(page, *skipped)
    page.locator("main a[href^='/onboarding/music?']").click()
    give(page, "music")
    manner.arrives(page, "**/onboarding/check")
    page.locator("main a[href^='/onboarding/mbti?']").click()
    walk.choose(page, ei="E")
    walk.act(page, "agree").click()
    manner.arrives(page, "**/onboarding/check")
    shows(page, "music", "phone")
    expect(page.locator("main")).to_contain_text("ENFP")
    page.goto(f"{house.address}/onboarding")
    expect(page.locator("main")).to_contain_text(manner.words("아직"))  # the photo was never asked


@in_both
def test_everything_later_from_my_page(desk: Desk, house: House, manner: Manner) -> None:
    page = manner.page(desk, house.newcomer(manner.lang), "/me")
    for field in OFFERED:
        page.locator(f"main a[href='/me/edit/{field}']").click()
        give(page, field)
        manner.arrives(page, "**/me/edit?done=saved&of=*")
        shows(page, field)
    page.goto(f"{house.address}/me")
    shows(page, *OFFERED)


def card_of(field: str) -> str:
    asked = field in walk.ASKED
    return f"/onboarding/{field}/kakao" if asked else f"/me/edit/{field}/kakao"


def set_out(page: Page, house: House, field: str) -> None:
    """Go from the question to its card, and agree there."""
    page.goto(house.address + card_of(field).removesuffix("/kakao"))
    page.locator(f"main a[href='{card_of(field)}']").click()
    page.check("input[name=agree]")
    with page.expect_navigation(url="http://127.0.0.1:*/**"):
        walk.act(page, "agree").click()


@pytest.mark.slow
@pytest.mark.parametrize("manner", BOTH)
def test_each_answer_is_fetched_from_kakao(desk: Desk, house: House, manner: Manner) -> None:
    cookie, person = house.known(manner.lang, "garam")
    page = manner.page(desk, cookie)
    before = house.values()
    for field, value in FROM_KAKAO.items():
        set_out(page, house, field)
        walk.be(page, person)
        manner.arrives(page, f"**{card_of(field)}?done=fetched")
        expect(page.locator("main")).to_contain_text(value)
    assert house.values() == before + len(FROM_KAKAO)
    page.goto(f"{house.address}/me")
    for value in FROM_KAKAO.values():
        expect(page.locator("main")).to_contain_text(value)
    page.goto(f"{house.address}/me/kakao")
    revoke = page.locator("main form[action='/me/kakao'] button")
    assert revoke.count() == len(FROM_KAKAO)


@in_both
def test_cancelling_at_kakao_leads_back_to_the_question(
    desk: Desk, house: House, manner: Manner
) -> None:
    cookie, person = house.known(manner.lang, "garam")
    page = manner.page(desk, cookie)
    before = house.values()
    set_out(page, house, "phone")
    page.locator(f"button[name=person][value={person}]").click()
    page.locator("button[name=act][value=cancel]").click()
    manner.arrives(page, "**/onboarding/phone?done=fetch_cancelled")
    expect(page.get_by_role("status").first).to_be_visible()
    assert house.values() == before
    give(page, "phone")  # and it can be typed all the same
    manner.arrives(page, "**/onboarding/gender")
    assert house.values() == before + 1


@pytest.mark.slow
@pytest.mark.parametrize("field", FROM_KAKAO)
def test_no_field_is_lost_by_cancelling(desk: Desk, house: House, field: str) -> None:
    cookie, person = house.known("ko", "garam")
    page = KOREAN.page(desk, cookie)
    before = house.values()
    set_out(page, house, field)
    page.locator(f"button[name=person][value={person}]").click()
    page.locator("button[name=act][value=cancel]").click()
    KOREAN.arrives(page, "**?done=fetch_cancelled")
    assert house.values() == before
    fill(page, field)


@in_both
def test_a_skipped_question_is_asked_again_and_never_more(
    desk: Desk, house: House, manner: Manner
) -> None:
    page = manner.page(desk, house.asked_again(manner.lang), "/")
    card = page.locator("main section.again")
    expect(card).to_be_visible()
    card.locator("button").click()
    manner.arrives(page, "**/?done=never")
    assert card.count() == 0
