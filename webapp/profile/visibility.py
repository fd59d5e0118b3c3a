"""Who may see a value: a consent of its own for each audience, and its end.

A value is kept under the consent to its field; showing it hangs on that. Widening records a consent
to the card of the audience, narrowing a withdrawal; what a value's row says is written together
with them. A value that is erased takes every consent to show it along (docs/decisions/0030).
"""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.catalogue.shapes import Catalogue, Field, Notice, Visibility
from webapp.consent.decision import MEMBERSHIP, Answer, Decision, MemberId, Standing
from webapp.consent.edition import Edition
from webapp.consent.editions import Editions
from webapp.consent.errors import MemberGone, StaleTicket
from webapp.consent.ports import Database
from webapp.consent.record import Act, act_on, end_of, record
from webapp.consent.ticket import Ticket, Tickets
from webapp.profile.errors import NothingKept
from webapp.profile.ports import ProfileStore


@dataclass(frozen=True, slots=True)
class Wish:
    """A posted choice of who may see a field; `ticket` belongs to the card of that audience."""

    member_id: MemberId
    holder: str
    field: Field
    audience: Visibility
    ticket: str
    repeat_key: str
    locale: str

    def fingerprint(self) -> bytes:
        """Return 32 bytes that are equal only for the same choice, sent again (promise P13)."""
        said = json.dumps([self.repeat_key, "show", self.field.key, self.audience.value])
        return hashlib.sha256(said.encode()).digest()


