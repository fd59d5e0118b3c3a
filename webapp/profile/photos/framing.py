"""Choosing which part of a photo its small picture shows; the large one stays as it is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from webapp.catalogue.kinds import encode
from webapp.consent.decision import MEMBERSHIP, MemberId
from webapp.consent.errors import MemberGone
from webapp.consent.ports import Database
from webapp.profile.errors import NothingKept
from webapp.profile.keeping import give_files, place_of
from webapp.profile.photos.errors import StoreAway
from webapp.profile.photos.ports import Crop, Decoder
from webapp.profile.photos.showing import OwnPhotos
from webapp.profile.photos.taking import Photos
from webapp.profile.photos.value import PhotoValue
from webapp.profile.ports import ProfileStore, ValueRow, Vault


class Framing:
    """Makes the small picture of a person's own photo anew."""

    def __init__(
        self,
        database: Database[ProfileStore],
        vault: Vault,
        photos: Photos,
        own: OwnPhotos,
        decoder: Decoder,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._vault = vault
        self._photos = photos
        self._own = own
        self._decoder = decoder
        self._now = now

    def crop(self, member_id: MemberId, field_key: str) -> Crop | None:
        """Return how the photo is cut today, `None` when there is no photo."""
        value = self._own.value(member_id, field_key)
        return value.crop if value else None

    def frame(self, member_id: MemberId, field_key: str, crop: Crop) -> None:
        """Cut the small picture anew. No new decision: what is kept, and why, stays the same.

        Raises `NothingKept` when there is no photo, or another one than at the beginning;
        `StoreAway`, `PhotosBusy`, `PhotoRefused` and `MemberGone`.
        """
        value = self._own.value(member_id, field_key)
        if value is None:
            raise NothingKept
        if value.crop == crop:
            return
        full = self._own.opened(value.full)
        if full is None:
            raise StoreAway("lost")
        tile = self._decoder.frame(full, crop)
        with self._photos.kept_if_taken((tile,)) as (kept,):
            self._replace(member_id, field_key, value, replace(value, tile=kept, crop=crop))

    def _replace(
        self, member_id: MemberId, field_key: str, before: PhotoValue, after: PhotoValue
    ) -> None:
        with self._database.write() as store:
            if not store.decisions.lock(member_id):
                raise MemberGone
            if self._own.kept(store, member_id, field_key) != before:
                raise NothingKept
            place = place_of(member_id, MEMBERSHIP, field_key)
            sealed = self._vault.seal(encode(after.text()), place)
            row = replace(_row(store, member_id, field_key), sealed=sealed, files=after.files)
            store.values.put(row)
            give_files(store, [row], self._now())


def _row(store: ProfileStore, member_id: MemberId, field_key: str) -> ValueRow:
    mine = (row for row in store.values.own(member_id) if row.scope == MEMBERSHIP)
    return next(row for row in mine if row.field_key == field_key)
