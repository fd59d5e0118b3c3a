"""One person's way through every page of the house, in one language, page by page."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from PIL import Image
from werkzeug.exceptions import HTTPException, abort
from werkzeug.test import TestResponse

from tests.i18n.events import apply, see_events
from tests.world import GROWN, MBTI, Browser, World
from webapp.standin.people import BY_KEY
from webapp.web.errors.table import PAGES
from webapp.web.fetch_words import _SENTENCES as FETCH_WORDS
from webapp.web.notices import _SENTENCES

PEOPLE = {"ko": ("garam", "dain"), "en": ("sori", "byeol")}  # grown up, and as if a child
OPEN = ("/", "/why", "/privacy", "/terms", "/help", "/login")
OWN = (
    "/",
    "/onboarding",
    "/onboarding/mbti",
    "/onboarding/mbti?from=check",
    "/onboarding/check",
    "/onboarding/done",
    "/me",
    "/me/edit",
    "/me/edit/mbti",
    "/me/consents",
    "/me/correction",
    "/me/notifications",
    "/me/export",
    "/me/sessions",
    "/withdraw",
)
BIRTHS = (
    {"year": "99"},
    {"month": "13"},
    {"day": "0"},
    {"month": "2", "day": "30"},
    {"year": "2999"},
    {"year": "1799"},
    {"terms": ""},
)
QUESTION = "/onboarding/mbti"


@dataclass(frozen=True)
class Page:
    """A page as it was answered, read once."""

    status: int
    html: str

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "html.parser")

    @cached_property
    def texts(self) -> list[str]:
        """Every text of the page and every attribute that is read aloud."""
        aloud = ("aria-label", "alt", "title", "placeholder", "data-label")
        tags = self.soup.select("*")
        said = [str(tag[name]) for tag in tags for name in aloud if name in tag.attrs]
        return [*self.soup.stripped_strings, *said]


@dataclass
class Walk:
    """A browser in one language and every page it was shown, by where and in which state."""

    world: World
    lang: str
    browser: Browser
    pages: dict[str, Page] = field(default_factory=dict)

    def see(self, state: str, answer: TestResponse, status: int = 200) -> None:
        assert answer.status_code == status, (state, answer.status_code)
        self.pages[state] = Page(answer.status_code, answer.get_data(as_text=True))

    def look(self, path: str, state: str = "") -> None:
        self.see(f"{path} {state}".strip(), self.browser.get(path))


def walk(world: World, lang: str) -> Walk:
    """Go everywhere in `lang`: signed out, at the gate, new, skipping, answering, leaving."""
    on = Walk(world, lang, _speaking(world, lang))
    for path in (*OPEN, *(f"/login?done={word}" for word in _SENTENCES)):
        on.look(path)
    see_events(on)
    _be_too_young(on)
    _join(on)
    for path in OWN:
        on.look(path, "new")
    _link(on)
    _fetch(on)
    _answer(on)
    _write_a_number(on)
    _show_a_photo(on)
    _carry_away(on)
    apply(on)
    _leave(on)
    _fail(on)
    return on


def _speaking(world: World, lang: str) -> Browser:
    """A browser that came with the other language and pressed the language button."""
    browser = world.browser()
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en" if lang == "ko" else "ko"
    answer = browser.post("/language", data={"lang": lang, "back": "/"})
    assert answer.status_code == 303
    return browser


def _be_too_young(on: Walk) -> None:
    child = Walk(on.world, on.lang, _speaking(on.world, on.lang))
    on.world.log_in(child.browser, PEOPLE[on.lang][1])
    answer = child.browser.fill("/join", **GROWN | {"year": "2020"})
    on.see("/join too young", answer, 403)


def _join(on: Walk) -> None:
    on.world.log_in(on.browser, PEOPLE[on.lang][0])
    on.look("/join")
    for birth in BIRTHS:
        on.see(f"/join {birth}", on.browser.fill("/join", **GROWN | birth), 422)
    on.see("/join no token", on.browser.post("/join", data=GROWN), 400)
    stale = {"ticket": "x"}
    on.see("/join other terms", on.browser.fill("/join", **GROWN | stale), 409)
    assert on.browser.fill("/join", **GROWN).status_code == 303


def _link(on: Walk) -> None:
    """Look at the link to Kakao as it may stand, the same for both people."""
    kakao, person = on.world.standin.state, BY_KEY[PEOPLE[on.lang][0]]
    known = kakao.linked(person)
    assert known is not None
    kakao.revoke(person, frozenset(known.scopes))
    on.look("/me/kakao", "nothing agreed to")
    kakao.link(person, frozenset({"gender", "account_email"}))
    on.look("/me/kakao", "agreed")
    assert on.browser.fill("/me/kakao", scope="gender").status_code == 303
    on.look("/me/kakao", "one less")
    kakao.switch_on("api_500", times=3)
    on.look("/me/kakao", "silence")
    assert on.browser.fill("/me/kakao", scope="account_email").status_code == 303
    on.look("/me/kakao", "one on its way")
    kakao.unlink(person)
    on.look("/me/kakao", "cut")
    kakao.link(person, frozenset(known.scopes))


def _fetch(on: Walk) -> None:
    """Send to Kakao for a number, in the journey and on My page, with every way it may end."""
    for question in ("/onboarding/phone", "/me/edit/phone"):
        card = f"{question}/kakao"
        on.look(card, "new")
        on.look(f"{card}?done=fetch_other")
        on.see(f"{card} not ticked", on.browser.fill(card, act="agree"), 422)
        on.see(f"{card} no token", on.browser.post(card, data={"act": "agree"}), 400)
        on.see(f"{card} stale", on.browser.fill(card, act="agree", ticket="x"), 409)
        for word in (*FETCH_WORDS, "fetch_none", "fetch_unusable", "erased", "kept"):
            on.look(f"{question}?done={word}")
        away = on.browser.fill(card, act="agree", agree="yes")
        assert on.world.come_back(on.browser, away, PEOPLE[on.lang][0]).status_code == 303
        on.look(f"{card}?done=fetched")
        on.look(card, "given")
        held = on.browser.fill(card, act="agree")
        on.see(f"{card} not ticked, given", held, 422)
        assert on.browser.fill("/me/consents", notice="phone").status_code == 303


def _answer(on: Walk) -> None:
    on.see(f"{QUESTION} empty", on.browser.fill(QUESTION, act="agree"), 422)
    on.see(f"{QUESTION} not ticked", on.browser.fill(QUESTION, act="agree", **MBTI), 422)
    on.see(f"{QUESTION} no token", on.browser.post(QUESTION, data=MBTI), 400)
    _press(on, act="skip")
    _look_at_own(on, "skipped")
    _press(on, act="agree", agree="yes", **MBTI)
    on.world.log_in(on.world.browser(), PEOPLE[on.lang][0])  # a second device
    _look_at_own(on, "given")
    on.world.clock.forward(days=1)
    assert on.browser.fill("/me/consents", notice="mbti").status_code == 303
    _look_at_own(on, "withdrawn")
    on.world.clock.forward(days=-1)


def _write_a_number(on: Walk) -> None:
    """Agree to be called; the number counts when the code from the text message is typed."""
    number = {"value": "010-1234-5678", "agree": "yes", "act": "agree"}
    for question in ("/onboarding/phone", "/me/edit/phone"):
        sent = on.browser.fill(question, **number)
        assert sent.headers["Location"].partition("?")[0] == f"{question}/code"
        on.look(f"{question}/code")
        on.see(
            f"{question}/code wrong",
            on.browser.fill(f"{question}/code", act="agree", code="x"),
            422,
        )


def _show_a_photo(on: Walk) -> None:
    for question in ("/onboarding/photo", "/me/edit/photo"):
        on.look(question)
        on.see(f"{question} none", on.browser.fill(question, act="agree", agree="yes"), 422)
    taken = BytesIO()
    Image.new("RGB", (640, 480), "rebeccapurple").save(taken, "JPEG")
    taken.seek(0)
    shown = {"value": (taken, "me.jpg"), "act": "agree", "agree": "yes"}
    assert on.browser.fill("/onboarding/photo", **shown).status_code == 303
    for question in ("/onboarding/photo", "/me/edit/photo"):
        on.look(f"{question}/crop")
        on.look(question, "given")
    on.look("/me/correction", "with a value")


def _carry_away(on: Walk) -> None:
    away = on.browser.fill("/me/export")
    back = on.world.come_back(on.browser, away, PEOPLE[on.lang][0])
    on.look(urlsplit(back.headers["Location"])._replace(scheme="", netloc="").geturl(), "open")


def _press(on: Walk, **form: str) -> None:
    assert on.browser.fill(QUESTION, **form).status_code == 303


def _look_at_own(on: Walk, state: str) -> None:
    for path in OWN:
        on.look(path, state)
    consents = on.pages[f"/me/consents {state}"].html
    on.look("/me/receipts/" + consents.partition("/me/receipts/")[2][:36], state)


def _leave(on: Walk) -> None:
    away = on.browser.fill("/withdraw")
    back = on.world.come_back(on.browser, away, PEOPLE[on.lang][0])
    on.look(urlsplit(back.headers["Location"])._replace(scheme="", netloc="").geturl())


def _fail(on: Walk) -> None:
    """Every row of the table of errors, as a person would see it."""
    for kind, page in PAGES.items():
        with _broken(on.world, kind):
            on.see(f"error {kind}", on.browser.get("/help"), page.status)


@contextmanager
def _broken(world: World, kind: int | type[Exception]) -> Iterator[None]:
    def fail() -> str:
        if isinstance(kind, int):
            abort(kind)
        raise kind() if issubclass(kind, HTTPException) else kind.__new__(kind)

    views = world.app.view_functions
    sound = views["policy.help_page"]
    views["policy.help_page"] = fail
    try:
        yield
    finally:
        views["policy.help_page"] = sound
