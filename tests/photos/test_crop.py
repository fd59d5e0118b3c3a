"""Choosing what a photo's square shows: by radios, shown by the server, cut where it was shown."""

from itertools import product

import pytest
from PIL import Image

from tests.photos import pictures as make
from tests.photos.sitter import MINE, QUESTION, Sitter, opened, page_of, wrong_words
from tests.promises.acts import join
from webapp.photos.decode import SHARES
from webapp.profile.photos.errors import PhotosBusy
from webapp.profile.photos.ports import PLACES, ZOOMS

CROP, MINE_CROP = f"{QUESTION}/crop", f"{MINE}/crop"
WIDE = make.ramp(1000, 500)  # its red grows from left to right, its green from top to bottom


def middle(picture: bytes | None) -> tuple[float, float]:
    """Where in the whole the middle of a cut lies: shares from the left and from the top."""
    red, green, _blue = Image.open(opened(picture)).convert("RGB").getpixel((120, 120))  # type: ignore[misc]
    return red / 255, green / 255


def test_the_places_of_the_page_are_those_the_process_knows():
    assert set(PLACES) == set(SHARES)


def test_a_photo_is_cut_in_its_middle_until_somebody_chooses(sitter: Sitter):
    sitter.give(WIDE)
    page = page_of(sitter.browser.get(CROP))
    assert page.select_one("form.crop")["data-place"] == "center"  # type: ignore[index]
    assert [box["value"] for box in page.select("input[checked]")] == ["center", "1"]
    assert [img["src"] for img in page.select("main img")] == ["/me/photo/full"]
    assert middle(sitter.picture("tile")) == pytest.approx((0.5, 0.5), abs=0.03)


@pytest.mark.slow
@pytest.mark.parametrize("place,zoom", list(product(PLACES, ZOOMS)))
def test_every_cut_shows_what_it_says(sitter: Sitter, place, zoom):
    sitter.give(WIDE)
    sitter.browser.fill(CROP, place=place, zoom=zoom, act="keep")
    side_x, side_y = 0.5 / float(zoom), 1 / float(zoom)
    left, top = SHARES[place]
    wanted = (left * (1 - side_x) + side_x / 2, top * (1 - side_y) + side_y / 2)
    assert middle(sitter.picture("tile")) == pytest.approx(wanted, abs=0.03)


def test_what_is_chosen_is_kept_and_found_again(sitter: Sitter):
    sitter.give(WIDE)
    full = sitter.picture("full")
    answer = sitter.browser.fill(MINE_CROP, place="right", zoom="2", act="keep")
    assert answer.headers["Location"] == "/me/edit?done=saved&of=photo"
    assert middle(sitter.picture("tile")) == pytest.approx((0.875, 0.5), abs=0.03)
    page = page_of(sitter.browser.get(CROP))
    assert [box["value"] for box in page.select("input[checked]")] == ["right", "2"]
    assert sitter.picture("full") == full
    assert sitter.decisions == ["given"]


def test_a_look_shows_the_choice_and_keeps_nothing(sitter: Sitter):
    """For browsers whose style cannot follow the radios."""
    sitter.give(WIDE)
    answer = sitter.browser.fill(CROP, place="left", zoom="1.5", act="look")
    assert answer.status_code == 200
    page = page_of(answer)
    form = page.select_one("form.crop")
    assert form is not None
    assert (form["data-place"], form["data-zoom"]) == ("left", "1.5")
    assert [box["value"] for box in page.select("input[checked]")] == ["left", "1.5"]
    assert middle(sitter.picture("tile")) == pytest.approx((0.5, 0.5), abs=0.03)


@pytest.mark.parametrize(
    "form",
    [
        {"place": "corner", "zoom": "1", "act": "keep"},
        {"place": "top", "zoom": "99", "act": "keep"},
        {"place": "top", "act": "keep"},
        {"place": "top", "zoom": "1", "act": "agree"},
        {"place": ["top", "left"], "zoom": "1", "act": "keep"},
        {"place": "top", "zoom": "1"},
    ],
)
def test_what_no_page_of_ours_sends_is_refused(sitter: Sitter, form):
    sitter.give(WIDE)
    assert sitter.browser.fill(CROP, **form).status_code == 400


def test_without_a_photo_there_is_nothing_to_cut(sitter: Sitter):
    assert sitter.browser.get(CROP).headers["Location"] == QUESTION
    assert sitter.browser.get(MINE_CROP).headers["Location"] == MINE
    sitter.give(WIDE)
    page = sitter.browser.get(CROP).get_data(as_text=True)
    sitter.browser.fill("/me/consents", notice="photo")
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    sent = {"csrf_token": token, "place": "top", "zoom": "2", "act": "keep"}
    assert sitter.browser.post(CROP, data=sent).headers["Location"] == CROP
    assert sitter.files == set()


def test_what_is_our_fault_is_said_and_the_choice_is_kept(sitter: Sitter, monkeypatch):
    sitter.give(WIDE)

    def fail(*_args: object) -> None:
        raise PhotosBusy

    monkeypatch.setattr(sitter.house.services.framing._decoder, "frame", fail)
    answer = sitter.browser.fill(CROP, place="left", zoom="2", act="keep")
    assert answer.status_code == 503
    page = page_of(answer)
    assert [box["value"] for box in page.select("input[checked]")] == ["left", "2"]
    assert page.select_one(".error-summary a[href='#place']") is not None
    assert wrong_words(answer) == {}


def test_a_page_whose_token_is_gone_keeps_the_choice(sitter: Sitter):
    sitter.give(WIDE)
    for path in (CROP, MINE_CROP):
        sent = {"csrf_token": "x", "place": "left", "zoom": "2", "act": "keep"}
        answer = sitter.browser.post(path, data=sent)
        assert answer.status_code == 400
        boxes = page_of(answer).select("input[checked]")
        assert [box["value"] for box in boxes] == ["left", "2"]


def test_only_a_photo_has_a_crop(sitter: Sitter):
    assert sitter.browser.get("/onboarding/mbti/crop").status_code == 404
    assert sitter.browser.get("/me/edit/mbti/crop").status_code == 404
    assert sitter.house.browser().get(CROP).headers["Location"].startswith("/login")


def test_pictures_go_to_nobody_else(sitter: Sitter):
    sitter.give(WIDE)
    for size in ("full", "tile"):
        path = f"/me/photo/{size}"
        assert sitter.house.browser().get(path).headers["Location"].startswith("/login")
        assert join(sitter.house).browser().get(path).status_code == 404
    for path in ("/me/photo/original", "/me/photo/full.webp", "/me/photo/", "/me/mbti/full"):
        assert sitter.browser.get(path).status_code == 404


def test_a_picture_is_served_as_one_and_as_nothing_else(sitter: Sitter):
    sitter.give(WIDE)
    answer = sitter.browser.get("/me/photo/full")
    wanted = {
        "Content-Type": "image/webp",
        "Content-Disposition": "inline",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "same-origin",
    }
    assert {name: answer.headers.get(name) for name in wanted} == wanted
    assert "Content-Encoding" not in answer.headers


def test_a_photo_whose_file_is_lost_breaks_no_page(sitter: Sitter):
    sitter.give(WIDE)
    store = sitter.house.services.photos._store
    for name in sitter.files:
        store.delete(name)
    assert sitter.picture() is None
    assert sitter.browser.get("/me").status_code == 200
    answer = sitter.browser.fill(CROP, place="left", zoom="2", act="keep")
    assert answer.status_code == 503
