"""Dates: applications close before the event begins, it begins before it ends, and all in time."""

from collections.abc import Iterator
from datetime import datetime

from webapp.catalogue.korea import KOREA
from webapp.events.shapes import EventFile


def date_faults(file: EventFile) -> Iterator[str]:
    """Yield a sentence for each date that is out of order."""
    if not file.closes_at <= file.starts_at:
        yield (
            f"Applications close on {_said(file.closes_at)}, after the event begins"
            f" ({_said(file.starts_at)}). Close them before."
        )
    if not file.starts_at < file.ends_at:
        yield f"The event ends on {_said(file.ends_at)}, but has not begun by then."


def late_faults(file: EventFile, now: datetime) -> Iterator[str]:
    """Yield a sentence if nobody could apply any more at `now` (aware UTC)."""
    if file.closes_at <= now:
        yield f"Applications closed on {_said(file.closes_at)}. Give a date that lies ahead."


def _said(at: datetime) -> str:
    return f"{at.astimezone(KOREA):%Y-%m-%d %H:%M} in Korea"
