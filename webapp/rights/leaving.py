"""Leaving: everything personal is gone before the answer; the link at Kakao ends behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from webapp.consent.decision import Answer, MemberId
from webapp.consent.ports import Database
from webapp.consent.record import Act, record
from webapp.members.joining import link_place
from webapp.members.ports import MemberStore
from webapp.members.unlinking import Kept, new_reference, queue_unlink
from webapp.profile.keeping import Holder, erase
from webapp.profile.ports import Destruction, Vault

LEAVE = "leave"
"""The errand of a re-authentication that ends in leaving."""


@dataclass(frozen=True, slots=True)
class Farewell:
    """What the done page can say: the number to quote, and how far Kakao's side is."""

    reference: str
    left_at: datetime
    kakao_done: bool
    kakao_given_up: bool


class Leaving:
    """What `/withdraw` does (policy article 6-2, PIPA 38(4))."""

    def __init__(
        self, database: Database[MemberStore], vault: Vault, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._vault = vault
        self._now = now

    def leave(self, member_id: MemberId, locale: str) -> str | None:
        """End a membership in one transaction; return the number to quote.

        Sessions, values, keys and the link are deleted, every live consent is withdrawn on
        record, and the unlink at Kakao is queued. Nothing at Kakao's or unreadable stands in the
        way of that. `None` when the member had left before.
        """
        now = self._now()
        reference = new_reference()
        with self._database.write() as store:
            if not store.decisions.lock(member_id):
                return None
            for scope in store.decisions.scopes(member_id):
                self._end_scope(store, Holder(member_id, scope), locale, now)
            store.sessions.end_all(member_id)
            store.repeats.forget(member_id)
            store.pending.forget(member_id)
            link = store.people.link_of(member_id)
            store.people.close(member_id, now)
            if link is not None:
                kept = Kept(link.index, link.sealed, link_place(member_id))
                queue_unlink(store, self._vault, kept, now, reference)
            store.values.record_destruction(
                [Destruction(uuid4(), member_id, "member", "kakao_id", "left", now, reference)]
            )
        return reference

    def farewell(self, reference: str) -> Farewell | None:
        """Return what is known of a number; `None` when it is none of ours."""
        with self._database.read() as store:
            record_of = store.values.destruction(reference)
            if record_of is None:
                return None
            waiting = store.errands.waiting(reference)
            given_up = store.errands.given_up(reference)
        return Farewell(
            reference,
            record_of.destroyed_at,
            kakao_done=not (waiting or given_up),
            kakao_given_up=given_up,
        )

    def _end_scope(self, store: MemberStore, holder: Holder, locale: str, at: datetime) -> None:
        given = [
            standing
            for standing in store.decisions.standings(holder.member_id, holder.scope)
            if standing.answer is Answer.GIVEN
        ]
        acts = [
            Act(
                scope=holder.scope,
                notice_key=standing.notice_key,
                edition_hash=standing.edition_hash,
                purpose=standing.purpose,
                answer=Answer.WITHDRAWN,
                locale=locale,
                shown_at=at,
            )
            for standing in given
        ]
        if acts:
            record(store, holder.member_id, acts, at)
        own = [row.field_key for row in store.values.own(holder.member_id)]
        erase(store, holder, own, "left", at)
