"""What a person does on a page, by the names and roles that pages promise to keep."""

from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

from webapp.catalogue.declared import CATALOGUE
from webapp.web import TRANSLATIONS
from webapp.web.locale import read_catalogues

MBTI = {"ei": "I", "sn": "N", "tf": "F", "jp": "P"}
ADULT = {"year": "1999", "month": "3", "day": "2"}
CHILD = {"year": "2016", "month": "3", "day": "2"}
ASKED = tuple(field.key for field in CATALOGUE.asked())
FIRST = f"/onboarding/{ASKED[0]}"  # where joining leads
_WORDS = read_catalogues(TRANSLATIONS, strict=False)


def words(korean: str, lang: str) -> str:
    """Return a source text as pages of `lang` say it (Korean where it is not translated yet)."""
    return str(_WORDS[lang].ugettext(korean))


def path(page: Page) -> str:
    return urlsplit(page.url).path


def kakao_button(page: Page) -> Locator:
    return page.locator("main form[action='/auth/kakao'] button")


def act(page: Page, value: str) -> Locator:
    """Return a button of the form in main: agree, skip, join or stop."""
    return page.locator(f"main button[name=act][value={value}]")


def go_to_kakao(page: Page) -> None:
    """Press the button; Kakao sends somebody it knows straight back."""
    with page.expect_navigation():
        kakao_button(page).click()


def be(page: Page, person: str) -> None:
    """Be somebody at Kakao (which remembers), and agree to what it asks at a first login."""
    if "/account/login" in page.url:
        page.locator(f"button[name=person][value={person}]").click()
    if "/account/consent" in page.url:
        page.locator("button[name=act][value=agree]").click()


def come_in(page: Page, origin: str, person: str) -> None:
    page.goto(f"{origin}/login")
    go_to_kakao(page)
    be(page, person)


def write_birth(page: Page, **born: str) -> None:
    for part, digits in born.items():
        page.fill(f"input[name={part}]", digits)


def join(page: Page, **born: str) -> None:
    write_birth(page, **(born or ADULT))
    page.check("input[name=terms]")
    act(page, "join").click()


def choose(page: Page, **letters: str) -> None:
    for part, letter in (letters or MBTI).items():
        page.check(f"input[name={part}][value={letter}]")


def agree(page: Page, **letters: str) -> None:
    choose(page, **letters)
    page.check("input[name=agree]")
    act(page, "agree").click()


def withdraw_button(page: Page, notice: str = "mbti") -> Locator:
    return page.locator(f"main form:has(input[name=notice][value={notice}]) button")
