"""The worker: what happens outside requests, again and again: errands, files to delete, clocks."""

from collections.abc import Mapping
from datetime import datetime

from webapp.catalogue.declared import CATALOGUE
from webapp.consent.errors import StorageUnavailable
from webapp.events.shelf import Shelf
from webapp.events.sweeping import EventSweep
from webapp.foundation import Foundation
from webapp.members.inactivity import KIND as INACTIVITY
from webapp.members.inactivity import InactivityWarnings
from webapp.members.inactivity_mail import InactivityMail
from webapp.members.kakao_link_errands import KIND as SCOPE
from webapp.members.kakao_link_scopes import ScopeEnder
from webapp.members.sweeping import MemberSweep
from webapp.members.unlinking import KIND as UNLINK
from webapp.members.unlinking import Unlinker
from webapp.members.webhooks_effects import Effects
from webapp.outbox.drain import Outbox
from webapp.profile.clocks import wind
from webapp.profile.photos.deleting import PhotoShredder
from webapp.profile.reading import Profile
from webapp.profile.sweeping import ProfileSweep
from webapp.profile.undeclared import KIND as UNDECLARED
from webapp.profile.undeclared import Undeclared
from webapp.profile.withdrawing import Endings
from webapp.rights.sweeping import RightsSweep
from webapp.web import logs

# A pending sign-up lives thirty minutes to the minute, so the sweep comes by as often.
_SWEEP_SECONDS = 60


class Worker:
    """Carries out the outbox and keeps the clocks of retention."""

    def __init__(self, ground: Foundation) -> None:
        store, now = ground.storage, ground.now
        self._storage = store
        self._now = now
        self._swept_at: datetime | None = None
        endings = Endings(CATALOGUE, ground.editions)
        self._scopes = ScopeEnder(store, ground.vault, CATALOGUE, ground.scopes, now)
        effects = Effects(store, ground.vault, CATALOGUE, endings, ground.scopes, now)
        undeclared = Undeclared(store, CATALOGUE, now, logs.note_worker, logs.alarm_worker)
        profile = Profile(store, ground.vault, CATALOGUE, ground.editions, now)
        warnings = InactivityWarnings(store, ground.vault, profile, CATALOGUE, now)
        runners = {
            INACTIVITY: _inactivity_mail(ground, profile).run,
            UNLINK: Unlinker(store, ground.vault, ground.kakao).run,
            SCOPE: self._scopes.run,
            **effects.runners(),
            UNDECLARED: undeclared.run,
        }
        self._outbox = Outbox(store.write, runners, now, logs.note_worker)
        self._shredder = PhotoShredder(store, ground.photo_store, now, logs.note_worker)
        self._rights = RightsSweep(store, CATALOGUE, now)
        shelf = Shelf(store, ground.languages, now, logs.alarm_worker)
        self.clocks = (
            *MemberSweep(store, ground.vault, now).clocks(),
            *ProfileSweep(store, CATALOGUE, now).clocks(logs.alarm_worker),
            *undeclared.clocks(),
            *self._rights.clocks(),
            *EventSweep(store, shelf, now, logs.alarm_worker).clocks(),
            *warnings.clocks(sends_mail=ground.mailer is not None),
        )

    def tick(self) -> bool:
        """Do what is due; return whether there was anything. Sweeps every minute.

        While the database is away there is nothing to do but to come back; after any other fault
        too, for whoever waits for the outbox or a date waits for this process.
        """
        try:
            return self._work()
        except StorageUnavailable:
            logs.note_worker("worker", "storage_unavailable")
        except Exception as fault:  # noqa: BLE001  whatever broke, the next tick must come
            logs.alarm_worker(fault)
        return False

    def _work(self) -> bool:
        self._scopes.gather()
        # Files first: nobody may wait for their end because Kakao is slow.
        worked = self._shredder.drain() + self._outbox.drain() > 0
        now = self._now()
        if self._swept_at is None or (now - self._swept_at).total_seconds() >= _SWEEP_SECONDS:
            self.sweep()
            self._swept_at = now
        return worked

    def sweep(self) -> Mapping[str, int]:
        """Delete what is past its date; return how many rows of each kind.

        Once a day it also says how many requests to correct something must be answered today.
        """
        swept = wind(self.clocks, logs.alarm_worker)
        if urgent := self._rights.urgent():
            logs.alarm_corrections(urgent)
        self._storage.empty_log()
        return swept

    def tidy_photos(self) -> int:
        """Delete files that no row knows; return how many there were."""
        found = self._shredder.tidy()
        self._shredder.drain()
        return found

    def close(self) -> None:
        """Let the database go."""
        self._storage.dispose()


def _inactivity_mail(ground: Foundation, profile: Profile) -> InactivityMail:
    return InactivityMail(
        ground.storage,
        ground.vault,
        profile,
        CATALOGUE,
        ground.mailer,
        ground.words,
        ground.public_url,
        ground.now,
    )