@dataclass(frozen=True, slots=True)
class Card:
    """The card of one audience as it is shown now, with the ticket of that showing."""

    audience: Visibility
    label: str
    edition: Edition
    ticket: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Who may see a field besides its person, and the consent that says so."""

    audience: Visibility
    standing: Standing


class Visibilities:
    """What a person does about who may see a field; each act is one transaction."""

    def __init__(
        self,
        database: Database[ProfileStore],
        catalogue: Catalogue,
        editions: Editions,
        tickets: Tickets,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._catalogue = catalogue
        self._editions = editions
        self._tickets = tickets
        self._now = now

    def cards(self, field: Field, locale: str, holder: str) -> list[Card]:
        """Return the cards a page shows to the session named by `holder`; nothing is written."""
        shown_at = self._now()
        made = []
        for audience in self._catalogue.audiences:
            edition = self._editions.current(audience.notice_of(field).key, locale)
            ticket = self._tickets.write(Ticket(edition.hash, holder, shown_at))
            made.append(Card(audience.key, audience.label, edition, ticket))
        return made

    def choose(self, wish: Wish) -> None:
        """Let a field be seen by that audience and nobody beyond it.

        Raises `StaleTicket` when the card is not today's, `NothingKept` when there is no value to
        show (any more), and `MemberGone`. Choosing what is so already changes nothing.
        """
        shown = self._shown(wish)
        with self._database.write() as store:
            if not store.repeats.is_first(wish.member_id, wish.fingerprint(), self._now()):
                return
            edition = self._edition(store, wish, shown) if shown else None
            if not store.decisions.lock(wish.member_id):
                raise MemberGone
            acts = self._acts(store, wish, edition, shown)
            if acts:
                record(store, wish.member_id, acts, self._now())
            key, audience = wish.field.key, wish.audience.value
            if not store.values.show_to(wish.member_id, MEMBERSHIP, key, audience):
                raise NothingKept

    def _shown(self, wish: Wish) -> Ticket | None:
        """Return what was shown; being seen by nobody needs no card."""
        if wish.audience is Visibility.ONLY_ME:
            return None
        return self._tickets.read(wish.ticket, wish.holder)

    def _edition(self, store: ProfileStore, wish: Wish, shown: Ticket) -> Edition:
        notice = self._notice(wish)
        edition = self._editions.find(store.editions, shown.edition_hash)
        if edition is None or edition.facts_hash != self._editions.facts(notice.key):
            raise StaleTicket(shown.edition_hash)
        return edition

    def _notice(self, wish: Wish) -> Notice:
        return next(
            notice
            for notice in self._catalogue.notices_of(wish.field.key)
            if notice.audience is wish.audience
        )

    def _acts(
        self, store: ProfileStore, wish: Wish, edition: Edition | None, shown: Ticket | None
    ) -> list[Act]:
        """Return the withdrawals of every other audience, and the consent to this one."""
        lives = _hanging(store, self._catalogue, wish.member_id, [wish.field.key])
        wanted = edition.notice_key if edition else ""
        acts = [
            end_of(standing, MEMBERSHIP, Answer.WITHDRAWN, wish.locale, self._now())
            for standing in lives
            if standing.notice_key != wanted
        ]
        if edition is None or shown is None:
            return acts
        facts = self._editions.facts(wanted)
        if not any(s.notice_key == wanted and s.is_live(facts) for s in lives):
            acts.append(act_on(edition, MEMBERSHIP, Answer.GIVEN, shown.shown_at))
        return acts


def shown_under(
    catalogue: Catalogue, editions: Editions, field: Field, standings: Mapping[str, Standing]
) -> Shown | None:
    """Return the consent to show a field that counts today, from the standings by notice key."""
    for notice in catalogue.notices_of(field.key):
        standing = standings.get(notice.key)
        if notice.audience is None or standing is None:
            continue
        if standing.is_live(editions.facts(notice.key)):
            return Shown(notice.audience, standing)
    return None


def hide(store: ProfileStore, decision: Decision, field_keys: Sequence[str]) -> None:
    """Write the withdrawal of a consent to show; the value stays, for its person alone."""
    store.decisions.add([decision])
    for key in field_keys:
        store.values.show_to(decision.member_id, decision.scope, key, Visibility.ONLY_ME.value)


def end_with_value(
    store: ProfileStore, catalogue: Catalogue, end: Decision, field_keys: Collection[str]
) -> None:
    """Withdraw the consents to show values erased by `end`, in its transaction."""
    _end_too(store, end, _hanging(store, catalogue, end.member_id, field_keys, end.scope))


def end_at_event(
    store: ProfileStore, editions: Editions, end: Decision, field_keys: Collection[str]
) -> None:
    """Withdraw the consents of an event to hand on values erased by `end`, in its transaction.

    What a consent is about, its own edition says: today's version of the event may hand on less,
    or nothing, and what went before has to be taken back all the same (PIPA 17, 37).
    """
    given = [
        standing
        for standing in store.decisions.standings(end.member_id, end.scope)
        if standing.answer is Answer.GIVEN
    ]
    _end_too(store, end, [s for s in given if _hands_on(store, editions, s, field_keys)])


def _hands_on(
    store: ProfileStore, editions: Editions, standing: Standing, field_keys: Collection[str]
) -> bool:
    edition = editions.find(store.editions, standing.edition_hash)
    facts = edition.body["facts"] if edition else {}
    return "recipient" in facts and not set(field_keys).isdisjoint(facts["fields"])


def _end_too(store: ProfileStore, end: Decision, hanging: Sequence[Standing]) -> None:
    at, said = end.decided_at, (end.channel, end.actor)
    acts = [
        end_of(standing, end.scope, Answer.WITHDRAWN, end.locale, at, *said) for standing in hanging
    ]
    if acts:
        record(store, end.member_id, acts, at)


def _hanging(
    store: ProfileStore,
    catalogue: Catalogue,
    member_id: MemberId,
    field_keys: Collection[str],
    scope: str = MEMBERSHIP,
) -> list[Standing]:
    """Return the consents to show one of these fields to anybody, to whatever facts."""
    keys = {
        notice.key
        for field_key in field_keys
        for notice in catalogue.notices_of(field_key)
        if not notice.keeps_value
    }
    standings = store.decisions.standings(member_id, scope)
    return [s for s in standings if s.answer is Answer.GIVEN and s.notice_key in keys]
