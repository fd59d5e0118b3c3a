"""The picture from Kakao: copied after consent, made anew, never linked to; nothing else is one."""

from io import BytesIO

import pytest
from PIL import Image

from tests.onboarding.traveller import Traveller
from tests.rooms import rows
from webapp.profile.photos.errors import StoreAway
from webapp.standin import pictures
from webapp.standin.people import BY_KEY

PHOTO = "/onboarding/photo/kakao"
NONE = "카카오에 등록한 사진이 없어요. 직접 올려 주세요."
UNUSABLE = "카카오에 등록한 사진을 여기서는 쓸 수 없어요. 직접 올려 주세요."


def stored(traveller: Traveller) -> dict[str, int]:
    return traveller.stored() | {"photo_file": len(rows(traveller.house.storage, "photo_file"))}


def hand_out(monkeypatch: pytest.MonkeyPatch, body: bytes) -> None:
    """Let the image host hand these bytes out."""
    monkeypatch.setattr(pictures, "png", lambda *_: body)


def test_the_picture_comes_over_and_is_shown_from_here(garam: Traveller):
    back = garam.fetch(PHOTO)
    assert back.headers["Location"] == f"{PHOTO}?done=fetched"
    page = garam.follow(back)
    assert 'src="/me/photo/tile"' in page
    assert "/pictures/" not in page
    assert garam.sources() == {"photo": "kakao"}
    tile = garam.browser.get("/me/photo/tile")
    assert tile.mimetype == "image/webp"
    with Image.open(BytesIO(tile.data)) as picture:
        assert picture.size == (240, 240)


@pytest.mark.slow
def test_only_the_picture_of_640_pixels_is_asked_for_and_once(garam: Traveller):
    garam.fetch(PHOTO)
    asked = [
        call["path"] for call in garam.house.standin.state.calls() if "picture" in call["path"]
    ]
    assert asked == ["/pictures/garam_640.png"]


@pytest.mark.slow
def test_the_address_of_the_picture_is_kept_nowhere(garam: Traveller, capsys):
    garam.fetch(PHOTO)
    said = capsys.readouterr()
    assert "garam_640" not in said.err + said.out
    kept = garam.house.services.journey.kept(
        garam.member_id, garam.house.services.catalogue.field("photo")
    )
    assert kept is not None
    assert "garam_640" not in kept.value


def test_kakaos_own_picture_is_no_picture_of_theirs(send):
    maru = send("maru")
    before = stored(maru)
    assert NONE in maru.follow(maru.fetch(PHOTO))
    assert stored(maru) == before
    assert maru.errands() == ["kakao_scope"]


@pytest.mark.parametrize(
    "body",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        pytest.param(b"", marks=pytest.mark.slow),
        pytest.param(b"\x89PNG\r\n\x1a\nbroken", marks=pytest.mark.slow),
        pytest.param(b"x" * 64, marks=pytest.mark.slow),
    ],
)
def test_what_is_no_photo_is_not_taken_over(garam: Traveller, monkeypatch, body: bytes):
    hand_out(monkeypatch, body)
    before = stored(garam)
    assert UNUSABLE in garam.follow(garam.fetch(PHOTO))
    assert stored(garam) == before


@pytest.mark.slow
def test_a_picture_too_small_to_be_shown_is_not_taken_over(garam: Traveller, monkeypatch):
    hand_out(monkeypatch, pictures.png(110, 7))
    before = stored(garam)
    assert UNUSABLE in garam.follow(garam.fetch(PHOTO))
    assert stored(garam) == before


def test_a_picture_from_elsewhere_is_not_fetched(garam: Traveller, monkeypatch):
    """An address at a host that is none of Kakao's, such as one of this machine's own."""
    monkeypatch.setattr(
        "webapp.standin.profile.address", lambda *_: "http://127.0.0.1:1/latest/meta-data"
    )
    before = stored(garam)
    page = garam.follow(garam.fetch(PHOTO))
    assert "카카오에서 온 답을 확인할 수 없어서 가져오지 않았어요." in page
    assert stored(garam) == before
    assert garam.errands() == ["kakao_scope"]


@pytest.mark.slow
def test_a_picture_that_is_not_there_is_kakaos_trouble(garam: Traveller, monkeypatch):
    monkeypatch.setattr(
        "webapp.standin.profile.address", lambda base, *_: f"{base}/pictures/nobody_640.png"
    )
    assert "카카오에 연결하지 못했어요." in garam.follow(garam.fetch(PHOTO))


def test_the_photo_store_away_stores_nothing_and_says_so(garam: Traveller, monkeypatch):
    store = garam.house.services.photos._store

    def away(*_: object) -> None:
        raise StoreAway("full")

    monkeypatch.setattr(type(store), "put", away)
    before = garam.stored()
    page = garam.follow(garam.fetch(PHOTO))
    assert "지금은 사진을 다룰 수 없어서 가져오지 않았어요." in page
    assert garam.stored() == before


def test_a_no_in_another_window_meanwhile_leaves_no_file_behind(garam: Traveller):
    told = garam.walk(garam.set_out(PHOTO))
    garam.post("/onboarding/photo", act="skip")
    before = garam.stored()
    assert garam.come_back(told).status_code == 409
    assert garam.stored() == before
    garam.house.worker().tick()
    assert rows(garam.house.storage, "photo_file") == []


@pytest.mark.slow
def test_a_second_picture_takes_the_place_of_the_first(garam: Traveller, monkeypatch):
    garam.fetch(PHOTO)
    first = garam.browser.get("/me/photo/tile").data
    hand_out(monkeypatch, pictures.png(640, 12345678))
    garam.fetch(PHOTO)
    assert garam.browser.get("/me/photo/tile").data != first
    garam.house.worker().tick()
    assert len(rows(garam.house.storage, "photo_file")) == 2


def test_erasing_it_ends_the_picture_here_and_the_agreement_there(garam: Traveller):
    page = garam.follow(garam.fetch(PHOTO))
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    garam.browser.post(PHOTO, data={"act": "erase", "csrf_token": token})
    assert garam.browser.get("/me/photo/tile").status_code == 404
    for _ in range(2):
        garam.house.worker().tick()
    assert rows(garam.house.storage, "photo_file") == []
    linked = garam.house.standin.state.linked(BY_KEY["garam"])
    assert linked is not None
    assert linked.scopes == set()
