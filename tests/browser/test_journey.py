"""The whole journey in three manners: Korean, Korean without JavaScript, English (promise P12)."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import walk
from tests.browser.conftest import Desk
from tests.browser.hand import COOKIE
from tests.browser.house import House
from tests.browser.manner import BOTH, ENGLISH, KOREAN, MANNERS, Manner

pytestmark = pytest.mark.browser


@pytest.fixture(params=MANNERS)
def manner(request: pytest.FixtureRequest) -> Manner:
    found: Manner = request.param
    return found


def cookies(page: Page) -> dict[str, str]:
    """Return the cookies of our own site by name (the stand-in has one of its own)."""
    ours = page.context.cookies("http://localhost")
    for cookie in ours:
        assert cookie["secure"], cookie
        assert cookie["httpOnly"], cookie
        assert cookie["sameSite"] == "Lax", cookie
        assert (cookie["domain"], cookie["path"]) == ("localhost", "/"), cookie
    return {cookie["name"]: cookie["value"] for cookie in ours}


@pytest.mark.parametrize("manner", [*BOTH, pytest.param(ENGLISH, id="english")])
def test_from_the_first_page_to_leaving_and_back_as_new(
    desk: Desk, house: House, manner: Manner
) -> None:
    page, person = manner.page(desk), house.stranger()
    page.goto(house.address)
    walk.go_to_kakao(page)
    walk.be(page, person)
    manner.arrives(page, "**/join")
    walk.join(page)
    manner.arrives(page, f"**{walk.FIRST}")
    page.goto(f"{house.address}/onboarding/mbti?from=check")
    walk.agree(page)
    manner.arrives(page, "**/onboarding/check")
    expect(page.locator("main")).to_contain_text("INFP")
    page.locator("main a[href='/onboarding/done']").click()
    manner.arrives(page, "**/onboarding/done")
    page.locator("main a[href='/me']").click()
    expect(page.locator("main")).to_contain_text("INFP")
    leave(page, person)
    manner.says(page, "탈퇴가 끝났어요.")
    assert cookies(page) == {}
    house.work()
    page.reload()
    gone = walk.words("적어 주신 정보를 모두 지웠고, 카카오 연결도 끊었어요.", manner.lang)
    expect(page.locator("main")).to_contain_text(gone)
    walk.come_in(page, house.address, person)
    manner.arrives(page, "**/join")
    walk.join(page)
    page.goto(f"{house.address}/me/consents")
    assert page.locator("main a[href^='/me/receipts/']").count() == 0
    page.goto(f"{house.address}/me")
    expect(page.locator("main")).not_to_contain_text("INFP")


def leave(page: Page, person: str) -> None:
    page.locator("main a[href='/withdraw']").click()
    page.locator("main form button").click()
    page.wait_for_url("http://127.0.0.1:*/**")
    page.locator(f"button[name=person][value={person}]").click()
    page.wait_for_url("**/withdraw/done?*")


def test_a_consent_is_withdrawn_and_its_card_stays_readable(
    desk: Desk, house: House, manner: Manner
) -> None:
    page = manner.page(desk, house.giver(manner.lang), "/me/consents")
    before = house.values()
    page.locator("main a[href^='/me/receipts/']").click()
    expect(page.locator("main dl").first).to_contain_text("MBTI")
    assert page.locator("main input").count() == 0
    page.go_back()
    walk.withdraw_button(page).click()
    manner.arrives(page, "**/me/consents?done=erased&of=*")
    assert (house.answers()[-1], house.values()) == ("withdrawn", before - 1)
    assert walk.withdraw_button(page).count() == 0
    assert page.get_by_role("status").count() == 1
    page.goto(f"{house.address}/me")
    expect(page.locator("main")).not_to_contain_text("INFP")


def test_refusing_everything_still_reaches_home(desk: Desk, house: House, manner: Manner) -> None:
    page = manner.page(desk, house.newcomer(manner.lang), walk.FIRST)
    values = house.values()
    for question in walk.ASKED:
        manner.arrives(page, f"**/onboarding/{question}")
        walk.act(page, "skip").click()
    manner.arrives(page, "**/onboarding/check")
    assert (house.answers()[-1], house.values()) == ("refused", values)
    page.locator("main a[href='/onboarding/done']").click()
    page.locator("main a[href='/']").click()
    manner.arrives(page, f"{house.address}/")
    manner.says(page, "나의 악보")
    page.locator("main a[href='/me']").click()
    manner.arrives(page, "**/me")


def test_cancelling_at_kakao_stores_nothing(desk: Desk, house: House, manner: Manner) -> None:
    page = manner.page(desk, path="/login")
    walk.go_to_kakao(page)
    page.locator("button[name=act][value=cancel]").click()
    manner.arrives(page, "**/login?done=cancelled")
    told = walk.words("로그인을 그만뒀어요. 저장된 정보는 없어요.", manner.lang)
    expect(page.get_by_role("status")).to_have_text(told)
    page.goto(f"{house.address}/join")
    manner.says(page, "가입을 기다리던 정보가 지워졌어요")


def test_stopping_at_the_gate_forgets(desk: Desk, house: House) -> None:
    manner = KOREAN
    page = manner.page(desk, house.pending(manner.lang), "/join")
    walk.act(page, "stop").click()
    manner.arrives(page, "**/login?done=stopped")
    assert cookies(page) == {}


def test_nobody_under_age_is_let_in(desk: Desk, house: House, manner: Manner) -> None:
    page = manner.page(desk, house.pending(manner.lang), "/join")
    walk.join(page, **walk.CHILD)
    manner.says(page, "지금은 가입할 수 없는 나이예요")
    page.goto(f"{house.address}/join")
    manner.says(page, "가입을 기다리던 정보가 지워졌어요")
    page.goto(f"{house.address}/me")
    manner.arrives(page, "**/login?next=*")


def test_staying_changes_nothing(desk: Desk, house: House) -> None:
    manner = KOREAN
    page = manner.page(desk, house.giver(manner.lang), "/withdraw")
    values = house.values()
    page.locator("main form button").click()
    page.locator("button[name=act][value=cancel]").click()
    manner.arrives(page, "**/withdraw?done=stayed")
    assert page.get_by_role("status").count() == 1
    page.locator("main form a[href='/me']").click()
    expect(page.locator("main")).to_contain_text("INFP")
    assert house.values() == values


def test_reading_sets_no_cookie_and_pressing_sets_the_one(desk: Desk, house: House) -> None:
    manner = KOREAN
    page = manner.page(desk)
    for reading in ("/", "/why", "/privacy", "/terms", "/help", "/login", "/nowhere", "/me"):
        page.goto(house.address + reading)
        assert cookies(page) == {}, reading
    walk.go_to_kakao(page)
    assert cookies(page).keys() == {COOKIE}
    assert cookies(page)[COOKIE].startswith("b.")
    walk.be(page, house.stranger())
    walk.join(page)
    manner.arrives(page, f"**{walk.FIRST}")
    assert cookies(page).keys() == {COOKIE}
    assert cookies(page)[COOKIE].startswith("m.")


def test_the_language_is_kept_once_it_is_chosen(desk: Desk, house: House, manner: Manner) -> None:
    page = desk.page("/why", lang=manner.lang, java_script_enabled=manner.script)
    other = {"ko": "en", "en": "ko"}[manner.lang]
    page.locator("form[action='/language'] button").click()
    page.wait_for_url("**/why")
    assert page.locator("html").get_attribute("lang") == other
    assert cookies(page) == {"lang": other}
    page.goto(f"{house.address}/help")
    assert page.locator("html").get_attribute("lang") == other
