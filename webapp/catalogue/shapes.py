"""The shapes of the catalogue: what may be collected, why, how long, for whom, in which words.

Every text is Korean source text marked with `N_`; only the web floor and the edition builder
translate it. The data files beside this one hold nothing but constructor calls of these shapes.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar


def N_(text: str) -> str:  # noqa: N802  gettext's own name for "extract, do not translate here"
    """Mark a source text for extraction and return it unchanged."""
    return text


class Kind(StrEnum):
    """How a value is asked for, cleaned, shown and stored (`kinds.py` owns each)."""

    PAIRS = "pairs"
    TAGS = "tags"
    PLACE = "place"
    PHONE = "phone"
    CHOICE = "choice"
    YEAR = "year"
    PHOTO = "photo"
    NAME = "name"
    EMAIL = "email"
    AUTOMATIC = "automatic"


class Source(StrEnum):
    """Where a value comes from (PIPA 20: the person can always see it)."""

    TYPED = "typed"
    KAKAO = "kakao"
    AUTOMATIC = "automatic"
    EVENT = "event"


class Basis(StrEnum):
    """The one legal basis of a purpose (PIPA 15(1))."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LAW = "law"
    LEGITIMATE_INTEREST = "legitimate_interest"


class Sensitivity(StrEnum):
    """How much harm a leak would do; decides nothing alone, but is shown and audited."""

    ORDINARY = "ordinary"
    PRIVATE = "private"
    SENSITIVE = "sensitive"


class Visibility(StrEnum):
    """Who may see a value on a profile; always starts as the person alone."""

    ONLY_ME = "only_me"
    MATCHED = "matched"
    EVERYONE = "everyone"


class Trigger(StrEnum):
    """The instant from which a retention period runs."""

    WITHDRAWAL = "withdrawal"
    LAST_USE = "last_use"
    LEAVING = "leaving"
    COLLECTION = "collection"
    CORRECTION = "correction"


class NoticeKind(StrEnum):
    """Whether a notice asks (consent) or only tells (contract and law, no box: PIPA 22(3))."""

    CONSENT = "consent"
    TOLD = "told"
    TERMS = "terms"


@dataclass(frozen=True, slots=True)
class NotYet:
    """Why something the policy names is not asked for or not used today."""

    reason: str


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: the code that is stored and the words beside it."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two options of which one is chosen; `part` is the form name."""

    part: str
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


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody other than Duett who receives a value (PIPA 17(2), policy article 4-4)."""

    key: str
    name: str
    purpose: str
    period: str
    protection: str


@dataclass(frozen=True, slots=True)
class Purpose:
    """One purpose of policy article 3, never two in one (PIPA 22(1))."""

    key: str
    label: str
    basis: Basis
    clause: str
    law: str
    not_yet: NotYet | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One item of personal data.

    `items` is the exact item list as a card prints it, without "등" (PIPA 15(2)2). `height`
    is the note's place on the staff: it depends on the field, never on the answer.
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
    not_yet: NotYet | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What is put before a person on one screen under one decision: one purpose, some fields."""

    key: str
    kind: NoticeKind
    fields: tuple[str, ...]
    purpose: str
    title: str
    effect: str
    tick: str = ""
    agree: str = ""
    skip: str = ""
    visible_to: str = ""
    not_yet: NotYet | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence of the privacy policy and what in the catalogue answers for it.

    `claims` are keys ("field:mbti", "purpose:match", "retention:profile"); a clause that nothing
    claims needs `not_yet`.
    """

    key: str
    text: str
    claims: tuple[str, ...] = ()
    not_yet: NotYet | None = None


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

    def asked(self) -> tuple[Field, ...]:
        """Return the fields the journey asks for today, in its order."""
        return tuple(f for f in map(self.field, self.journey) if f.not_yet is None)


_Keyed = TypeVar("_Keyed", Field, Purpose, Retention, Recipient, Notice)


def _find(things: tuple[_Keyed, ...], key: str) -> _Keyed:
    for thing in things:
        if thing.key == key:
            return thing
    raise KeyError(key)
