"""What was measured, as a table, and beside each promise whether it holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median

from bench.acts import Act
from bench.pages import Weight
from bench.rounds import Taken, ratios, spread

KILOBYTE = 1024
HEAD = (
    f"{'CPU µs per operation':<22}{'application':>21}{'database':>20}{'sum':>7}"
    f"{'times bare':>22}{'statements':>12}{'ms':>7}"
)


@dataclass(frozen=True)
class Goal:
    """A promise of the design and what was found. `stretch` is 0 where there is none."""

    words: str
    found: float
    limit: float
    stretch: float = 0.0

    def __str__(self) -> str:
        verdict = "holds" if self.found <= self.limit else "falls short"
        more = ", the stretch too" if self.found <= self.stretch else ""
        wished = f" ({self.stretch:g})" if self.stretch else ""
        return f"{self.words:<44}{self.found:>9.2f}{self.limit:>8g}{wished:<6} {verdict}{more}"


def table(
    acts: list[Act], taken: Mapping[str, Taken], counted: Mapping[str, list[str]]
) -> Iterator[str]:
    """Lines of the table; a range is lowest, median, highest of the rounds."""
    yield HEAD
    for act in acts:
        mine = taken[act.name]
        ratio = _range(ratios(mine, taken[act.against]), ".2f") if act.against else ""
        yield (
            f"{act.name:<22}{_range(mine.application):>21}{_range(mine.postgres):>20}"
            f"{median(mine.total()):>7.0f}{ratio:>22}{len(counted[act.name]):>12}"
            f"{median(mine.wall):>7.2f}"
        )


def goals(
    taken: Mapping[str, Taken],
    counted: Mapping[str, list[str]],
    weighed: Mapping[str, Weight],
) -> Iterator[Goal]:
    """Every number of the design that a run can judge."""
    minimum = taken["bare POST + insert"]
    for name in ("consent POST: agree", "consent POST: skip"):
        ratio = median(ratios(taken[name], minimum))
        yield Goal(f"{name}, CPU to bare POST + insert", ratio, 3, 2)
        yield Goal(f"{name}, statements", len(counted[name]), 6)
    for name, limit in (("step GET", 3), ("callback, returning", 6), ("may_read", 1)):
        yield Goal(f"{name}, statements", len(counted[name]), limit)
    for name, weight in weighed.items():
        yield Goal(f"{name}, KB cold", weight.whole / KILOBYTE, 20)
        yield Goal(f"{name}, requests cold", weight.requests, 4)


def _range(values: list[float], form: str = ".0f") -> str:
    return " / ".join(format(value, form) for value in spread(values))
