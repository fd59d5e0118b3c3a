"""Ending a consent: what only it allowed is erased in the same transaction (promise P6)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from webapp.catalogue.shapes import Catalogue, Notice, Source
from webapp.consent.decision import (
    MEMBERSHIP,
    Actor,
    Answer,
    Channel,
    Decision,
    MemberId,
    Standing,
)
from webapp.consent.editions import Editions, live_standings
from webapp.consent.errors import MemberGone
from webapp.consent.ports import ConsentStore
from webapp.consent.record import Act, decide, end_of, language_of, take_seq
from webapp.profile.keeping import end
from webapp.profile.ports import ProfileStore
from webapp.profile.visibility import end_at_event, end_with_value, hide


@dataclass(frozen=True, slots=True)
class Said:
    """How the end of a consent was said; where no language was spoken, it is the consent's own."""

    locale: str = ""
    channel: Channel = Channel.WEB
    actor: Actor = Actor.PERSON

    def act(self, store: ConsentStore, standing: Standing, scope: str, at: datetime) -> Act:
        """Return the withdrawal of a consent, on the edition it was given on."""
        locale = self.locale or language_of(store, standing)
        return end_of(standing, scope, Answer.WITHDRAWN, locale, at, self.channel, self.actor)


class Endings:
    """What the end of a consent brings with it; the transaction is the caller's."""

    def __init__(self, catalogue: Catalogue, editions: Editions, scope: str = MEMBERSHIP) -> None:
        self._catalogue = catalogue
        self._editions = editions
        self._scope = scope

    def withdraw(
        self,
        store: ProfileStore,
        notice: Notice,
        member_id: MemberId,
        said: Said,
        at: datetime,
        given_before: datetime | None = None,
    ) -> bool:
        """End a consent and erase what only it allowed; raises `MemberGone`.

        A consent to facts that have changed since can be ended like any other, and one that was
        given by `given_before` or later stays. Returns whether there was one to end.
        """
        standing = latest(store, notice, member_id, self._scope)
        if standing is None or standing.answer is not Answer.GIVEN:
            return False
        if given_before is not None and standing.decided_at >= given_before:
            return False
        act = said.act(store, standing, self._scope, at)
        decision = decide(member_id, take_seq(store, member_id), act, at)
        if notice.audience is not None:
            hide(store, decision, notice.fields)
        elif notice.recipient:
            store.decisions.add([decision])  # a stop for the next transfer; the value stays
        else:
            self.release(store, notice, decision, "withdrawn")
        return True

    def resting_on(
        self, store: ProfileStore, member_id: MemberId, scopes: Collection[str]
    ) -> list[Notice]:
        """Return the notices that hold a value which came from Kakao by one of these scopes."""
        ways = {field.key: field.kakao_scope for field in self._catalogue.fields}
        came = {
            row.field_key
            for row in store.values.own(member_id)
            if row.source == Source.KAKAO.value and ways.get(row.field_key) in scopes
        }
        return [
            notice
            for notice in self._catalogue.notices
            if notice.keeps_value and came & set(notice.fields)
        ]

    def release(self, store: ProfileStore, notice: Notice, decision: Decision, reason: str) -> None:
        """Write a decision and erase what `notice` allowed; end the consents to show or hand it on.

        A value that another live consent allows, too, is repointed instead.
        """
        member_id = decision.member_id
        rivals = [
            other
            for other in self._catalogue.notices
            if other.key != notice.key
            and other.keeps_value
            and set(other.fields) & set(notice.fields)
        ]
        live = {}
        if rivals:
            standings = store.decisions.standings(member_id, self._scope)
            live = live_standings(standings, self._editions)
        kept = {
            key: live[other.key].decision_id
            for other in rivals
            if other.key in live
            for key in other.fields
        }
        for key in set(notice.fields) & kept.keys():
            store.values.repoint(member_id, self._scope, key, kept[key])
        gone = [key for key in notice.fields if key not in kept]
        if not notice.keeps_value:
            gone = []  # the value stands under a consent of its own
        shown = end(store, decision, gone, reason)
        if self._scope != MEMBERSHIP and gone:
            end_at_event(store, self._editions, decision, gone)
        elif shown:
            end_with_value(store, self._catalogue, decision, shown)


def latest(
    store: ProfileStore, notice: Notice, member_id: MemberId, scope: str = MEMBERSHIP
) -> Standing | None:
    """Lock the member and return what they last decided about a notice; raises `MemberGone`."""
    if not store.decisions.lock(member_id):
        raise MemberGone
    return standing_of(store, notice, member_id, scope)


def standing_of(
    store: ProfileStore, notice: Notice, member_id: MemberId, scope: str = MEMBERSHIP
) -> Standing | None:
    """Return what a member last decided about a notice."""
    standings = store.decisions.standings(member_id, scope)
    return next((s for s in standings if s.notice_key == notice.key), None)
