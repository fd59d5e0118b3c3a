"""Every page in every state: axe in both themes, reflow, zoom, spacing, sizes, structure."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser import eye, markup, walk
from tests.browser.conftest import PHONE, Desk
from tests.browser.house import House
from tests.browser.state import State
from tests.browser.states import STATES, Arrival, come_to

pytestmark = pytest.mark.browser

NARROW: ViewportSize = {"width": 320, "height": 640}
ON_ITS_SIDE: ViewportSize = {"width": 740, "height": 360}
ALL_RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
BY_COLOUR = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}


def cases() -> Iterator[Any]:
    for state in STATES:
        marks = (pytest.mark.slow,) if state.within else ()
        yield pytest.param((state, "ko"), id=state.name.replace(" ", "-"), marks=marks)


@pytest.fixture(scope="module")
def module_desk(chromium: Browser, house: House) -> Iterator[Desk]:
    desk = Desk(chromium, house)
    yield desk
    desk.close()


@pytest.fixture(scope="module", params=cases())
def arrived(request: pytest.FixtureRequest, module_desk: Desk, house: House) -> Iterator[Arrival]:
    """A page in one state, opened once for all the tests that only look at it."""
    yield from arrive(request.param, module_desk, house)


def arrive(where: tuple[State, str], desk: Desk, house: House) -> Iterator[Arrival]:
    state, lang = where
    yield come_to(state, desk.page, house, lang)
    desk.close()
    complaints, desk.complaints = desk.complaints, []
    assert complaints == ([] if state.status < 500 else complaints[:1])


@pytest.fixture
def page(arrived: Arrival) -> Page:
    """The page as a phone shows it."""
    return arrived.page


@pytest.fixture
def dressed(page: Page) -> Iterator[Page]:
    """The page for a test that shows it otherwise: wider, dark, in other letters."""
    yield page
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light")
    eye.wear(page)


@pytest.fixture
def state(request: pytest.FixtureRequest) -> State:
    found: State = request.node.callspec.params["arrived"][0]
    return found


def found_by_axe(page: Page, options: dict[str, Any]) -> list[str]:
    # At its end, where the bar of answers lies in its own place: further up it covers what is
    # beneath it, and axe would judge whatever happens to be half covered there.
    page.evaluate("scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })")
    results = Axe().run(page, options=options)
    return [
        f"{rule['id']}: {node['html'][:160]} ({node['failureSummary']})"
        for rule in results.response["violations"]
        for node in rule["nodes"]
    ]


def test_axe_finds_nothing(page: Page) -> None:
    assert found_by_axe(page, ALL_RULES) == []


def test_axe_finds_nothing_in_the_dark(dressed: Page) -> None:
    dressed.emulate_media(color_scheme="dark")
    assert found_by_axe(dressed, BY_COLOUR) == []  # all that the dark changes


@pytest.mark.slow
def test_axe_finds_nothing_where_there_is_room(dressed: Page) -> None:
    dressed.set_viewport_size({"width": 1280, "height": 800})
    assert found_by_axe(dressed, ALL_RULES) == []


@pytest.mark.parametrize(
    "size, sheets",
    [
        pytest.param(NARROW, (), id="320-px"),
        pytest.param(NARROW, (eye.DOUBLED,), id="letters-twice-as-large"),
        pytest.param(NARROW, (eye.SPACED,), id="letters-spaced", marks=pytest.mark.slow),
        pytest.param(ON_ITS_SIDE, (), id="on-its-side", marks=pytest.mark.slow),
    ],
)
def test_nothing_scrolls_sideways_or_is_cut(dressed: Page, size: Any, sheets: tuple[str]) -> None:
    dressed.set_viewport_size(size)
    eye.wear(dressed, *sheets)
    assert eye.sideways(dressed) <= 0
    assert eye.cut(dressed) == []
    beyond = [
        run for run in eye.letters(dressed) if run["left"] < 0 or run["right"] > size["width"]
    ]
    assert beyond == []


def test_letters_are_large_enough_and_words_stay_whole(page: Page) -> None:
    assert float(eye.style(page, "body", ("fontSize",))["fontSize"][:-2]) >= 17
    runs = eye.letters(page)
    assert runs
    assert [run for run in runs if run["size"] < 13] == []
    assert [run for run in runs if run["breaks"] != "keep-all"] == []
    assert [run for run in runs if run["wraps"] not in {"anywhere", "break-word"}] == []


def test_what_can_be_pressed_is_large_enough(page: Page) -> None:
    """44 px for what is pressed to do something or to go on; WCAG's 24 for a link by itself."""
    found = eye.targets(page)
    assert found
    small = [
        target
        for target in found
        if not target["isInSentence"]
        and min(target["width"], target["height"]) < (23.9 if target["isBareLink"] else 43.9)
    ]
    assert small == []


