"""The walk: every page and state a person can come to, in an order in which they come."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Error, Page, Response

SIZES = ((360, 740), (1280, 800))
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PATIENCE_MS = 8000

Step = Callable[[Page, str], object]


@dataclass(frozen=True)
class State:
    """A page in one state: its name, the steps from the state before, its HTTP status."""

    name: str
    steps: tuple[Step, ...]
    status: int = 200


def go(path: str) -> Step:
    return lambda page, origin: page.goto(origin + path)


def press(selector: str) -> Step:
    return lambda page, _origin: page.locator(selector).first.click()


def tick(selector: str) -> Step:
    return lambda page, _origin: page.locator(selector).first.check(force=True)


def write(**boxes: str) -> Step:
    def act(page: Page, _origin: str) -> None:
        for name, text in boxes.items():
            page.fill(f"[name={name}]", text)

    return act


def forget(page: Page, _origin: str) -> None:
    """Be a new browser, to the stand-in, too: as Kakao, it remembers who signed in."""
    page.context.clear_cookies()


def sign_in(person: str) -> tuple[Step, ...]:
    """By way of the stand-in; somebody new also passes its page of consent."""
    chosen = press(f"button[name=person][value={person}]")
    return (go("/login"), press(".kakao-button"), chosen, press("button[name=act][value=agree]"))


BORN = {"month": "3", "day": "14"}
WITHDRAW = "main form[action='/me/consents'] button"
ANSWERED = tuple(tick(f"[name={part}]") for part in ("ei", "sn", "tf", "jp"))

STATES = (
    State("landing", (go("/"),)),
    State("why", (go("/why"),)),
    State("privacy", (go("/privacy"),)),
    State("terms", (go("/terms"),)),
    State("help", (go("/help"),)),
    State("not-found", (go("/nowhere"),), status=404),
    State("login", (go("/login"),)),
    State("login-needed", (go("/me"),)),
    State("join", sign_in("sori")),
    State("join-errors", (press("button[value=join]"),), status=422),
    State(
        "join-too-young",
        (write(year="2020", **BORN), tick("[name=terms]"), press("[value=join]")),
        status=403,
    ),
    State("journey-first", (
        forget, *sign_in("taesan"),
        write(year="1999", **BORN), tick("[name=terms]"), press("[value=join]"),
    )),
    State("journey-overview", (go("/onboarding"),)),
    State("home-before", (go("/"),)),
    State("me-empty", (go("/me"),)),
    State("question", (go("/onboarding/mbti"),)),
    State("question-errors", (press("main button[value=agree]"),), status=422),
    State("question-answered", (*ANSWERED, tick("[name=agree]"))),
    State("question-after", (press("main button[value=agree]"),)),
    State("check", (go("/onboarding/check"),)),
    State("done", (go("/onboarding/done"),)),
    State("home", (go("/"),)),
    State("me", (go("/me"),)),
    State("edit", (go("/me/edit"),)),
    State("edit-field", (go("/me/edit/mbti"),)),
    State("consents", (go("/me/consents"),)),
    State("receipt", (press("main a[href^='/me/receipts/']"),)),
    State("consent-withdrawn", (go("/me/consents"), press(WITHDRAW))),
    State("edit-field-again", (go("/me/edit/mbti"),)),
    State("skipped", (go("/onboarding/mbti"), press("main button[value=skip]"))),
    State("sessions", (go("/me/sessions"),)),
    State("leave", (go("/withdraw"),)),
    State("left", (press("main form button"), press("button[name=person][value=taesan]"))),
)  # fmt: skip


def walk(page: Page, origin: str, folder: Path, only: str) -> Iterator[str]:
    """Photograph every state whose name holds `only`; a sentence for each that is not as it was."""
    page.set_default_timeout(PATIENCE_MS)
    statuses: list[int] = []
    page.on("response", lambda answer: _note(answer, statuses))
    for number, state in enumerate(STATES, 1):
        statuses.clear()
        try:
            for step in state.steps:
                step(page, origin)
        except Error as error:
            yield f"{state.name} is out of reach: {error.message.splitlines()[0]}"
            continue
        if only in state.name:
            _take(page, folder, f"{number:02}-{state.name}")
        if statuses and statuses[-1] != state.status:
            yield f"{state.name} answered {statuses[-1]} instead of {state.status}."


def _note(answer: Response, statuses: list[int]) -> None:
    if answer.request.is_navigation_request():
        statuses.append(answer.status)


def _take(page: Page, folder: Path, name: str) -> None:
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            file = folder / f"{width}x{height}-{scheme}" / f"{name}.png"
            file.parent.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=file, full_page=True)
