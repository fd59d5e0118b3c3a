"""`/events` and `/events/<slug>`: what is open, and what each event asks, for anybody to read."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Gone, NotFound

from webapp.events.event import Event
from webapp.events.rows import Entry, EventRow
from webapp.events.shelf import Listing
from webapp.events.steps import StepState
from webapp.web.events.dates import draft_words
from webapp.web.events.poster import POSTER_REACH, TILE_REACH, Drawing, draw
from webapp.web.events.standing import Standing, seats_left, standing_of
from webapp.web.guards import returnable
from webapp.web.notices import message
from webapp.web.services import services
from webapp.web.session import current_member

blueprint = Blueprint("events", __name__, url_prefix="/events")

_NEAR = 3


class NoSuchEvent(NotFound):
    """There is no event at this address."""


class EventForgotten(Gone):
    """The event is over, and what was kept about it has been deleted."""


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event as a page shows it to one reader; `entry` is their application.

    `asks_again` where they agreed to facts that are others today.
    """

    row: EventRow
    event: Event
    standing: Standing
    entry: Entry | None = None
    asks_again: bool = False

    @property
    def left(self) -> int:
        """Return how many seats are left."""
        return seats_left(self.row)

    @property
    def drawing(self) -> Drawing:
        """Return its poster."""
        return draw(self.row.event_id, POSTER_REACH)

    @property
    def tile(self) -> Drawing:
        """Return the middle of its poster."""
        return draw(self.row.event_id, TILE_REACH)

    @property
    def last_day(self) -> date:
        """Return the last day on which its applications, and this page, are there."""
        return self.event.file.last_day(self.event.file.kept_days)

    @property
    def draft_words(self) -> str:
        """Return until when the reader's draft can be sent, "" without an application."""
        return draft_words(self.row, self.entry.expires_at) if self.entry else ""


@blueprint.get("")
@returnable
def listed() -> ResponseReturnValue:
    """Show every event that is not over."""
    return render_template(
        "events/list.html", events=_lines(), is_member=current_member() is not None
    )


@blueprint.get("/<slug:slug>")
@returnable
def show(slug: str) -> ResponseReturnValue:
    """Show one event, and how it stands for whoever looks.

    Raises `NoSuchEvent` (404) and, after everything kept for it is gone, `EventForgotten` (410).
    """
    listing, now = find_event(slug), services().now()
    reader = current_member()
    progress = services().applying.progress(listing, reader.member_id if reader else None)
    asks_again = any(step.state is StepState.CHANGED for step in progress.steps)
    return render_template(
        "events/event.html",
        line=replace(_line(listing, progress.entry, now), asks_again=asks_again),
        is_member=reader is not None,
        message=message(),
    )


def find_event(slug: str) -> Listing:
    """Return the event with an address; raises `NoSuchEvent` or `EventForgotten`."""
    found = services().events.find(slug)
    if found is None:
        raise NoSuchEvent
    if services().now() >= found.row.forget_at:
        raise EventForgotten
    return found


def near_events() -> list[EventLine]:
    """Return the next few events that take applications, for pages that lead to them."""
    now = services().now()
    return [line for line in _lines() if line.row.takes_applications(now)][:_NEAR]


def _lines() -> list[EventLine]:
    """Return the events that are not over, each as it stands for whoever looks."""
    now, reader, shelf = services().now(), current_member(), services().events
    if reader is None:
        return [_line(listing, None, now) for listing in shelf.listed()]
    return [_line(one, entry, now) for one, entry in shelf.listed_for(reader.member_id)]


def _line(listing: Listing, entry: Entry | None, now: datetime) -> EventLine:
    return EventLine(listing.row, listing.event, standing_of(listing.row, entry, now), entry)
