"""P11: every retention promise has a clock that keeps it: never late to the eye, never early."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from tests.promises.acts import Person, arrive, join, new_kakao_id, seen_browser, sweep
from tests.promises.rows import rows, table, violations
from tests.world import START, World
from webapp.catalogue.shapes import Trigger
from webapp.members.errors import KakaoUnavailable
from webapp.profile.errors import NotPermitted
from webapp.profile.reading import Profile

pytestmark = pytest.mark.above_the_engine

SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def today(house: World) -> None:
    """Each test begins today: nothing may come near the three years of the database's own clock."""
    house.clock.moment = START


def of(person: Person, name: str) -> list[Any]:
    return [r for r in rows(person.world.storage, name) if r.member_id == person.member_id]


def wait(house: World, period: timedelta) -> None:
    house.clock.moment += period


def readable(person: Person) -> str | None:
    door: Profile = person.world.services.journey._profile
    try:
        return door.read(person.member_id, "mbti", "match")
    except NotPermitted:
        return None


def test_the_periods_people_are_told_are_these(house: World):
    """The numbers of the policy; the code below takes them from the catalogue."""
    rule = house.services.catalogue.retention
    assert rule("profile").after(Trigger.LAST_USE) == timedelta(days=365)
    assert rule("session").after(Trigger.LAST_USE) == timedelta(days=30)
    assert rule("session").after(Trigger.COLLECTION) == timedelta(days=90)
    assert rule("attempt").after(Trigger.COLLECTION) == timedelta(minutes=10)
    assert rule("signup").after(Trigger.COLLECTION) == timedelta(minutes=30)
    assert rule("visits").after(Trigger.COLLECTION) == timedelta(days=92)
    assert rule("repeat").after(Trigger.COLLECTION) == timedelta(hours=24)
    assert rule("unlink").after(Trigger.LEAVING) == timedelta(hours=72)
    assert rule("decisions").after(Trigger.LEAVING) >= timedelta(days=3 * 365 + 1)


def test_a_value_unused_for_a_year_is_deleted_at_the_instant_and_not_before(house: World):
    person = join(house)
    person.agree()
    wait(house, timedelta(days=365) - SECOND)
    sweep(house)
    assert readable(person) == "INFP"
    assert of(person, "destruction") == []
    wait(house, SECOND)
    assert readable(person) is None, "refused before any sweep"
    sweep(house)
    assert of(person, "field_value") == of(person, "value_key") == []
    last = max(of(person, "decision"), key=lambda d: d.seq)
    assert (last.notice_key, last.answer) == ("mbti", "expired")
    assert (last.actor, last.channel) == ("clock", "system")
    (record,) = of(person, "destruction")
    assert (record.field_key, record.reason) == ("mbti", "expired")
    assert violations(house.storage) == []
    before = len(of(person, "decision"))
    sweep(house)
    assert len(of(person, "decision")) == before, "swept twice is swept once"


def test_the_sweep_deletes_the_value_of_nobody_else(house: World):
    idle, busy = join(house), join(house)
    idle.agree("INFP")
    busy.agree("ENTP")
    wait(house, timedelta(days=364))
    join(house, busy.kakao_id)
    wait(house, timedelta(days=1))
    sweep(house)
    assert of(idle, "field_value") == []
    assert readable(busy) == "ENTP"


def test_any_visit_restarts_the_clock_even_without_a_login(house: World):
    person = join(house)
    person.agree()
    for _ in range(3):
        wait(house, timedelta(days=25))
        assert person.browser().get("/").status_code == 200
    since = house.clock()
    wait(house, timedelta(days=365) - SECOND)
    sweep(house)
    assert readable(person) == "INFP"
    wait(house, SECOND)
    assert readable(person) is None
    assert house.clock() - since == timedelta(days=365)


def test_somebody_back_after_more_than_a_year_finds_nothing_though_no_sweep_ran(house: World):
    """A login must not bring back what was due to be deleted while the worker was away."""
    person = join(house)
    person.agree()
    wait(house, timedelta(days=366))
    join(house, person.kakao_id)
    assert readable(person) is None
    sweep(house)
    assert readable(person) is None


