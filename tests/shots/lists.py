"""The walk of the two questions with lists: genres with their search, a district in a province."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.shots.walks import Visitor

AGREE = "main button[value=agree]"


def lists(one: "Visitor") -> None:
    """Both questions, and how they show on My page."""
    one.join("garam")
    _music(one)
    _region(one)
    one.go("/me/edit/music")
    one.shoot("4-mine-20-edit-music")
    one.go("/me")
    one.shoot("4-mine-21-me-lists")
    one.go("/onboarding/check")
    one.shoot("3-ask-33-check-lists")


def _music(one: "Visitor") -> None:
    one.go("/onboarding/music")
    one.shoot("3-ask-20-music", fold=True, hard=True)
    one.press(AGREE)
    one.shoot("3-ask-21-music-nothing", fold=True)
    one.choose(value="jazz")
    one.page.fill("#q", "ㅅㅌ")
    one.choose(value="citypop")
    one.shoot("3-ask-22-music-found", hard=True)
    one.page.fill("#q", "새소년")
    one.shoot("3-ask-23-music-missed")
    one.page.fill("#q", "")
    for artist in ("새소년", "Tyler, The Creator"):
        one.page.fill("input[name=artist]", artist)
        one.press(".tag-lines button")
    one.page.locator("#agree").check(force=True)
    one.shoot("3-ask-24-music-filled", hard=True)
    one.press(AGREE)


def _region(one: "Visitor") -> None:
    one.go("/onboarding/region")
    one.shoot("3-ask-30-region", fold=True, hard=True)
    one.press(AGREE)
    one.shoot("3-ask-31-region-nothing")
    one.page.select_option("#sido", "28")
    one.page.select_option("[name=sigungu]", "28125")
    one.shoot("3-ask-32-region-chosen", hard=True)
    one.page.locator("#agree").check(force=True)
    one.press(AGREE)
