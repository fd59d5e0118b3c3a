"""The gate: age and terms, before there is a member, a link or a session (promise P4)."""

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from webapp.catalogue.kinds import Problem, Unclean
from webapp.catalogue.korea import korean_day
from webapp.catalogue.shapes import N_
from webapp.consent.decision import MEMBERSHIP, Answer, MemberId
from webapp.consent.edition import Edition
from webapp.consent.editions import Editions
from webapp.consent.errors import StaleTicket
from webapp.consent.ports import Database
from webapp.consent.record import Act, act_on, record
from webapp.consent.ticket import Ticket, Tickets
from webapp.members.age import full_years, read_birth_date
from webapp.members.errors import PendingGone, TooYoung
from webapp.members.login import Browser, open_session
from webapp.members.ports import MemberStore
from webapp.members.rows import Link, Member, Pending
from webapp.members.unlinking import forget, open_pending
from webapp.profile.kept_year import keep_year
from webapp.profile.ports import Vault

_EVER = datetime.min.replace(tzinfo=UTC)
TERMS = "terms"
REPEATABLE = timedelta(minutes=2)
"""How long a post of the gate may be repeated after it made a member (promise P13)."""

TOLD = ("age_gate", "membership", "visits")
"""The notices the gate tells without asking (PIPA 22(3)), in the order they are shown."""
TERMS_MISSING = N_("가입하려면 이용약관에 동의해 주세요.")


@dataclass(frozen=True, slots=True)
class JoinForm:
    """The posted gate page: the three boxes of the birth date, the terms, the ticket.

    `keeps_year`: the year of birth is to stand in the question about age, too.
    """

    raw: Mapping[str, Sequence[str]]
    accepts_terms: bool
    ticket: str
    keeps_year: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """A member, old or new, with the secret of the session that this browser gets."""

    member_id: MemberId
    token: str


