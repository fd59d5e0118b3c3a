"""Which references a recipient has to delete or to correct: looked up each time, queued nowhere.

So no way of leaving, cancelling, withdrawing, changing an answer or running out of time can
forget one (PIPA 17, 37; policy article 6-3).
"""

from collections.abc import Sequence
from datetime import datetime

from webapp.consent.decision import Answer, MemberId, Standing
from webapp.events.ports import EventStore
from webapp.events.rows import Entry, Handed, Transfer
from webapp.events.shapes import scope_of
from webapp.events.steps import current
from webapp.profile.ports import ValueRow


def to_take_back(store: EventStore, event_id: str, recipient: str, now: datetime) -> list[Handed]:
    """Return what was handed on, is agreed to no more, and the recipient was not told about yet."""
    handed = store.transfers.handed(event_id, recipient)
    waiting = [one for one in handed if one.told_at is None and now < one.expires_at]
    if not waiting:
        return []
    made = {one.reference: one for one in store.transfers.of_event(event_id, recipient)}
    return [one for one in waiting if not stands(store, made.get(one.reference), now)]


def to_correct(store: EventStore, event_id: str, recipient: str, now: datetime) -> list[Transfer]:
    """Return what was handed on, may be held, and was changed by its person since then.

    They hear of it without delay (policy article 6-3): the next transfer holds what it is now.
    """
    handed = store.transfers.handed(event_id, recipient)
    told = {one.reference for one in handed if one.told_at is not None}
    made = [
        one for one in store.transfers.of_event(event_id, recipient) if one.reference not in told
    ]
    return [one for one in made if _was_changed(store, one) and stands(store, one, now)]


def _was_changed(store: EventStore, made: Transfer) -> bool:
    scope = scope_of(made.event_id)
    return any(
        row.scope == scope and row.field_key in made.items and row.collected_at > made.last_at
        for row in store.values.own(made.member_id)
    )


def consent_to(
    store: EventStore, member_id: MemberId, event_id: str, provision: str
) -> Standing | None:
    """Return the latest decision of a person about handing on, if it is a consent."""
    standings = store.decisions.standings(member_id, scope_of(event_id))
    found: Sequence[Standing] = [one for one in standings if one.notice_key == provision]
    return found[0] if found and found[0].answer is Answer.GIVEN else None


def went_for(entry: Entry, made: Transfer) -> bool:
    """Tell whether something went for the seat of this very sending.

    Whoever sent theirs anew, after a needed answer was erased, is handed on anew, and what went
    before is taken back.
    """
    return entry.is_seated and entry.sent_at is not None and entry.sent_at <= made.handed_at


def stands(store: EventStore, made: Transfer | None, now: datetime) -> bool:
    """Tell whether the very decision something was handed on under is still the last word.

    Its person has to have the seat that it was handed on for, and every item of it has to be kept
    yet, too, under a consent of today or of then: whatever erased one, nobody may hold on elsewhere
    to what is gone here.
    """
    entry = store.entries.get(made.member_id, made.event_id) if made else None
    if made is None or entry is None or current(entry, now) is None or not went_for(entry, made):
        return False
    scope = scope_of(made.event_id)
    given = {
        standing.notice_key: standing.decision_id
        for standing in store.decisions.standings(made.member_id, scope)
        if standing.answer is Answer.GIVEN
    }
    if given.get(made.provision) != made.decision_id:
        return False
    kept = {
        row.field_key
        for row in store.values.own(made.member_id)
        if row.scope == scope and row.decision_id in given.values() and _lives(row, now)
    }
    return kept.issuperset(made.items)


def _lives(row: ValueRow, now: datetime) -> bool:
    return row.expires_at is None or now < row.expires_at
