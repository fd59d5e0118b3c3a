"""Drop-off, counted by day and step without any id: how many saw, saved or skipped a question."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from threading import Lock

from webapp.catalogue.korea import korean_day
from webapp.consent.errors import StorageUnavailable
from webapp.consent.ports import Database
from webapp.onboarding.ports import CountStore

_WRITE_EVERY = timedelta(minutes=1)

Counted = tuple[date, str, str]
"""A day in Korea, a step, and what happened there."""


class StepCounter:
    """Adds up in memory and writes once a minute: a count is worth no statement per request.

    What a killed process had not written yet is lost; these are figures, not evidence.
    """

    def __init__(self, database: Database[CountStore], now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._lock = Lock()
        self._counts: Counter[Counted] = Counter()
        self._written_at = now()

    def count(self, step: str, event: str) -> None:
        """Count one event of a step; never fails."""
        now = self._now()
        with self._lock:
            self._counts[korean_day(now), step, event] += 1
            if now - self._written_at < _WRITE_EVERY:
                return
            due, self._counts, self._written_at = self._counts, Counter(), now
        self._write(due)

    def _write(self, due: Counter[Counted]) -> None:
        try:
            with self._database.write() as store:
                store.step_counts.add(due)
        except StorageUnavailable:
            with self._lock:
                self._counts.update(due)
