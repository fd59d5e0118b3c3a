"""Profile pictures for the invented people: one quiet colour each, so that no network is needed."""

import struct
import zlib

from flask import Flask, Response

from webapp.standin.people import BY_KEY

SIZES = frozenset({110, 640})
DEFAULT = "default"


def add_to(app: Flask) -> None:
    app.add_url_rule("/pictures/<key>_<int:size>.png", "picture", picture)


def address(base: str, key: str, size: int) -> str:
    """The address of a picture; `size` is 110 or 640 pixels, as at Kakao."""
    return f"{base}/pictures/{key}_{size}.png"


def picture(key: str, size: int) -> Response:
    if size not in SIZES or (key not in BY_KEY and key != DEFAULT):
        return Response("", 404)
    seed = BY_KEY[key].kakao_id if key in BY_KEY else 0
    return Response(png(size, seed), content_type="image/png")


def png(size: int, seed: int) -> bytes:
    """A square of one colour, as PNG bytes."""
    colour = bytes(120 + (seed >> shift) % 100 for shift in (0, 5, 10))
    rows = (b"\x00" + colour * size) * size
    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )
