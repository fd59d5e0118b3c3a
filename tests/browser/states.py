"""Every page, and every state a page can be in, with the shortest way of coming there."""

from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import Page, Response

from tests.browser import walk
from tests.browser.applying import APPLYING
from tests.browser.board import BOARD
from tests.browser.codes import CODES, codes_sent
from tests.browser.house import House
from tests.browser.linking import LINK
from tests.browser.mine import ASKED, MINE
from tests.browser.returning import BACK
from tests.browser.state import (
    State,
    born,
    break_down,
    choose,
    press,
    province,
    read_card,
    seek,
    spoil,
    taste,
    tick,
    withdraw,
)

ANSWERED = (choose(), tick("agree"), press("agree"))
QUESTION = "/onboarding/mbti"
FIELD = "/me/edit/mbti"
FETCHING = "/onboarding/phone/kakao"
MUSIC, REGION = "/onboarding/music", "/onboarding/region"

STATES = (
    State("first page", "", "/", within="first page, signed out"),
    State("first page, signed out", "", "/?done=signed_out"),
    State("why", "", "/why"),
    State("privacy", "", "/privacy"),
    State("terms", "", "/terms"),
    State("help", "", "/help"),
    State("login", "", "/login", within="login, cancelled"),
    State("login, cancelled", "", "/login?done=cancelled"),
    State("login, on the way to a page", "", "/me", within="login, cancelled"),
    State("no such page", "", "/nowhere", status=404),
    State(
        "login unknown",
        "",
        "/auth/kakao/callback?state=x&code=x",
        status=400,
        within="no such page",
    ),
    State("broken", "", "/", (break_down,), status=500),
    State("inventory of the design", "", "/_design/{lang}"),
    State("left", "leaver", ""),
    State("gate", "pending", "/join"),
    State("gate, nothing filled in", "pending", "/join", (press("join"),), 422),
    State(
        "gate, no such day",
        "pending",
        "/join",
        (born(year="1999", month="2", day="30"), press("join")),
        422,
        within="gate, nothing filled in",
    ),
    State(
        "gate, token gone",
        "pending",
        "/join",
        (spoil("csrf_token"), press("join")),
        400,
        within="gate, terms changed",
    ),
    State(
        "gate, terms changed",
        "pending",
        "/join",
        (born(**walk.ADULT), tick("terms"), spoil("ticket"), press("join")),
        409,
    ),
    State("too young", "pending", "/join", (born(**walk.CHILD), tick("terms"), press("join")), 403),
    State("home, new", "newcomer", "/", within="home, asked again"),
    State("list of questions, new", "newcomer", "/onboarding", within="list of questions"),
    State("question", "newcomer", QUESTION),
    State(
        "question, answered", "newcomer", QUESTION, ANSWERED[:1], within="question, nothing chosen"
    ),
    State("question, nothing chosen", "newcomer", QUESTION, (press("agree"),), 422),
    State(
        "question, one pair missing",
        "newcomer",
        QUESTION,
        (choose(ei="E", sn="S", tf="T"), tick("agree"), press("agree")),
        422,
        within="question, nothing chosen",
    ),
    State(
        "question, not ticked",
        "newcomer",
        QUESTION,
        (choose(), press("agree")),
        422,
        within="question, nothing chosen",
    ),
    State(
        "question, token gone",
        "newcomer",
        QUESTION,
        (choose(), tick("agree"), spoil("csrf_token"), press("agree")),
        400,
        within="question, card changed",
    ),
    State(
        "question, card changed",
        "newcomer",
        QUESTION,
        (choose(), tick("agree"), spoil("ticket"), press("agree")),
        409,
    ),
    State("music", "newcomer", MUSIC, within="music, refused"),
    State("music, refused", "newcomer", MUSIC, (taste, press("agree")), 422),
    State("music, not found", "newcomer", MUSIC, (seek("새소년"),), within="music, refused"),
    State("region", "newcomer", REGION, within="region, refused"),
    State("region, refused", "newcomer", REGION, (province("41"), press("agree")), 422),
    State("fetching", "newcomer", FETCHING, within="fetching, not ticked"),
    State("fetching, not ticked", "newcomer", FETCHING, (press("agree"),), 422),
    State(
        "fetching, card changed",
        "newcomer",
        FETCHING,
        (tick("agree"), spoil("ticket"), press("agree")),
        409,
        within="fetching, not ticked",
    ),
    State(
        "fetching, another account",
        "newcomer",
        f"{FETCHING}?done=fetch_other",
        within="fetching, not ticked",
    ),
    State("fetching, a consent lives", "fetcher", FETCHING, within="fetching, not ticked"),
    State("fetched", "fetcher", f"{FETCHING}?done=fetched"),
    State("fetched on My page", "fetcher", "/me/edit/phone/kakao?done=fetched", within="fetched"),
    State(
        "question, fetching given up",
        "newcomer",
        "/onboarding/phone?done=fetch_cancelled",
        within="question, card changed",
    ),
    State("check, new", "newcomer", "/onboarding/check", within="check, skipped"),
    State("My page, new", "newcomer", "/me", within="My page, skipped"),
    State("consents, new", "newcomer", "/me/consents", within="consents, refused"),
    State("field", "newcomer", FIELD, within="field, who may see it"),
    State(
        "field, not ticked",
        "newcomer",
        FIELD,
        (choose(), press("agree")),
        422,
        within="question, not ticked",
    ),
    State("home", "giver_of_all", "/"),
    State("list of questions", "giver_of_all", "/onboarding"),
    State("question, consent lives", "giver", QUESTION),
    State("check", "giver_of_all", "/onboarding/check"),
    State("done", "giver_of_all", "/onboarding/done"),
    State("My page", "giver_of_all", "/me"),
    State("edit", "giver_of_all", "/me/edit", within="edit, saved"),
    State("edit, saved", "giver_of_all", "/me/edit?done=saved&of=music"),
    State("field, consent lives", "giver", FIELD, within="field, who may see it"),
    State("consents", "giver_of_all", "/me/consents"),
    State("card as it was shown", "giver", "/me/consents", (read_card,)),
    State("consents, withdrawn just now", "giver", "/me/consents", (withdraw,)),
    State("consents, refused", "refuser", "/me/consents"),
    State("check, skipped", "refuser", "/onboarding/check"),
    State("My page, skipped", "refuser", "/me"),
    State(
        "consents, withdrawn", "withdrawer", "/me/consents", within="consents, withdrawn just now"
    ),
    State("browsers, this one", "giver", "/me/sessions", within="browsers, two"),
    State("browsers, two", "user_of_two", "/me/sessions"),
    *ASKED,
    *CODES,
    *MINE,
    *LINK,
    *BACK,
    *BOARD,
    *APPLYING,
    State("leaving", "giver", "/withdraw", within="leaving, stayed"),
    State("leaving, stayed", "giver", "/withdraw?done=stayed"),
)


class Arrival(NamedTuple):
    """A page that has come to its state, and the document it was sent."""

    page: Page
    html: str


def come_to(
    state: State, open_page: Callable[..., Page], house: House, lang: str = "ko"
) -> Arrival:
    """Bring a page to a state, and look that it answered as it should."""
    with codes_sent(house, on=state in CODES):
        return _come_to(state, open_page, house, lang)


def _come_to(state: State, open_page: Callable[..., Page], house: House, lang: str) -> Arrival:
    known = getattr(house, state.who)(lang) if state.who else ""
    left = state.who == "leaver"
    page = open_page(cookie="" if left else known, lang=lang)
    documents: list[Response] = []

    def note(answer: Response) -> None:
        if answer.request.is_navigation_request():
            documents.append(answer)

    page.on("response", note)
    path = known.removeprefix(house.address) if left else state.path.format(lang=lang)
    page.goto(house.address + path)
    for step in state.steps:
        step(page, house)
    page.wait_for_load_state()
    page.remove_listener("response", note)
    assert documents[-1].status == state.status, f"{state.name}: {documents[-1].status}"
    return Arrival(page, documents[-1].text())
