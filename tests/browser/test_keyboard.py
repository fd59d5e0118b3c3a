"""With a keyboard, with colours forced, without motion: the same journey (promise P12)."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.browser import eye, walk
from tests.browser.conftest import Desk
from tests.browser.house import House

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# What has the focus: its box, whether a ring is drawn, and what covers it at its corners.
FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const box = at.getBoundingClientRect();
  const style = getComputedStyle(at);
  const bars = [...document.querySelectorAll("body *")].filter(
    bar => ["sticky", "fixed"].includes(getComputedStyle(bar).position) && !bar.contains(at));
  const covered = bars.some(bar => {
    const over = bar.getBoundingClientRect();
    return over.top < box.bottom - 1 && over.bottom > box.top + 1 &&
      over.left < box.right - 1 && over.right > box.left + 1;
  });
  return {
    name: at.outerHTML.slice(0, 90), covered: covered,
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    above: box.bottom <= 0, below: box.top >= innerHeight,
  };
}"""
PAGES = ("/onboarding/mbti", "/me/edit/mbti", "/me/consents", "/me/sessions", "/withdraw", "/why")
LOW: ViewportSize = {"width": 360, "height": 640}
MORE = (  # for somebody who has answered everything
    "/",
    "/me",
    "/me/edit/music",
    "/me/edit/photo",
    "/me/edit/photo/crop",
    "/me/edit/phone",
    "/me/edit/region",
    "/me/edit/gender",
    "/me/correction",
    "/me/export",
    "/me/kakao",
    "/me/notifications",
)


def round_of(page: Page) -> Iterator[dict[str, object]]:
    """Press Tab through the whole page, and tell of each place that had the focus."""
    page.evaluate("document.activeElement.blur()")
    for _ in range(120):
        page.keyboard.press("Tab")
        place = page.evaluate(FOCUS)
        if place is None:
            return
        yield place
    pytest.fail("the keyboard does not come out of this page")  # WCAG 2.1.2


@pytest.fixture(scope="module")
def giver_of_all(house: House) -> str:
    return house.giver_of_all()


@pytest.mark.parametrize("path", PAGES)
def test_the_focus_is_always_seen_and_never_covered(desk: Desk, house: House, path: str) -> None:
    """WCAG 2.1.2, 2.4.7, 2.4.11; on a low screen, with large letters too."""
    look_at_the_focus(desk.page(path, house.giver(), viewport=LOW))


@pytest.mark.slow
@pytest.mark.parametrize("path", MORE)
def test_nor_where_more_is_shown(desk: Desk, giver_of_all: str, path: str) -> None:
    look_at_the_focus(desk.page(path, giver_of_all, viewport=LOW))


def look_at_the_focus(page: Page) -> None:
    for sheet in ("", eye.DOUBLED):
        eye.wear(page, sheet)
        places = list(round_of(page))
        assert len(places) >= 6
        wrong = [p for p in places if p["covered"] or not p["ring"] or p["above"] or p["below"]]
        assert wrong == []


def test_the_bar_does_not_cover_what_has_the_focus_before_an_answer(
    desk: Desk, house: House
) -> None:
    for size in ((360, 640), (320, 560)):
        viewport = {"width": size[0], "height": size[1]}
        page = desk.page("/onboarding/mbti", house.newcomer(), viewport=viewport)
        for key in ("Tab", "Shift+Tab"):
            for _ in range(20):
                page.keyboard.press(key)
                place = page.evaluate(FOCUS)
                assert place is None or not place["covered"], (size, key, place)


def reach(page: Page, control: Locator) -> None:
    for _ in range(80):
        if control.evaluate("at => document.activeElement === at"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"no Tab leads to {control}")


def enter(page: Page, control: Locator) -> None:
    reach(page, control)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.slow
def test_the_whole_journey_by_keyboard(desk: Desk, house: House) -> None:
    page, person = desk.page("/"), house.stranger()
    enter(page, walk.kakao_button(page))
    enter(page, page.locator(f"button[name=person][value={person}]"))
    if "/account/consent" in page.url:
        enter(page, page.locator("button[name=act][value=agree]"))
    for part, digits in walk.ADULT.items():
        reach(page, page.locator(f"input[name={part}]"))
        page.keyboard.type(digits)
    reach(page, page.locator("input[name=terms]"))
    page.keyboard.press("Space")
    enter(page, walk.act(page, "join"))
    for question in walk.ASKED:
        if question != "mbti":
            enter(page, walk.act(page, "skip"))
            continue
        for part in walk.MBTI:
            reach(page, page.locator(f"input[name={part}]").first)
            page.keyboard.press("Space")
            page.keyboard.press("ArrowRight")  # the second of a pair
        reach(page, page.locator("input[name=agree]"))
        page.keyboard.press("Space")
        enter(page, walk.act(page, "agree"))
    expect(page.locator("main")).to_contain_text("INFP")
    enter(page, page.locator("main a[href='/onboarding/done']"))
    enter(page, page.locator("main a[href='/me']"))
    enter(page, page.locator("main a[href='/me/consents']").first)
    enter(page, walk.withdraw_button(page))
    assert house.answers()[-1] == "withdrawn"
    page.goto(f"{house.address}/me")
    enter(page, page.locator("main a[href='/withdraw']"))
    enter(page, page.locator("main form button").first)
    enter(page, page.locator(f"button[name=person][value={person}]"))
    page.wait_for_url("**/withdraw/done?*")


