"""What every kind of field must be able to do."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, runtime_checkable

from webapp.catalogue.shapes import Field

Raw = Mapping[str, Sequence[str]]
"""Posted form parts: every value sent under each name, in order."""

Parts = dict[str, list[str]]
"""Form parts to fill a control with again."""

OLDEST = 130
"""How many years back anybody alive may be born: the longest known life had 122, and some to spare.

The gate and the question about the year read the same bound: what the gate let in can be saved.
"""

Say = Callable[[str], str]
"""Says one of our own texts in the reader's language; a person's own words never go through it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a posted value: the form part and the words beside it."""

    part: str
    words: str


class Unclean(ValueError):  # noqa: N818  reads as the situation it is
    """What was posted is no value of this field; `problems` says why, part by part."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("a posted value was refused")
        self.problems = problems


class KindRules(Protocol):
    """What a kind must be able to do; a value is always a JSON text in canonical form."""

    def parts(self, field: Field) -> tuple[str, ...]:
        """Return the form names the control of `field` posts."""
        ...

    def clean(self, field: Field, raw: Raw) -> str:
        """Return the value posted for `field`; raises `Unclean`."""
        ...

    def show(self, field: Field, value: str, say: Say) -> str:
        """Return the value as a person reads it."""
        ...

    def refill(self, field: Field, value: str) -> Parts:
        """Return the form parts that would post `value` again."""
        ...


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the day allows: today's date in Korea, and the full years a member must have."""

    today: date
    minimum_age: int


@runtime_checkable
class Bounded(Protocol):
    """A kind whose values are possible or not depending on the day."""

    def check(self, field: Field, value: str, bounds: Bounds) -> None:
        """Raise `Unclean` for a value that cannot be on this day."""
        ...


@runtime_checkable
class Looked(Protocol):
    """A kind whose control shows more once something in it was chosen or sought."""

    def look(self, field: Field, raw: Raw) -> tuple[Problem, ...]:
        """Return what stands in the way of showing more; nothing is saved by looking."""
        ...


def encode(value: str) -> bytes:
    """Return the bytes that are sealed for `value`."""
    return json.dumps(value, ensure_ascii=False).encode()


def decode(sealed: bytes) -> str:
    """Return the value that `encode` wrote."""
    value = json.loads(sealed)
    if not isinstance(value, str):
        raise TypeError
    return value
