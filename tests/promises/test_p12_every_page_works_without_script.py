"""P12: every page works as plain HTML: forms that post by themselves, names for every control.

The server's half; keyboards, screen readers and narrow screens are tried in a real browser.
"""

from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from tests.promises.acts import join
from tests.promises.pages import name_of, one, soup, words
from tests.world import GROWN, MBTI, Browser, World, hidden_inputs

pytestmark = pytest.mark.above_the_engine

OPEN = ("/", "/why", "/privacy", "/terms", "/help", "/login", "/nothing-here")
MINE = (
    "/",
    "/onboarding",
    "/onboarding/mbti",
    "/onboarding/check",
    "/onboarding/done",
    "/me",
    "/me/edit",
    "/me/edit/mbti",
    "/me/consents",
    "/me/correction",
    "/me/notifications",
    "/me/sessions",
    "/withdraw",
)


def speaking(browser: Browser, locale: str) -> Browser:
    browser.post("/language", data={"lang": locale, "back": "/"})
    return browser


def pages(house: World, locale: str) -> list[tuple[str, BeautifulSoup]]:
    """Every page and the states it is shown again in."""
    found = []

    def add(browser: Browser, path: str, **form: str) -> None:
        if form:
            hidden = hidden_inputs(browser.get(path).get_data(as_text=True))
            answer = browser.post(path, data=hidden | form)
        else:
            answer = browser.get(path)
        assert answer.mimetype == "text/html", path
        found.append(
            (f"{path} {form or ''} {answer.status_code}", soup(answer.get_data(as_text=True)))
        )

    signed_out = speaking(house.browser(), locale)
    for path in OPEN:
        add(signed_out, path)
    newcomer = speaking(house.browser(), locale)
    house.log_in(newcomer, "bom")
    add(newcomer, "/join")
    add(newcomer, "/join", **(GROWN | {"year": ""}))
    fresh, yes = (speaking(join(house).browser(), locale) for _ in range(2))
    add(fresh, "/onboarding/mbti", act="agree")
    add(fresh, "/onboarding/mbti", act="agree", ticket="x", agree="yes", **MBTI)
    yes.fill("/onboarding/mbti", **MBTI, agree="yes", act="agree")
    for browser in (fresh, yes):
        for path in MINE:
            add(browser, path)
    receipt = one(soup(yes.get("/me/consents").get_data(as_text=True)), 'a[href^="/me/receipts/"]')
    add(yes, str(receipt["href"]))
    return found


@pytest.fixture(scope="module", params=["ko", "en"])
def told(
    request: pytest.FixtureRequest, house: World
) -> tuple[str, list[tuple[str, BeautifulSoup]]]:
    return request.param, pages(house, request.param)


def test_every_page_names_its_language_and_one_heading(told):
    locale, found = told
    for name, page in found:
        assert one(page, "html")["lang"] == locale, name
        assert words(one(page, "h1")), name
        assert len(page.select("main")) == 1, name
        assert words(one(page, "title")), name


def test_headings_follow_one_another_without_a_gap(told):
    for name, page in told[1]:
        levels = [int(h.name[1]) for h in page.select("h1, h2, h3, h4, h5, h6")]
        assert levels[0] <= 2, name
        for above, below in pairwise(levels):
            assert below - above <= 1, (name, levels)


def test_every_button_is_in_a_form_that_posts_by_itself(told, house: World):
    adapter = house.app.url_map.bind("duett.test", url_scheme="https")
    for name, page in told[1]:
        for button in page.select("button, input[type=submit]"):
            form = button.find_parent("form")
            assert form is not None, (name, button)
            assert button.get("type", "submit") == "submit", (name, button)
            assert form.get("method", "").lower() == "post", (name, form.get("action"))
            path = form.get("action") or name.split(" ")[0]
            assert adapter.match(path.split("?")[0], method="POST"), (name, path)
        for form in page.select("form"):
            assert form.select("button[type=submit], button:not([type])"), (name, form)


def test_no_page_needs_a_script_to_be_used(told):
    for name, page in told[1]:
        for tag in page.select("*"):
            handlers = [a for a in tag.attrs if a.startswith("on")]
            assert not handlers, (name, tag)
            assert not str(tag.get("href", "")).startswith(("javascript:", "#!")), (name, tag)
        assert not page.select("[hidden]:not(input), noscript"), name
        assert all(script.get("src") for script in page.select("script")), name


def test_every_control_has_a_name(told):
    for name, page in told[1]:
        for control in page.select("input:not([type=hidden]), select, textarea"):
            assert name_of(control, page), (name, control)
        for pressed in page.select("button, a[href]"):
            assert words(pressed) or pressed.get("aria-label"), (name, pressed)
        for image in page.select("img"):
            assert image.has_attr("alt"), (name, image)
        for group in page.select("fieldset"):
            assert group.select("legend"), (name, group)


def test_names_and_references_are_unique_and_lead_somewhere(told):
    for name, page in told[1]:
        ids = [str(tag["id"]) for tag in page.select("[id]")]
        assert len(ids) == len(set(ids)), name
        for tag in page.select("[aria-labelledby], [aria-describedby], label[for]"):
            for attribute in ("aria-labelledby", "aria-describedby", "for"):
                for target in str(tag.get(attribute, "")).split():
                    assert target in ids, (name, attribute, target)
        for link in page.select('a[href^="#"]'):
            assert str(link["href"])[1:] in ids, (name, link["href"])


def test_what_is_wrong_is_said_at_the_top_and_at_the_control(told):
    again = [(name, page) for name, page in told[1] if name.endswith("422")]
    assert len(again) == 2
    for name, page in again:
        links = page.select(".error-summary a")
        assert links, name
        for link in links:
            control = one(page, f'[id="{str(link["href"])[1:]}"]')
            assert control.get("aria-invalid") == "true", (name, link)
        assert words(one(page, "title"))[0].startswith(("오류", "Error")), name


def test_links_to_our_own_pages_all_lead_to_one(told, house: World):
    adapter = house.app.url_map.bind("duett.test", url_scheme="https")
    for name, page in told[1]:
        for link in page.select('a[href^="/"]'):
            assert adapter.match(str(link["href"]).split("?")[0].split("#")[0], method="GET"), name