def test_enter_in_a_box_of_the_gate_joins_and_does_not_stop(desk: Desk, house: House) -> None:
    """The first button of a form is what Enter presses: it must be the one people expect."""
    page = desk.page("/join", house.pending())
    walk.write_birth(page, **walk.ADULT)
    page.check("input[name=terms]")
    page.focus("input[name=day]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_url(f"**{walk.FIRST}")


def test_the_skip_link_skips(desk: Desk) -> None:
    page = desk.page("/privacy")
    page.keyboard.press("Tab")
    link = page.locator("a[href='#main']")
    assert link.evaluate("at => document.activeElement === at")
    box = link.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def share_that_differs(before: bytes, after: bytes) -> float:
    """Return which share of two pictures differs beyond the soft edges of letters."""
    first, second = (Image.open(BytesIO(look)).convert("L") for look in (before, after))
    assert first.size == second.size
    differing = ImageChops.difference(first, second).point(lambda level: 255 if level > 96 else 0)
    return differing.histogram()[255] / (first.width * first.height)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_chosen_shows_in_forced_colours(desk: Desk, house: House, scheme: str) -> None:
    cookie = house.newcomer()
    page = desk.page("/onboarding/mbti", cookie, forced_colors="active", color_scheme=scheme)
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    for control in ("input[name=ei]", "input[name=agree]"):
        seen = page.locator(control).first
        around = seen.locator("xpath=..")
        around.evaluate("at => at.scrollIntoView({ block: 'center', behavior: 'instant' })")
        looks = []
        for is_chosen in (False, True, False):
            seen.evaluate("(at, is) => { at.checked = is }", is_chosen)
            looks.append(around.screenshot(animations="disabled", caret="hide"))
        it_shows = share_that_differs(looks[0], looks[1])
        at_rest = share_that_differs(looks[0], looks[2])  # drawn again, letters may be a hair off
        assert it_shows > 0.005, control
        assert at_rest < it_shows / 4, control  # so it is the choice that shows


def test_nothing_moves_for_those_who_asked_for_rest(desk: Desk, house: House) -> None:
    page = desk.page("/", reduced_motion="reduce")
    moving = """() => [...document.querySelectorAll("*")].filter(at => {
      const all = getComputedStyle(at);
      return [all.transitionDuration, all.animationDuration].some(
        spans => spans.split(",").some(span => parseFloat(span) > .011)) ||
        all.scrollBehavior === "smooth"; }).length + document.getAnimations().length"""
    assert page.evaluate(moving) == 0
    page = desk.page("/onboarding/mbti", house.newcomer(), reduced_motion="reduce")
    walk.choose(page)
    assert page.evaluate(moving) == 0


def test_nothing_moves_by_itself_for_longer_than_five_seconds(desk: Desk) -> None:
    """WCAG 2.2.2, for everybody."""
    page = desk.page("/")
    endless = "document.getAnimations().filter(at => at.effect.getComputedTiming().endTime > 5000)"
    assert page.evaluate(f"{endless}.length") == 0


EDGES = (
    ("/onboarding/mbti", "main button[name=act]", "borderTopColor"),
    ("/onboarding/mbti", "main input[type=radio]", "borderTopColor"),
    ("/join", "main input[name=year]", "borderTopColor"),
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path, control, edge", EDGES)
def test_edges_of_controls_and_the_focus_ring_can_be_seen(
    desk: Desk, house: House, path: str, control: str, edge: str, scheme: str
) -> None:
    """WCAG 1.4.11: three to one against what lies around."""
    cookie = house.pending() if path == "/join" else house.newcomer()
    page = desk.page(path, cookie, color_scheme=scheme)
    around = eye.ground(page, "main")
    found = eye.style(page, control, (edge,))[edge]
    assert eye.contrast(page, found, around) >= 3
    reach(page, page.locator(control).first)
    ring = eye.style(page, control, ("outlineColor",))["outlineColor"]
    assert eye.contrast(page, ring, around) >= 3
