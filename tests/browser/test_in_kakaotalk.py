"""KakaoTalk's in-app browser: it signs people in by itself and never asks them again."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import walk
from tests.browser.conftest import Desk
from tests.browser.house import House

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ANDROID = (
    "Mozilla/5.0 (Linux; Android 15; SM-S921N; wv) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36"
)
KAKAOTALK = f"{ANDROID};KAKAOTALK 2610250"


def join(desk: Desk, house: House, agent: str) -> tuple[Page, str]:
    person = house.stranger()
    page = desk.page(user_agent=agent)
    walk.come_in(page, house.address, person)
    walk.join(page)
    page.wait_for_url(f"**{walk.FIRST}")
    page.goto(f"{house.address}/onboarding/mbti?from=check")
    return page, person


def test_leaving_needs_no_new_login_there(desk: Desk, house: House) -> None:
    page, _person = join(desk, house, KAKAOTALK)
    walk.agree(page)
    page.wait_for_url("**/onboarding/check")
    values = house.values()
    house.clock.forward(hours=1)  # Kakao's login is old, and stays so
    page.goto(f"{house.address}/withdraw")
    page.locator("main form button").first.click()
    page.wait_for_url("**/withdraw/done?*")
    assert house.values() == values - 1


def test_leaving_elsewhere_asks_who_is_there(desk: Desk, house: House) -> None:
    page, person = join(desk, house, ANDROID)
    house.clock.forward(hours=1)
    page.goto(f"{house.address}/withdraw")
    with page.expect_navigation():
        page.locator("main form button").first.click()
    assert "/account/login" in page.url
    page.locator(f"button[name=person][value={person}]").click()
    page.wait_for_url("**/withdraw/done?*")


def test_somebody_else_at_kakao_cannot_leave_for_one(desk: Desk, house: House) -> None:
    page, person = join(desk, house, ANDROID)
    page.goto(f"{house.address}/withdraw")
    with page.expect_navigation():
        page.locator("main form button").first.click()
    page.locator(f"button[name=person]:not([value={person}]):not([value=haneul])").first.click()
    if "/account/consent" in page.url:
        page.locator("button[name=act][value=agree]").click()
    expect(page.locator("main h1")).to_have_text("다른 카카오 계정으로 돌아왔어요")
    page.goto(f"{house.address}/me")
    assert walk.path(page) == "/me"


def test_its_name_is_shown_among_the_browsers(desk: Desk, house: House) -> None:
    page, _person = join(desk, house, KAKAOTALK)
    page.goto(f"{house.address}/me/sessions")
    expect(page.locator("main")).to_contain_text("KakaoTalk")
