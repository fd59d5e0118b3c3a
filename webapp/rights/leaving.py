"""Leaving: everything personal is gone before the answer; the link at Kakao ends behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from webapp.consent.decision import MemberId
from webapp.consent.ports import Database
from webapp.members.ending import end_membership
from webapp.members.joining import link_place
from webapp.members.ports import MemberStore
from webapp.members.unlinking import Kept, new_reference, queue_unlink
from webapp.profile.ports import Vault
from webapp.profile.withdrawing import Said

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
            link = end_membership(store, self._vault, member_id, Said(locale), now, reference)
            if link is not None:
                kept = Kept(link.index, link.sealed, link_place(member_id))
                queue_unlink(store, self._vault, kept, now, reference)
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