def test_the_person_sees_the_clock_ticking(house: World):
    person = join(house)
    person.agree()
    page = person.browser().get("/me/consents").get_data(as_text=True)
    due = (house.clock() + timedelta(days=365)).astimezone()
    assert f"{due.year}년" in page
    assert "안 쓰시면" in page


@pytest.mark.parametrize("idle,total", [(timedelta(days=30), 1), (timedelta(days=29), 4)])
def test_a_session_ends_after_thirty_idle_or_ninety_days(house: World, idle, total):
    """Idle for 30 days once; or used every 29 days, until the 90th."""
    person = join(house)
    browser = person.browser()
    for _ in range(total - 1):
        wait(house, idle)
        if house.clock() - of(person, "member")[0].joined_at < timedelta(days=90):
            assert browser.get("/me").status_code == 200
    wait(house, idle - SECOND if total == 1 else timedelta(0))
    if total == 1:
        # A request here would restart the idle clock, so ask the book instead.
        assert house.services.members.of(person.member_id)
        wait(house, SECOND)
    else:
        wait(house, timedelta(days=3))
    assert browser.get("/me").status_code == 303
    assert house.services.members.of(person.member_id) == []
    sweep(house)
    assert of(person, "session") == []


def exact(house: World, name: str, period: timedelta, make: Callable[[], object]) -> None:
    """A row of `name` is there until one second before `period`, and gone at it."""
    sweep(house)
    before = len(rows(house.storage, name))
    make()
    assert len(rows(house.storage, name)) == before + 1
    wait(house, period - SECOND)
    sweep(house)
    assert len(rows(house.storage, name)) > 0
    wait(house, SECOND * 2)
    sweep(house)
    assert len(rows(house.storage, name)) <= before


def test_a_login_under_way_is_forgotten_after_ten_minutes(house: World):
    start = house.services.login.start
    exact(house, "oauth_attempt", timedelta(minutes=10), lambda: start(b"x" * 32, ""))


def test_a_sign_up_is_forgotten_after_thirty_minutes(house: World):
    come = lambda: arrive(house, new_kakao_id(), seen_browser())  # noqa: E731  one act
    exact(house, "pending_signup", timedelta(minutes=30), come)


def test_a_visit_is_kept_for_ninety_two_days(house: World):
    exact(house, "visit", timedelta(days=92), lambda: join(house))


def test_a_repeat_is_remembered_for_a_day(house: World):
    person = join(house)
    wait(house, timedelta(days=2))
    exact(house, "idempotency", timedelta(hours=24), person.skip)


def test_an_unlink_that_never_works_is_given_up_after_72_hours(house: World, monkeypatch):
    person = join(house)
    person.leave()
    worker = house.worker()
    kakao = worker._outbox._runners["kakao_unlink"].__self__._kakao  # type: ignore[attr-defined]
    asked = []

    def away(kakao_id: str) -> None:
        asked.append(kakao_id)
        raise KakaoUnavailable("timeout")

    monkeypatch.setattr(kakao, "unlink", away)
    index = house.services.login._vault.index("kakao_id", person.kakao_id)
    until = house.clock() + timedelta(hours=72)
    while [row for row in rows(house.storage, "outbox") if row.subject == index]:
        assert house.clock() <= until, "the Kakao id is kept longer than 72 hours"
        wait(house, timedelta(hours=2))
        worker._outbox.drain()
    assert until - house.clock() < timedelta(hours=3), "given up too early"
    assert set(asked) >= {person.kakao_id}


@pytest.mark.parametrize("days,stays", [(1090, True), (1100, False)])
def test_what_is_left_of_a_leaver_goes_after_three_years(house: World, days, stays):
    """Told by the database's own clock, so the leaving is moved instead of the clock."""
    person = join(house)
    person.agree()
    person.leave()
    member = table("member")
    with house.storage.engine.begin() as open_:
        open_.execute(
            update(member)
            .where(member.c.member_id == person.member_id)
            .values(left_at=START - timedelta(days=days))
        )
    sweep(house)
    assert bool(of(person, "decision")) is stays
    assert bool(of(person, "member")) is stays
    with house.storage.engine.begin() as open_:  # the other tests move the clock past this date
        open_.execute(update(member).values(left_at=None))
