"""What an event's poster shows: two voices crossing over five lines, curved by the event's key.

The same key gives the same drawing everywhere, large and small; nothing in it is left to chance.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from math import pi

POSTER_REACH, TILE_REACH = 290, 62
_HANDLE = 0.364  # of a quarter wave: where a cubic comes closest to a sine
_BYTES_OF_A_LOBE = 4
_EACH_SIDE = 7

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sign:
    """A note or a rest on its voice, in units of the drawing; y grows downwards."""

    kind: str  # as components/glyph.html names it
    x: int
    y: int

    @property
    def has_stem_up(self) -> bool:
        """Return whether the stem points up: it points to the middle line."""
        return self.y > 0


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice: the data of its path, and the signs on it from the left."""

    path: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Both voices. They cross on the middle line, y = 0, and nowhere else."""

    first: Voice
    second: Voice


@dataclass(frozen=True, slots=True)
class _Lobe:
    """What lies between two crossings: how high either voice swings (signed), and what it sings."""

    left: int
    right: int
    first: int
    second: int
    signs: tuple[str, str]


@lru_cache(maxsize=512)
def draw(key: str, reach: int = POSTER_REACH) -> Drawing:
    """Return the drawing of an event's key, as far as `reach` units to either side."""
    lobes = [lobe for lobe in _lobes(key) if lobe.right > -reach and lobe.left < reach]
    first, second = zip(*((lobe.first, lobe.second) for lobe in lobes), strict=True)
    return Drawing(_voice(lobes, first, 0), _voice(lobes, second, 1))


def _lobes(key: str) -> list[_Lobe]:
    """Lay lobes outwards from the first crossing, which lies near the middle."""
    told = blake2b(key.encode(), digest_size=64).digest()
    middle, turn = told[-1] % 41 - 20, -1 if told[-2] % 2 else 1
    lobes = []
    for side in (-1, 1):
        edge = middle
        for number in range(_EACH_SIDE):
            at = (number * 2 + (side > 0)) * _BYTES_OF_A_LOBE
            width, high, low, sung = told[at : at + _BYTES_OF_A_LOBE]
            further = edge + side * (66 + width % 37)
            up = turn * side * (-1) ** number
            lobes.append(
                _Lobe(
                    left=min(edge, further),
                    right=max(edge, further),
                    first=up * (17 + high % 27),
                    second=-up * (17 + low % 27),
                    signs=_sung(number, side, sung),
                )
            )
            edge = further
    return sorted(lobes, key=lambda lobe: lobe.left)


def _sung(number: int, side: int, told: int) -> tuple[str, str]:
    """Return what both voices sing in a lobe; beside the middle each has its note for certain."""
    if number == 0:
        other = "rest" if told % 4 == 0 else ""
        return ("note", other) if side > 0 else (other, "note")
    return (("note", ""), ("", "note"), ("note", "note"), ("note", "rest"), ("rest", "note"))[
        told % 5
    ]


def _voice(lobes: list[_Lobe], heights: tuple[int, ...], which: int) -> Voice:
    corners = list(_quarters(lobes, heights))
    start = f"M{lobes[0].left} 0C"
    path = start + _numbers(round(part) for quarter in corners for at in quarter[1:] for part in at)
    signs = []
    for place, lobe in enumerate(lobes):
        if kind := lobe.signs[which]:
            # Not both at the same place, where their stems would meet.
            rising, share = (place * 2, 0.86) if which == 0 else (place * 2 + 1, 0.14)
            x, y = _on(corners[rising], share)
            signs.append(Sign(kind, round(x), round(y)))
    return Voice(path, tuple(signs))


def _quarters(
    lobes: list[_Lobe], heights: tuple[int, ...]
) -> Iterator[tuple[Point, Point, Point, Point]]:
    """Yield the curve in quarter waves, each as its two ends and the handles between them."""
    steep = [
        2 * height / (lobe.right - lobe.left) for lobe, height in zip(lobes, heights, strict=True)
    ]
    for place, (lobe, height) in enumerate(zip(lobes, heights, strict=True)):
        half = (lobe.right - lobe.left) / 2
        top, hand = (lobe.left + half, float(height)), half * _HANDLE
        # Neighbours swing to opposite sides, so through a crossing both run the same way.
        enters = (steep[place] - steep[max(place - 1, 0)]) * pi / 4
        leaves = (steep[min(place + 1, len(lobes) - 1)] - steep[place]) * pi / 4
        yield (
            (lobe.left, 0.0),
            (lobe.left + hand, enters * hand),
            (top[0] - hand, top[1]),
            top,
        )
        yield (
            top,
            (top[0] + hand, top[1]),
            (lobe.right - hand, -leaves * hand),
            (lobe.right, 0.0),
        )


def _on(quarter: tuple[Point, Point, Point, Point], share: float) -> Point:
    """Return the point of a cubic at `share` of its way."""
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    return (
        sum(weight * at[0] for weight, at in zip(weights, quarter, strict=True)),
        sum(weight * at[1] for weight, at in zip(weights, quarter, strict=True)),
    )


def _numbers(values: Iterator[int]) -> str:
    """Write numbers as a path holds them: a minus sign parts as well as a blank."""
    written = " ".join(str(value) for value in values)
    return written.replace(" -", "-")
