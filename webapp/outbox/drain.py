"""Draining the outbox: lease one errand, run it outside any transaction, settle it."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from webapp.outbox.errand import Errand, next_due
from webapp.outbox.ports import OutboxStore, Runner

LEASE = timedelta(minutes=1)

Begin = Callable[[], AbstractContextManager[OutboxStore]]
Report = Callable[[str, str], None]
"""Called with (kind, code word) when an errand fails or is given up."""


class NotNow(Exception):  # noqa: N818  reads as the situation it is
    """The errand could not be done this time; `reason` is a short code word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Hopeless(NotNow):
    """The errand can never be done: it is given up at once, whatever patience is left."""


class Outbox:
    """Works through the errands of one database."""

    def __init__(
        self,
        begin: Begin,
        runners: Mapping[str, Runner],
        now: Callable[[], datetime],
        report: Report,
    ) -> None:
        self._begin = begin
        self._runners = runners
        self._now = now
        self._report = report

    def drain(self) -> int:
        """Run every errand that is due; return how many were settled for good.

        A worker that dies in the middle loses nothing: the lease runs out and another one runs
        the errand again, so runners must be safe to repeat.
        """
        settled = 0
        while errand := self._lease():
            settled += self._run(errand)
        return settled

    def _lease(self) -> Errand | None:
        now = self._now()
        with self._begin() as store:
            return store.errands.lease(now, now + LEASE)

    def _run(self, errand: Errand) -> bool:
        try:
            self._runners[errand.kind](errand)
        except Hopeless as refusal:
            return self._put_back(errand, refusal.reason, hopeless=True)
        except NotNow as refusal:
            return self._put_back(errand, refusal.reason)
        except Exception as fault:  # noqa: BLE001  one broken errand must not stop the others
            return self._put_back(errand, type(fault).__name__)
        with self._begin() as store:
            store.errands.done(errand.errand_id)
        return True

    def _put_back(self, errand: Errand, reason: str, *, hopeless: bool = False) -> bool:
        now = self._now()
        due = next_due(errand, now)
        given_up = hopeless or due >= errand.give_up_at
        with self._begin() as store:
            if not given_up:
                store.errands.later(errand.errand_id, due, reason)
            elif errand.reference:  # somebody may ask what became of it
                store.errands.give_up(errand.errand_id, now)
            else:
                store.errands.done(errand.errand_id)
        self._report(errand.kind, f"given_up:{reason}" if given_up else reason)
        return given_up
