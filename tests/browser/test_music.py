"""The page of music in a browser: found while typing, counted, written in Hangul, without script."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import walk
from tests.browser.conftest import Desk
from tests.browser.house import House

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STEP = "/onboarding/music"
EDIT = "/me/edit/music"
# What a keyboard for Hangul sends: Enter while a syllable is composed, and Enter afterwards.
COMPOSE = """(line, how) => {
  const key = (options) => line.dispatchEvent(new KeyboardEvent("keydown",
    { key: "Enter", bubbles: true, cancelable: true, ...options }));
  line.focus();
  line.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
  line.value = "새소년";
  line.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true }));
  if (how === "safari") {
    line.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
    key({ keyCode: 229 });
  } else {
    key({ isComposing: true });
    line.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
  }
}"""


def shown(page: Page) -> list[str]:
    return page.locator(".tag:visible label").all_inner_texts()


def status(page: Page) -> Locator:
    return page.get_by_role("status")


def artists(page: Page) -> list[str]:
    return page.locator(".tag-lines li b").all_inner_texts()


def add(page: Page, name: str) -> None:
    page.fill("#artist", name)
    page.press("#artist", "Enter")


def test_genres_are_found_while_typing_and_counted(desk: Desk, house: House) -> None:
    page = desk.page(STEP, house.newcomer())
    expect(status(page)).to_have_text("0개 골랐어요 (최대 10개)")
    page.fill("#q", "ㅅㅌㅍ")
    assert shown(page) == ["시티팝"]
    page.get_by_label("시티팝").check()
    expect(status(page)).to_have_text("1개 골랐어요 (최대 10개)")
    page.fill("#q", "City pop")
    assert shown(page) == ["시티팝"]
    sent = house.door.posts
    page.press("#q", "Enter")
    page.wait_for_timeout(200)
    assert house.door.posts == sent
    page.fill("#q", "")
    assert len(shown(page)) > 30
    assert page.get_by_label("시티팝").is_checked()
    assert not page.is_checked("input[name=agree]")


@pytest.mark.slow
@pytest.mark.parametrize("sought, particle", [("새소년", "은"), ("아이유", "는"), ("EDM2", "는")])
def test_what_is_not_found_is_said_as_it_is_without_script(
    desk: Desk, house: House, sought: str, particle: str
) -> None:
    cookie = house.newcomer()
    page = desk.page(STEP, cookie)
    page.fill("#q", sought)
    said = status(page).inner_text()
    assert said.startswith(f"‘{sought}’{particle} 목록에 없어요.")
    assert shown(page) == []
    plain = desk.page(STEP, cookie, java_script_enabled=False)
    plain.fill("#q", sought)
    walk.act(plain, "look").click()
    assert status(plain).inner_text() == said


@pytest.mark.slow
def test_half_a_syllable_hides_nothing(desk: Desk, house: House) -> None:
    page = desk.page(STEP, house.newcomer())
    page.fill("#q", "시")
    before = shown(page)
    page.locator("#q").evaluate(
        """box => { box.value = "싵";
             box.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true })); }"""
    )
    assert shown(page) == before
    assert "시티팝" in before
    page.locator("#q").evaluate(
        'box => box.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }))'
    )
    assert shown(page) == []


@pytest.mark.parametrize("how", ["chromium", pytest.param("safari", marks=pytest.mark.slow)])
def test_enter_that_ends_a_syllable_adds_nothing_and_the_next_one_adds_once(
    desk: Desk, house: House, how: str
) -> None:
    page = desk.page(STEP, house.newcomer())
    sent = house.door.posts
    page.locator("#artist").evaluate(COMPOSE, how)
    assert artists(page) == []
    assert page.input_value("#artist") == "새소년"
    page.press("#artist", "Enter")
    assert artists(page) == ["새소년"]
    page.press("#artist", "Enter")
    assert artists(page) == ["새소년"]
    page.wait_for_timeout(200)
    assert house.door.posts == sent


def test_artists_are_added_and_taken_away_by_buttons_with_names(desk: Desk, house: House) -> None:
    page = desk.page(STEP, house.newcomer())
    add(page, "새소년")
    page.fill("#artist", "Tyler, The Creator")
    page.get_by_role("button", name="더하기").click()
    page.get_by_role("button", name="새소년 지우기", exact=True).click()
    assert artists(page) == ["Tyler, The Creator"]
    expect(page.locator("#artist")).to_be_focused()
    page.get_by_label("재즈").check()
    page.check("input[name=agree]")
    walk.act(page, "agree").click()
    page.goto(f"{house.address}{EDIT}")
    assert artists(page) == ["Tyler, The Creator"]
    assert page.get_by_label("재즈").is_checked()


@pytest.mark.slow
def test_a_name_that_was_not_added_yet_is_saved_too(desk: Desk, house: House) -> None:
    page = desk.page(STEP, house.newcomer())
    add(page, "새소년")
    page.fill("#artist", "실리카겔")
    page.check("input[name=agree]")
    walk.act(page, "agree").click()
    page.goto(f"{house.address}{EDIT}")
    assert artists(page) == ["새소년", "실리카겔"]


@pytest.mark.slow
def test_what_was_added_is_there_after_an_error(desk: Desk, house: House) -> None:
    page = desk.page(STEP, house.newcomer())
    for number in range(6):
        add(page, f"밴드 {number}")
    walk.act(page, "agree").click()
    expect(page.locator("#artist-error")).to_contain_text("5명(팀)까지")
    assert len(artists(page)) == 6
    described = page.get_attribute("#artist", "aria-describedby") or ""
    assert "artist-error" in described.split()
    page.locator(".error-summary a[href='#artist']").click()
    expect(page.locator("#artist")).to_be_focused()


@pytest.mark.slow
def test_coming_back_shows_as_many_buttons_as_there_are_lines(desk: Desk, house: House) -> None:
    page = desk.page(STEP, house.newcomer())
    add(page, "새소년")
    page.get_by_label("재즈").check()
    page.goto(f"{house.address}/why")
    page.go_back()
    kept = page.locator("textarea[name=artist]").input_value()
    assert artists(page) == kept.splitlines()
    page.get_by_label("블루스").check()
    ticks = page.locator(".tag input:checked").count()
    expect(status(page)).to_have_text(f"{ticks}개 골랐어요 (최대 10개)")


@pytest.mark.parametrize("path", [STEP, pytest.param(EDIT, marks=pytest.mark.slow)])
def test_without_script_everything_can_be_done(desk: Desk, house: House, path: str) -> None:
    page = desk.page(path, house.newcomer(), java_script_enabled=False)
    page.get_by_label("재즈").check()
    page.fill("textarea[name=artist]", "새소년\n실리카겔")
    page.check("input[name=agree]")
    page.fill("#q", "ㅅㅌㅍ")
    page.press("#q", "Enter")
    assert page.locator(".tag label").first.inner_text() == "시티팝"
    assert page.get_by_label("재즈").is_checked()
    assert page.input_value("textarea[name=artist]") == "새소년\n실리카겔"
    assert not page.is_checked("input[name=agree]")
    assert page.url.endswith(f"{path}#q")
    page.get_by_label("시티팝").check()
    page.check("input[name=agree]")
    walk.act(page, "agree").click()
    page.goto(f"{house.address}/me")
    expect(page.locator("main")).to_contain_text("시티팝, 재즈 · 새소년 · 실리카겔")


@pytest.mark.slow
def test_a_chip_is_a_check_box_a_keyboard_can_tick(desk: Desk, house: House) -> None:
    page = desk.page(STEP, house.newcomer())
    box: Any = page.get_by_role("checkbox", name="재즈")
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    assert page.get_by_role("group", name="재즈와 블루스").get_by_role("checkbox").count() == 5
