"""What this room needs for photos: somebody who decodes them, a store of files, and their rows.

A file of the store is always sealed, and its random name says nothing about anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from webapp.consent.decision import MemberId
from webapp.profile.ports import ProfileStore


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


class Store(Protocol):
    """Where sealed files lie, by name. Every method raises `StoreAway`."""

    def put(self, name: str, data: bytes) -> None:
        """Write a file for good, or nothing of it."""
        ...

    def get(self, name: str) -> bytes | None:
        """Return a file, `None` when there is none."""
        ...

    def delete(self, name: str) -> None:
        """Delete a file; one that is not there counts as deleted."""
        ...


@dataclass(frozen=True, slots=True)
class Owner:
    """The value a file belongs to, by its place."""

    member_id: MemberId
    scope: str
    field_key: str


class PhotoFiles(Protocol):
    """The rows of files. One that is nobody's is deleted as soon as it is due.

    When the row of a value goes, by whatever way, the database makes its files nobody's.
    """

    def announce(self, names: Sequence[str], unless_taken_by: datetime) -> None:
        """Insert rows before their files are written, so that no file is ever without one."""
        ...

    def give(self, owner: Owner, names: Sequence[str], at: datetime) -> bool:
        """Make files those of a value, and its other files nobody's.

        Returns `False` when one of them is doomed already; the transaction must not be committed.
        """
        ...

    def drop(self, names: Sequence[str], at: datetime) -> None:
        """Make files that nobody took due at once; those that have an owner are left alone."""
        ...

    def doom(self, now: datetime, until: datetime) -> str | None:
        """Take a due file that is nobody's to delete it; if that fails it is due again `until`."""
        ...

    def gone(self, name: str) -> None:
        """Delete the row of a file that is deleted."""
        ...

    def known(self, names: Sequence[str]) -> set[str]:
        """Return which of these files have a row."""
        ...


class PhotoRows(ProfileStore, Protocol):
    """One transaction as photos see it."""

    @property
    def photo_files(self) -> PhotoFiles:
        """Return the rows of files."""
        ...
