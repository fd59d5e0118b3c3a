"""The rooms of the house with photos in them, over a real database and a real folder."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.promises.rows import rows
from tests.rooms import Rooms
from webapp.consent.decision import MemberId
from webapp.photos.folder import Folder
from webapp.profile.answers import Reply
from webapp.profile.photos.deleting import PhotoShredder
from webapp.profile.photos.errors import StoreAway
from webapp.profile.photos.framing import Framing
from webapp.profile.photos.glance import glance
from webapp.profile.photos.ports import Crop, Pictures
from webapp.profile.photos.showing import OwnPhotos, Size
from webapp.profile.photos.taking import Photos


class Decoder:
    """Takes everything for a photo."""

    def prepare(self, upload: bytes) -> Pictures:
        return Pictures(b"full of " + upload, b"tile of " + upload, 1080, 810)

    def frame(self, full: bytes, crop: Crop) -> bytes:
        return b"%s %s of %s" % (crop.place.encode(), crop.zoom.encode(), full)


class Cupboard(Folder):
    """A folder that can be away, take no more, or let its process die."""

    is_away = False
    dies_at: str = ""

    def put(self, name: str, data: bytes) -> None:
        self._look("put")
        super().put(name, data)
        self._look("after put")

    def get(self, name: str) -> bytes | None:
        self._look("get")
        return super().get(name)

    def delete(self, name: str) -> None:
        self._look("delete")
        super().delete(name)
        self._look("after delete")

    def _look(self, act: str) -> None:
        if act == self.dies_at:
            raise Died
        if self.is_away:
            raise StoreAway("invented")

    def there(self) -> set[str]:
        """Every file there is, whole or half."""
        return {found.name for found in self._root.rglob("*") if found.is_file()}


class Died(BaseException):
    """The process ended here."""


def jpeg(seed: str = "") -> bytes:
    """Bytes that begin as a photo does."""
    return b"\xff\xd8\xff" + (seed or secrets.token_hex(8)).encode()


@dataclass
class Photographed:
    """Photos of these rooms, and what can be seen of them from outside."""

    rooms: Rooms
    folder: Path
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        rooms, now = self.rooms, self.rooms.clock
        self.store = Cupboard(self.folder)
        self.photos = Photos(rooms.storage, rooms.vault, Decoder(), self.store, now)
        self.own = OwnPhotos(rooms.storage, rooms.profile, rooms.vault, self.store)
        self.framing = Framing(
            rooms.storage, rooms.vault, rooms.catalogue, self.photos, self.own, Decoder(), now
        )
        self.shredder = PhotoShredder(
            rooms.storage, self.store, now, lambda _what, reason: self.told.append(reason)
        )

    def reply(self, who: MemberId, **how: Any) -> Reply:
        return replace(self.rooms.reply(who, "photo", **how), raw={"value": ["digest"]})

    def give(self, who: MemberId, upload: bytes, reply: Reply | None = None) -> None:
        """Give a photo under a new consent."""
        with self.photos.laid_down(self.photos.prepare(glance(upload))) as value:
            laid = replace(reply or self.reply(who), laid_down={"photo": value})
            self.rooms.answers.agree(self.rooms.notice("photo"), laid)

    def change(
        self, who: MemberId, upload: bytes, meanwhile: Callable[[], object] = lambda: None
    ) -> None:
        """Give another photo under the consent that lives; `meanwhile` its files lie there."""
        with self.photos.laid_down(self.photos.prepare(glance(upload))) as value:
            meanwhile()
            laid = replace(self.reply(who), laid_down={"photo": value})
            self.rooms.answers.change(self.rooms.notice("photo"), laid)

    def frame(self, who: MemberId, crop: Crop) -> None:
        """Cut the square of somebody's photo anew."""
        self.framing.frame(who, self.rooms.catalogue.field("photo"), crop)

    def seen(self, who: MemberId, size: Size = Size.FULL) -> bytes | None:
        return self.own.picture(who, "photo", size)

    def owned(self, who: MemberId | None = None) -> set[str]:
        """The files that belong to a value (of one person)."""
        found = [row for row in rows(self.rooms.storage, "photo_file") if row.member_id]
        return {row.name for row in found if who is None or row.member_id == who}

    def faults(self) -> list[str]:
        """Say where files, their rows and the values that name them do not fit."""
        known = {row.name for row in rows(self.rooms.storage, "photo_file")}
        wrong = [f"{name} has no row" for name in self.store.there() - known]
        wrong += [f"{name} has no file" for name in self.owned() - self.store.there()]
        named: set[str] = set()
        for row in rows(self.rooms.storage, "field_value"):
            if row.field_key == "photo":
                value = self.own.value(row.member_id, "photo")
                named |= set(value.files if value else ())
        wrong += [f"{name} is named and not owned" for name in named - self.owned()]
        return wrong + [f"{name} is owned and not named" for name in self.owned() - named]
