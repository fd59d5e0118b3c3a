"""Ways to break a catalogue on purpose: each returns a maker of a changed one."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from webapp.catalogue.shapes import Catalogue

Broken = tuple[Callable[[Catalogue], Catalogue], str]
"""A change, and the sentence the audit must say about it."""


def with_(part: str, key: str, **changes: Any) -> Callable[[Catalogue], Catalogue]:
    """Return a catalogue maker that changes one declaration."""

    def change(catalogue: Catalogue) -> Catalogue:
        things = getattr(catalogue, part)
        assert key in {thing.key for thing in things}
        changed = tuple(replace(t, **changes) if t.key == key else t for t in things)
        return replace(catalogue, **{part: changed})

    return change


def plus(part: str, *things: Any) -> Callable[[Catalogue], Catalogue]:
    return lambda catalogue: replace(catalogue, **{part: getattr(catalogue, part) + things})


def both(*changes: Callable[[Catalogue], Catalogue]) -> Callable[[Catalogue], Catalogue]:
    def change(catalogue: Catalogue) -> Catalogue:
        for one in changes:
            catalogue = one(catalogue)
        return catalogue

    return change


def always(_text: str, _locale: str) -> bool:
    """Everything is translated."""
    return True
