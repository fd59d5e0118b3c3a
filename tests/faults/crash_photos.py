"""What a process is killed in when it handles photos; edges lie at the store, too."""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.faults.crash_cases import Case
from tests.photos.sitter import Sitter
from tests.profile.photographed import Decoder, jpeg
from tests.promises.rows import rows
from tests.world import World, hidden_inputs
from webapp.photos.folder import Folder
from webapp.profile.photos.deleting import PhotoShredder
from webapp.profile.photos.taking import UNCLAIMED


class Photo(Case):
    """A photo is given for the first time."""

    upload = jpeg("first")
    extra: dict[str, str] = {"agree": "yes"}  # noqa: RUF012  read only

    def begin(self, house: World) -> None:
        decode_nothing(house)
        self._member(house)
        self._prepare(house)

    def _prepare(self, house: World) -> None:
        self.path = "/me/edit/photo"
        page = self.browser(house).get(self.path).get_data(as_text=True)
        self.form = hidden_inputs(page) | {"act": "agree"} | self.extra

    def send(self, house: World) -> int:
        assert self.person is not None
        return Sitter(house, self.person).upload(self.path, self.form, self.upload).status_code

    def tile(self) -> bytes:
        """The small picture there must be in the end."""
        return b"tile of " + self.upload

    def keep(self, house: World) -> None:
        root = Path(house.settings.photo_store)
        if root.exists():
            shutil.copytree(root, root.with_suffix(".kept"))

    def restore(self, house: World) -> None:
        root = Path(house.settings.photo_store)
        shutil.rmtree(root, ignore_errors=True)
        if root.with_suffix(".kept").exists():
            shutil.copytree(root.with_suffix(".kept"), root)

    def faults(self, house: World) -> list[str]:
        """Once the worker came by, there is one photo, the new one, and no file beside it."""
        assert self.person is not None
        clock = house.clock
        clock.forward(seconds=(UNCLAIMED + timedelta(minutes=1)).total_seconds())
        root = Path(house.settings.photo_store)
        PhotoShredder(house.storage, Folder(root), clock, lambda *_: None).drain()
        owned = {r.name for r in rows(house.storage, "photo_file")}
        there = {found.name for found in root.rglob("*") if found.is_file()}
        wrong = [] if owned == there else [f"rows and files differ: {owned ^ there}"]
        if len(there) != 2:
            wrong.append(f"{len(there)} files instead of two")
        if Sitter(house, self.person).picture("tile") != self.tile():
            wrong.append("the photo is not the one that was sent last")
        given = [d for d in self.of(house, "decision") if d.notice_key == "photo"]
        return wrong if [d.answer for d in given] == ["given"] else [*wrong, "not one decision"]


class AnotherPhoto(Photo):
    """A photo takes the place of another."""

    upload = jpeg("second")
    extra = {"change": "yes"}  # noqa: RUF012  read only

    def begin(self, house: World) -> None:
        decode_nothing(house)
        Sitter(house, self._member(house)).give(jpeg("first"))
        self._prepare(house)


class Cut(AnotherPhoto):
    """The square of a photo is cut anew."""

    def tile(self) -> bytes:
        return b"top 2 of full of " + jpeg("first")

    def _prepare(self, house: World) -> None:
        self._form(house, "/me/edit/photo/crop", place="top", zoom="2", act="keep")

    def send(self, house: World) -> int:
        return Case.send(self, house)


def decode_nothing(house: World) -> None:
    """Let pictures through as they are: what opens them is killed elsewhere."""
    decoder: Any = Decoder()
    house.services.photos._decoder = house.services.framing._decoder = decoder


PHOTOS: dict[str, type[Case]] = {"photo": Photo, "another_photo": AnotherPhoto, "cut": Cut}
