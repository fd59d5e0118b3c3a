"""A photo in a real browser: chosen, refused, cut where it was seen, with and without script."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import FilePayload, Page, expect

from tests.browser import walk
from tests.browser.conftest import Desk
from tests.browser.house import House
from tests.photos.pictures import jpeg, moving, portrait, ramp, saved
from webapp.catalogue.kinds.photo import REFUSALS
from webapp.photos.decode import SHARES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STEP, CROP = "/onboarding/photo", "/onboarding/photo/crop"
ZOOMS = ("1", "1.5", "2")
SOME = [("right", "1"), ("top", "2")]
IDLE = [("top", "1"), ("bottom", "1")]  # the picture is as high as the square already
REST = [(place, zoom) for place in SHARES for zoom in ZOOMS if (place, zoom) not in [*SOME, *IDLE]]
ACROSS = ramp(1000, 500)
UNMOVED = {("center", "1")}
# Lets a page forget the rules that only newer browsers know.
FORGET_HAS = """() => {
  const forget = (list) => {
    for (let i = list.cssRules.length - 1; i >= 0; i--) {
      const rule = list.cssRules[i];
      if (rule.constructor.name === "CSSSupportsRule") list.deleteRule(i);
      else if (rule.cssRules) forget(rule);
    }
  };
  for (const sheet of document.styleSheets) forget(sheet);
}"""


def choose(page: Page, data: bytes, name: str = "me.jpg") -> None:
    file: FilePayload = {"name": name, "mimeType": "image/jpeg", "buffer": data}
    page.locator("input[type=file]").set_input_files(file)


def give(page: Page, data: bytes) -> None:
    """Choose a photo, agree, and come to its crop."""
    choose(page, data)
    page.check("input[name=agree]")
    walk.act(page, "agree").click()
    page.wait_for_url(f"**{CROP}")


def pick(page: Page, place: str, zoom: str) -> None:
    page.check(f"input[name=zoom][value='{zoom}']")
    page.check(f"input[name=place][value={place}]")


def seen(page: Page) -> Image.Image:
    """The square as it is on the screen, corners included."""
    view = page.locator(".crop-view")
    view.evaluate("view => { view.style.borderRadius = 0 }")
    page.locator(".crop-view img").evaluate("img => img.decode()")
    return Image.open(io.BytesIO(view.screenshot())).convert("RGB").resize((60, 60))


def kept(page: Page) -> Image.Image:
    """The square as it is kept."""
    answer = page.request.get("/".join((*page.url.split("/")[:3], "me/photo/tile")))
    return Image.open(io.BytesIO(answer.body())).convert("RGB").resize((60, 60))


def distance(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are apart: levels of a colour, on average."""
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


@pytest.mark.parametrize(
    "place,zoom",
    [*SOME, *(pytest.param(*one, marks=pytest.mark.slow) for one in REST)],
)
def test_the_square_is_cut_where_it_was_seen(desk: Desk, house: House, place: str, zoom: str):
    page = desk.page(STEP, house.newcomer())
    give(page, ACROSS)
    middle = seen(page)
    for idle, first in IDLE:
        pick(page, "center", first)
        expect(page.locator(f"input[name=place][value={idle}]")).to_be_hidden()
    pick(page, place, zoom)
    chosen = seen(page)
    assert (distance(middle, chosen) > 8) == ((place, zoom) not in UNMOVED)
    walk.act(page, "keep").click()
    page.wait_for_url("**/onboarding/mbti")
    assert distance(chosen, kept(page)) < 6


@pytest.mark.slow
def test_a_picture_of_somebody_is_cut_where_it_was_seen(desk: Desk, house: House):
    page = desk.page(STEP, house.newcomer())
    give(page, saved(portrait(), "JPEG"))
    pick(page, "top", "1.5")
    chosen = seen(page)
    walk.act(page, "keep").click()
    page.wait_for_url("**/onboarding/mbti")
    assert distance(chosen, kept(page)) < 6


@pytest.mark.slow
def test_arrow_keys_move_the_square(desk: Desk, house: House):
    page = desk.page(STEP, house.newcomer())
    give(page, ACROSS)
    page.focus("input[name=place][value=center]")
    before = seen(page)
    page.keyboard.press("ArrowRight")
    expect(page.locator("input[name=place][value=right]")).to_be_checked()
    assert distance(before, seen(page)) > 8


@pytest.mark.slow
def test_without_newer_rules_a_button_shows_the_choice(desk: Desk, house: House):
    page = desk.page(STEP, house.newcomer())
    give(page, ACROSS)
    look = walk.act(page, "look")
    expect(look).to_be_hidden()
    page.evaluate(FORGET_HAS)
    before = seen(page)
    pick(page, "left", "2")
    assert distance(before, seen(page)) < 1
    look.click()
    page.wait_for_load_state()
    page.evaluate(FORGET_HAS)
    chosen = seen(page)
    assert distance(before, chosen) > 8
    walk.act(page, "keep").click()
    page.wait_for_url("**/onboarding/mbti")
    assert distance(chosen, kept(page)) < 6


@pytest.mark.parametrize("script", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_every_way_through_it_works_without_script_too(desk: Desk, house: House, *, script: bool):
    page = desk.page(STEP, house.newcomer(), java_script_enabled=script)
    box: Any = page.locator("input[type=file]")
    expect(box).to_be_visible()
    choose(page, moving("GIF"), "me.gif")
    page.check("input[name=agree]")
    walk.act(page, "agree").click()
    expect(page.locator("#value-error")).to_contain_text(REFUSALS["type"])
    expect(page.locator("input[name=agree]")).not_to_be_checked()
    choose(page, jpeg(), "me.jpg")
    page.check("input[name=agree]")
    walk.act(page, "agree").click()
    expect(page).to_have_url(f"{house.address}{CROP}")
    page.check("input[name=zoom][value='2']")
    walk.act(page, "keep").click()
    expect(page).to_have_url(f"{house.address}/onboarding/mbti")
    page.goto(f"{house.address}/onboarding/photo")
    expect(page.get_by_alt_text("내 프로필 사진")).to_be_visible()
    walk.act(page, "skip").click()  # 그대로 두기
    page.goto(f"{house.address}/me")
    expect(page.locator(".person img")).to_be_visible()


def test_a_file_too_large_is_told_where_it_was_chosen(desk: Desk, house: House, tmp_path: Path):
    (tmp_path / "me.jpg").write_bytes(jpeg() + bytes(12 * 2**20))
    page = desk.page(STEP, house.newcomer())
    page.set_input_files("input[type=file]", tmp_path / "me.jpg")
    page.check("input[name=agree]")
    walk.act(page, "agree").click()
    expect(page.locator("#value-error")).to_contain_text(REFUSALS["large"])
    expect(page.locator(".error-summary")).to_be_focused()
    assert walk.path(page) == STEP
