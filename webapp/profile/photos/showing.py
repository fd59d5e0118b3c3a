"""A person's own photo, opened for their own eyes."""

from enum import StrEnum

from webapp.consent.decision import MEMBERSHIP, MemberId
from webapp.consent.ports import Database
from webapp.profile.photos.ports import Locks, Store
from webapp.profile.photos.taking import place_of_file
from webapp.profile.photos.value import File, PhotoValue, photo_value
from webapp.profile.ports import ProfileStore
from webapp.profile.reading import OwnValue, Profile


class Size(StrEnum):
    """The pictures that are kept of a photo."""

    FULL = "full"
    TILE = "tile"


class OwnPhotos:
    """Opens a person's own photos, even on hold (PIPA 35)."""

    def __init__(
        self, database: Database[ProfileStore], profile: Profile, locks: Locks, store: Store
    ) -> None:
        self._database = database
        self._profile = profile
        self._locks = locks
        self._store = store

    def value(self, member_id: MemberId, field_key: str) -> PhotoValue | None:
        """Return what is kept as the value of a photo field, `None` when there is none."""
        with self._database.read() as store:
            kept = self.kept(store, member_id, field_key)
        return photo_value(kept.value) if kept else None

    def kept(self, store: ProfileStore, member_id: MemberId, field_key: str) -> OwnValue | None:
        """Return the same as it is kept, in an open transaction."""
        own = self._profile.own(store, member_id, [field_key])
        return next((kept for kept in own if kept.scope == MEMBERSHIP), None)

    def picture(self, member_id: MemberId, field_key: str, size: Size) -> bytes | None:
        """Return a picture as WebP, `None` when there is none. Raises `StoreAway`, `CannotOpen`."""
        value = self.value(member_id, field_key)
        if value is None:
            return None
        return self.opened(value.full if size is Size.FULL else value.tile)

    def opened(self, file: File) -> bytes | None:
        """Return a file's plain bytes, `None` when the store has lost it."""
        text = self._store.get(file.name)
        if text is None:
            return None
        return self._locks.unlock(text, file.key, place_of_file(file.name))
