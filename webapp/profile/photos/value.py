"""What is kept of a photo as its value: where its pictures lie, the keys that open them, its crop.

The value is sealed like any other. The files are sealed with keys that stand nowhere else.
"""

import base64
import json
from dataclasses import dataclass
from typing import Any

from webapp.catalogue.shapes import Field, Kind
from webapp.profile.photos.ports import Crop

_VERSION = 1


@dataclass(frozen=True, slots=True)
class File:
    """A file of the photo store and the key (32 bytes) that opens it."""

    name: str
    key: bytes


@dataclass(frozen=True, slots=True)
class PhotoValue:
    """The value of a photo field; `width` and `height` are the large picture's, in pixels."""

    full: File
    tile: File
    width: int
    height: int
    crop: Crop

    @property
    def files(self) -> tuple[str, ...]:
        """Return the names of its files."""
        return (self.full.name, self.tile.name)

    def text(self) -> str:
        """Return the value in its one canonical form."""
        said = {
            "v": _VERSION,
            "full": _said(self.full),
            "tile": _said(self.tile),
            "size": [self.width, self.height],
            "crop": [self.crop.place, self.crop.zoom],
        }
        return json.dumps(said, sort_keys=True, separators=(",", ":"))


def photo_value(text: str) -> PhotoValue:
    """Return the value that `text` wrote; raises `ValueError` for anything else."""
    try:
        said = json.loads(text)
        width, height = said["size"]
        return PhotoValue(
            _file(said["full"]), _file(said["tile"]), width, height, Crop(*said["crop"])
        )
    except (KeyError, TypeError) as fault:
        raise ValueError from fault


def files_of(field: Field, value: str) -> tuple[str, ...]:
    """Return the names of the files that belong to a value; only a photo has any."""
    return photo_value(value).files if field.kind is Kind.PHOTO else ()


def _said(file: File) -> list[str]:
    return [file.name, base64.b64encode(file.key).decode()]


def _file(said: Any) -> File:  # noqa: ANN401  any JSON
    return File(said[0], base64.b64decode(said[1], validate=True))
