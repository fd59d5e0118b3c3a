"""What the page of an event says first: for every state of the event and of an application."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.events.plain import ROW, WEEK, draft, sent
from tests.world import START
from webapp.consent.decision import MemberId
from webapp.events.rows import EventState, Place
from webapp.web.events.standing import Standing, seats_left, standing_of

BEGUN = draft(MemberId(UUID(int=1)))
SEATED, WAITING = (
    sent(BEGUN, Place(1, has_seat=has, forget_at=ROW.forget_at)) for has in (True, False)
)
FULL, LINED_UP = {"taken": 50}, {"taken": 49, "waiting": 1}
CLOSED, CANCELLED = {"state": EventState.CLOSED}, {"state": EventState.CANCELLED}
LATE, OVER = ROW.closes_at, ROW.ends_at
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    "row,entry,now,standing",
    [
        ({}, None, START, Standing.OPEN),
        ({}, None, LATE - SECOND, Standing.OPEN),
        ({"taken": 49}, None, START, Standing.OPEN),
        (FULL, None, START, Standing.FULL),
        (LINED_UP, None, START, Standing.FULL),
        ({}, BEGUN, START, Standing.DRAFT),
        (FULL, BEGUN, START, Standing.DRAFT),
        ({}, BEGUN, START + WEEK, Standing.OPEN),
        ({}, SEATED, START, Standing.SEATED),
        ({}, WAITING, START, Standing.WAITING),
        (CLOSED, SEATED, OVER, Standing.SEATED),
        ({}, None, LATE, Standing.LATE),
        ({}, BEGUN, LATE, Standing.LATE),
        (CLOSED, None, START, Standing.CLOSED),
        (CLOSED, None, LATE, Standing.CLOSED),
        ({}, None, OVER, Standing.OVER),
        (CLOSED, None, OVER, Standing.OVER),
        (CANCELLED, SEATED, START, Standing.CANCELLED),
        (CANCELLED, None, OVER, Standing.CANCELLED),
    ],
)
def test_an_event_stands_in_one_way(row, entry, now, standing):
    assert standing_of(replace(ROW, **row), entry, now) is standing


@pytest.mark.parametrize(
    "row,left", [({}, 50), ({"taken": 49}, 1), (FULL, 0), (LINED_UP, 0), ({"taken": 51}, 0)]
)
def test_nobody_is_promised_a_seat_that_somebody_waits_for(row, left):
    assert seats_left(replace(ROW, **row)) == left
