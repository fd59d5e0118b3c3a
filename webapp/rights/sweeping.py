"""The clocks of this room: answered requests, what staff did, and the days on which to hurry."""

from collections.abc import Callable
from datetime import date, datetime

from webapp.catalogue.korea import korean_day
from webapp.catalogue.shapes import Catalogue, Trigger
from webapp.consent.ports import Database
from webapp.members.ports import MemberStore
from webapp.profile.clocks import Clock


class RightsSweep:
    """Deletes what is past its time; knows what must be answered today."""

    def __init__(
        self,
        database: Database[MemberStore],
        catalogue: Catalogue,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._catalogue = catalogue
        self._now = now
        self._reminded_on: date | None = None

    def clocks(self) -> tuple[Clock, ...]:
        """Return the clocks of this room's own tables."""
        return (
            Clock("correction", ("correction",), ("correction",), self._corrections),
            Clock("staff_access", ("access_log",), ("staff_access",), self._accesses),
        )

    def urgent(self) -> int:
        """Return how many answers are due today or overdue; asked again the same day, 0."""
        today = korean_day(self._now())
        if self._reminded_on == today:
            return 0
        self._reminded_on = today
        with self._database.read() as store:
            made = store.corrections.waiting()
        return sum(one.due_on <= today for one in made)

    def _corrections(self) -> int:
        kept = self._catalogue.retention("correction").after(Trigger.CORRECTION)
        with self._database.write() as store:
            return store.corrections.sweep(self._now() - kept)

    def _accesses(self) -> int:
        kept = self._catalogue.retention("staff_access").after(Trigger.COLLECTION)
        with self._database.write() as store:
            return store.accesses.sweep(self._now() - kept)
