"""Consents to what a newer version of an event asks no more: listed while they live, and ended.

What they are about stands in the edition they were given on, and nowhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from webapp.catalogue.shapes import Notice, NoticeKind
from webapp.consent.decision import Answer, Standing
from webapp.consent.edition import Edition
from webapp.events.event import Event
from webapp.events.ports import EventStore


@dataclass(frozen=True, slots=True)
class Dropped:
    """A consent that lives, to a notice that today's version does not have."""

    notice: Notice
    standing: Standing
    edition: Edition

    @property
    def recipient(self) -> str:
        """Return to whom it lets answers be handed on, "" for an answer itself."""
        return self.edition.rows.get("recipient", "")

    @property
    def items(self) -> str:
        """Return what it is about, in the words of its card."""
        return self.edition.rows.get("items", "")

    @property
    def purpose(self) -> str:
        """Return what for, in the words of its card."""
        return self.edition.rows.get("purpose", "")


def dropped(store: EventStore, event: Event, standings: Sequence[Standing]) -> tuple[Dropped, ...]:
    """Return the consents among these to what the event asks no more."""
    asked = {notice.key for notice in event.steps}
    return tuple(
        Dropped(notice_of(edition), standing, edition)
        for standing in standings
        if standing.answer is Answer.GIVEN and standing.notice_key not in asked
        if (edition := event.editions.find(store.editions, standing.edition_hash)) is not None
    )


def notice_of(edition: Edition) -> Notice:
    """Return as much of a notice of then as its end needs."""
    facts: dict[str, Any] = edition.body["facts"]
    return Notice(
        key=edition.notice_key,
        kind=NoticeKind(edition.kind),
        fields=tuple(facts["fields"]),
        purpose=facts["purpose"],
        title=edition.body["title"],
        effect=edition.body["refusal"],
        recipient=facts["recipient"]["key"] if "recipient" in facts else "",
    )
