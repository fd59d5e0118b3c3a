"""The states of the page of the link to Kakao that need somebody to do something."""

from playwright.sync_api import Page

from tests.browser.house import House
from tests.browser.state import State

PAGE = "/me/kakao"


def end_one(page: Page, _house: House) -> None:
    page.locator("main form[action='/me/kakao'] button").first.click()


def silence(page: Page, house: House) -> None:
    """Look again while Kakao does not answer, and end one agreement: it is then on its way."""
    house.standin.state.switch_on("api_500")
    try:
        page.reload()
        end_one(page, house)
        page.wait_for_load_state()
    finally:
        house.standin.state.switch_off()


LINK = (
    State(
        "link to Kakao, one ended",
        "fetcher",
        PAGE,
        (end_one,),
        within="link to Kakao, with agreements",
    ),
    State(
        "link to Kakao, silence there",
        "fetcher",
        PAGE,
        (silence,),
        within="link to Kakao, with agreements",
    ),
    State("login, ended elsewhere", "", "/login?done=over", within="login, cancelled"),
)
