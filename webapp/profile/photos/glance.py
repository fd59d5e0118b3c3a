"""What the first bytes of an upload say, before anybody opens it: its name and type say nothing."""

from typing import NewType

from webapp.profile.photos.errors import PhotoRefused

Upload = NewType("Upload", bytes)
"""Bytes that `glance` let through: nothing else is opened."""

MOST_BYTES = 10 * 1024 * 1024

_JPEG = b"\xff\xd8\xff"
_PNG = b"\x89PNG\r\n\x1a\n"
_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
_MOST_BRANDS = 64


def glance(upload: bytes | None) -> Upload:
    """Return an upload that may be a photo; raises `PhotoRefused`."""
    if upload is None:
        raise PhotoRefused("missing")
    if not upload:
        raise PhotoRefused("empty")
    if len(upload) > MOST_BYTES:
        raise PhotoRefused("large")
    if not (upload.startswith((_JPEG, _PNG)) or _is_webp(upload) or _is_heic(upload)):
        raise PhotoRefused("type")
    return Upload(upload)


def _is_webp(upload: bytes) -> bool:
    return upload[:4] == b"RIFF" and upload[8:12] == b"WEBP"


def _is_heic(upload: bytes) -> bool:
    """Tell whether a file of boxes names a brand that holds HEVC pictures."""
    if upload[4:8] != b"ftyp":
        return False
    end = min(int.from_bytes(upload[:4], "big"), 4 * _MOST_BRANDS, len(upload))
    brands = {upload[at : at + 4] for at in (8, *range(16, end, 4))}
    return bool(brands & _BRANDS)
