"""Clocks: what happens by itself, under which rule, and who sees to it (promise P11).

Rooms hand out clocks, and the worker winds them all; `members` has those of `kept_year`,
`phone_check`, `idempotency` and `decision`, too. A table or a period of the catalogue that no
clock names is found by a test.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from webapp.consent.errors import StorageUnavailable

Tell = Callable[[Exception], None]
"""Called with the trouble of one clock or one member, so that the others can go on."""


@dataclass(frozen=True, slots=True)
class Clock:
    """What happens by itself. `sweep` does what is due now and returns how much it was.

    `name` is what is counted, `tables` are those whose rows end, `rules` the retention rules of
    the catalogue that are kept so. Sweeping twice changes nothing.
    """

    name: str
    tables: tuple[str, ...]
    rules: tuple[str, ...]
    sweep: Callable[[], int]


def unforgiving(trouble: Exception) -> None:
    """Tell nobody: let the trouble through."""
    raise trouble


def wind(clocks: Iterable[Clock], tell: Tell = unforgiving) -> dict[str, int]:
    """Let every clock sweep once; return how much each did.

    The trouble of one clock is told, and stops no other. Raises `StorageUnavailable`.
    """
    return {clock.name: _swept(clock, tell) for clock in clocks}


def _swept(clock: Clock, tell: Tell) -> int:
    try:
        return clock.sweep()
    except StorageUnavailable:
        raise
    except Exception as trouble:  # noqa: BLE001  one broken clock must not stop the others
        tell(trouble)
        return 0


@dataclass(slots=True)
class Rounds:
    """Tells a clock when to look at everybody again: at first, and once a day.

    In between it is enough to look at those whose time came lately.
    """

    lately: timedelta = timedelta(days=2)
    _every: timedelta = timedelta(days=1)
    _looked_at_all: datetime | None = field(default=None)

    def is_due(self, now: datetime) -> bool:
        """Tell whether a day has passed since everybody was looked at."""
        return self._looked_at_all is None or abs(now - self._looked_at_all) >= self._every

    def done(self, now: datetime) -> None:
        """Note that everybody was looked at."""
        self._looked_at_all = now
