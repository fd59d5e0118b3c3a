"""Invented lives over ten years, each with a model of what must be true of it, kept by hand."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random  # noqa: TID251  a seeded run of invented acts, no secret

from tests.promises.acts import Person, join
from tests.world import World
from webapp.catalogue.korea import korean_day
from webapp.consent.decision import MemberId
from webapp.consent.ticket import Ticket, Tickets
from webapp.profile.answers import Reply
from webapp.rights.corrections import Claim

DAY, YEAR, MONTH = timedelta(days=1), timedelta(days=365), timedelta(days=30)
EVIDENCE = timedelta(days=1097)
RAW = {
    "mbti": {"ei": ["I"], "sn": ["N"], "tf": ["F"], "jp": ["P"]},
    "gender": {"value": ["female"]},
    "age": {"value": ["1999"]},
    "name": {"value": ["소리"]},
    "email": {"value": ["sori@duett.example"]},
}
HABITS: dict[str, Callable[[Random], float]] = {
    "often": lambda random: random.uniform(0.1, 45),
    "moody": lambda random: random.choice((0.2, 3, 29, 31, 88, 200, 340, 362, 380, 500)),
    "after eleven months": lambda random: random.uniform(334, 364.9),
    "after thirteen months": lambda random: random.uniform(365, 430),
    "seldom": lambda random: random.uniform(60, 800),
}

ACTS = {
    "agree": 9.0,
    "skip": 2.0,
    "withdraw": 3.0,
    "change": 3.0,
    "hold": 3.0,
    "take back": 2.0,
    "put away": 3.0,
    "leave": 0.4,
}
"""What people do when they are here, and how often."""

Record = tuple[str, str, date]
"""What must stand in the destruction record: the field, the reason, the day."""


@dataclass
class Membership:
    """What must be true of one membership, as a person would keep count of it themselves."""

    person: Person
    joined_at: datetime
    values: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    records: list[Record] = field(default_factory=list)
    unread: list[tuple[str, date]] = field(default_factory=list)
    left_at: datetime | None = None

    @property
    def member_id(self) -> MemberId:
        return self.person.member_id

    @property
    def may_get_mail(self) -> bool:
        return "email" in self.values - self.held


@dataclass
class Life:
    """One person: when they come, what they do, and what must be there in consequence."""

    house: World
    random: Random
    habit: str
    kakao_id: str
    next_visit: datetime
    stops_at: datetime | None = None
    now: Membership | None = None
    past: list[Membership] = field(default_factory=list)
    seen: datetime | None = None  # their last visit
    noted: datetime | None = None  # their first of that day, from which the clock runs
    session: tuple[datetime, datetime] | None = None  # begun, last used
    mails: list[date] = field(default_factory=list)
    is_warned: bool = False

    @property
    def due(self) -> datetime:
        """When everything they gave goes, unless they come before."""
        assert self.noted is not None
        return self.noted + YEAR

    @property
    def instants(self) -> list[datetime]:
        """The instants at which something must happen to this life by itself."""
        if self.now is None:
            left = [membership.left_at for membership in self.past[-1:]]
            return [at + EVIDENCE for at in left if at is not None]
        return [self.due - MONTH, self.due] if self.now.values else []

    def visit(self) -> None:
        """Come by, by session or by login, and do something."""
        at = self.house.clock()
        before = self.noted
        if self.now is None:
            self._join(at)
        elif self._has_session(at):
            self._use_session(at)
        else:
            self._log_in(at)
        if self.noted is None or korean_day(at) != korean_day(self.noted):
            self.noted = at
        self.seen, self.is_warned = at, self.is_warned and self.noted == before
        for _ in range(self.random.choice((0, 1, 1, 2, 4))):
            if self.now is not None:
                self._act()
        self._plan(at)

    def swept(self, at: datetime) -> None:
        """Note what a worker that came by at `at` must have done."""
        if self.now is None or not self.now.values:
            return
        if at >= self.due:
            self._expire(at)
        elif at >= self.due - MONTH and not self.is_warned and self.now.may_get_mail:
            self.mails.append(korean_day(self.due))
            self.is_warned = True

    def _expire(self, at: datetime) -> None:
        assert self.now is not None
        assert self.seen is not None
        if at == self.due:  # nobody was late: it goes a year of days after the last visit
            assert korean_day(at) == korean_day(self.seen) + YEAR
        for key in self.now.values:
            self.now.records.append((key, "expired", korean_day(at)))
            self.now.unread.append((key, korean_day(at)))
        self.now.values, self.now.held = set(), set()

    def _join(self, at: datetime) -> None:
        self.now = Membership(join(self.house, self.kakao_id), at)
        self.past.append(self.now)
        self.session, self.noted, self.is_warned = (at, at), None, False

    def _has_session(self, at: datetime) -> bool:
        assert self.session is not None
        begun, used = self.session
        return at - used < MONTH and at - begun < 3 * MONTH

    def _use_session(self, at: datetime) -> None:
        assert self.session is not None
        assert self.now is not None
        token = bytes.fromhex(self.now.person.holder)
        found = self.house.services.members.session(token, at)
        assert found is not None
        if korean_day(at) != korean_day(self.session[1]):
            self.session = self.session[0], at

    def _log_in(self, at: datetime) -> None:
        """Come back through Kakao; what was due goes first, and what they are told is right."""
        assert self.now is not None
        came_in_time = self.due - MONTH <= at < self.due and bool(self.now.values)
        if at >= self.due:
            self._expire(at)
        kept = korean_day(self.due) if came_in_time else None
        self.now.person = join(self.house, self.kakao_id)
        self.session = at, at
        since = self.house.services.returning.since(self.now.member_id, at)
        assert since.kept == kept
        told = sorted((gone.field_key, korean_day(gone.at)) for gone in since.deletions)
        assert told == sorted(self.now.unread)

    def _plan(self, at: datetime) -> None:
        self.next_visit = at + timedelta(days=HABITS[self.habit](self.random))
        self.next_visit += timedelta(seconds=self.random.randrange(80_000))
        if self.stops_at and self.next_visit > self.stops_at:
            self.next_visit = datetime.max.replace(tzinfo=at.tzinfo)

    def _act(self) -> None:
        act = self.random.choices(list(ACTS), list(ACTS.values()))[0]
        getattr(self, "_" + act.replace(" ", "_"))(self.random.choice(list(RAW)))

    def _reply(self, key: str, *, ticked: bool = False) -> Reply:
        assert self.now is not None
        holder, at = self.now.person.holder, self.house.clock()
        shown = self.house.services.editions.current(key, "ko").hash
        tickets = Tickets(self.house.settings.secret_key.encode())
        return Reply(
            member_id=self.now.member_id,
            holder=holder,
            ticket=tickets.write(Ticket(shown, holder, at)),
            repeat_key=secrets.token_urlsafe(18),
            raw=RAW[key],
            ticked=ticked,
        )

    def _agree(self, key: str) -> None:
        assert self.now is not None
        notice = self.house.services.catalogue.notice(key)
        self.house.services.answers.agree(notice, self._reply(key, ticked=True))
        self.now.values.add(key)
        self.now.held.discard(key)

    def _skip(self, key: str) -> None:
        notice = self.house.services.catalogue.notice(key)
        self.house.services.answers.skip(notice, self._reply(key))
        self._ended(key, "refused")

    def _withdraw(self, key: str) -> None:
        assert self.now is not None
        notice = self.house.services.catalogue.notice(key)
        self.house.services.answers.withdraw(notice, self.now.member_id, "ko")
        self._ended(key, "withdrawn")

    def _change(self, key: str) -> None:
        assert self.now is not None
        if key in self.now.values:
            notice = self.house.services.catalogue.notice(key)
            self.house.services.answers.change(notice, self._reply(key))
            self.now.held.discard(key)

    def _hold(self, key: str) -> None:
        assert self.now is not None
        if key in self.now.values:
            claim = Claim(self.now.member_id, key, "사실과 달라요.", secrets.token_urlsafe(9))
            self.house.services.corrections.ask(claim)
            self.now.held.add(key)

    def _take_back(self, key: str) -> None:
        assert self.now is not None
        if key in self.now.held:
            lines = self.house.services.corrections.page(self.now.member_id).lines
            [made] = [
                line.correction
                for line in lines
                if line.correction.is_open and line.correction.field_key == key
            ]
            self.house.services.corrections.take_back(self.now.member_id, made.reference)
            self.now.held.discard(key)

    def _put_away(self, _key: str) -> None:
        assert self.now is not None
        self.house.services.returning.put_away(self.now.member_id, self.house.clock())
        self.now.unread = []

    def _leave(self, _key: str) -> None:
        assert self.now is not None
        at = self.house.clock()
        assert self.house.services.leaving.leave(self.now.member_id, "ko")
        for key in (*sorted(self.now.values), "kakao_id"):
            self.now.records.append((key, "left", korean_day(at)))
        self.now.values, self.now.left_at = set(), at
        self.now, self.session, self.noted = None, None, None

    def _ended(self, key: str, reason: str) -> None:
        assert self.now is not None
        if key in self.now.values:
            self.now.records.append((key, reason, korean_day(self.house.clock())))
            self.now.values.discard(key)
            self.now.held.discard(key)
