"""Deleting files that are nobody's: unreadable since their key went, gone from the store hereby."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import islice

from webapp.consent.ports import Database
from webapp.profile.photos.errors import StoreAway
from webapp.profile.photos.ports import Store
from webapp.profile.ports import ProfileStore

AGAIN = timedelta(seconds=20)
"""When to try again after the store did not delete a file."""

_AT_ONCE = 500

Report = Callable[[str, str], None]
"""Called with what it is about and a code word when the store does not delete."""


class PhotoShredder:
    """Works through the files that are due, for as long as it takes until they are gone."""

    def __init__(
        self,
        database: Database[ProfileStore],
        store: Store,
        now: Callable[[], datetime],
        report: Report,
    ) -> None:
        self._database = database
        self._store = store
        self._now = now
        self._report = report
        self._rests_until: datetime | None = None

    def drain(self) -> int:
        """Delete every file that is due; return how many are gone.

        A worker that dies in the middle loses nothing: the file is due again. While the store is
        away it is asked rarely, so that nothing else waits for it.
        """
        if self._rests_until is not None and self._now() < self._rests_until:
            return 0
        self._rests_until = None
        gone = 0
        while (name := self._doomed()) is not None:
            try:
                self._store.delete(name)
            except StoreAway as away:
                self._rests_until = self._now() + AGAIN
                self._report("photo_file", away.reason)
                break
            with self._database.write() as store:
                store.photo_files.gone(name)
            gone += 1
        return gone

    def tidy(self) -> int:
        """Make files that no row knows due at once; return how many.

        There are none but after a backup of the database was restored: a file has its row before it
        is written, and until it is deleted.
        """
        found = 0
        names = self._store.names()
        while batch := list(islice(names, _AT_ONCE)):
            with self._database.write() as store:
                unknown = sorted(set(batch) - store.photo_files.known(batch))
                if unknown:
                    store.photo_files.announce(unknown, self._now())
            found += len(unknown)
        return found

    def _doomed(self) -> str | None:
        now = self._now()
        with self._database.write() as store:
            return store.photo_files.doom(now, now + AGAIN)
