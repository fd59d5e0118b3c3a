"""What a first visit costs over the wire, and that nothing moves while it arrives."""

import pytest
from playwright.sync_api import Page, Response

from tests.browser.board import put_up
from tests.browser.conftest import Desk
from tests.browser.house import House
from tests.events.samples import OF_AGE, listening, seminar

pytestmark = pytest.mark.browser

KB = 1024
HTML, MY_PAGE, CSS, SCRIPT, TOTAL, REQUESTS = 6 * KB, 10 * KB, 9 * KB, 4 * KB, 20 * KB, 4
SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const shift of list.getEntries()) if (!shift.hadRecentInput) sum += shift.value;
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum), 50)));
})"""
PAGES = (
    ("/", "", HTML),
    ("/login", "", HTML),
    ("/join", "pending", HTML),
    ("/onboarding/mbti", "newcomer", HTML),
    ("/onboarding/music", "newcomer", HTML),
    ("/onboarding/region", "newcomer", HTML),
    ("/onboarding/photo", "newcomer", HTML),
    ("/onboarding/phone", "newcomer", HTML),
    ("/onboarding/gender", "newcomer", HTML),
    ("/onboarding/age", "newcomer", HTML),
    ("/onboarding/phone/kakao", "newcomer", HTML),
    ("/me", "giver", MY_PAGE),
    ("/me", "giver_of_all", MY_PAGE),
    ("/me/consents", "giver", MY_PAGE),
    ("/me/consents", "giver_of_all", MY_PAGE),
    ("/me/edit/photo", "giver_of_all", MY_PAGE),
    ("/me/export", "giver_of_all", MY_PAGE),
    ("/me/correction", "giver_of_all", MY_PAGE),
    ("/withdraw", "giver", MY_PAGE),
)


def visit_cold(
    desk: Desk, house: House, path: str, who: str, lang: str
) -> tuple[Page, list[Response]]:
    """Open a page in a browser that has never been here; return every answer it fetched."""
    page = desk.page(cookie=getattr(house, who)(lang) if who else "", lang=lang)
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    page.on("response", note)
    page.goto(house.address + path, wait_until="networkidle")
    return page, answers


QUICK = {"/", "/join", "/onboarding/mbti", "/onboarding/music", "/onboarding/photo", "/me"}
BOTH = [
    pytest.param(*case, lang, marks=() if case[0] in QUICK and lang == "ko" else pytest.mark.slow)
    for lang in ("ko", "en")
    for case in PAGES
    if lang == "ko" or case[2] == HTML
]


@pytest.mark.parametrize("path, who, most, lang", BOTH)
def test_a_first_visit_is_light_and_still(
    desk: Desk, house: House, path: str, who: str, most: int, lang: str
) -> None:
    is_light_and_still(desk, house, path, who, most, lang)


@pytest.mark.parametrize(
    "lang, who", [("ko", ""), pytest.param("en", "newcomer", marks=pytest.mark.slow)]
)
def test_the_events_are_light_and_still(desk: Desk, house: House, lang: str, who: str) -> None:
    """The page of one with conditions, a table and a recipient; the list of several."""
    several = [put_up(house, make(conditions=(OF_AGE,))) for make in (listening, seminar) * 4]
    is_light_and_still(desk, house, f"/events/{several[0].slug}", who, HTML, lang)
    is_light_and_still(desk, house, "/events", who, HTML, lang)


def is_light_and_still(desk: Desk, house: House, path: str, who: str, most: int, lang: str) -> None:
    """Look at a first visit of a page whose document may weigh `most`, on a phone and wider."""
    page, answers = visit_cold(desk, house, path, who, lang)
    sizes = [answer.request.sizes() for answer in answers]
    bodies = {
        answer.request.resource_type: size["responseBodySize"]
        for answer, size in zip(answers, sizes, strict=True)
    }
    headers = sum(size["responseHeadersSize"] for size in sizes)
    assert all(answer.url.startswith(house.address) for answer in answers)
    assert len(answers) <= REQUESTS
    assert 0 < bodies["document"] <= most
    assert 0 < bodies["stylesheet"] <= CSS
    assert 0 < bodies["script"] <= SCRIPT
    limit = TOTAL if most == HTML else TOTAL + MY_PAGE - HTML
    assert sum(size["responseBodySize"] for size in sizes) + headers <= limit
    assert page.evaluate(SHIFTS) == 0
    page.set_viewport_size({"width": 1280, "height": 800})
    page.reload(wait_until="networkidle")
    assert page.evaluate(SHIFTS) == 0


def test_the_measure_sees_a_shift(desk: Desk) -> None:
    page = desk.page("/")
    page.evaluate(
        """() => new Promise(done => setTimeout(() => { const box = document.createElement("div");
             box.style.height = "200px"; document.querySelector("main").prepend(box);
             requestAnimationFrame(() => requestAnimationFrame(done)); }, 700))"""
    )
    assert page.evaluate(SHIFTS) > 0


def test_a_second_page_fetches_only_itself(desk: Desk, house: House) -> None:
    page, _answers = visit_cold(desk, house, "/", "", "ko")
    fetched: list[str] = []
    page.on(
        "requestfinished",
        lambda r: fetched.append(r.url) if r.sizes()["responseBodySize"] else None,
    )
    page.goto(f"{house.address}/login", wait_until="networkidle")
    wire = page.evaluate(
        "performance.getEntriesByType('resource').filter(at => at.transferSize > 0).length"
    )
    assert wire == 0
    assert f"{house.address}/login" in fetched
