"""What is on the screen already stays where it is while the rest of its page arrives."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import PATIENCE_MS, PHONE, Desk
from tests.browser.house import House
from tests.browser.states import STATES, come_to
from tests.browser.test_budgets import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOVED = """() => new Promise(done => {
  const told = [];
  new PerformanceObserver(list => {
    for (const shift of list.getEntries())
      for (const { node, previousRect: from, currentRect: to } of shift.sources)
        told.push(`${node?.outerHTML?.slice(0, 80) ?? node?.textContent}: `
          + `${from.x},${from.y} to ${to.x},${to.y}`);
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(told), 50)));
})"""
IN_THE_MIDDLE = """{
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".row { align-items: center !important }");
  document.adoptedStyleSheets = [sheet];
}"""
WIDE: ViewportSize = {"width": 1280, "height": 800}
UNPACKED = {"Accept-Encoding": "identity"}  # so that each piece can be read by itself
MORE = (("/privacy", ""), ("/me/edit", "giver_of_all"), ("/me/events", "newcomer"))
WHERE = [(path, who) for path, who, _most in PAGES] + list(MORE)
DEEPER = ("event", "apply, some words", "sponsor", "application", "copy, open", "crop")


@pytest.fixture
def poor_line(house: House) -> Iterator[None]:
    """A line that brings pages in pieces, for one test."""
    yield
    house.door.trickles = False


def moved(house: House, page: Page, address: str) -> list[str]:
    """Open a page over a poor line and say what moved."""
    house.door.trickles = True
    page.context.set_extra_http_headers(UNPACKED)
    page.goto(address, wait_until="networkidle", timeout=5 * PATIENCE_MS)
    told: list[str] = page.evaluate(MOVED)
    return told


@pytest.mark.usefixtures("poor_line")
@pytest.mark.parametrize(
    "lang, size", [("ko", PHONE), ("ko", WIDE), ("en", PHONE)], ids=["phone", "desk", "english"]
)
@pytest.mark.parametrize("path, who", WHERE)
def test_nothing_moves_while_the_rest_arrives(
    desk: Desk, house: House, path: str, who: str, lang: str, size: ViewportSize
) -> None:
    cookie = getattr(house, who)(lang) if who else ""
    page = desk.page(cookie=cookie, lang=lang, viewport=size)
    assert moved(house, page, house.address + path) == []


@pytest.mark.usefixtures("poor_line")
@pytest.mark.parametrize("name", DEEPER)
def test_nothing_moves_on_a_page_that_takes_steps_to_reach(
    desk: Desk, house: House, name: str
) -> None:
    state = next(one for one in STATES if one.name == name)
    page = come_to(state, desk.page, house, "ko").page
    assert moved(house, page, page.url) == []
    page.set_viewport_size(WIDE)
    assert moved(house, page, page.url) == []


@pytest.mark.usefixtures("poor_line")
def test_the_measure_sees_what_moves(desk: Desk, house: House) -> None:
    """As it did: signs in the middle of rows that were still growing."""
    page = desk.page("/help", cookie=house.giver_of_all())  # what pages share has come
    page.add_init_script(IN_THE_MIDDLE)
    seen = (
        moved(house, page, f"{house.address}/me") for _ in range(5)
    )  # a busy machine paints less
    assert any("<svg" in one for told in seen for one in told)
