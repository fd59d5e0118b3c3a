"""Saying no is as near, as large, as plain and as short as saying yes (promise P5, U-02, U-03)."""

import pytest
from playwright.sync_api import FloatRect, Locator, Page

from tests.browser import eye, walk
from tests.browser.conftest import Desk
from tests.browser.house import House
from tests.browser.state import State
from tests.browser.states import STATES, come_to
from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import NoticeKind

pytestmark = pytest.mark.browser

# Where two answers stand side by side: the state, yes, no.
PAIRS = {
    "gate": ("join", "stop"),
    "gate, nothing filled in": ("join", "stop"),
    "question": ("agree", "skip"),
    "question, answered": ("agree", "skip"),
    "question, nothing chosen": ("agree", "skip"),
    "question, consent lives": ("agree", "skip"),
    "fetching": ("agree", "skip"),
    "field": ("agree", "skip"),
    "field, consent lives": ("agree", "skip"),
    "photo, refused": ("agree", "skip"),
    "photo, kept": ("agree", "skip"),
    "music, refused": ("agree", "skip"),
    "region, refused": ("agree", "skip"),
    "phone, refused": ("agree", "skip"),
    "gender, refused": ("agree", "skip"),
    "age, refused": ("agree", "skip"),
    "name, refused": ("agree", "skip"),
    "email, refused": ("agree", "skip"),
    "fetching, a consent lives": ("agree", "skip"),
    "apply, signed out": ("agree", "skip"),
    "apply, refused": ("agree", "skip"),
    "apply, some words": ("agree", "skip"),
    "apply, agreed": ("agree", "skip"),
    "sponsor": ("agree", "skip"),
    "sponsor, not ticked": ("agree", "skip"),
    "sponsor, agreed": ("agree", "skip"),
}
QUICK = {"gate", "question", "question, nothing chosen", "field", "fetching"}
QUICK |= {"photo, refused", "music, refused", "region, refused", "apply, refused", "sponsor"}
HEIGHTS = (740, 640)
QUESTION = "/onboarding/mbti?from=check"  # an answer leads to the check page
TWO = [
    pytest.param(
        state,
        *PAIRS[state.name],
        id=state.name.replace(" ", "-"),
        marks=() if state.name in QUICK else pytest.mark.slow,
    )
    for state in STATES
    if state.name in PAIRS
]


def button(value: str) -> str:
    return f"main button[name=act][value={value}]"


def box(page: Page, value: str) -> FloatRect:
    found = page.locator(button(value)).bounding_box()
    assert found is not None
    return found


def unequal(page: Page, yes: str, no: str) -> list[str]:
    """Name what weighs differently: box within 1 px, and everything a style can say."""
    one, two = box(page, yes), box(page, no)
    wrong = [
        name
        for name, difference in (
            ("width", one["width"] - two["width"]),
            ("height", one["height"] - two["height"]),
        )
        if abs(difference) > 1
    ]
    if min(abs(one["x"] - two["x"]), abs(one["y"] - two["y"])) > 1:
        wrong.append("place")  # neither beside nor under one another
    styles = eye.style(page, button(yes)), eye.style(page, button(no))
    return wrong + [name for name in eye.STYLES if styles[0][name] != styles[1][name]]


@pytest.mark.parametrize("state, yes, no", TWO)
def test_both_answers_weigh_the_same(
    desk: Desk, house: House, state: State, yes: str, no: str
) -> None:
    page = come_to(state, desk.page, house).page
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        assert unequal(page, yes, no) == [], width
    look_alike(page, yes, no)
    page.emulate_media(color_scheme="dark")
    look_alike(page, yes, no)


def look_alike(page: Page, yes: str, no: str) -> None:
    """Look at the colours of this theme, at rest and under the finger."""
    page.mouse.move(0, 0)
    assert unequal(page, yes, no) == []
    for value in (yes, no):
        ink = eye.style(page, button(value), ("color",))["color"]
        assert eye.contrast(page, ink, eye.ground(page, button(value))) >= 4.5
    touched = []
    for value in (yes, no):
        page.hover(button(value))
        touched.append(eye.style(page, button(value)))
    assert touched[0] == touched[1]


def test_the_comparison_sees_a_difference(desk: Desk, house: House) -> None:
    page = desk.page("/onboarding/mbti", house.newcomer())
    assert unequal(page, "agree", "skip") == []
    for unfair in ("opacity: .8", "font-weight: 400", "color: #888", "max-inline-size: 99px"):
        eye.wear(page, f"{button('skip')} {{ {unfair} }}")
        assert unequal(page, "agree", "skip") != [], unfair


@pytest.mark.parametrize("height", HEIGHTS)
@pytest.mark.parametrize("path", ["/onboarding/mbti", "/me/edit/mbti"])
def test_both_answers_are_in_the_first_view(
    desk: Desk, house: House, height: int, path: str
) -> None:
    viewport = {"width": 360, "height": height}
    page = desk.page(path, house.newcomer(), viewport=viewport)
    for value in ("agree", "skip"):
        found = box(page, value)
        assert found["y"] >= 0
        assert found["y"] + found["height"] <= height
    assert page.evaluate("scrollY") == 0


