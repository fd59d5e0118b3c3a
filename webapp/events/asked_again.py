"""Whom an event asks again: their consent is to facts that are others in the version of today."""

from datetime import datetime

from webapp.events.event import Event
from webapp.events.ports import EventStore
from webapp.events.rows import Entry
from webapp.events.steps import StepState, progress_with


def asked_again(store: EventStore, event: Event, entry: Entry, now: datetime) -> tuple[str, ...]:
    """Return the questions of an application whose answers are used for nothing until then."""
    return tuple(
        key
        for step in progress_with(store, event, entry.member_id, entry, now).steps
        if step.state is StepState.CHANGED and not step.is_handing_on
        for key in step.notice.fields
    )
