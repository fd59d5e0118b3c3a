"""What a person does with one notice: agree, skip, change, withdraw; one transaction each."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from webapp.catalogue.kinds import Bounds, Raw, clean
from webapp.catalogue.korea import korean_day
from webapp.catalogue.shapes import Catalogue, Field, Notice, Source
from webapp.consent.decision import MEMBERSHIP, Answer, Decision, MemberId
from webapp.consent.edition import Edition
from webapp.consent.editions import Editions
from webapp.consent.errors import NotTicked, StaleTicket
from webapp.consent.ports import Database
from webapp.consent.record import act_on, decide
from webapp.consent.ticket import Ticket, Tickets
from webapp.profile.keeping import Allowed, Given, keep, put, sealed
from webapp.profile.meanwhile import Still, at_once, unless_ended
from webapp.profile.ports import ProfileStore, Vault
from webapp.profile.waiting import WaitingStore
from webapp.profile.withdrawing import Endings, Said, standing_of
from webapp.profile.withdrawing import latest as last_decided

_ACTS = {Answer.GIVEN: "agree", Answer.REFUSED: "skip"}


@dataclass(frozen=True, slots=True)
class Reply:
    """A posted step page, already read from the form but not yet believed.

    `holder` names the session the reply came in (it must be the one that saw the card) and
    `repeat_key` the rendering of the page it answers. `laid_down` are values that cannot be typed,
    by field, for which everything but themselves is in its place already (`photos.laid_down`).
    """

    member_id: MemberId
    holder: str
    ticket: str
    repeat_key: str
    raw: Raw
    ticked: bool = False
    laid_down: Mapping[str, str] = field(default_factory=dict)

    def value_of(self, asked: Field, bounds: Bounds) -> str:
        """Return the value of a field in this reply; raises `Unclean`."""
        laid_down = self.laid_down.get(asked.key)
        return clean(asked, self.raw, bounds) if laid_down is None else laid_down

    def fingerprint(self, act: str, notice_key: str) -> bytes:
        """Return 32 bytes that are equal only for the same act, sent again (promise P13).

        The key of the rendering is random and kept nowhere, so the stored hash tells nothing
        about the value even though there may be only sixteen of them.
        """
        said = {part: list(sent) for part, sent in sorted(self.raw.items())}
        text = json.dumps([self.repeat_key, act, notice_key, said, self.ticked])
        return hashlib.sha256(text.encode()).digest()


class Answers:
    """The use cases around one notice and its fields; each is one transaction."""

    def __init__(
        self,
        database: Database[WaitingStore],
        vault: Vault,
        catalogue: Catalogue,
        editions: Editions,
        tickets: Tickets,
        minimum_age: int,
        now: Callable[[], datetime],
        scope: str = MEMBERSHIP,
    ) -> None:
        self._database = database
        self._vault = vault
        self._catalogue = catalogue
        self._editions = editions
        self._scope = scope
        self._endings = Endings(catalogue, editions, scope)
        self._tickets = tickets
        self._minimum_age = minimum_age
        self._now = now

    def agree(self, notice: Notice, reply: Reply, still: Still = at_once) -> None:
        """Record the consent and store the value under it, both or neither.

        Raises `StaleTicket`, `Unclean` (the value is refused), `NotTicked` (nothing is stored
        without the tick), `MemberGone`, and what `still` raises.
        """
        ticket = self._tickets.read(reply.ticket, reply.holder)
        given = self._clean(notice, reply)
        if not reply.ticked:
            raise NotTicked
        with self._database.write() as store:
            decision = self._decide(store, notice, reply, ticket, Answer.GIVEN, Source.TYPED)
            if decision is not None:
                still(store)
                self._keep(store, decision, given)

    def last_act(self, notice: Notice, member_id: MemberId) -> UUID | None:
        """Return the id of what a member last decided about a notice (`meanwhile.py`)."""
        with self._database.read() as store:
            latest = standing_of(store, notice, member_id, self._scope)
        return latest.decision_id if latest else None

    def examine(self, notice: Notice, reply: Reply, *, is_change: bool) -> list[Given]:
        """Return what `agree` (or `change`) would store; nothing is written.

        Raises what they raise about the page: `StaleTicket`, `Unclean` and `NotTicked`.
        """
        if is_change:
            return self._clean(notice, reply)
        ticket = self._tickets.read(reply.ticket, reply.holder)
        with self._database.read() as store:
            self._edition(store, notice, ticket.edition_hash, Source.TYPED)
        given = self._clean(notice, reply)
        if not reply.ticked:
            raise NotTicked
        return given

    def take_over(self, notice: Notice, reply: Reply, last: UUID | None) -> None:
        """Record the consent to fetching and store what Kakao handed over, both or neither.

        The value stands in `reply` as if it had been typed. The tick was set before the way to
        Kakao, when `last` was the latest decision: a refusal or withdrawal since then, in another
        window, is the last act. Raises `StaleTicket` then, too; otherwise what `agree` raises.
        """
        ticket = self._tickets.read(reply.ticket, reply.holder)
        given = self._clean(notice, reply, Source.KAKAO)
        if not reply.ticked:
            raise NotTicked
        with self._database.write() as store:
            decision = self._decide(store, notice, reply, ticket, Answer.GIVEN, Source.KAKAO)
            if decision is None:
                return
            unless_ended(notice, reply.member_id, last)(store)
            self._keep(store, decision, given)

    def may_fetch(self, notice: Notice, reply: Reply) -> UUID | None:
        """Judge a posted card of fetching before anybody is sent to Kakao; nothing is written.

        Returns the latest decision, for `take_over`. Raises `StaleTicket` and `NotTicked`.
        """
        ticket = self._tickets.read(reply.ticket, reply.holder)
        with self._database.read() as store:
            self._edition(store, notice, ticket.edition_hash, Source.KAKAO)
            latest = standing_of(store, notice, reply.member_id, self._scope)
        if not reply.ticked:
            raise NotTicked
        return latest.decision_id if latest else None

    def permit(self, notice: Notice, reply: Reply, still: Still) -> None:
        """Record a consent that keeps no value: to hand on what is kept already (PIPA 17(1)1).

        `still` sees to it that there is something to hand on. Raises `StaleTicket`, `NotTicked`,
        `MemberGone`, and what `still` raises.
        """
        ticket = self._tickets.read(reply.ticket, reply.holder)
        if not reply.ticked:
            raise NotTicked
        with self._database.write() as store:
            decision = self._decide(store, notice, reply, ticket, Answer.GIVEN)
            if decision is not None:
                still(store)
                store.decisions.add([decision])

    def skip(self, notice: Notice, reply: Reply, then: Still = at_once) -> None:
        """Record the refusal; what an earlier consent allowed ends with it (last act wins).

        `then` is done with the member locked when the value is gone. Raises `StaleTicket`,
        `MemberGone` and what `then` raises.
        """
        ticket = self._tickets.read(reply.ticket, reply.holder)
        with self._database.write() as store:
            decision = self._decide(store, notice, reply, ticket, Answer.REFUSED)
            if decision is not None:
                self._endings.release(store, notice, decision, "refused")
                then(store)

    def change(self, notice: Notice, reply: Reply, still: Still = at_once) -> None:
        """Replace the value under the consent that lives; no new decision is made.

        Raises `Unclean`, `MemberGone`, what `still` raises, and `StaleTicket` when no consent to
        today's facts lives (any more): then the card has to be shown and answered.
        """
        given = self._clean(notice, reply)
        with self._database.write() as store:
            request = reply.fingerprint("change", notice.key)
            if not store.repeats.is_first(reply.member_id, request, self._now()):
                return
            standing = last_decided(store, notice, reply.member_id, self._scope)
            if standing is None or not standing.is_live(self._editions.facts(notice.key)):
                raise StaleTicket
            still(store)
            allowed = Allowed(reply.member_id, self._scope, standing.decision_id)
            for item in given:
                put(store, self._vault, allowed, item, self._now())

    def withdraw(
        self, notice: Notice, member_id: MemberId, locale: str, then: Still = at_once
    ) -> bool:
        """End a consent and erase what only it allowed, before this returns (promise P6).

        A consent to facts that have changed since can be ended like any other. Returns whether
        there was one to end; doing it again changes nothing. `then` is as in `skip`.
        Raises `MemberGone`.
        """
        with self._database.write() as store:
            said, now = Said(locale), self._now()
            if not self._endings.withdraw(store, notice, member_id, said, now):
                return False
            then(store)
            return True

    def _clean(self, notice: Notice, reply: Reply, source: Source = Source.TYPED) -> list[Given]:
        fields = [self._catalogue.field(key) for key in notice.fields]
        bounds = Bounds(korean_day(self._now()), self._minimum_age)
        rule = self._catalogue.retention
        return [
            Given(field, reply.value_of(field, bounds), _way(field, source), rule(field.retention))
            for field in fields
        ]

    def _keep(self, store: ProfileStore, decision: Decision, given: list[Given]) -> None:
        allowed = Allowed(decision.member_id, self._scope, decision.decision_id)
        at = decision.decided_at
        keep(store, decision, [sealed(self._vault, allowed, item, at) for item in given])

    def _decide(
        self,
        store: ProfileStore,
        notice: Notice,
        reply: Reply,
        shown: Ticket,
        answer: Answer,
        way: Source | None = None,
    ) -> Decision | None:
        """Return the decision to be written, `None` when this reply was carried out before."""
        now = self._now()
        request = reply.fingerprint(_ACTS[answer], notice.key)
        seq = store.decisions.take_turn(reply.member_id, request, now)
        if seq is None:
            return None
        edition = self._edition(store, notice, shown.edition_hash, way)
        act = act_on(edition, self._scope, answer, shown.shown_at)
        return decide(reply.member_id, seq, act, now)

    def _edition(
        self, store: ProfileStore, notice: Notice, shown: bytes, way: Source | None
    ) -> Edition:
        """Return the edition that was shown, if its facts are still today's.

        A card that told of `way` allows a value to come that way, and no other card does.
        """
        edition = self._editions.find(store.editions, shown)
        if edition is None or edition.facts_hash != self._editions.facts(notice.key):
            raise StaleTicket(shown)
        if way is not None and not self._editions.tells(edition, way):
            raise StaleTicket(shown)
        return edition


def _way(field: Field, source: Source) -> Source:
    """Return where a value comes from: what was typed at an event is told from a profile's."""
    return Source.EVENT if field.source is Source.EVENT else source