def test_refusing_takes_no_more_presses_than_agreeing(desk: Desk, house: House) -> None:
    """U-03, by keyboard, from the page as it comes to its being sent."""
    page = desk.page(QUESTION, house.newcomer())
    keys = Keys(page)
    keys.reach(page.locator(button("skip")))
    keys.press("Enter")
    page.wait_for_url("**/onboarding/check")
    refusing = keys.pressed
    assert house.answers()[-1] == "refused"
    page = desk.page(QUESTION, house.newcomer())
    keys = Keys(page)
    for part in walk.MBTI:
        keys.reach(page.locator(f"input[name={part}]").first)
        keys.press("Space")
    keys.reach(page.locator("input[name=agree]"))
    keys.press("Space")
    keys.reach(page.locator(button("agree")))
    keys.press("Enter")
    page.wait_for_url("**/onboarding/check")
    assert house.answers()[-1] == "given"
    assert refusing <= keys.pressed


@pytest.mark.parametrize("value", ["agree", "skip"])
def test_an_answer_is_one_press_away_once_the_page_is_filled(
    desk: Desk, house: House, value: str
) -> None:
    page = desk.page(QUESTION, house.newcomer())
    walk.choose(page)
    page.check("input[name=agree]")
    page.locator(button(value)).click()
    page.wait_for_url("**/onboarding/check")  # no question, no second page


def test_withdrawing_takes_no_more_presses_than_giving(desk: Desk, house: House) -> None:
    page = desk.page("/me", house.newcomer())
    giving = press_each(
        page.locator("main a[href='/me/edit/mbti']"),
        *(page.locator(f"input[name={part}]").first for part in walk.MBTI),
        page.locator("input[name=agree]"),
        page.locator(button("agree")),
    )
    page.goto(f"{house.address}/me")
    withdrawing = press_each(
        page.locator("main a[href='/me/consents']").first, walk.withdraw_button(page)
    )
    page.wait_for_url("**/me/consents?done=*")
    assert house.answers()[-1] == "withdrawn"
    assert withdrawing <= giving


def test_every_consent_is_within_two_presses_of_my_page(desk: Desk, house: House) -> None:
    page = desk.page("/me", house.giver_of_all())
    press_each(page.locator("main a[href='/me/consents']").first)
    asked = [
        notice
        for notice in CATALOGUE.notices
        if notice.kind is NoticeKind.CONSENT
        and notice.not_yet is None
        and notice.audience is None  # who may see an answer was not chosen
    ]
    assert len(asked) > len(walk.ASKED)
    for notice in asked:
        assert walk.withdraw_button(page, notice.key).is_visible(), notice.key
    page.goto(house.address)
    press_each(page.locator("a[href='/me']").first)
    assert page.locator("main a[href='/me/consents']").first.is_visible()  # U-13: two from home


def test_giving_and_withdrawing_look_alike_where_consents_live(desk: Desk, house: House) -> None:
    """U-12: on and off are the same kind of control."""
    off = desk.page("/me/consents", house.giver())
    on = desk.page("/me/consents", house.refuser())
    names = ("fontSize", "fontWeight", "color", "textDecorationLine")
    withdraw = "main form:has(input[name=notice]) button"
    assert eye.style(off, withdraw, names) == eye.style(on, "main a[href='/me/edit/mbti']", names)


def test_leaving_takes_four_pages_at_most(desk: Desk, house: House) -> None:
    person = house.stranger()
    page = desk.page()
    walk.come_in(page, house.address, person)
    walk.join(page)
    page.goto(f"{house.address}/me")
    pages: list[str] = []
    page.on("domcontentloaded", lambda at: pages.append(at.url))
    press_each(page.locator("main a[href='/withdraw']"), page.locator("main form button").first)
    page.locator(f"button[name=person][value={person}]").click()
    page.wait_for_url("**/withdraw/done?*")
    assert len(pages) <= 4  # what goes, Kakao, the end


def test_the_key_lines_of_a_card_stand_out_by_a_fifth(desk: Desk, house: House) -> None:
    page = desk.page("/onboarding/mbti", house.newcomer())
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        sizes = page.locator("main section:has(input[name=agree])").evaluate(
            """card => { const size = at => parseFloat(getComputedStyle(at).fontSize);
                const key = [...card.querySelectorAll(".strong dd")];
                const rest = [...card.querySelectorAll("dt, dd, p")].filter(
                  at => !key.includes(at));
                return [key.map(size), rest.map(size),
                        key.map(at => +getComputedStyle(at).fontWeight)]; }"""
        )
        keys, rest, weights = sizes
        assert len(keys) == 2  # purpose and period
        assert min(keys) >= 1.2 * max(rest)
        assert min(weights) >= 700


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_four_facts_are_there_without_a_press(desk: Desk, house: House, lang: str) -> None:
    """U-05: what, why, how long, what "no" means, on the page that asks."""
    page = desk.page("/onboarding/mbti", house.newcomer(lang), lang=lang)
    card = page.locator("main section:has(input[name=agree])")
    assert card.locator("dt:visible").count() >= 4
    assert card.locator("a, details").count() == 0


def press_each(*controls: Locator) -> int:
    for control in controls:
        control.click()
    return len(controls)


class Keys:
    """A keyboard that counts."""

    def __init__(self, page: Page) -> None:
        self._page, self.pressed = page, 0

    def press(self, key: str) -> None:
        self._page.keyboard.press(key)
        self.pressed += 1

    def reach(self, control: Locator) -> None:
        for _ in range(60):
            if control.evaluate("at => document.activeElement === at"):
                return
            self.press("Tab")
        pytest.fail(f"no Tab leads to {control}")
