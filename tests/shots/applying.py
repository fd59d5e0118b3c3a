"""The walk of applying: signed out, through the gate, one question a page, sending, one's own."""

from typing import TYPE_CHECKING

from tests.events.samples import TYPED
from tests.shots.board import put_up_both

if TYPE_CHECKING:
    from tests.shots.walks import Visitor

PARTY, PANSORI = "/events/late-autumn-listening", "/events/first-pansori"
AGREE, SKIP = "main button[value=agree]", "main button[value=skip]"
LONG = "땅콩" * 600


def applying(one: "Visitor") -> None:
    """Everything somebody new meets who applies."""
    put_up_both(one)
    one.go(f"{PANSORI}/apply/1")
    one.shoot("9-events-10-signed-out", fold=True)
    _agree(one, "garam@example.com")
    one.shoot("9-events-11-parked", fold=True)
    one.log_in("byeol")
    if "/join" in one.page.url:
        one.pass_gate()
    one.shoot("9-events-12-came-back", fold=True)
    _answer(one)
    _mine(one)


def _answer(one: "Visitor") -> None:
    one.go(f"{PARTY}/apply")
    one.shoot("9-events-13-conditions", fold=True)
    for name, text in {"year": "1999", "month": "3", "day": "14"}.items():
        one.page.fill(f"[name={name}]", text)
    one.press("main form button")
    one.shoot("9-events-14-question", fold=True, hard=True)
    _agree(one, TYPED["phone"])
    one.page.fill("[name=value]", LONG)
    one.press(AGREE)
    one.shoot("9-events-15-too-long", fold=True)
    one.press(SKIP)
    _agree(one, TYPED["name"])
    one.shoot("9-events-16-sponsor", fold=True, hard=True)
    one.press(AGREE)
    one.shoot("9-events-17-sponsor-not-ticked", fold=True)
    one.page.locator("#agree").check(force=True)
    one.press(AGREE)
    one.shoot("9-events-18-check", fold=True, hard=True)
    one.press("main form button")
    one.shoot("9-events-19-done", fold=True, hard=True)


def _mine(one: "Visitor") -> None:
    own = PARTY.replace("/events", "/me/events")
    one.go("/me/events")
    one.shoot("9-events-20-mine", fold=True, hard=True)
    one.go(own)
    one.shoot("9-events-21-one", fold=True, hard=True)
    for number in (1, 4):
        one.go(f"{PARTY}/apply/{number}?from=mine")
        one.shoot(f"9-events-26-change-{number}", fold=True)
    one.go(PARTY)
    one.shoot("9-events-22-applied")
    one.go("/me/consents")
    one.shoot("9-events-23-consents")
    one.go("/")
    one.shoot("9-events-24-home")
    one.go("/events")
    one.shoot("9-events-27-list-applied")
    one.go(own)
    one.press("form[action$=cancel] button")
    one.shoot("9-events-25-cancelled", fold=True)


def _agree(one: "Visitor", value: str) -> None:
    one.page.fill("[name=value]", value)
    one.page.locator("#agree").check(force=True)
    one.press(AGREE)
