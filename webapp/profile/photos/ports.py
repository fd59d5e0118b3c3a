"""What this room needs for photos: somebody who decodes them, locks, and a store of files."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Crop:
    """Which square of a photo its small picture shows: a place of `PLACES`, a zoom of `ZOOMS`."""

    place: str = "center"
    zoom: str = "1"


PLACES = ("top", "left", "center", "right", "bottom")
ZOOMS = ("1", "1.5", "2")


@dataclass(frozen=True, slots=True)
class Pictures:
    """A photo made anew from its pixels: upright, sRGB, WebP, with nothing but the pixels in it.

    `full` is at most 1080 pixels long, `width` and `height` are its size; `tile` is 240 x 240.
    """

    full: bytes
    tile: bytes
    width: int
    height: int


class Decoder(Protocol):
    """Looks at pictures from outside, where they can do no harm."""

    def prepare(self, upload: bytes) -> Pictures:
        """Make the two pictures that are kept; raises `PhotoRefused` and `PhotosBusy`."""
        ...

    def frame(self, full: bytes, crop: Crop) -> bytes:
        """Make the small picture anew from the large one; raises as `prepare` does."""
        ...


class Locks(Protocol):
    """Seals files with keys that whoever asked must keep themselves."""

    def lock(self, plain: bytes, bound_to: tuple[str, ...]) -> tuple[bytes, bytes]:
        """Seal with a fresh key; return the ciphertext and the key (32 bytes)."""
        ...

    def unlock(self, text: bytes, key: bytes, bound_to: tuple[str, ...]) -> bytes:
        """Return the plain bytes; raises `CannotOpen` for a wrong key, place or ciphertext."""
        ...


class Store(Protocol):
    """Where files lie, by name: always sealed, and the random name says nothing about anybody.

    Every method raises `StoreAway`.
    """

    def put(self, name: str, data: bytes) -> None:
        """Write a file for good, or nothing of it."""
        ...

    def get(self, name: str) -> bytes | None:
        """Return a file, `None` when there is none."""
        ...

    def delete(self, name: str) -> None:
        """Delete a file; one that is not there counts as deleted."""
        ...

    def names(self) -> Iterator[str]:
        """Return the name of every file there is."""
        ...