def test_nothing_is_ticked_beforehand(page: Page, state: State) -> None:
    assert (
        page.locator("main input[type=checkbox]:not(.tag > input):checked").count() == 0
        or "design" in state.name
    )
    if state.name in {"question", "field"}:
        assert page.locator("main input:checked").count() == 0


STRUCTURE: dict[str, Callable[[Page], Any]] = {
    "one h1": lambda page: page.locator("h1").count() == 1,
    "one main": lambda page: page.locator("main").count() == 1,
    "a title with a name": lambda page: page.title().strip().endswith("· Duett"),
    "no key of its own": lambda page: page.locator("[accesskey]").count() == 0,
    "no order of its own": lambda page: (
        page.locator("[tabindex]:not([tabindex^='-'])").count() == 0
    ),
    "no words on hovering": lambda page: page.locator("[title]").count() == 0,
    "nothing to drag": lambda page: page.locator("[draggable]").count() == 0,
    "nothing plays": lambda page: page.locator("audio, video, marquee, blink").count() == 0,
    "no dialog": lambda page: page.locator("dialog, [role=dialog], [popover]").count() == 0,
    "no password or puzzle": lambda page: page.locator("[type=password], iframe").count() == 0,
    "no new window": lambda page: page.locator("[target]").count() == 0,
    "no star for must": lambda page: page.locator("label:text('*'), [required]").count() == 0,
    "no refresh": lambda page: page.locator("meta[http-equiv]").count() == 0,
}


def test_the_structure_holds(page: Page, state: State) -> None:
    """What scripts can see of WCAG 1.3.1, 2.1.4, 2.2.1, 2.4.1-2.4.6, 2.5.7, 3.2.3, 3.2.6, 3.3.8."""
    wrong = [name for name, holds in STRUCTURE.items() if not holds(page)]
    assert wrong == ([] if "design" not in state.name else wrong)
    first = page.locator("a[href], button").first
    assert first.get_attribute("href") == "#main"
    footer = page.locator("footer a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert footer == ["/privacy", "/terms", "/why", "/help"]


def test_the_markup_is_sound(arrived: Arrival) -> None:
    """What a browser would quietly repair, a screen reader may stumble over (KWCAG 8.1.1)."""
    assert markup.faults(arrived.html) == []


NAMES = """() => [...document.querySelectorAll("main a[href], button")].map(at => ({
  seen: [...at.childNodes].filter(part => part.nodeType === 3 || !part.matches(".hush, svg"))
    .map(part => part.textContent).join("").replace(/\\s+/g, " ").trim(),
  name: (at.getAttribute("aria-label") || at.textContent).replace(/\\s+/g, " ").trim(),
  leads: at.href || at.form?.action + "#" + [...(at.form?.elements || [])].filter(
    box => box.type === "hidden" && box.name !== "csrf_token" && box.name !== "key"
  ).map(box => box.value).join() + at.value,
}))"""


def test_names_begin_with_what_is_seen(page: Page) -> None:
    """WCAG 2.5.3."""
    for control in page.evaluate(NAMES):
        assert control["seen"], control
        assert control["name"].startswith(control["seen"]), control


def test_equal_words_do_not_lead_to_different_places(page: Page, state: State) -> None:
    """WCAG 2.4.4, and more: even out of their context."""
    leads: dict[str, str] = {}
    for control in page.evaluate(NAMES):
        there = leads.setdefault(control["name"], control["leads"])
        assert there == control["leads"] or "design" in state.name, control


def test_tables_say_what_they_are(page: Page) -> None:
    """KWCAG 5.3.1."""
    for table in page.locator("table").all():
        named = "at => (at.caption?.innerText || at.getAttribute('aria-labelledby') || '').trim()"
        assert table.evaluate(named)
        assert table.locator("th[scope=col], th[scope=row]").count() >= 2


def test_errors_are_named_everywhere_they_must_be(page: Page, state: State) -> None:
    """WCAG 3.3.1: in the title, in a summary that has the focus, beside the control."""
    if state.status != 422:
        assert page.locator("main [aria-invalid=true]").count() == 0 or "design" in state.name
        return
    lang = page.locator("html").get_attribute("lang") or ""
    assert page.title().startswith(f"{walk.words('오류', lang)}: ")
    summary = page.locator("main section:has(a[href^='#'])").first
    assert summary.evaluate("at => document.activeElement === at")
    for link in summary.locator("a").all():
        target = page.locator(link.get_attribute("href") or "")
        assert target.count() == 1
        link.click()
        assert target.evaluate("at => document.activeElement === at")
        assert target.get_attribute("aria-invalid") == "true"
    summary.focus()
