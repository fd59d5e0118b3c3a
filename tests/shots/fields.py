"""The walk through what people write themselves: a number and its code, a choice, a year, a name."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.shots.walks import Visitor

AGREE, SKIP = "main button[value=agree]", "main button[value=skip]"


def fields(one: "Visitor") -> None:
    """The questions of the journey, then the two that only My page asks."""
    one.sign_in("bom")
    for name, text in {"year": "1999", "month": "3", "day": "14"}.items():
        one.page.fill(f"[name={name}]", text)
    one.page.locator("[name=keep_year]").check(force=True)
    one.page.locator("[name=terms]").check(force=True)
    one.shoot("2-join-04-keeps-year")
    one.press("[value=join]")
    _number(one)
    _choice(one)
    _year(one)
    _name(one)


def _number(one: "Visitor") -> None:
    one.go("/onboarding/phone")
    one.shoot("3-ask-80-phone", fold=True, hard=True)
    one.page.fill("#value", "02-1234-5678 (집)")
    one.press(AGREE)
    one.shoot("3-ask-81-phone-refused", fold=True)
    _agree(one, value="010-1234-5678")
    one.shoot("3-ask-82-code", fold=True, hard=True)
    one.page.fill("#code", "12 34")
    one.press(AGREE)
    one.shoot("3-ask-83-code-unreadable")
    for number in range(10):
        one.page.fill("#code", f"{number}" * 6)
        one.press(AGREE)
        if not number:
            one.shoot("3-ask-84-code-wrong", fold=True)
    one.shoot("3-ask-85-code-paused")


def _choice(one: "Visitor") -> None:
    one.go("/onboarding/gender")
    one.shoot("3-ask-86-gender", fold=True, hard=True)
    one.press(AGREE)
    one.shoot("3-ask-87-gender-nothing", fold=True)
    one.choose(value="own")
    one.shoot("3-ask-88-gender-own", fold=True, hard=True)
    _agree(one, own="논바이너리")


def _year(one: "Visitor") -> None:
    one.go("/onboarding/age")
    one.shoot("3-ask-89-age-carried", fold=True, hard=True)
    one.page.fill("#value", "'99")
    one.press(AGREE)
    one.shoot("3-ask-90-age-refused", fold=True)
    _agree(one, value="1999")


def _name(one: "Visitor") -> None:
    one.go("/me/edit/name")
    one.shoot("4-mine-30-name", fold=True)
    _agree(one, value="소리")
    one.go("/me/edit/email")
    one.shoot("4-mine-31-email", fold=True)
    one.page.fill("#value", "소리")
    one.press(AGREE)
    one.shoot("4-mine-32-email-refused")
    _agree(one, value="sori@example.com")
    one.go("/me")
    one.shoot("4-mine-33-me-by-name", fold=True, hard=True)
    one.go("/me/edit/name")
    one.shoot("4-mine-34-name-kept")
    one.go("/onboarding/check")
    one.shoot("3-ask-91-check-fields")


def _agree(one: "Visitor", **lines: str) -> None:
    for name, text in lines.items():
        one.page.fill(f"[name={name}]:not([type=radio])", text)
    one.page.locator("#agree").check(force=True)
    one.press(AGREE)
