"""An event moved to other days, by whole days: what a trial shows must lie ahead."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from webapp.catalogue.korea import KOREA, korean_day
from webapp.events.shapes import EventFile

SOONEST = timedelta(days=5)
_WEEK = 7


def days_to_lie_ahead(file: EventFile, now: datetime) -> int:
    """Return by how many whole weeks, in days, an event must move so that one can still apply.

    It stays on its day of the week; 0 where nothing has to move. `now` is aware UTC.
    """
    missing = (korean_day(now) + SOONEST - korean_day(file.closes_at)).days
    return max(-(-missing // _WEEK) * _WEEK, 0)


def moved(file: EventFile, days: int) -> EventFile:
    """Return the event so many days later, at its hour in Korea; days of joining move along."""
    conditions = tuple(replace(one, joined_by=_day(one.joined_by, days)) for one in file.conditions)
    return replace(
        file,
        starts_at=_instant(file.starts_at, days),
        ends_at=_instant(file.ends_at, days),
        closes_at=_instant(file.closes_at, days),
        conditions=conditions,
    )


def _instant(at: datetime, days: int) -> datetime:
    """Move by the Korean calendar, whatever its clocks do meanwhile."""
    return (at.astimezone(KOREA) + timedelta(days=days)).astimezone(at.tzinfo)


def _day(day: date | None, days: int) -> date | None:
    return day + timedelta(days=days) if day else None
