"""P11: ten years of use and silence: nothing a day past its date, nothing early, all on record.

A model beside the house keeps count by hand of what each invented person must have; the real
worker comes by under a controlled clock, to which even the triggers of the database go.
"""

import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random  # noqa: TID251  a seeded run of invented acts, no secret

import pytest

from tests.promises.acts import new_kakao_id
from tests.promises.database_clock import set_clock, take_clock
from tests.promises.lives import DAY, EVIDENCE, HABITS, Life, Membership
from tests.promises.rows import rows, violations
from tests.world import START, World, world
from webapp import wiring
from webapp.catalogue.korea import korean_day
from webapp.consent.decision import MemberId
from webapp.members.ports import Mail
from webapp.profile.clocks import unforgiving
from webapp.storage import engine
from webapp.web import logs
from webapp.worker import Worker

pytestmark = pytest.mark.begins

HEAVY = ["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.slow])]
TEN_YEARS = timedelta(days=3653)
INSTANT = timedelta(microseconds=1)


@dataclass
class Post:
    """Takes every mail."""

    taken: list[Mail] = field(default_factory=list)

    def send(self, mail: Mail) -> None:
        self.taken.append(mail)


@dataclass
class Decade:
    """A house, the people around it, and a worker who is away now and then."""

    house: World
    worker: Worker
    random: Random
    lives: list[Life]
    post: Post
    is_away: bool = False

    def pass_by(self, *, daily: bool) -> None:
        """Let ten years pass, from one instant at which something must happen to the next."""
        until = START + TEN_YEARS
        while (at := self._next(daily=daily)) < until:
            self._move(at)
            for life in self.lives:
                if life.next_visit <= at:
                    life.visit()
            self._work(at)
            self._check(at)

    def _next(self, *, daily: bool) -> datetime:
        now = self.house.clock()
        instants = [now + DAY] if daily else [now + 60 * DAY]
        for life in self.lives:
            instants += [life.next_visit, *life.instants]
        return min(instant for instant in instants if instant > now)

    def _move(self, at: datetime) -> None:
        self.house.clock.moment = at
        set_clock(self.house.storage, at)

    def _work(self, at: datetime) -> None:
        """Let the worker come by, unless it is one of the days on which none does."""
        self.is_away = self.random.random() < (0.9 if self.is_away else 0.02)
        if self.is_away:
            return
        self.worker.sweep()
        self.worker._outbox.drain()
        for life in self.lives:
            life.swept(at)

    def _check(self, at: datetime) -> None:
        there: dict[MemberId, set[str]] = defaultdict(set)
        for row in rows(self.house.storage, "field_value"):
            there[row.member_id].add(row.field_key)
        wanted = {m.member_id: m.values for life in self.lives for m in life.past if m.values}
        assert there == wanted
        if not self.is_away:
            for life in self.lives:
                late = life.now is not None and life.now.values and at >= life.due + DAY
                assert not late, "a value is a day past its date"

    def memberships(self) -> list[Membership]:
        return [membership for life in self.lives for membership in life.past]


@pytest.fixture(params=HEAVY)
def empty_house(
    request, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[World, Post]]:
    """A house nobody has lived in; its SQLite does not wait for the disk, which nobody pulls."""
    pragmas = tuple(p.replace("synchronous=FULL", "synchronous=OFF") for p in engine._PRAGMAS)
    monkeypatch.setattr(engine, "_PRAGMAS", pragmas)
    post = Post()
    monkeypatch.setattr(wiring, "mailer_of", lambda _settings: post)
    monkeypatch.setattr(logs, "alarm_worker", unforgiving)  # no clock may stumble in silence
    if request.param == "sqlite":
        file = tmp_path / "duett.sqlite3"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), file)
        with world(f"sqlite:///{file}", tmp_path) as made:
            yield made, post
        return
    server = request.getfixturevalue("postgres")
    template = request.getfixturevalue("migrated_postgres")
    with server.database(template=template) as url, world(url, tmp_path) as made:
        yield made, post


@pytest.fixture
def decade(empty_house: tuple[World, Post], request) -> Decade:
    house, post = empty_house
    seed, people = request.param
    random = Random(seed)  # noqa: S311  as above
    take_clock(house.storage)
    set_clock(house.storage, START)
    habits = list(HABITS)
    lives = []
    for number in range(people):
        life = Life(house, random, habits[number % len(habits)], new_kakao_id(), START)
        life.next_visit = START + timedelta(days=random.uniform(0, 40))
        if number % 4 == 3:
            life.stops_at = START + timedelta(days=random.uniform(100, 3000))
        lives.append(life)
    return Decade(house, house.worker(), random, lives, post)


def judge(decade: Decade) -> None:
    """Compare the record of ten years with what the model counted."""
    storage, until = decade.house.storage, decade.house.clock()
    kept = {
        m.member_id: m
        for m in decade.memberships()
        if m.left_at is None or m.left_at + EVIDENCE > until
    }
    on_record: dict[MemberId, Counter[object]] = defaultdict(Counter)
    for row in rows(storage, "destruction"):
        day = korean_day(row.destroyed_at)
        on_record[row.member_id][row.field_key, row.reason, day] += 1
    assert on_record == {who: Counter(m.records) for who, m in kept.items() if m.records}
    assert {row.member_id for row in rows(storage, "member")} == set(kept)
    assert {row.member_id for row in rows(storage, "decision")} == set(kept)
    assert violations(storage) == []
    told = Counter(mail.subject for mail in decade.post.taken)
    days = Counter(day for life in decade.lives for day in life.mails)
    assert told == Counter(
        {f"적어 두신 정보를 {d.year}년 {d.month}월 {d.day}일에 지워요": n for d, n in days.items()}
    )


def tame(decade: Decade) -> set[str]:
    """Name what never happened in these years, though it should have."""
    reasons = Counter(
        reason for membership in decade.memberships() for _, reason, _ in membership.records
    )
    gone = [m for m in decade.memberships() if m.left_at is not None]
    happened = {
        "an end for want of use": reasons["expired"] > 5,
        "an end by the person": reasons["withdrawn"] > 2 and reasons["refused"] > 1,
        "a leaving": len(gone) > 1,
        "a coming back": len(decade.memberships()) > len(decade.lives),
        "a mail": len(decade.post.taken) > 2,
        "a purge": len(rows(decade.house.storage, "log_leaf")) > 0,
        "a value that stayed": any(m.values for m in decade.memberships()),
    }
    return {name for name, is_so in happened.items() if not is_so}


@pytest.mark.parametrize("decade", [(20261122, 5)], indirect=True)
def test_ten_years_pass_and_every_date_is_kept(decade: Decade):
    decade.pass_by(daily=False)
    judge(decade)
    assert tame(decade) == set()


@pytest.mark.slow
@pytest.mark.parametrize("decade", [(1, 10), (2, 10)], indirect=True)
def test_ten_years_of_other_lives(decade: Decade):
    decade.pass_by(daily=False)
    judge(decade)
    assert tame(decade) == set()


@pytest.mark.slow
@pytest.mark.parametrize("empty_house", ["sqlite"], indirect=True)
@pytest.mark.parametrize("decade", [(4, 8)], indirect=True)
def test_ten_years_day_by_day(decade: Decade):
    decade.pass_by(daily=True)
    judge(decade)
    assert tame(decade) == set()
