"""What a state of a page is, and the steps that lead to one."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from playwright.sync_api import Page

from tests.browser import walk
from tests.browser.answers import choose_photo
from tests.browser.house import House
from tests.photos.pictures import moving
from webapp import wiring
from webapp.members.staff import Clerk
from webapp.profile.ports import Outcome
from webapp.rights.desk import Ruling

Step = Callable[[Page, House], None]


@dataclass(frozen=True)
class State:
    """A page in one state: who stands there (a role of the house), where, and what they did.

    `within` names a state that shows all of this and more; the quick suite looks at that one.
    """

    name: str
    who: str
    path: str
    steps: tuple[Step, ...] = ()
    status: int = 200
    within: str = ""


def press(value: str) -> Step:
    return lambda page, _house: walk.act(page, value).click()


def choose(**letters: str) -> Step:
    return lambda page, _house: walk.choose(page, **letters)


def tick(name: str) -> Step:
    return lambda page, _house: page.check(f"input[name={name}]")


def spoil(name: str) -> Step:
    """Let a hidden part of the form be one that no longer fits."""

    def act(page: Page, _house: House) -> None:
        page.locator(f"main input[name={name}]").first.evaluate("box => { box.value = 'x' }")

    return act


def born(**parts: str) -> Step:
    return lambda page, _house: walk.write_birth(page, **parts)


def withdraw(page: Page, _house: House) -> None:
    walk.withdraw_button(page).click()


def read_card(page: Page, _house: House) -> None:
    page.locator("main a[href^='/me/receipts/']").first.click()


def fall() -> str:
    """Be a view that fails."""
    raise RuntimeError


def break_down(page: Page, house: House) -> None:
    """Open a page whose view fails, as no page of ours does by itself."""
    views = house.app.view_functions
    sound = views["policy.help_page"]
    views["policy.help_page"] = fall
    try:
        page.goto(f"{house.address}/help")
    finally:
        views["policy.help_page"] = sound


def taste(page: Page, _house: House) -> None:
    """Tick more genres than may be, and add artists, one of them with a very long name."""
    for box in page.locator(".tag input").all()[:11]:
        box.check()
    for name in ("새소년", "Tyler, The Creator", "긴이름" * 20):
        page.fill("#artist", name)
        page.press("#artist", "Enter")


def seek(words: str) -> Step:
    return lambda page, _house: page.fill("#q", words)


def province(code: str) -> Step:
    def act(page: Page, _house: House) -> None:
        page.select_option("#sido", code)

    return act


def write(**texts: str) -> Step:
    """Write into boxes."""

    def act(page: Page, _house: House) -> None:
        for name, text in texts.items():
            page.fill(f"[name={name}]", text)

    return act


def moving_photo(page: Page, _house: House) -> None:
    """Choose a file that is no photo."""
    choose_photo(page, moving("GIF"))


def prove(page: Page, house: House) -> None:
    """Confirm at Kakao that it is oneself who asks for the copy."""
    page.locator("main form[action='/me/export'] button").click()
    walk.be(page, house.latest)
    page.wait_for_url("**/me/export?*")


def other_audience(page: Page, _house: House) -> None:
    """Choose who else may see the answer, without saying so yet."""
    page.locator("fieldset.audience > label").nth(1).click()


def own_words(page: Page, _house: House) -> None:
    """Choose to write it oneself, and write nothing."""
    page.check("input[name=value][value=own]")


def ask_for_correction(page: Page, _house: House) -> None:
    """Ask for a correction with words that are long for a narrow page."""
    page.fill("[name=said]", "끝자리가 달라요. " * 12)
    walk.act(page, "ask").click()
    page.wait_for_url("**/me/correction?done=correcting")


def settle_corrections(_page: Page, house: House) -> None:
    """Let staff leave every contested value as it is, with a reason."""
    desk = wiring.build_desk(house.settings, now=house.clock)
    ruling = Ruling(Outcome.KEPT, "전화로 확인했고 번호가 맞아요.", {})
    for case in desk.waiting():
        desk.settle(case.correction.reference, Clerk(uuid4(), "test"), ruling)


def go(path: str) -> Step:
    def act(page: Page, house: House) -> None:
        page.goto(house.address + path)

    return act
