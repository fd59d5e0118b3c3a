"""Asking again: a skipped question is offered twice more on the home page, then never.

A week after the skip and a month after that, for a week each, one question at a time; it stops at
once when the person says so. Only skips are asked again: who withdrew or left a page open is not.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from webapp.catalogue.shapes import Field
from webapp.consent.decision import MEMBERSHIP, Answer, MemberId
from webapp.consent.ports import Database
from webapp.onboarding.journey import Step
from webapp.onboarding.ports import Asked, AskingStore

AFTER = (timedelta(days=7), timedelta(days=30))
"""How long after the skip, or after the time before, a question is offered again."""

STANDS = timedelta(days=7)
"""How long an offer stands once it was shown, and how long no other one begins after it."""


class AskingAgain:
    """Chooses the one question the home page may offer again."""

    def __init__(self, database: Database[AskingStore], now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def offer(self, member_id: MemberId, steps: Sequence[Step]) -> Field | None:
        """Return the question to offer on the home page, `None` for none.

        Nothing is asked of the database before a skip is a week old. The first showing of an
        offer is noted, so that it can be counted and end.
        """
        now = self._now()
        skipped = [step for step in steps if _is_skip_of(step, now - AFTER[0])]
        if not skipped:
            return None
        with self._database.read() as store:
            asked = store.asked_again.of(member_id, MEMBERSHIP)
        standing = next((s for s in skipped if _stands(s, asked.get(s.notice.key), now)), None)
        if standing is not None:
            return standing.field
        if any(now < one.last_at + STANDS for one in asked.values()):
            return None
        return self._begin(member_id, skipped, asked, now)

    def stop(self, member_id: MemberId, notice_key: str) -> None:
        """Never offer a question again; it stays on My page. Doing it again changes nothing."""
        now = self._now()
        with self._database.write() as store:
            if store.decisions.lock(member_id):
                store.asked_again.stop(member_id, MEMBERSHIP, notice_key, now)

    def _begin(
        self,
        member_id: MemberId,
        skipped: Sequence[Step],
        asked: Mapping[str, Asked],
        now: datetime,
    ) -> Field | None:
        due = next((s for s in skipped if _is_due(s, asked.get(s.notice.key), now)), None)
        if due is None:
            return None
        earlier = asked.get(due.notice.key)
        times = earlier.times + 1 if earlier else 1
        with self._database.write() as store:
            if store.decisions.lock(member_id):
                store.asked_again.note(member_id, MEMBERSHIP, due.notice.key, Asked(times, now))
        return due.field


def _is_skip_of(step: Step, before: datetime) -> bool:
    """Tell whether a step was skipped, and no later than `before`."""
    return (
        step.answer is Answer.REFUSED
        and step.answered_at is not None
        and step.answered_at <= before
    )


def _stands(step: Step, asked: Asked | None, now: datetime) -> bool:
    """Tell whether an offer is being shown: begun since the last skip, and not over."""
    if asked is None or asked.stopped_at is not None or step.answered_at is None:
        return False
    return step.answered_at < asked.last_at and now < asked.last_at + STANDS


def _is_due(step: Step, asked: Asked | None, now: datetime) -> bool:
    """Tell whether the next offer of a step may begin."""
    if step.answered_at is None:
        return False
    if asked is None:
        return step.answered_at + AFTER[0] <= now
    if asked.stopped_at is not None or asked.times >= len(AFTER):
        return False
    return max(step.answered_at, asked.last_at) + AFTER[asked.times] <= now
