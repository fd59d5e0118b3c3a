"""The walks: every page and state a person can come to, each walk in a browser of its own."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.shots.applying import applying
from tests.shots.board import board
from tests.shots.camera import Camera
from tests.shots.fetching import fetching, fetching_nothing
from tests.shots.fields import fields
from tests.shots.house import ERRORS, House
from tests.shots.linking import cut_link, linking
from tests.shots.lists import lists
from tests.shots.mine import later, mine
from tests.shots.photos import photos
from tests.shots.returning import returning

ANSWER = {"ei": "I", "sn": "N", "tf": "F", "jp": "P"}
AGREE, SKIP = "main button[value=agree]", "main button[value=skip]"


@dataclass
class Visitor:
    """Somebody with a browser: goes, presses, writes, and is photographed."""

    page: Page
    house: House
    camera: Camera
    lang: str

    def go(self, path: str) -> None:
        self.page.goto(self.house.origin + path)

    def press(self, selector: str) -> None:
        self.page.locator(selector).first.click()

    def arrive(self, selector: str) -> None:
        """Press, and be on the page that follows: the way leads over both sites."""
        with self.page.expect_navigation():
            self.press(selector)

    def choose(self, **answers: str) -> None:
        for part, value in answers.items():
            self.page.locator(f"input[name={part}][value={value}]").check(force=True)

    def shoot(self, name: str, *, fold: bool = False, hard: bool = False) -> None:
        self.camera.take(self.page, name, fold=fold, hard=hard)

    def sign_in(self, person: str) -> None:
        self.go("/login")
        self.log_in(person)

    def log_in(self, person: str) -> None:
        """By way of the stand-in; somebody new also passes its page of consent."""
        self.arrive(".kakao-button")
        if "/account/login" in self.page.url:  # as Kakao, the stand-in remembers who signed in
            self.arrive(f"button[name=person][value={person}]")
        if "/account/consent" in self.page.url:
            self.arrive("button[name=act][value=agree]")

    def join(self, person: str, year: str = "1999") -> None:
        """Sign in and pass the gate, unless an earlier walk did so."""
        self.sign_in(person)
        if "/join" in self.page.url:
            self.pass_gate(year)

    def pass_gate(self, year: str = "1999") -> None:
        for name, text in {"year": year, "month": "3", "day": "14"}.items():
            self.page.fill(f"[name={name}]", text)
        self.page.locator("[name=terms]").check(force=True)
        self.press("[value=join]")


Walk = Callable[[Visitor], None]


def outside(one: Visitor) -> None:
    """What anybody sees."""
    one.go("/")
    one.shoot("1-home-01-landing", fold=True, hard=True)
    one.go("/login")
    one.shoot("1-home-02-login", fold=True)
    one.press(".kakao-button")
    one.press("button[value=cancel]")
    one.shoot("1-home-03-login-cancelled")
    one.go("/me")
    one.shoot("1-home-04-login-needed")


def texts(one: Visitor) -> None:
    """What is to be read."""
    for place, name in enumerate(("why", "privacy", "terms", "help"), 1):
        one.go(f"/{name}")
        one.shoot(f"6-texts-{place:02}-{name}", hard=name in ("why", "privacy"))


def gate(one: Visitor) -> None:
    """The page between Kakao and a membership."""
    one.sign_in("garam")
    one.shoot("2-join-01-fresh", fold=True, hard=True)
    one.press("button[value=join]")
    one.shoot("2-join-02-errors", fold=True, hard=True)
    one.join("garam", year="2020")
    one.shoot("2-join-03-too-young")


def journey(one: Visitor) -> None:
    """The question, every way through it, and My page afterwards."""
    one.join("sori")
    one.shoot("3-ask-01-fresh", fold=True, hard=True)
    one.go("/")
    one.shoot("4-mine-01-home-open")
    one.go("/onboarding")
    one.shoot("3-ask-06-overview-open")
    one.go("/onboarding/check")
    one.shoot("3-ask-08-check-open")
    one.go("/me/consents")
    one.shoot("4-mine-05-consents-never-asked")
    one.go("/me")
    one.shoot("4-mine-02-me-open")
    one.go("/onboarding/mbti")
    one.choose(ei="I", tf="F", jp="P")
    one.press(AGREE)
    one.shoot("3-ask-02-missing-pair", fold=True, hard=True)
    one.choose(sn="N")
    one.press(AGREE)
    one.shoot("3-ask-03-missing-tick")
    _stale(one)
    _answered(one)
    _withdrawn(one)


def _stale(one: Visitor) -> None:
    """The card changed while the page was open: 409, with the change marked."""
    one.go("/onboarding/mbti")
    one.choose(**ANSWER)
    ticket = one.page.locator("input[name=ticket]")
    stale = one.house.stale_ticket(ticket.get_attribute("value") or "", one.lang)
    ticket.evaluate("(input, value) => { input.value = value }", stale)
    one.page.locator("#agree").check(force=True)
    one.press(AGREE)
    one.shoot("3-ask-04-changed-card", hard=True)


def _answered(one: Visitor) -> None:
    one.page.locator("#agree").check(force=True)
    one.press(AGREE)
    one.shoot("3-ask-09-check")
    one.go("/onboarding/done")
    one.shoot("3-ask-10-done", hard=True)
    one.go("/onboarding")
    one.shoot("3-ask-07-overview")
    one.go("/onboarding/mbti")
    one.shoot("3-ask-05-live", fold=True)
    one.go("/")
    one.shoot("4-mine-03-home", fold=True, hard=True)
    one.go("/me")
    one.shoot("4-mine-04-me", hard=True)
    one.go("/me/edit/mbti")
    one.shoot("4-mine-10-edit-field")
    one.press(AGREE)
    one.shoot("4-mine-11-edit-saved")
    one.go("/me/consents")
    one.shoot("4-mine-06-consents", hard=True)
    one.press("main a[href^='/me/receipts/']")
    one.shoot("4-mine-12-receipt-given", hard=True)
    one.go("/me/sessions")
    one.shoot("4-mine-13-sessions-one")


def _withdrawn(one: Visitor) -> None:
    one.go("/me/consents")
    one.press("main form[action='/me/consents'] button")
    one.shoot("4-mine-07-consents-withdrawn")
    one.press("main a[href^='/me/receipts/']")
    one.shoot("4-mine-12-receipt-withdrawn")


def refusing(one: Visitor) -> None:
    """Somebody who says no, then leaves."""
    one.join("dain")
    one.press(SKIP)
    one.shoot("3-ask-09-check-skipped")
    one.go("/onboarding/done")
    one.shoot("3-ask-10-done-skipped")
    one.go("/")
    one.shoot("4-mine-03-home-skipped")
    one.go("/me/consents")
    one.shoot("4-mine-08-consents-refused")
    one.press("main a[href^='/me/receipts/']")
    one.shoot("4-mine-12-receipt-refused")
    one.go("/withdraw")
    one.shoot("5-leave-01-ask", hard=True)
    one.press("main form button")
    one.press("button[value=cancel]")
    one.shoot("5-leave-02-stayed")
    one.press("main form button")
    one.press("button[name=person][value=dain]")
    one.shoot("5-leave-03-done-waiting")
    one.house.work()
    one.page.reload()
    one.shoot("5-leave-04-done", hard=True)


def other_browser(one: Visitor) -> None:
    """The same person on another device."""
    one.sign_in("sori")
    one.go("/me/sessions")
    one.shoot("4-mine-14-sessions-two", hard=True)
    one.press("main button[value=others]")
    one.shoot("4-mine-15-sessions-ended")


def errors(one: Visitor) -> None:
    """Every row of the table of error pages, and the inventory of components."""
    for name in ERRORS:
        one.go(f"/_shots/{name}")
        one.shoot(f"7-errors-{name}", hard=name in ("404", "503"))
    one.go(f"/_design/{one.lang}")
    one.shoot("8-design")


# Each with the browser it is walked in; None is a phone.
WALKS: tuple[tuple[Walk, str | None], ...] = (
    (outside, None),
    (board, None),
    (applying, None),
    (gate, None),
    (journey, None),
    (lists, None),
    (fields, None),
    (fetching, None),
    (fetching_nothing, None),
    (photos, None),
    (mine, None),
    (linking, None),
    (cut_link, None),
    (returning, None),
    (refusing, None),
    (other_browser, "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0"),
    (texts, None),
    (errors, None),
    (later, None),
)
