"""Clocks: which rows end by themselves, under which rule, and who ends them (promise P11).

Each room hands out the clocks of its own tables; the worker winds them all. A table or a period
of the catalogue that no clock names is found by a test.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from webapp.consent.errors import StorageUnavailable

Tell = Callable[[Exception], None]
"""Called with the trouble of one clock or one member, so that the others can go on."""


@dataclass(frozen=True, slots=True)
class Clock:
    """What ends by itself. `sweep` deletes what is past its time now and returns how much.

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
    """Let every clock sweep once; return how much each deleted.

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
