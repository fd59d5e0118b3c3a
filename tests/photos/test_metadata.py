"""What an independent reader finds in the pictures we serve: pixels, and how many."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.photos import pictures as make
from tests.photos.sitter import Sitter
from webapp.cli.reader import find_reader

HERE = Path(__file__).parent
# What exiftool says of any WebP file: its place in the file system, and the head of its pixels.
SAID_OF_ANY = {"ExifTool", "System", "File", "Composite"}
PIXELS = {"VP8Version", "ImageWidth", "ImageHeight", "HorizontalScale", "VerticalScale"}
TALKATIVE = {
    "jpeg": make.chatty("JPEG"),
    "png": make.chatty("PNG"),
    "webp": make.chatty("WEBP"),
    "heic": (HERE / "turned.heic").read_bytes(),
}
ALSO = {
    "turned-jpeg": make.turned(6),
    "turned-png": make.turned(7, "PNG"),
    "several-views": make.moving("MPO"),
    "html-behind": make.polyglot(b"<html><script>alert('Seoul-secret-place')</script>"),
    "zip-behind": make.polyglot(make.zipped(b"Seoul-secret-place")),
    "jpeg-behind": make.polyglot(make.chatty("JPEG")),
    "heic": (HERE / "upright.heic").read_bytes(),
}


def read(folder: Path) -> dict[str, dict[str, str]]:
    """Everything the reader finds in every file of a folder, unknown tags included."""
    reader = find_reader()
    if reader is None:
        pytest.fail("exiftool is missing: ./duett test installs it")
    command = [reader, "-json", "-a", "-u", "-U", "-G1", "-ee3", str(folder)]
    done = subprocess.run(command, capture_output=True, check=False)
    found = json.loads(done.stdout)
    return {Path(item["SourceFile"]).name: item for item in found}


def told(found: dict[str, str]) -> set[str]:
    """What the reader finds besides what it finds in any picture."""
    names = {name for name in found if name != "SourceFile"}
    plain = {f"RIFF:{name}" for name in PIXELS}
    return {name for name in names if name.partition(":")[0] not in SAID_OF_ANY} - plain


def served(sitter: Sitter, uploads: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """Give each photo and keep what is served of it, large, small, and cut anew."""
    found = {}
    for name, upload in uploads.items():
        change = {"change": "yes"} if sitter.decisions else {}
        assert sitter.send(upload, "/me/edit/photo", **change).status_code == 303
        pictures = {size: sitter.picture(size) for size in ("full", "tile")}
        sitter.browser.fill("/me/edit/photo/crop", place="top", zoom="2", act="keep")
        pictures["cut"] = sitter.picture("tile")
        for size, picture in pictures.items():
            assert picture is not None
            found[f"{name}-{size}.webp"] = picture
    for name, picture in found.items():
        (folder / name).write_bytes(picture)
    return found


def test_the_reader_finds_much_in_what_is_sent(tmp_path):
    for name, upload in TALKATIVE.items():
        (tmp_path / name).write_bytes(upload)
    found = read(tmp_path)
    for name in TALKATIVE:
        assert {"GPS:GPSLatitude", "IFD0:Make"} <= told(found[name])


def test_the_reader_finds_nothing_in_what_is_served(sitter: Sitter, tmp_path):
    look(sitter, {name: TALKATIVE[name] for name in ("jpeg", "png")}, tmp_path)


@pytest.mark.slow
def test_nor_in_anything_else(sitter: Sitter, tmp_path):
    look(sitter, {name: TALKATIVE[name] for name in ("webp", "heic")} | ALSO, tmp_path)


def look(sitter: Sitter, uploads: dict[str, bytes], folder: Path) -> None:
    """Have everything read that is served of some photos."""
    pictures = served(sitter, uploads, folder)
    found = read(folder)
    assert {name: told(found[name]) for name in pictures} == {name: set() for name in pictures}
    assert not any("Warning" in key for item in found.values() for key in item)
    for picture in pictures.values():
        assert not any(marker.encode() in picture for marker in make.MARKERS)
        assert b"PK\x03\x04" not in picture