class Gate:
    """What `/join` does."""

    def __init__(
        self,
        database: Database[MemberStore],
        vault: Vault,
        editions: Editions,
        tickets: Tickets,
        secret: bytes,
        minimum_age: int,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._vault = vault
        self._editions = editions
        self._tickets = tickets
        self._secret = secret
        self._minimum_age = minimum_age
        self._now = now

    def is_waiting(self, browser_hash: bytes) -> bool:
        """Tell whether a sign-up of this browser is waiting at the gate."""
        with self._database.read() as store:
            pending = store.pending.get(browser_hash)
        return (
            pending is not None and pending.member_id is None and self._now() < pending.expires_at
        )

    def ticket(self, browser_hash: bytes, locale: str) -> str:
        """Return the ticket of the gate page about to be shown."""
        terms, told = self._editions.current(TERMS, locale), _all_of(self._told(locale))
        return self._tickets.write(Ticket(terms.hash, browser_hash.hex(), self._now(), told))

    def join(self, browser: Browser, form: JoinForm) -> Joined:
        """Make a member of a pending sign-up; sent again, it gives the same session again.

        Raises `PendingGone`, `StaleTicket`, `Unclean`, and `TooYoung` after everything that was
        waiting has been deleted and the unlink queued (PIPA 22-2).
        """
        pending = self._waiting(browser.hash)
        if pending.member_id is not None:
            return Joined(pending.member_id, self._token(browser.hash))
        ticket = self._tickets.read(form.ticket, browser.hash.hex())
        terms = self._terms(ticket.edition_hash)
        if ticket.beside != _all_of(self._told(terms.locale)):
            raise StaleTicket(ticket.edition_hash)
        born = self._check(browser.hash, form)
        passed = _Passed(terms, ticket.shown_at, born.year if form.keeps_year else None)
        try:
            return self._admit(browser, passed)
        except _LinkedMeanwhile:
            return self._admit(browser, passed)

    def stop(self, browser_hash: bytes) -> bool:
        """Delete a pending sign-up and queue the unlink; `False` when nothing was waiting."""
        with self._database.write() as store:
            pending = store.pending.drop(browser_hash)
            if pending is not None:
                forget(store, self._vault, pending, self._now())
        return pending is not None

    def _waiting(self, browser_hash: bytes) -> Pending:
        with self._database.read() as store:
            pending = store.pending.get(browser_hash)
        if pending is None or self._now() >= pending.expires_at:
            raise PendingGone
        return pending

    def _terms(self, shown: bytes) -> Edition:
        """Return the terms that were shown, if the same terms hold today in whatever words."""
        with self._database.read() as store:
            edition = self._editions.find(store.editions, shown)
        if edition is None or edition.notice_key != TERMS:
            raise StaleTicket(shown)
        if edition.facts_hash != self._editions.current(TERMS, edition.locale).facts_hash:
            raise StaleTicket(shown)
        return edition

    def _check(self, browser_hash: bytes, form: JoinForm) -> date:
        """Return the day of birth, which is kept nowhere."""
        problems: tuple[Problem, ...] = ()
        today = korean_day(self._now())
        born = None
        try:
            born = read_birth_date(form.raw, today)
        except Unclean as refusal:
            problems = refusal.problems
        if born is not None and full_years(born, today) < self._minimum_age:
            # Somebody may have joined in another tab at this instant: then nothing was deleted.
            raise TooYoung if self.stop(browser_hash) else PendingGone
        if not form.accepts_terms:
            problems = (*problems, Problem(TERMS, TERMS_MISSING))
        if born is None or problems:
            raise Unclean(problems)
        return born

    def _admit(self, browser: Browser, passed: "_Passed") -> Joined:
        now = self._now()
        token = self._token(browser.hash)
        with self._database.write() as store:
            member_id = MemberId(uuid4())
            pending = store.pending.join(browser.hash, member_id, now + REPEATABLE)
            if pending is None:
                return self._admitted_before(store, browser.hash)
            known = store.people.arrive(pending.subject, now, _EVER)
            if known is None:
                self._become(store, pending, Member(member_id, passed.terms.locale, now, now))
                record(store, member_id, self._acts(passed), now)
                if passed.year is not None:
                    keep_year(store, self._vault, member_id, passed.year, now)
            else:
                # The same person came in through another browser while this page was open.
                member_id = known.member_id
                store.pending.point(browser.hash, member_id)
            open_session(store, member_id, token, browser, now)
        return Joined(member_id, token)

    def _admitted_before(self, store: MemberStore, browser_hash: bytes) -> Joined:
        pending = store.pending.get(browser_hash)
        if pending is None or pending.member_id is None:
            raise PendingGone
        return Joined(pending.member_id, self._token(browser_hash))

    def _become(self, store: MemberStore, pending: Pending, member: Member) -> None:
        kakao_id = open_pending(self._vault, pending)
        sealed = self._vault.seal(kakao_id.encode(), link_place(member.member_id))
        store.people.add(member)
        link = Link(pending.subject, sealed, member.member_id, pending.created_at)
        if not store.people.link(link):
            raise _LinkedMeanwhile

    def _acts(self, passed: "_Passed") -> list[Act]:
        told = self._told(passed.terms.locale)
        return [
            act_on(passed.terms, MEMBERSHIP, Answer.GIVEN, passed.shown_at),
            *(act_on(edition, MEMBERSHIP, Answer.TOLD, passed.shown_at) for edition in told),
        ]

    def _told(self, locale: str) -> list[Edition]:
        return [self._editions.current(key, locale) for key in TOLD]

    def _token(self, browser_hash: bytes) -> str:
        """Return the session secret of this browser's sign-up: the same for every repeat."""
        made = hmac.new(self._secret, b"duett join\0" + browser_hash, hashlib.sha256).digest()
        return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


def _all_of(editions: Sequence[Edition]) -> bytes:
    """Return one hash (32 bytes) that stands for these very editions in this order."""
    return hashlib.sha256(b"".join(edition.hash for edition in editions)).digest()


def open_link(vault: Vault, link: Link) -> str:
    """Return the Kakao id of a member's link, for their own eyes; raises `CannotOpen`."""
    return vault.open(link.sealed, link_place(link.member_id)).decode()


def link_place(member_id: MemberId) -> tuple[str, ...]:
    """Return the one place where a member's Kakao id opens."""
    return ("kakao_link", str(member_id))


@dataclass(frozen=True, slots=True)
class _Passed:
    """What the gate let through: the terms, when they were shown, a year that may be kept."""

    terms: Edition
    shown_at: datetime
    year: int | None


class _LinkedMeanwhile(Exception):  # noqa: N818  reads as the situation it is
    """Two browsers of one person passed the gate at the same instant; the other one won."""
