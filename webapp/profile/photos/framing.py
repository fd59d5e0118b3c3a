"""Choosing which part of a photo its small picture shows; the large one stays as it is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from webapp.catalogue.shapes import Catalogue, Field, Source
from webapp.consent.decision import MEMBERSHIP, MemberId
from webapp.consent.errors import MemberGone
from webapp.consent.ports import Database
from webapp.profile.errors import NothingKept
from webapp.profile.keeping import Allowed, Given, give_files, sealed
from webapp.profile.photos.errors import StoreAway
from webapp.profile.photos.ports import Crop, Decoder
from webapp.profile.photos.showing import OwnPhotos
from webapp.profile.photos.taking import Photos
from webapp.profile.photos.value import PhotoValue, photo_value
from webapp.profile.ports import ProfileStore, Vault


class Framing:
    """Makes the small picture of a person's own photo anew."""

    def __init__(
        self,
        database: Database[ProfileStore],
        vault: Vault,
        catalogue: Catalogue,
        photos: Photos,
        own: OwnPhotos,
        decoder: Decoder,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._vault = vault
        self._catalogue = catalogue
        self._photos = photos
        self._own = own
        self._decoder = decoder
        self._now = now

    def frame(self, member_id: MemberId, field: Field, crop: Crop) -> None:
        """Cut the small picture anew. No new decision: what is kept, and why, stays the same.

        Raises `NothingKept` when there is no photo, or another one than at the beginning;
        `StoreAway`, `PhotosBusy`, `PhotoRefused` and `MemberGone`.
        """
        value = self._own.value(member_id, field.key)
        if value is None:
            raise NothingKept
        if value.crop == crop:
            return
        full = self._own.opened(value.full)
        if full is None:
            raise StoreAway("lost")
        tile = self._decoder.frame(full, crop)
        with self._photos.kept_if_taken((tile,)) as (kept,):
            self._replace(member_id, field, value, replace(value, tile=kept, crop=crop))

    def _replace(
        self, member_id: MemberId, field: Field, before: PhotoValue, after: PhotoValue
    ) -> None:
        with self._database.write() as store:
            if not store.decisions.lock(member_id):
                raise MemberGone
            kept = self._own.kept(store, member_id, field.key)
            if kept is None or photo_value(kept.value) != before:
                raise NothingKept
            allowed = Allowed(member_id, MEMBERSHIP, kept.decision_id)
            rule = self._catalogue.retention(field.retention)
            given = Given(field, after.text(), Source(kept.source), rule)
            row = sealed(self._vault, allowed, given, kept.collected_at)
            store.values.put(row)  # who may see it, and since when it is held, stays as it was
            give_files(store, [row], self._now())
