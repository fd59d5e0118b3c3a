"""The walk of fetching from Kakao: the card, the way, what came, and all that may not come."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.shots.walks import Visitor

AGREE, SKIP = "main button[value=agree]", "main button[value=skip]"
CARD = "/onboarding/phone/kakao"


def _to_kakao(one: "Visitor", card: str, person: str) -> None:
    """Tick, press, and log in there if it asks who is there."""
    one.go(card)
    one.page.locator("#agree").check(force=True)
    one.press(AGREE)
    if "/account/login" in one.page.url:
        one.press(f"button[name=person][value={person}]")


def _fetch(one: "Visitor", card: str, person: str) -> None:
    _to_kakao(one, card, person)
    if "/account/consent" in one.page.url:
        one.press("button[name=act][value=agree]")


def fetching(one: "Visitor") -> None:
    """Everything the pages of fetching can show."""
    one.join("garam")
    one.go("/onboarding/phone")
    one.shoot("3-ask-40-fetch-offered", fold=True)
    one.go(CARD)
    one.shoot("3-ask-41-fetch-card", fold=True, hard=True)
    one.press(AGREE)
    one.shoot("3-ask-42-fetch-not-ticked", fold=True)
    _to_kakao(one, CARD, "garam")
    one.press("button[value=cancel]")
    one.shoot("3-ask-43-fetch-cancelled", fold=True)
    _fetch(one, CARD, "garam")
    one.shoot("3-ask-44-fetched", fold=True, hard=True)
    one.go(CARD)
    one.shoot("3-ask-45-fetch-again", fold=True)
    one.go("/me/edit/email")
    one.shoot("4-mine-30-fetch-offered", fold=True)
    _fetch(one, "/me/edit/email/kakao", "garam")
    one.shoot("4-mine-31-fetched", fold=True, hard=True)
    one.go("/me/consents")
    one.press("main a[href^='/me/receipts/']")
    one.shoot("4-mine-32-fetch-receipt")
    one.go("/me")
    one.shoot("4-mine-33-fetched-me")


def fetching_nothing(one: "Visitor") -> None:
    """Somebody whose account at Kakao holds nothing that can be taken over."""
    one.join("rio")
    _fetch(one, CARD, "rio")
    one.shoot("3-ask-46-fetch-unusable", fold=True)
