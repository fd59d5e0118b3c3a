"""Taking a photo in: looked at, made anew, sealed and laid down before its value is stored.

The order keeps every file accounted for, wherever a process ends: first the rows that say the
files are nobody's, then the files, then (in the transaction of the decision) their owner. Files
that nobody took are deleted.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from webapp.consent.errors import StorageUnavailable
from webapp.consent.ports import Database
from webapp.profile.photos.glance import Upload
from webapp.profile.photos.ports import Crop, Decoder, Locks, Pictures, Store
from webapp.profile.photos.value import File, PhotoValue
from webapp.profile.ports import ProfileStore

UNCLAIMED = timedelta(minutes=15)
"""How long files may lie without an owner while somebody is about to store their value."""


class Photos:
    """Takes photos in, whoever brings them: the person, or Kakao."""

    def __init__(
        self,
        database: Database[ProfileStore],
        locks: Locks,
        decoder: Decoder,
        store: Store,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._locks = locks
        self._decoder = decoder
        self._store = store
        self._now = now

    def prepare(self, upload: Upload) -> Pictures:
        """Return the pictures that would be kept of an upload; nothing is kept yet.

        Raises `PhotoRefused`, and `PhotosAway` when no picture can be looked at right now.
        """
        return self._decoder.prepare(upload)

    @contextmanager
    def laid_down(self, pictures: Pictures) -> Iterator[str]:
        """Lay pictures down in the store and hand out the value that names and opens them.

        The value is for `Reply.laid_down`: whoever stores it inside this context owns the files.
        What is not owned at its end is deleted. Raises `StoreAway`.
        """
        with self.kept_if_taken((pictures.full, pictures.tile)) as (full, tile):
            crop = Crop()
            yield PhotoValue(full, tile, pictures.width, pictures.height, crop).text()

    @contextmanager
    def kept_if_taken(self, plains: tuple[bytes, ...]) -> Iterator[tuple[File, ...]]:
        """Seal bytes and put them into the store; delete what is nobody's at the end."""
        names = [secrets.token_hex(16) for _ in plains]
        with self._database.write() as store:
            store.photo_files.announce(names, self._now() + UNCLAIMED)
        try:
            yield tuple(self._put(name, plain) for name, plain in zip(names, plains, strict=True))
        finally:
            # If this fails, they are deleted when the time for claiming them has passed.
            with suppress(StorageUnavailable), self._database.write() as store:
                store.photo_files.drop(names, self._now())

    def _put(self, name: str, plain: bytes) -> File:
        text, key = self._locks.lock(plain, place_of_file(name))
        self._store.put(name, text)
        return File(name, key)


def place_of_file(name: str) -> tuple[str, ...]:
    """Return the one place where a file opens; under another name it is noise."""
    return ("photo_file", name)


def digest_of(upload: bytes | None) -> str:
    """Return what an upload is recognised by when the same page is sent twice (promise P13)."""
    return hashlib.sha256(upload or b"").hexdigest()
