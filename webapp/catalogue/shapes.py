"""The shapes of the catalogue: what may be collected, why, how long, for whom, in which words.

Every text is Korean source text marked with `N_`; only the web floor and the edition builder
translate it. The data files beside this one hold nothing but constructor calls of these shapes.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from webapp.catalogue.disclosures import Behaviour, Cookie, Processor, Recipient, Record
from webapp.catalogue.vocabulary import (
    N_,
    Apart,
    Basis,
    Kind,
    NoticeKind,
    Sensitivity,
    Source,
    Trigger,
    Visibility,
)

__all__ = [
    "N_",
    "Apart",
    "Basis",
    "Behaviour",
    "Catalogue",
    "Clause",
    "Cookie",
    "Field",
    "Kind",
    "NotYet",
    "Notice",
    "NoticeKind",
    "Option",
    "Pair",
    "Processor",
    "Purpose",
    "Recipient",
    "Record",
    "Retention",
    "Sensitivity",
    "Source",
    "Trigger",
    "Visibility",
]


@dataclass(frozen=True, slots=True)
class NotYet:
    """Why something the policy names is not asked for or not used today.

    `never` is true where no later release will change it (the password).
    """

    reason: str
    never: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: the code that is stored and the words beside it.

    `is_own`: whoever chooses it writes their answer in words of their own.
    """

    code: str
    words: str
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two options of which one is chosen; `part` is the form name, `label` what they are about."""

    part: str
    label: str
    first: Option
    second: Option
    missing: str


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a value is kept, in words and for the machine, from one declaration.

    `ends` lists every trigger with the period after it; the earliest end wins. `exception` names
    the statute that may keep the item longer (PIPA 21(3)), `None` where there is none.
    """

    key: str
    words: str
    short: str
    ends: tuple[tuple[Trigger, timedelta], ...]
    exception: str | None = None

    def after(self, trigger: Trigger) -> timedelta:
        """Return the period that runs from `trigger`; raises `KeyError` if none does."""
        return dict(self.ends)[trigger]


@dataclass(frozen=True, slots=True)
class Purpose:
    """One purpose of article 3 (PIPA 22(1)); `apart` says why it is asked with nothing else."""

    key: str
    label: str
    basis: Basis
    clause: str
    law: str
    not_yet: NotYet | None = None
    apart: Apart | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One item of personal data.

    `items` is the exact item list as a card prints it, without "등" (PIPA 15(2)2). `height`
    is the note's place on the staff: it depends on the field, never on the answer. `care` is said
    at a question more personal than others: that it is, and that nobody has to answer.
    """

    key: str
    label: str
    kind: Kind
    source: Source
    retention: str
    clause: str
    items: str
    question: str = ""
    why: str = ""
    sensitivity: Sensitivity = Sensitivity.ORDINARY
    visibility: Visibility = Visibility.ONLY_ME
    recipients: tuple[str, ...] = ()
    kakao_scope: str | None = None
    pairs: tuple[Pair, ...] = ()
    options: tuple[Option, ...] = ()
    height: int = 0
    care: str = ""
    not_yet: NotYet | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What is put before a person on one screen under one decision: one purpose, some fields.

    `effect` says in words what refusing costs; `effect_key` names that effect free of any
    language, so that a reworded effect is no new fact and a changed one is.
    """

    key: str
    kind: NoticeKind
    fields: tuple[str, ...]
    purpose: str
    title: str
    effect: str
    effect_key: str = ""
    tick: str = ""
    agree: str = ""
    skip: str = ""
    visible_to: str = ""
    not_yet: NotYet | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence of the privacy policy and what in the catalogue answers for it.

    `text` is the owner's own words, `article` where they stand ("1-1"; the second article 6 is
    "7"). `claims` are keys ("field:mbti", "purpose:match", "behaviour:leaving"); what nothing
    claims needs `not_yet`, and what is kept only in part may have both.
    """

    key: str
    text: str
    claims: tuple[str, ...] = ()
    not_yet: NotYet | None = None
    article: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All declarations together, looked up by key."""

    fields: tuple[Field, ...]
    purposes: tuple[Purpose, ...]
    retentions: tuple[Retention, ...]
    recipients: tuple[Recipient, ...]
    notices: tuple[Notice, ...]
    clauses: tuple[Clause, ...]
    journey: tuple[str, ...]
    records: tuple[Record, ...] = ()
    behaviours: tuple[Behaviour, ...] = ()
    cookies: tuple[Cookie, ...] = ()
    processors: tuple[Processor, ...] = ()

    def field(self, key: str) -> Field:
        """Return the field named `key`; raises `KeyError` when the catalogue has none."""
        return _find(self.fields, key)

    def purpose(self, key: str) -> Purpose:
        """Return the purpose named `key`; raises `KeyError` when the catalogue has none."""
        return _find(self.purposes, key)

    def retention(self, key: str) -> Retention:
        """Return the retention rule named `key`; raises `KeyError` when there is none."""
        return _find(self.retentions, key)

    def notice(self, key: str) -> Notice:
        """Return the notice named `key`; raises `KeyError` when the catalogue has none."""
        return _find(self.notices, key)

    def recipient(self, key: str) -> Recipient:
        """Return the recipient named `key`; raises `KeyError` when the catalogue has none."""
        return _find(self.recipients, key)

    def record(self, key: str) -> Record:
        """Return the record named `key`; raises `KeyError` when the catalogue has none."""
        return _find(self.records, key)

    def behaviour(self, key: str) -> Behaviour:
        """Return the behaviour named `key`; raises `KeyError` when the catalogue has none."""
        return _find(self.behaviours, key)

    def clause(self, key: str) -> Clause:
        """Return the clause numbered `key`; raises `KeyError` when the policy has none."""
        return _find(self.clauses, key)

    def notices_of(self, field_key: str) -> tuple[Notice, ...]:
        """Return every notice that puts the field before a person, in declared order."""
        return tuple(n for n in self.notices if field_key in n.fields)

    def asked(self) -> tuple[Field, ...]:
        """Return the fields the journey asks for today, in its order."""
        return tuple(f for f in map(self.field, self.journey) if f.not_yet is None)

    def offered(self) -> tuple[Field, ...]:
        """Return the fields a person can fill in today: the journey's, then those of My page."""
        beside = [
            field
            for field in self.fields
            if field.key not in self.journey
            and field.not_yet is None
            and any(
                n.kind is NoticeKind.CONSENT and n.not_yet is None
                for n in self.notices_of(field.key)
            )
        ]
        return (*self.asked(), *beside)


_Keyed = TypeVar("_Keyed", Field, Purpose, Retention, Recipient, Notice, Record, Behaviour, Clause)


def _find(things: tuple[_Keyed, ...], key: str) -> _Keyed:
    for thing in things:
        if thing.key == key:
            return thing
    raise KeyError(key)
