"""The walk of a photo: chosen, refused, kept, framed, seen again on My page."""

from typing import TYPE_CHECKING

from tests.photos.pictures import moving, portrait, saved

if TYPE_CHECKING:
    from tests.shots.walks import Visitor

AGREE = "main button[value=agree]"


def _choose(one: "Visitor", data: bytes, kind: str = "image/jpeg") -> None:
    file = {"name": "photo", "mimeType": kind, "buffer": data}
    one.page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]


def photos(one: "Visitor") -> None:
    """Everything a photo's pages can show."""
    one.join("maru")
    one.go("/onboarding/photo")
    one.shoot("3-ask-70-photo", fold=True, hard=True)
    _choose(one, moving("GIF"), "image/gif")
    one.press(AGREE)
    one.shoot("3-ask-71-photo-refused", fold=True, hard=True)
    _choose(one, saved(portrait(), "JPEG"))
    one.press(AGREE)
    one.shoot("3-ask-72-photo-not-ticked")
    _choose(one, saved(portrait(), "JPEG"))
    one.page.locator("#agree").check(force=True)
    one.press(AGREE)
    one.shoot("3-ask-73-photo-crop", fold=True, hard=True)
    one.page.locator("[name=place][value=top]").check(force=True)
    one.page.locator("[name=zoom][value='1.5']").check(force=True)
    one.shoot("3-ask-74-photo-crop-chosen", fold=True)
    one.press("main button[value=keep]")
    one.go("/onboarding/photo")
    one.shoot("3-ask-75-photo-kept", fold=True)
    one.go("/onboarding/check")
    one.shoot("3-ask-76-photo-check")
    one.go("/me")
    one.shoot("4-mine-40-photo-me", hard=True)
