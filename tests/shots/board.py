"""The walk of what is put up for everybody: the list of events and the page of one."""

from typing import TYPE_CHECKING

from tests.events.samples import OF_AGE, joined_by, listening, seminar
from tests.shots.house import clock
from webapp.catalogue.korea import korean_day
from webapp.events.body import canonical
from webapp.events.publishing import row_of
from webapp.events.rows import EventState
from webapp.events.shapes import EventFile

if TYPE_CHECKING:
    from tests.shots.walks import Visitor


def board(one: "Visitor") -> None:
    """As anybody sees them; the events stay for the walks that follow."""
    one.go("/events")
    one.shoot("9-events-01-list-empty")
    put_up_both(one)
    one.go("/events")
    one.shoot("9-events-02-list", fold=True, hard=True)
    one.go("/events/late-autumn-listening")
    one.shoot("9-events-03-event", fold=True, hard=True)
    one.go("/events/late-autumn-listening?done=not_without")
    one.shoot("9-events-06-stopped", fold=True)
    for number, state in enumerate((EventState.CLOSED, EventState.CANCELLED), 4):
        called = seminar()
        _put_up(one, called, state)
        one.go(f"/events/{called.slug}")
        one.shoot(f"9-events-{number:02}-{state}")


def put_up_both(one: "Visitor") -> None:
    """Put the listening party and the talk up, unless they are."""
    conditions = (joined_by(korean_day(clock())), OF_AGE)
    party = listening(
        event_id="late-autumn-2026", slug="late-autumn-listening", conditions=conditions
    )
    with one.house.storage.read() as store:
        if store.events.find(party.slug):
            return
    for file in (party, seminar(event_id="first-pansori-2026", slug="first-pansori")):
        _put_up(one, file)


def _put_up(one: "Visitor", file: EventFile, state: EventState = EventState.OPEN) -> None:
    with one.house.storage.write() as store:
        version = store.events.add_version(file.event_id, canonical(file))
        store.events.publish(row_of(file, version), clock())
        store.events.set_state(file.event_id, state)
