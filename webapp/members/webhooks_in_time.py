"""Kakao waits three seconds for an answer: what takes longer goes on without anybody waiting.

A message is read and stored in a thread of its own. While the database is away it is tried again,
for ten minutes even after the answer: an unlink is told once and never again.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as StillAtWork
from threading import BoundedSemaphore, Event, Thread

from webapp.consent.errors import StorageUnavailable
from webapp.members.webhooks_news import Message

SECONDS = 2.0
PATIENCE = 600.0
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 15.0
AT_ONCE = 64

Report = Callable[[str], None]
"""Called with a code word when a message is lost."""


class NotInTime(Exception):  # noqa: N818  reads as the situation it is
    """It is not known yet whether the message could be stored."""


class InTime:
    """Waits `seconds` at most; `tick` is a monotonic clock in seconds."""

    def __init__(
        self,
        report: Report,
        *,
        seconds: float = SECONDS,
        patience: float = PATIENCE,
        at_once: int = AT_ONCE,
        tick: Callable[[], float] = time.monotonic,
    ) -> None:
        self._report = report
        self._seconds = seconds
        self._patience = patience
        self._room = BoundedSemaphore(at_once)
        self._tick = tick
        self._stopped = Event()

    def do(self, read: Callable[[], Message], keep: Callable[[Message], None]) -> None:
        """Read a message and keep it; raises what `read` raises.

        Raises `NotInTime` when the time is over, or when too many others are still at work: such
        a message is not taken at all.
        """
        if not self._room.acquire(blocking=False):
            self._report("too_many_at_once")
            raise NotInTime
        outcome: Future[None] = Future()
        Thread(target=self._work, args=(read, keep, outcome), daemon=True).start()
        try:
            outcome.result(timeout=self._seconds)
        except StillAtWork:
            raise NotInTime from None

    def stop(self) -> None:
        """Let whoever is still trying give up."""
        self._stopped.set()

    def _work(
        self,
        read: Callable[[], Message],
        keep: Callable[[Message], None],
        outcome: "Future[None]",
    ) -> None:
        try:
            self._keep(read(), keep)
        except Exception as fault:  # noqa: BLE001  whoever waits for the outcome gets it
            outcome.set_exception(fault)
        else:
            outcome.set_result(None)
        finally:
            self._room.release()

    def _keep(self, message: Message, keep: Callable[[Message], None]) -> None:
        until, pause = self._tick() + self._patience, FIRST_PAUSE
        while True:
            try:
                return keep(message)
            except StorageUnavailable:
                if self._tick() + pause > until or self._stopped.wait(pause):
                    self._report("given_up:storage_unavailable")
                    raise NotInTime from None
            pause = min(pause * 2, LONGEST_PAUSE)
