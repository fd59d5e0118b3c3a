"""Every page, in both languages: whole in its own, and with nothing left of the other."""

import copy
import shutil

import pytest

from tests.i18n.journeys import Page, Walk, walk
from tests.i18n.languages import HANGUL, OPEN_PLACE, wrong_particles
from tests.world import ORIGIN, World, hidden_inputs, world
from webapp.cli import texts

LANGUAGES = ("ko", "en")
NO_PAGES = {"static_file", "system.healthz", "system.readyz", "login.callback"}  # none is read
NO_PAGES |= {"pictures.picture"}  # pixels
NO_PAGES |= {"webhooks.look_at_unlink", "webhooks.look_at_account"}  # 405, whoever looks
BUTTON = {"ko": ("en", "English"), "en": ("ko", "한국어")}


@pytest.fixture(scope="module")
def house(migrated_sqlite, tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(migrated_sqlite, folder / "duett.sqlite3")
    with world(f"sqlite:///{folder / 'duett.sqlite3'}", folder, PHONE_CODE="on") as made:
        yield made


@pytest.fixture(scope="module")
def walks(house: World) -> dict[str, Walk]:
    return {lang: walk(house, lang) for lang in LANGUAGES}


@pytest.fixture(scope="module")
def english() -> set[str]:
    """The texts that are different in English."""
    messages = [message for file in texts.po_files() for message in texts.read(file)]
    return {str(message.string) for message in messages if message.string != message.id}


def test_the_walk_sees_every_page_there_is(house: World, walks: dict[str, Walk]):
    place = house.app.url_map.bind(ORIGIN.removeprefix("https://"))
    rules = [rule for rule in house.app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    pages = {rule.endpoint for rule in rules if not rule.endpoint.startswith("design.")}
    for on in walks.values():
        opened = [
            state.split()[0].partition("?")[0]
            for state, page in on.pages.items()
            if state.startswith("/") and page.status == 200
        ]
        assert pages - {place.match(path)[0] for path in opened} == NO_PAGES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_says_its_language_and_offers_the_other(walks: dict[str, Walk], lang):
    for state, page in walks[lang].pages.items():
        [root] = page.soup.select("html")
        assert root["lang"] == lang, state
        [other] = page.soup.select("header form[action='/language'] button")
        assert (other["lang"], other.get_text()) == BUTTON[lang], state


def test_no_korean_is_left_in_english_pages(house: World, walks: dict[str, Walk]):
    """But for the other language's button, past cards in Korean (lang=ko) and people's names."""
    left = {
        state: korean
        for state, page in walks["en"].pages.items()
        if (korean := korean_in(page, house.settings.privacy_officer_name))
    }
    assert left == {}


def korean_in(page: Page, name: str) -> list[str]:
    soup = copy.copy(page.soup)
    for part in soup.select("body [lang=ko]"):
        part.decompose()
    return HANGUL.findall(str(soup).replace(name, ""))


def test_no_english_is_left_in_korean_pages(walks: dict[str, Walk], english: set[str]):
    left = {
        state: found
        for state, page in walks["ko"].pages.items()
        if (found := english.intersection(page.texts))
    }
    assert left == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_place_in_a_text_stays_open(walks: dict[str, Walk], lang):
    for state, page in walks[lang].pages.items():
        assert [text for text in page.texts if OPEN_PLACE.search(text)] == [], state


def test_particles_of_korean_pages_fit_and_never_hedge(walks: dict[str, Walk]):
    for state, page in walks["ko"].pages.items():
        assert [wrong_particles(text) for text in page.texts if wrong_particles(text)] == [], state


def test_a_page_is_built_alike_in_both_languages(walks: dict[str, Walk]):
    """The same links and buttons in the same order: nothing is withheld from either reader."""
    built = {lang: [controls(page) for page in on.pages.values()] for lang, on in walks.items()}
    for korean, english in zip(built["ko"], built["en"], strict=True):
        assert korean == english


def controls(page: Page) -> list[tuple[str, str, str]]:
    found = page.soup.select("main a, main button, main input:not([type=hidden])")
    return [(tag.name, _place(str(tag.get("href"))), str(tag.get("value"))) for tag in found]


def _place(href: str) -> str:
    return "a receipt" if href.startswith("/me/receipts/") else href


def test_the_language_outlives_signing_out(house: World):
    """Clear-Site-Data for cookies would take it, and greet the person in another language."""
    browser = house.member("onyu")
    browser.post("/language", data={"lang": "en"})
    answer = browser.post("/logout", data=hidden_inputs(browser.get("/me/sessions").text))
    assert "cookies" not in answer.headers["Clear-Site-Data"]
    assert "You are signed out." in browser.get(answer.headers["Location"]).text
