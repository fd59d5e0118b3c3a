"""Acts on an event as it is published: begun again when another version came out meanwhile."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import ParamSpec, TypeVar

from webapp.events.event import Event
from webapp.events.ports import EventStore

P = ParamSpec("P")
T = TypeVar("T")


class PublishedAnew(Exception):  # noqa: N818  reads as the situation it is
    """Another version is out than the one an act began with; its transaction is undone."""


def heed(store: EventStore, event: Event) -> None:
    """Raise `PublishedAnew` unless this version is out; asked last, before anything goes out."""
    row = store.events.get(event.file.event_id)
    if row is None or row.version != event.version:
        raise PublishedAnew


def as_published(act: Callable[P, T]) -> Callable[P, T]:
    """Let an act begin again, its event found anew, until it was about the version that is out."""

    @wraps(act)
    def again(*given: P.args, **named: P.kwargs) -> T:
        while True:
            with suppress(PublishedAnew):
                return act(*given, **named)

    return again
