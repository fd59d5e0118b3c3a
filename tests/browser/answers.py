"""How each question is answered in a browser, with JavaScript or without, and how it then shows."""

from collections.abc import Callable

from playwright.sync_api import FilePayload, Page

from tests.browser import walk
from tests.photos.pictures import jpeg
from webapp.catalogue.declared import CATALOGUE

SHOWN = {
    "mbti": "INFP",
    "music": "재즈",
    "region": "서울특별시 마포구",
    "phone": "010-1234-5678",
    "gender": "여성",
    "age": "1999",
    "name": "소리",
    "email": "sori@example.com",
}
"""How an answer is written where it is shown, in Korean; a photo shows as itself."""

OFFERED = tuple(field.key for field in CATALOGUE.offered())
_TYPED = {"phone": "01012345678", "age": "1999", "name": "소리", "email": "sori@example.com"}


def choose_photo(page: Page, data: bytes | None = None) -> None:
    """Choose a file as the photo."""
    file: FilePayload = {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": data or jpeg()}
    page.locator("input[type=file]").set_input_files(file)


def _music(page: Page) -> None:
    page.get_by_label(_label_of(page, "jazz"), exact=True).check()
    line = page.locator("[name=artist]:visible")
    line.fill("새소년")


def _label_of(page: Page, value: str) -> str:
    return page.locator(f".tag:has(input[value={value}]) label").first.inner_text()


def _region(page: Page) -> None:
    page.select_option("#sido", "11")
    look = walk.act(page, "look")
    if look.count():  # without JavaScript a button brings the second list
        look.click()
    page.select_option("select[name=sigungu]", "11440")


def _gender(page: Page) -> None:
    page.check("input[name=value][value=female]")


FILL: dict[str, Callable[[Page], None]] = {
    "photo": choose_photo,
    "mbti": walk.choose,
    "music": _music,
    "region": _region,
    "gender": _gender,
}


def fill(page: Page, field: str) -> None:
    """Answer the question on the page as anybody might."""
    if field in _TYPED:
        page.fill("input[name=value]", _TYPED[field])
    else:
        FILL[field](page)


def give(page: Page, field: str, photo: bytes | None = None) -> None:
    """Answer, agree and send; a photo is then framed as it is."""
    if field == "photo":
        choose_photo(page, photo)
    else:
        fill(page, field)
    page.check("input[name=agree]")
    walk.act(page, "agree").click()
    if field == "photo":
        page.wait_for_url("**/photo/crop*")
        walk.act(page, "keep").click()
