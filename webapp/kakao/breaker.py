"""A fuse between us and Kakao: when Kakao is down, people get their answer at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from webapp.members.errors import KakaoMisconfigured, KakaoRefused, KakaoUnavailable

# One person asking too often, or a token that does not fit our keys, says nothing about Kakao's
# health: it may not close the door for everybody else.
NOT_AN_OUTAGE = frozenset({"rate_limited", "keys_resting"})


class Breaker:
    """Opens for `rest_seconds` after `limit` failures in a row; then lets one caller try.

    `tick` is a monotonic clock in seconds: a wall clock stepping back must not keep it open.
    """

    def __init__(
        self, tick: Callable[[], float], *, limit: int = 5, rest_seconds: float = 10.0
    ) -> None:
        self._tick = tick
        self._limit = limit
        self._rest = rest_seconds
        self._lock = Lock()
        self._failures = 0
        self._closed_from = 0.0

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Run one use of Kakao; raise KakaoUnavailable("resting") at once while open."""
        self._admit()
        try:
            yield
        except KakaoUnavailable as fault:
            self._note(failed=fault.reason not in NOT_AN_OUTAGE)
            raise
        except (KakaoRefused, KakaoMisconfigured):
            self._note(failed=False)
            raise
        self._note(failed=False)

    def _admit(self) -> None:
        with self._lock:
            if self._failures < self._limit:
                return
            if self._tick() < self._closed_from:
                raise KakaoUnavailable("resting")
            # The one who gets through is the trial; the others go on waiting for its outcome.
            self._closed_from = self._tick() + self._rest

    def _note(self, *, failed: bool) -> None:
        with self._lock:
            self._failures = self._failures + 1 if failed else 0
            if self._failures >= self._limit:
                self._closed_from = self._tick() + self._rest
