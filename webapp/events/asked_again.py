"""Whom an event asks again: their consent is to facts that are others in the version of today."""

from datetime import datetime

from webapp.consent.editions import live_standings
from webapp.events.event import Event
from webapp.events.ports import EventStore
from webapp.events.rows import Entry
from webapp.events.steps import StepState, current, progress_with


def asked_again(store: EventStore, event: Event, entry: Entry, now: datetime) -> tuple[str, ...]:
    """Return the questions of an application whose answers are used for nothing until then."""
    return tuple(
        key
        for step in progress_with(store, event, entry.member_id, entry, now).steps
        if step.state is StepState.CHANGED and not step.is_handing_on
        for key in step.notice.fields
    )


def people_asked_again(store: EventStore, before: Event | None, event: Event, now: datetime) -> int:
    """Count whose consent lived under the version before and is to older facts in this one.

    Whoever was asked again before and did not answer yet is not asked anew. Where the version
    before cannot be read, everybody counts whose consent is to other facts than these.
    """
    found = store.entries.of_event(event.file.event_id)
    live = [entry for entry in found if current(entry, now)]
    return sum(_is_asked_again(store, before, event, entry, now) for entry in live)


def _is_asked_again(
    store: EventStore, before: Event | None, event: Event, entry: Entry, now: datetime
) -> bool:
    changed = [
        step.standing
        for step in progress_with(store, event, entry.member_id, entry, now).steps
        if step.state is StepState.CHANGED and step.standing is not None
    ]
    if before is None:
        return bool(changed)
    return bool(live_standings(changed, before.editions))
