"""The page of a region in a browser: one list follows the other, with script and without."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import walk
from tests.browser.conftest import Desk
from tests.browser.house import House

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STEP = "/onboarding/region"
DISTRICTS = "select[name=sigungu]"


def districts(page: Page) -> list[str]:
    return page.locator(f"{DISTRICTS} option").all_inner_texts()[1:]


def save(page: Page) -> None:
    page.check("input[name=agree]")
    walk.act(page, "agree").click()


def test_the_second_list_follows_the_first(desk: Desk, house: House) -> None:
    page = desk.page(STEP, house.newcomer())
    assert page.locator(DISTRICTS).count() == 0
    assert walk.act(page, "look").count() == 0
    page.select_option("#sido", label="인천광역시")
    assert "제물포구" in districts(page)
    assert len(districts(page)) == 11
    page.select_option(DISTRICTS, label="제물포구")
    page.select_option("#sido", label="제주특별자치도")
    assert districts(page) == ["서귀포시", "제주시"]
    page.select_option("#sido", "")
    assert page.locator(DISTRICTS).count() == 0
    page.select_option("#sido", label="서울특별시")
    page.get_by_label("시·군·구").select_option(label="마포구")
    save(page)
    page.goto(f"{house.address}/me")
    expect(page.locator("main")).to_contain_text("서울특별시 마포구")


@pytest.mark.slow
def test_a_province_without_districts_is_saved_as_it_is(desk: Desk, house: House) -> None:
    page = desk.page(STEP, house.newcomer())
    page.select_option("#sido", label="세종특별자치시")
    save(page)
    page.goto(f"{house.address}/me/edit/region")
    assert page.input_value("#sido") == "36"


@pytest.mark.parametrize("path", [STEP, pytest.param("/me/edit/region", marks=pytest.mark.slow)])
def test_without_script_a_button_brings_the_second_list(
    desk: Desk, house: House, path: str
) -> None:
    page = desk.page(path, house.newcomer(), java_script_enabled=False)
    page.select_option("#sido", label="인천광역시")
    page.check("input[name=agree]")
    page.get_by_role("button", name="시·군·구 고르기").click()
    assert len(districts(page)) == 11
    assert page.input_value("#sido") == "28"
    assert not page.is_checked("input[name=agree]")
    page.select_option(DISTRICTS, label="영종구")
    save(page)
    page.goto(f"{house.address}/me")
    expect(page.locator("main")).to_contain_text("인천광역시 영종구")


@pytest.mark.slow
def test_a_choice_that_lacks_its_district_is_asked_for_it(desk: Desk, house: House) -> None:
    page = desk.page(STEP, house.newcomer(), java_script_enabled=False)
    page.select_option("#sido", label="경기도")
    save(page)
    page.locator(".error-summary a[href='#sigungu']").click()
    expect(page.locator("#sigungu")).to_be_focused()
    assert len(districts(page)) == 31
    assert page.get_attribute("#sigungu", "aria-describedby") == "sigungu-error"


@pytest.mark.slow
def test_the_way_back_brings_the_second_list_again(desk: Desk, house: House) -> None:
    page = desk.page(STEP, house.newcomer())
    page.select_option("#sido", label="인천광역시")
    page.goto(f"{house.address}/why")
    page.go_back()
    expect(page.locator(DISTRICTS)).to_have_count(1 if page.input_value("#sido") else 0)


@pytest.mark.slow
def test_in_english_places_have_their_romanised_names(desk: Desk, house: House) -> None:
    page = desk.page(STEP, house.newcomer("en"), lang="en")
    page.select_option("#sido", label="Jeonnam-Gwangju")
    assert districts(page) == sorted(districts(page))
    assert {"Mokpo-si", "Gwangsan-gu"} <= set(districts(page))
