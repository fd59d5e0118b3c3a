"""What becomes of a picture: upright, in the colours it had, small, or refused with its reason."""

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.photos import pictures as make
from webapp.photos.webp import is_plain_webp
from webapp.profile.photos.errors import PhotoRefused

HERE = Path(__file__).parent
RED, GREEN, BLUE, YELLOW = (200, 40, 40), (40, 160, 60), (50, 70, 200), (220, 200, 60)
SCENE = make.scene()
GRAY = [round(0.299 * r + 0.587 * g + 0.114 * b) for r, g, b in (RED, GREEN, BLUE, YELLOW)]


def corners(picture: bytes) -> list[tuple[int, ...]]:
    """The colours near the four corners: above left and right, below left and right."""
    image = Image.open(io.BytesIO(picture))
    w, h = image.size
    spots = ((9, 9), (w - 10, 9), (9, h - 10), (w - 10, h - 10))
    return [tuple(image.getpixel(spot)) for spot in spots]  # type: ignore[arg-type]


def is_near(
    found: list[tuple[int, ...]], wanted: list[tuple[int, int, int]], most: int = 8
) -> bool:
    pairs = zip(found, wanted, strict=True)
    return all(abs(a - b) <= most for one, other in pairs for a, b in zip(one, other, strict=True))


def in_gray() -> list[tuple[int, int, int]]:
    return [(level, level, level) for level in GRAY]


@pytest.mark.parametrize(
    "upload,colours",
    [
        pytest.param(make.jpeg(), [RED, GREEN, BLUE, YELLOW], id="jpeg"),
        pytest.param(
            make.saved(SCENE, "JPEG", progressive=True),
            [RED, GREEN, BLUE, YELLOW],
            id="progressive",
        ),
        pytest.param(
            make.saved(SCENE.convert("CMYK"), "JPEG"), [RED, GREEN, BLUE, YELLOW], id="cmyk"
        ),
        pytest.param(
            make.saved(SCENE.convert("CMYK"), "JPEG", icc_profile=b"no profile"),
            [RED, GREEN, BLUE, YELLOW],
            id="cmyk-broken-profile",
        ),
        pytest.param(make.saved(SCENE.convert("L"), "JPEG"), in_gray(), id="gray"),
        pytest.param(make.moving("MPO"), [RED, GREEN, BLUE, YELLOW], id="several-views"),
        pytest.param(make.saved(SCENE, "PNG"), [RED, GREEN, BLUE, YELLOW], id="png"),
        pytest.param(
            make.saved(SCENE.quantize(64), "PNG"), [RED, GREEN, BLUE, YELLOW], id="palette"
        ),
        pytest.param(make.sixteen_bit(2), [RED, GREEN, BLUE, YELLOW], id="16-bit"),
        pytest.param(make.sixteen_bit(0), in_gray(), id="16-bit-gray"),
        pytest.param(make.saved(SCENE.convert("LA"), "PNG"), in_gray(), id="gray-alpha"),
        pytest.param(make.saved(SCENE, "WEBP"), [RED, GREEN, BLUE, YELLOW], id="webp"),
        pytest.param(
            make.saved(SCENE.convert("RGBA"), "WEBP", lossless=True),
            [RED, GREEN, BLUE, YELLOW],
            id="webp-lossless",
        ),
        pytest.param((HERE / "upright.heic").read_bytes(), [RED, GREEN, BLUE, YELLOW], id="heic"),
        pytest.param(
            (HERE / "turned.heic").read_bytes(), [RED, GREEN, BLUE, YELLOW], id="heic-turned"
        ),
        pytest.param(
            make.polyglot(b"<html><script>alert(1)</script>"),
            [RED, GREEN, BLUE, YELLOW],
            id="polyglot",
        ),
        pytest.param(
            make.polyglot(b"\xff\xda" * 200), [RED, GREEN, BLUE, YELLOW], id="film-behind-it"
        ),
    ],
)
def test_what_is_accepted_keeps_its_colours(prepare, upload, colours):
    made = prepare(upload)
    assert is_near(corners(made.full), colours)
    assert is_plain_webp(made.full)
    assert is_plain_webp(made.tile)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(
    "kind",
    [
        "JPEG",
        pytest.param("PNG", marks=pytest.mark.slow),
        pytest.param("WEBP", marks=pytest.mark.slow),
    ],
)
def test_every_orientation_comes_out_upright(prepare, kind, orientation):
    made = prepare(make.turned(orientation, kind))
    assert (made.width, made.height) == (640, 480)
    assert Image.open(io.BytesIO(made.full)).size == (640, 480)
    assert is_near(corners(made.full), [RED, GREEN, BLUE, YELLOW])


