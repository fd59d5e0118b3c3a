"""The counts of the limits in memory, a few steps each however many people are counted.

The storage that comes with `limits` starts a thread every hundredth of a second that goes through
every key (measured: more than a tenth of a consent with four thousand people, and growing).
"""

import time
from threading import Lock
from typing import Any

from limits.storage import Storage

SCHEME = "counters"
_FEWEST = 1024  # counts below this are not worth clearing


class Counters(Storage):
    """Fixed windows, by key: how often, and until when. What has run out is cleared in passing."""

    STORAGE_SCHEME = [SCHEME]  # noqa: RUF012  the base class's own

    def __init__(self, uri: str | None = None, **options: Any) -> None:  # noqa: ANN401  as there
        super().__init__(uri, **options)
        self._lock = Lock()
        self._counts: dict[str, tuple[int, float]] = {}
        self._clear_at = _FEWEST

    @property
    def base_exceptions(self) -> type[Exception]:
        """Return what may go wrong with memory."""
        return MemoryError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count; a window begins with its first count and lasts `expiry` seconds."""
        now = _now()
        with self._lock:
            count, until = self._counts.get(key, (0, 0.0))
            if until <= now:
                count, until = 0, now + expiry
                self._make_room(now)
            self._counts[key] = (count + amount, until)
            return count + amount

    def get(self, key: str) -> int:
        """Return the count of the window that runs."""
        count, until = self._counts.get(key, (0, 0.0))
        return count if until > _now() else 0

    def get_expiry(self, key: str) -> float:
        """Return when the window ends, in seconds since 1970."""
        return self._counts.get(key, (0, _now()))[1]

    def check(self) -> bool:
        """Say that memory can be reached."""
        return True

    def reset(self) -> int:
        """Forget every count; return how many there were."""
        with self._lock:
            forgotten = len(self._counts)
            self._counts = {}
        return forgotten

    def clear(self, key: str) -> None:
        """Forget one count."""
        with self._lock:
            self._counts.pop(key, None)

    def _make_room(self, now: float) -> None:
        """Clear what has run out once there is twice as much as was left the last time."""
        if len(self._counts) < self._clear_at:
            return
        self._counts = {key: kept for key, kept in self._counts.items() if kept[1] > now}
        self._clear_at = max(_FEWEST, 2 * len(self._counts))


def _now() -> float:
    return time.time()  # noqa: TID251  the clock `limits` itself goes by
