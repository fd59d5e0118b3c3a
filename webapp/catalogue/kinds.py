"""How each kind of field is cleaned, shown, stored and filled in again: the one validator.

Every entrance (journey, My page, import) goes through `rules_of(field).clean`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from webapp.catalogue.shapes import Field, Kind

Raw = Mapping[str, Sequence[str]]
"""Posted form parts: every value sent under each name, in order."""

Parts = dict[str, list[str]]
"""Form parts to fill a control with again."""


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

    def show(self, field: Field, value: str) -> str:
        """Return the value as a person reads it (source words)."""
        ...

    def refill(self, field: Field, value: str) -> Parts:
        """Return the form parts that would post `value` again."""
        ...


class Pairs:
    """A word of one letter from each pair, such as the sixteen MBTI types."""

    def parts(self, field: Field) -> tuple[str, ...]:
        """Return one form name per pair."""
        return tuple(pair.part for pair in field.pairs)

    def clean(self, field: Field, raw: Raw) -> str:
        """Return the letters joined; names every pair without exactly one known letter."""
        letters: list[str] = []
        problems: list[Problem] = []
        for pair in field.pairs:
            sent = tuple(raw.get(pair.part, ()))
            if len(sent) == 1 and sent[0] in (pair.first.code, pair.second.code):
                letters.append(sent[0])
            else:
                problems.append(Problem(pair.part, pair.missing))
        if problems:
            raise Unclean(tuple(problems))
        return "".join(letters)

    def show(self, field: Field, value: str) -> str:  # noqa: ARG002  same shape for every kind
        """Return the letters as they are."""
        return value

    def refill(self, field: Field, value: str) -> Parts:
        """Return each pair's chosen letter."""
        return {pair.part: [letter] for pair, letter in zip(field.pairs, value, strict=True)}


RULES: Mapping[Kind, KindRules] = {Kind.PAIRS: Pairs()}
"""The kinds that can be asked for today; the audit refuses an asked field of any other."""


def rules_of(field: Field) -> KindRules:
    """Return the rules of the field's kind; raises `KeyError` when it cannot be asked yet."""
    return RULES[field.kind]


def encode(value: str) -> bytes:
    """Return the bytes that are sealed for `value`."""
    return json.dumps(value, ensure_ascii=False).encode()


def decode(sealed: bytes) -> str:
    """Return the value that `encode` wrote."""
    value = json.loads(sealed)
    if not isinstance(value, str):
        raise TypeError
    return value