def test_what_is_seen_through_lies_on_white(prepare):
    clear = Image.new("RGBA", (500, 500), (200, 0, 0, 0))
    assert is_near(corners(prepare(make.saved(clear, "PNG")).full), [(255, 255, 255)] * 4)


def test_colours_of_another_profile_become_those_of_every_screen(prepare):
    """A profile that swaps nothing is sRGB; one that is linear makes the picture brighter."""
    plain = Image.new("RGB", (400, 400), (100, 100, 100))
    same = make.saved(plain, "JPEG", quality=95, icc_profile=make.srgb())
    assert is_near(corners(prepare(same).full), [(100, 100, 100)] * 4, 2)
    linear = make.saved(plain, "JPEG", quality=95, icc_profile=make.linear_gray_profile())
    brighter = corners(
        prepare(make.saved(plain.convert("L"), "JPEG", icc_profile=make.linear_gray_profile())).full
    )
    assert all(levels[0] > 140 for levels in brighter)
    assert is_near(
        corners(prepare(linear).full), [(100, 100, 100)] * 4, 2
    )  # does not fit: counts as none


@pytest.mark.parametrize(
    "size,full",
    [
        ((400, 400), (400, 400)),
        ((1080, 720), (1080, 720)),
        ((1620, 1215), (1080, 810)),
        ((500, 2000), (270, 1080)),
    ],
)
def test_the_large_picture_is_at_most_1080_long_and_never_blown_up(prepare, size, full):
    made = prepare(make.jpeg(*size))
    assert Image.open(io.BytesIO(made.full)).size == full == (made.width, made.height)
    assert Image.open(io.BytesIO(made.tile)).size == (240, 240)


REFUSED = {
    "empty": b"",
    "type-text": b"hello",
    "type-html": b"<!doctype html><img src=x onerror=alert(1)>",
    "type-svg": b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
    "type-gif": make.moving("GIF"),
    "type-bmp": make.saved(SCENE, "BMP"),
    "type-tiff": make.saved(SCENE, "TIFF"),
    "type-avif": make.saved(SCENE, "AVIF"),
    "type-pdf": b"%PDF-1.7\n" + make.jpeg(),
    "type-zip": b"PK\x03\x04" + make.jpeg(),
    "type-film": b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  " + b"\0" * 400,
    "small-wide": make.jpeg(640, 399),
    "small-high": make.jpeg(399, 640),
    "small-dot": make.saved(Image.new("RGB", (1, 1)), "PNG"),
    "slim-wide": make.jpeg(1700, 420),
    "slim-high": make.jpeg(420, 1700),
    "pixels-bomb": make.huge_png(),
    "pixels-boast-png": make.boastful("PNG"),
    "pixels-boast-jpeg": make.boastful("JPEG"),
    "moving-webp": make.moving("WEBP"),
    "moving-png": make.moving("PNG"),
    "unreadable-scans": make.scanned(101),
    "unreadable-jpeg": make.jpeg()[:-400],
    "unreadable-head": make.jpeg()[:40],
    "unreadable-png": make.saved(SCENE, "PNG")[:-900],
    "unreadable-webp": make.saved(SCENE, "WEBP")[:-900],
    "unreadable-heic": (HERE / "turned.heic").read_bytes()[:-300],
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_refused_for_its_own_reason(prepare, name):
    with pytest.raises(PhotoRefused) as refusal:
        prepare(REFUSED[name])
    assert refusal.value.reason == name.partition("-")[0]


def test_what_only_looks_like_a_scan_is_none(prepare):
    assert prepare(make.scanned(100, kept=b"\xff\xda" * 200)).width == 640


def test_too_many_bytes_are_refused_before_anything_is_looked_at(prepare):
    with pytest.raises(PhotoRefused) as refusal:
        prepare(make.jpeg() + b"\0" * (10 * 1024 * 1024))
    assert refusal.value.reason == "large"


@pytest.mark.slow
@pytest.mark.parametrize(
    "width,height,kind,reason",
    [
        (8160, 6120, "JPEG", None),
        (8300, 6120, "JPEG", "pixels"),
        (5000, 4990, "PNG", None),
        (5100, 4990, "PNG", "pixels"),
        (5000, 4990, "WEBP", None),
        (5100, 4990, "WEBP", "pixels"),
    ],
)
def test_pixels_are_bounded_by_kind(prepare, width, height, kind, reason):
    upload = make.saved(Image.new("RGB", (width, height), "teal"), kind)
    if reason is None:
        assert max(prepare(upload).width, prepare(upload).height) == 1080
        return
    with pytest.raises(PhotoRefused) as refusal:
        prepare(upload)
    assert refusal.value.reason == reason
