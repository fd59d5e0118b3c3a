"""Telling people once, thirty days before their values go for want of use, where mail is allowed.

The letter is noted and its errand queued in one transaction; the errand looks again before it
sends, for whoever came back meanwhile, took their consent back or left gets no mail.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.korea import korean_day
from webapp.catalogue.shapes import Catalogue, Trigger
from webapp.consent.decision import MemberId
from webapp.consent.ports import Database
from webapp.members.inactivity_ports import Silent
from webapp.members.ports import MemberStore
from webapp.outbox.errand import Errand, new_errand
from webapp.outbox.ports import OutboxStore
from webapp.profile.clocks import Clock, Rounds
from webapp.profile.errands import open_errand, seal_errand
from webapp.profile.lifetime import Silence, silences
from webapp.profile.ports import Vault
from webapp.profile.reading import Profile

KIND = "inactivity_mail"
WARNED_BEFORE = timedelta(days=30)
ADDRESS, PURPOSE = "email", "contact"
"""The one field and purpose under which anybody gets mail about their values."""

LETTER_KEPT = CATALOGUE.retention("letter").after(Trigger.COLLECTION)
_AT_ONCE = 200


class InactivityWarnings:
    """The clock that finds who is to be told, and the one that forgets whom it told."""

    def __init__(
        self,
        database: Database[MemberStore],
        vault: Vault,
        profile: Profile,
        catalogue: Catalogue,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._vault = vault
        self._profile = profile
        self._silences = [s for s in silences(catalogue) if s.period > WARNED_BEFORE]
        self._now = now
        self._rounds = Rounds()

    def clocks(self, *, sends_mail: bool) -> tuple[Clock, ...]:
        """Return the clocks; without anybody to send mail, nobody is promised any."""
        forgets = Clock("letter", ("letter",), ("letter",), self._forget)
        return (Clock(KIND, (), (), self._warn), forgets) if sends_mail else (forgets,)

    def _warn(self) -> int:
        now = self._now()
        looks_at_all = self._rounds.is_due(now)
        found = [
            (silence, who)
            for silence in self._silences
            for who in self._silent(silence, self._span(silence, now, looks_at_all=looks_at_all))
        ]
        told = sum(self._write(silence, who, now) for silence, who in found)
        if looks_at_all:
            self._rounds.done(now)
        return told

    def _span(
        self, silence: Silence, now: datetime, *, looks_at_all: bool
    ) -> tuple[datetime, datetime]:
        """Return between which instants somebody was last seen who is to be told now."""
        until = now - silence.period + WARNED_BEFORE
        return (now - silence.period if looks_at_all else until - self._rounds.lately), until

    def _silent(self, silence: Silence, span: tuple[datetime, datetime]) -> Iterator[Silent]:
        """Yield whoever was last seen in a span and may perhaps get mail."""
        after: MemberId | None = None
        while True:
            with self._database.read() as store:
                page = store.absences.silent(kind_of(silence), span, ADDRESS, after, _AT_ONCE)
            yield from page
            if len(page) < _AT_ONCE:
                return
            after = page[-1].member_id

    def _write(self, silence: Silence, who: Silent, now: datetime) -> bool:
        """Note the letter and queue its mail, if mail is allowed and they are still away."""
        if not self._profile.may_read(who.member_id, ADDRESS, PURPOSE):
            return False
        due = who.last_seen_at + silence.period
        with self._database.write() as store:
            if not store.decisions.lock(who.member_id):
                return False
            member = store.people.get(who.member_id)
            if member is None or member.last_seen_at != who.last_seen_at:
                return False
            about = korean_day(due)
            if not store.letters.write(who.member_id, kind_of(silence), about, now):
                return False
            store.errands.queue(self._errand(who.member_id, silence, about, (now, due)))
        return True

    def _errand(
        self, member_id: MemberId, silence: Silence, about: date, span: tuple[datetime, datetime]
    ) -> Errand:
        subject = subject_of(self._vault, member_id)
        told = json.dumps([str(member_id), silence.rule, about.isoformat()])
        at, due = span  # whoever reads it after that could do nothing any more
        return seal_errand(self._vault, new_errand(KIND, subject, at, due), told.encode())

    def _forget(self) -> int:
        with self._database.write() as store:
            return store.letters.sweep(self._now() - LETTER_KEPT)


def call_off(store: OutboxStore, vault: Vault, member_id: MemberId) -> None:
    """Delete the mail that waits for a member who is back, or gone for good."""
    store.errands.call_off(KIND, subject_of(vault, member_id))


def opened(vault: Vault, errand: Errand) -> tuple[MemberId, str, date]:
    """Return whom an errand is to tell, under which rule, about which day; raises `CannotOpen`."""
    member_id, rule, about = json.loads(open_errand(vault, errand))
    return MemberId(UUID(member_id)), str(rule), date.fromisoformat(about)


def kind_of(silence: Silence) -> str:
    """Return under which kind the letters about a rule are noted."""
    return f"unused_{silence.rule}"


def subject_of(vault: Vault, member_id: MemberId) -> bytes:
    """Return under which subject the mail of a member waits (32 bytes)."""
    return vault.index(KIND, str(member_id))
