"""The states of a number that is being checked, and of a year that came along from the gate."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

from tests.browser import walk
from tests.browser.house import House
from tests.browser.state import State, Step

CODE, MINE = "/onboarding/phone/code", "/me/edit/phone/code"
AWAITER = "code_awaiter"


class Nobody:
    """Takes text messages and shows them to nobody."""

    def send(self, number: str, text: str) -> None:
        """Take one."""


@contextmanager
def codes_sent(house: House, *, on: bool) -> Iterator[None]:
    """Let telephone numbers be checked by a code meanwhile."""
    numbers = house.app.extensions["duett.services"].numbers
    numbers._texts = Nobody() if on else None
    try:
        yield
    finally:
        numbers._texts = None


def guesses(times: int) -> tuple[Step, ...]:
    """Type that many codes that nobody was sent (but for one chance in a million)."""

    def guess(page: Page, _house: House) -> None:
        page.fill("#code", "000000")
        walk.act(page, "agree").click()

    return (guess,) * times


CODES = (
    State("code", AWAITER, CODE, within="code, wrong"),
    State("code, sent again", AWAITER, f"{CODE}?done=code_sent", within="code, wrong"),
    State("code, wrong", AWAITER, CODE, guesses(1), 422),
    State("code, paused", AWAITER, CODE, guesses(10), 429, within="code, wrong"),
    State("code on My page", AWAITER, f"{MINE}?done=code_unsent", within="code, wrong"),
    State(
        "question, code too late",
        "newcomer",
        "/onboarding/phone?done=code_over",
        within="question, fetching given up",
    ),
    State("age, from the gate", "year_keeper", "/onboarding/age"),
)
