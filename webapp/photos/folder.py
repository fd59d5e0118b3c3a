"""A photo store in a folder of this machine: one file each, written whole or not at all."""

import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path

from webapp.profile.photos.errors import StoreAway

_NAME = re.compile(r"[0-9a-f]{32}")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Folder:
    """Implements `profile.photos.ports.Store`. Files are for their owner alone (0600)."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, name: str, data: bytes) -> None:
        """Write beside the place, make it durable, then move it there in one step."""
        place = self._place(name)
        part = place.with_suffix(".part")
        try:
            _make(place.parent)
            try:
                _write(part, data)
                part.replace(place)
            except OSError:
                part.unlink(missing_ok=True)
                raise
            _settle(place.parent)
        except OSError as fault:
            raise StoreAway("full" if fault.errno in _FULL else "unwritable") from None

    def get(self, name: str) -> bytes | None:
        """Return a file."""
        try:
            return self._place(name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError:
            raise StoreAway("unreadable") from None

    def delete(self, name: str) -> None:
        """Delete a file, and what a crash left of writing it."""
        place = self._place(name)
        try:
            if not self._root.is_dir():  # not mounted, perhaps: nothing is known of the file
                raise StoreAway("unwritable")
            if not place.parent.is_dir():
                return
            place.unlink(missing_ok=True)
            place.with_suffix(".part").unlink(missing_ok=True)
            _settle(place.parent)
        except OSError:
            raise StoreAway("unwritable") from None

    def names(self) -> Iterator[str]:
        """Return the names in the folder; what a crash left of a file counts as the file."""
        for folder, _folders, files in os.walk(self._root, onerror=_refuse):
            yield from sorted({Path(folder, file).stem for file in files})

    def _place(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            message = "no name of a file of ours"
            raise ValueError(message)
        return self._root / name[:2] / name


def _refuse(_fault: OSError) -> None:
    raise StoreAway("unreadable")


def _make(folder: Path) -> None:
    if folder.is_dir():
        return
    _make(folder.parent)  # each with our mode, which mkdir gives the last one only
    folder.mkdir(mode=0o700, exist_ok=True)
    _settle(folder.parent)


def _write(file: Path, data: bytes) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())


def _settle(folder: Path) -> None:
    """Make durable which files a folder has."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
