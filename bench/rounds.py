"""Measuring the acts by turns, so that whatever else the machine does falls on all of them alike."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from bench.acts import Act
from bench.cpu import clock, spent
from bench.place import Place

Say = Callable[[str], None]


@dataclass
class Taken:
    """What one act cost, one entry a round: microseconds of CPU and milliseconds by the clock."""

    application: list[float] = field(default_factory=list)
    postgres: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    def total(self) -> list[float]:
        return [one + other for one, other in zip(self.application, self.postgres, strict=True)]


def measure(place: Place, acts: list[Act], rounds: int, count: int, say: Say) -> dict[str, Taken]:
    """Return the costs by act; one round more than asked for warms up and is left out."""
    taken = {act.name: Taken() for act in acts}
    for number in range(rounds + 1):
        for act in acts:
            _one(place, act, count, Taken() if number == 0 else taken[act.name])
        say(f"round {number} of {rounds}")
    return taken


def ratios(mine: Taken, bare: Taken) -> list[float]:
    """Return the ratio of each round to the bare act of the same round."""
    return [one / other for one, other in zip(mine.total(), bare.total(), strict=True)]


def spread(values: list[float]) -> tuple[float, float, float]:
    """Return lowest, median, highest."""
    return min(values), median(values), max(values)


def _one(place: Place, act: Act, count: int, into: Taken) -> None:
    count = max(4, int(count * act.share))
    ready = [request.raw() for request in act.ready(count)]
    application, postgres = clock(act.tree.pid), clock(place.postgres_pid)
    start = time.perf_counter()
    act.tree.load.send_all(ready, act.status)
    into.wall.append((time.perf_counter() - start) * 1000 / count)
    into.application.append(spent(application, clock(act.tree.pid)) / count)
    into.postgres.append(spent(postgres, clock(place.postgres_pid)) / count)
