"""An event as its file declares it: immutable, every text in every language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from webapp.catalogue.korea import KOREA, korean_day
from webapp.catalogue.shapes import Kind


@dataclass(frozen=True, slots=True)
class Words:
    """One text in Korean, which is the source, and in English."""

    ko: str
    en: str


class ConditionKind(StrEnum):
    """What an event may make taking part depend on; nothing of it is kept."""

    JOINED_BY = "joined_by"
    MINIMUM_AGE = "minimum_age"


@dataclass(frozen=True, slots=True)
class Condition:
    """Who may apply, and why only they: by the day they joined, or by their age in full years."""

    kind: ConditionKind
    reason: Words
    joined_by: date | None = None
    minimum_age: int = 0


@dataclass(frozen=True, slots=True)
class EventPurpose:
    """What answers are for; `parent` is the purpose of the catalogue it is a case of."""

    key: str
    words: Words
    parent: str


@dataclass(frozen=True, slots=True)
class Choosable:
    """One thing to choose from a question of kind "choice"."""

    code: str
    words: Words


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what is asked, why, for how many days after the event it is kept.

    `from_profile` names the field of the profile whose value is offered for a copy. Without an
    answer to a question that `is_needed` nobody can take part; `refusing` says what refusing costs
    and `effect` names that free of any language.
    """

    key: str
    kind: Kind
    label: Words
    items: Words
    question: Words
    why: Words
    purpose: str
    kept_days: int
    refusing: Words
    effect: str
    is_needed: bool = False
    from_profile: str = ""
    longest: int = 0
    options: tuple[Choosable, ...] = ()


@dataclass(frozen=True, slots=True)
class EventRecipient:
    """Somebody an event may hand answers to, with everything the law wants told (PIPA 17(2))."""

    key: str
    name: Words
    purpose: Words
    period: Words
    protection: Words
    contact: str


@dataclass(frozen=True, slots=True)
class Provision:
    """The question whether some answers may be handed to one recipient; always its own."""

    key: str
    recipient: str
    items: tuple[str, ...]
    question: Words
    why: Words
    refusing: Words
    effect: str


@dataclass(frozen=True, slots=True)
class EventFile:
    """One event. Instants are aware; `kept_days` is how long an application itself is kept."""

    event_id: str
    slug: str
    title: Words
    summary: Words
    place: Words
    starts_at: datetime
    ends_at: datetime
    closes_at: datetime
    seats: int
    kept_days: int
    purposes: tuple[EventPurpose, ...]
    questions: tuple[Question, ...]
    recipients: tuple[EventRecipient, ...] = ()
    provisions: tuple[Provision, ...] = ()
    conditions: tuple[Condition, ...] = ()

    @property
    def scope(self) -> str:
        """Return the scope of everything decided and kept for this event."""
        return scope_of(self.event_id)

    @property
    def forget_at(self) -> datetime:
        """Return when the applications themselves are deleted; nothing of the event outlives it."""
        return self.deleted_at(self.kept_days)

    def last_day(self, kept_days: int) -> date:
        """Return the last day in Korea on which something kept that long is there."""
        return korean_day(self.ends_at) + timedelta(days=kept_days)

    def deleted_at(self, kept_days: int) -> datetime:
        """Return the instant after that day, at which it is deleted."""
        after = self.last_day(kept_days) + timedelta(days=1)
        return datetime(after.year, after.month, after.day, tzinfo=KOREA)

    def question(self, key: str) -> Question:
        """Return the question named `key`; raises `KeyError`."""
        return {question.key: question for question in self.questions}[key]

    def recipient(self, key: str) -> EventRecipient:
        """Return the recipient named `key`; raises `KeyError`."""
        return {recipient.key: recipient for recipient in self.recipients}[key]

    def refusals(self) -> Iterator[Words]:
        """Yield what refusing costs, question by question and card by card."""
        yield from (asked.refusing for asked in self.questions)
        yield from (given.refusing for given in self.provisions)

    def texts(self) -> Iterator[Words]:
        """Yield every text of the file."""
        yield from (self.title, self.summary, self.place)
        yield from (condition.reason for condition in self.conditions)
        yield from (purpose.words for purpose in self.purposes)
        for asked in self.questions:
            yield from (asked.label, asked.items, asked.question, asked.why, asked.refusing)
            yield from (option.words for option in asked.options)
        for them in self.recipients:
            yield from (them.name, them.purpose, them.period, them.protection)
        for given in self.provisions:
            yield from (given.question, given.why, given.refusing)


def scope_of(event_id: str) -> str:
    """Return the scope of an event: where a consent given for it counts."""
    return f"event:{event_id}"


def purpose_of(event_id: str, key: str) -> str:
    """Return the name of an event's purpose in decisions, beside the catalogue's own."""
    return f"{scope_of(event_id)}/{key}"


def recipient_purpose(event_id: str, provision: str) -> str:
    """Return the purpose a consent to hand on is recorded under: one recipient's, one card's."""
    return f"{scope_of(event_id)}/to/{provision}"
