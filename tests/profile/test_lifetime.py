"""Clocks of values: the span that ends first, and how much of it is left."""

from datetime import timedelta

import pytest

from tests.world import START
from webapp.catalogue.shapes import Retention, Trigger
from webapp.profile.lifetime import Span, own_date, span_of

DAY = timedelta(days=1)
SEEN = START + 100 * DAY


def rule(**days: int) -> Retention:
    ends = tuple((Trigger[name.upper()], DAY * count) for name, count in days.items())
    return Retention(key="r", words="", short="", ends=ends)


@pytest.mark.parametrize(
    "kept, fixed, expected",
    [
        (rule(last_use=365), None, Span(SEEN, SEEN + 365 * DAY)),
        (rule(collection=10), None, None),
        (rule(collection=10), START + 9 * DAY, Span(START, START + 9 * DAY)),
        (rule(last_use=365), START + 500 * DAY, Span(SEEN, SEEN + 365 * DAY)),
        (rule(last_use=365), START + 464 * DAY, Span(START, START + 464 * DAY)),
        (rule(last_use=365), START + DAY, Span(START, START + DAY)),
        (rule(last_use=1), START + 200 * DAY, Span(SEEN, SEEN + DAY)),
        (rule(withdrawal=0, leaving=0), None, None),
        (rule(withdrawal=0), START + DAY, Span(START, START + DAY)),
        (rule(), None, None),
    ],
)
def test_the_clock_that_ends_first_counts(kept, fixed, expected):
    assert span_of(kept, START, SEEN, fixed) == expected


@pytest.mark.parametrize(
    "kept, date",
    [
        (rule(last_use=365), None),
        (rule(withdrawal=0, leaving=0), None),
        (rule(collection=10), START + 10 * DAY),
        (rule(collection=0), START),
        (rule(last_use=365, collection=10), START + 10 * DAY),
    ],
)
def test_a_rule_that_counts_from_collection_gives_a_date(kept, date):
    assert own_date(kept, START) == date


@pytest.mark.parametrize(
    "passed, left", [(-1, 1.0), (0, 1.0), (1, 0.75), (2, 0.5), (4, 0.0), (9, 0.0)]
)
def test_the_share_left_runs_from_all_to_nothing(passed, left):
    assert Span(START, START + 4 * DAY).share_left(START + passed * DAY) == left


def test_a_span_of_no_length_has_nothing_left():
    assert Span(START, START).share_left(START) == 0.0
