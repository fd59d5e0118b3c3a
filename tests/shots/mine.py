"""The walks of My page with everything given, and of coming back after a week, a year, and more."""

from typing import TYPE_CHECKING

from tests.browser.answers import give
from tests.photos.pictures import portrait, saved

if TYPE_CHECKING:
    from tests.shots.walks import Visitor

FIELDS = ("photo", "mbti", "music", "region", "phone", "gender", "age", "name", "email")


def _give_all(one: "Visitor") -> None:
    for field in FIELDS:
        one.go(f"/me/edit/{field}")
        give(one.page, field, saved(portrait(), "JPEG"))
        if one.page.url.endswith("/code"):  # nobody reads text messages here
            one.go("/me")


def mine(one: "Visitor") -> None:
    """Everything My page can show of somebody who gave everything."""
    one.join("byeol")
    _give_all(one)
    one.go("/me")
    one.shoot("4-mine-60-me-full", fold=True, hard=True)
    one.go("/me/edit")
    one.shoot("4-mine-61-edit-full")
    one.go("/onboarding/check")
    one.shoot("3-ask-95-check-full", hard=True)
    one.go("/")
    one.shoot("4-mine-62-home-full", fold=True)
    one.go("/me/consents")
    one.shoot("4-mine-63-consents-full", hard=True)
    _audience(one)
    _correction(one)
    one.go("/me/notifications")
    one.shoot("4-mine-71-notifications", hard=True)
    _copy(one)


def _audience(one: "Visitor") -> None:
    one.go("/me/edit/email")
    one.press("label[for=audience-matched]")
    one.shoot("4-mine-64-audience-chosen", fold=True, hard=True)
    one.press("main button[name=act][value=show]")
    one.shoot("4-mine-65-audience-shown")
    one.go("/me/edit/photo")
    one.shoot("4-mine-66-photo-field", hard=True)


def _correction(one: "Visitor") -> None:
    one.go("/me/correction")
    one.shoot("4-mine-67-correction", fold=True, hard=True)
    one.press("main button[value=ask]")
    one.shoot("4-mine-68-correction-nothing-said", fold=True)
    one.go("/me/correction?field=email")
    one.page.fill("[name=said]", "주소 끝이 .com이 아니라 .net이에요.")
    one.press("main button[value=ask]")
    one.shoot("4-mine-69-correction-asked", fold=True, hard=True)
    one.go("/me/edit/email")
    one.shoot("4-mine-70-field-held")


def _copy(one: "Visitor") -> None:
    one.go("/me/export")
    one.shoot("4-mine-72-copy", fold=True)
    one.press("main form[action='/me/export'] button")
    one.press("button[name=person][value=byeol]")
    one.shoot("4-mine-73-copy-open", fold=True, hard=True)


def later(one: "Visitor") -> None:
    """What home and My page say after a week, before a year is over, and after it."""
    one.join("dain")
    for _ in FIELDS[:-2]:
        one.press("main button[value=skip]")
    one.house.later(days=8)
    one.go("/")
    one.shoot("4-mine-80-asked-again", fold=True, hard=True)
    one.press("main section.again button")
    one.shoot("4-mine-81-never-asked-again")
    one.go("/me/edit/mbti")
    give(one.page, "mbti")
    one.house.later(days=350)
    one.house.work()
    one.sign_in("dain")
    one.go("/")
    one.shoot("4-mine-82-back-in-time", fold=True)
    one.house.later(days=400)
    one.house.work()
    one.sign_in("dain")
    one.go("/")
    one.shoot("4-mine-83-back-too-late", fold=True, hard=True)
    one.go("/me")
    one.shoot("4-mine-84-me-deleted")
