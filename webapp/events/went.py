"""What went to whom, and whether they may hold it: told in the words that were agreed to (PIPA 35).

A newer version of an event may give a key to another recipient or question, or drop it. What went
is therefore named by the edition of its own decision.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.consent.decision import MemberId
from webapp.consent.edition import Edition
from webapp.events.event import Event
from webapp.events.ports import EventStore
from webapp.events.rows import Handed, Transfer
from webapp.events.shapes import Words
from webapp.events.taking_back import stands


@dataclass(frozen=True, slots=True)
class Went:
    """One hand-over. It `stands` while it is agreed to; what does not is to be deleted there."""

    transfer: Transfer
    handed: Handed
    recipient: Words
    items: tuple[Words, ...]
    stands: bool


Held = Mapping[str, Sequence[tuple[Transfer, Handed]]]
"""What recipients may hold of somebody, by event, the oldest first."""


def held_of(store: EventStore, member_id: MemberId, now: datetime) -> Held:
    """Return what recipients may hold of somebody at `now`, told to delete it or not."""
    made = store.transfers.of(member_id)
    handed = {one.reference: one for one in store.transfers.handed_of(member_id)} if made else {}
    found: dict[str, list[tuple[Transfer, Handed]]] = {}
    for one in made:
        if now < handed[one.reference].expires_at:
            found.setdefault(one.event_id, []).append((one, handed[one.reference]))
    return found


def went(store: EventStore, event: Event, held: Held, now: datetime) -> tuple[Went, ...]:
    """Return what somebody's `held` says of one event, in words."""
    return tuple(
        _went(store, event, made, handed, now) for made, handed in held.get(event.file.event_id, ())
    )


def _went(store: EventStore, event: Event, made: Transfer, handed: Handed, now: datetime) -> Went:
    shown = store.decisions.shown(made.member_id, made.decision_id)
    recipient, items = words_of(event, made, shown[1] if shown else None)
    is_agreed_to = handed.told_at is None and stands(store, made, now)
    return Went(made, handed, recipient, items, is_agreed_to)


def words_of(
    event: Event | None, made: Transfer, edition: Edition | None
) -> tuple[Words, tuple[Words, ...]]:
    """Return to whom and what, as the card said it: in both languages where today's says the same.

    `edition` is that of the decision; without one (no decision of ours has none) keys are left.
    """
    if edition is None:
        return _same(made.recipient), tuple(map(_same, made.items))
    facts = edition.body["facts"]
    named = str(facts["recipient"]["name"])
    today = [one.name for one in event.file.recipients if one.name.ko == named] if event else []
    recipient = today[0] if today else Words(named, _row(edition, "recipient", named))
    asked = {key: str(told["items"]) for key, told in facts.get("asked", {}).items()}
    labels = _labels(event, asked) if event else None
    if labels is not None:
        return recipient, labels
    then = ", ".join(asked.values()) or edition.rows["items"]
    return recipient, (Words(then, _row(edition, "items", then)),)


def _labels(event: Event, asked: dict[str, str]) -> tuple[Words, ...] | None:
    """Return what today's questions are called, `None` unless each asks for the same as then."""
    today = {one.key: one for one in event.file.questions}
    if not asked or any(
        key not in today or today[key].items.ko != items for key, items in asked.items()
    ):
        return None
    return tuple(today[key].label for key in asked)


def _row(edition: Edition, key: str, source: str) -> str:
    """Return what a row of the card says in English, or in Korean where it was read in Korean."""
    if edition.locale == "ko":
        return source
    return edition.rows.get(key, source)


def _same(text: str) -> Words:
    return Words(text, text)
