"""How far somebody's application is: each step of an event and how it stands.

Nothing of this is stored. It follows from the decisions of the event's scope, from the dates their
cards told, and from the application's row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from webapp.catalogue.shapes import Notice
from webapp.consent.decision import Answer, MemberId, Standing
from webapp.events.event import Event
from webapp.events.ports import EventStore
from webapp.events.rows import Entry, EntryStatus
from webapp.events.shapes import EventRecipient, Question


class StepState(StrEnum):
    """How a step stands.

    `changed`: agreed to once, to facts that are others today. `passed_over`: there is nothing to
    hand on, for an answer it would be about was not given.
    """

    OPEN = "open"
    GIVEN = "given"
    SKIPPED = "skipped"
    CHANGED = "changed"
    PASSED_OVER = "passed_over"


@dataclass(frozen=True, slots=True)
class Step:
    """One page of an application, counted from 1. `question` is `None` where it asks to hand on."""

    notice: Notice
    number: int
    state: StepState
    standing: Standing | None
    question: Question | None
    recipient: EventRecipient | None

    @property
    def is_handing_on(self) -> bool:
        """Tell whether this asks to hand answers on to somebody (PIPA 17)."""
        return self.recipient is not None

    @property
    def is_needed(self) -> bool:
        """Tell whether nobody can take part without an answer."""
        return self.question is not None and self.question.is_needed

    @property
    def is_given(self) -> bool:
        """Tell whether a consent to today's facts lives, with its value."""
        return self.state is StepState.GIVEN

    @property
    def is_missing(self) -> bool:
        """Tell whether the application cannot be sent because of this step."""
        return self.is_needed and self.state in (StepState.OPEN, StepState.SKIPPED)

    @property
    def is_withdrawn(self) -> bool:
        """Tell whether it was agreed to once, and taken back since."""
        return self.standing is not None and self.standing.answer is Answer.WITHDRAWN

    @property
    def agreed_to(self) -> bytes | None:
        """Return the edition that was agreed to before its facts changed, for what is new in it."""
        is_older = self.state is StepState.CHANGED and self.standing is not None
        return self.standing.edition_hash if is_older and self.standing else None


@dataclass(frozen=True, slots=True)
class Progress:
    """What there is of one application at one moment; `entry` is `None` before anything is.

    `standings` are the last decisions about anything the event ever asked.
    """

    steps: tuple[Step, ...]
    entry: Entry | None = None
    standings: tuple[Standing, ...] = ()

    def step(self, number: int) -> Step | None:
        """Return the step with a number."""
        return next((step for step in self.steps if step.number == number), None)

    @property
    def next_open(self) -> Step | None:
        """Return the first step that waits for an answer."""
        waiting = (StepState.OPEN, StepState.CHANGED)
        return next((step for step in self.steps if step.state in waiting), None)

    @property
    def is_sent(self) -> bool:
        """Tell whether the application was sent."""
        return self.entry is not None and self.entry.is_sent


def progress_of(
    store: EventStore, event: Event, member_id: MemberId | None, now: datetime
) -> Progress:
    """Return how far somebody is; somebody without a membership has not begun.

    What is past its date counts as gone, though the sweep has not come by.
    """
    if member_id is None:
        return Progress(_steps(event, {}, None, now))
    found = store.entries.get(member_id, event.file.event_id)
    return progress_with(store, event, member_id, current(found, now), now)


def progress_with(
    store: EventStore, event: Event, member_id: MemberId, entry: Entry | None, now: datetime
) -> Progress:
    """Return the same where the application's row is known, and known to be current."""
    found = tuple(store.decisions.standings(member_id, event.scope))
    standings = {standing.notice_key: standing for standing in found}
    return Progress(_steps(event, standings, entry, now), entry, found)


def agreeing(
    store: EventStore, event: Event, notice: Notice, entries: Sequence[Entry], now: datetime
) -> list[Entry]:
    """Return the applications in which a consent to today's facts of a notice lives.

    One to hand on lives only while each of its answers does, under today's facts, too.
    """
    return [
        entry
        for entry in entries
        for step in progress_with(store, event, entry.member_id, entry, now).steps
        if step.notice.key == notice.key and step.is_given
    ]


def current(entry: Entry | None, now: datetime) -> Entry | None:
    """Return an application unless its time is up, or its event was called off."""
    if entry is None or now >= entry.expires_at or entry.status is EntryStatus.CALLED_OFF:
        return None
    return entry


def _steps(
    event: Event, standings: Mapping[str, Standing], entry: Entry | None, now: datetime
) -> tuple[Step, ...]:
    steps: list[Step] = []
    live: set[str] = set()
    for place, notice in enumerate(event.steps):
        standing = standings.get(notice.key)
        if notice.recipient and not live.issuperset(notice.fields):
            state = StepState.PASSED_OVER
        else:
            state = _state(event, notice, standing, entry, now)
        if state is StepState.GIVEN and notice.keeps_value:
            live.update(notice.fields)
        recipient = event.file.recipient(notice.recipient) if notice.recipient else None
        question = event.question(notice)
        steps.append(Step(notice, place + 1, state, standing, question, recipient))
    return tuple(steps)


def _state(
    event: Event, notice: Notice, standing: Standing | None, entry: Entry | None, now: datetime
) -> StepState:
    if standing is not None and standing.answer is Answer.REFUSED:
        return StepState.SKIPPED
    if standing is None or entry is None:
        return StepState.OPEN  # whatever was given for an earlier application ended with it
    if standing.answer is Answer.WITHDRAWN and standing.decided_at >= entry.began_at:
        return StepState.SKIPPED
    if standing.answer is not Answer.GIVEN or now >= _until(event, notice):
        return StepState.OPEN
    is_live = standing.is_live(event.editions.facts(notice.key))
    return StepState.GIVEN if is_live else StepState.CHANGED


def _until(event: Event, notice: Notice) -> datetime:
    """Return when the answers of a notice are deleted, as its facts say: the first of their dates.

    Where a consent to these facts lives, its value does: whatever erases the one ends the other.
    """
    rules = [event.catalogue.field(key).retention for key in notice.fields]
    dates = [until for rule in rules if (until := event.catalogue.retention(rule).until)]
    return min(dates, default=datetime.max.replace(tzinfo=UTC))
