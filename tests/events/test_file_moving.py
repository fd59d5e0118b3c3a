"""A sample moves by whole weeks until one can still apply, and stays what it is otherwise."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.events.files import party
from tests.world import START
from webapp.catalogue.korea import KOREA
from webapp.cli.samples import samples
from webapp.events.moving import SOONEST, days_to_lie_ahead, moved
from webapp.events.shapes import Condition, ConditionKind, Words

BY_DAY = Condition(
    ConditionKind.JOINED_BY, Words("첫 회원과 해요.", "For the first."), date(2026, 11, 20)
)


def test_what_lies_ahead_stays() -> None:
    assert days_to_lie_ahead(party(), START) == 0
    assert moved(party(), 0) == party()


@given(st.integers(0, 3000 * 24 * 60))
def test_it_is_moved_by_as_few_weeks_as_it_takes(minutes: int) -> None:
    now = START + timedelta(minutes=minutes)
    days = days_to_lie_ahead(party(), now)
    there = moved(party(), days)
    assert days % 7 == 0
    assert timedelta(0) < there.closes_at - now < SOONEST + timedelta(days=9)
    assert there.starts_at.astimezone(KOREA).weekday() == 6
    assert there.starts_at.astimezone(KOREA).strftime("%H:%M") == "19:30"


def test_nothing_but_days_moves() -> None:
    before = replace(party(), conditions=(BY_DAY,))
    there = moved(before, 14)
    assert there.ends_at - there.starts_at == before.ends_at - before.starts_at
    assert there.conditions[0].joined_by == date(2026, 12, 4)
    days = {"starts_at", "ends_at", "closes_at", "conditions"}
    same = {name: getattr(before, name) for name in days}
    assert replace(there, **same) == before


def test_samples_keep_their_distance() -> None:
    for days in (0, 3, 200):
        first, second = sorted(
            samples(START + timedelta(days=days)), key=lambda file: file.starts_at
        )
        assert [first.slug, second.slug] == ["late-autumn-listening", "first-pansori"]
        assert (second.starts_at - first.starts_at).days == 6
