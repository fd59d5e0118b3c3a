"""What may happen between a posted page and the transaction that stores it: the last act wins.

Where something takes its time on the way (an upload, a code, Kakao), a "no" may come from another
window meanwhile. So the storing transaction looks again, at decisions and not at clocks.
"""

from collections.abc import Callable
from uuid import UUID

from webapp.catalogue.shapes import Notice
from webapp.consent.decision import Answer, MemberId
from webapp.consent.errors import StaleTicket
from webapp.profile.waiting import WaitingStore
from webapp.profile.withdrawing import standing_of

Still = Callable[[WaitingStore], None]
"""Looks, with the member locked, whether an answer still holds; raises when it does not."""


def at_once(_store: WaitingStore) -> None:
    """Let an answer through that was judged and stored without anything between."""


def unless_ended(notice: Notice, member_id: MemberId, last: UUID | None) -> Still:
    """Return what raises `StaleTicket` if consent was refused or ended after decision `last`."""

    def look(store: WaitingStore) -> None:
        latest = standing_of(store, notice, member_id)
        if latest and latest.answer is not Answer.GIVEN and latest.decision_id != last:
            raise StaleTicket

    return look


def under_the_same(notice: Notice, member_id: MemberId, last: UUID | None) -> Still:
    """Return what raises `StaleTicket` unless `last` is still the latest decision.

    A value sent under a consent that was withdrawn since is not put under a new one.
    """

    def look(store: WaitingStore) -> None:
        latest = standing_of(store, notice, member_id)
        if latest is None or latest.decision_id != last:
            raise StaleTicket

    return look
