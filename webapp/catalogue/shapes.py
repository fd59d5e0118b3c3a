"""The shapes of the catalogue: what may be collected, why, how long, for whom, in which words.

Every text is Korean source text marked with `N_`; only the web floor and the edition builder
translate it. The data files beside this one hold nothing but constructor calls of these shapes.
"""

from dataclasses import dataclass
from typing import TypeVar

from webapp.catalogue.disclosures import (
    Behaviour,
    Cookie,
    FromKakao,
    Processor,
    Recipient,
    Record,
)
from webapp.catalogue.offers import Places, Tags
from webapp.catalogue.promises import Clause, NotYet, Purpose, Retention
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
    "Audience",
    "Basis",
    "Behaviour",
    "Catalogue",
    "Clause",
    "Cookie",
    "Field",
    "FromKakao",
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
class Field:
    """One item of personal data.

    `items` is the exact item list as a card prints it, without "등" (PIPA 15(2)2). `height`
    is the note's place on the staff: it depends on the field, never on the answer. `care` is said
    at a question more personal than others: that it is, and that nobody has to answer.
    `longest` is the most letters of a text.
    A value comes from `source`, or, where `from_kakao` is set and the person wants it, from Kakao.
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
    from_kakao: FromKakao | None = None
    longest: int = 0
    pairs: tuple[Pair, ...] = ()
    options: tuple[Option, ...] = ()
    tags: Tags | None = None
    places: Places | None = None
    height: int = 0
    care: str = ""
    not_yet: NotYet | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What is put before a person on one screen under one decision: one purpose, some fields.

    `effect` says in words what refusing costs; `effect_key` names that effect free of any
    language, so that a reworded effect is no new fact and a changed one is. `audience` is set
    where the consent is to be shown to somebody, `recipient` where it is to be handed on to
    somebody (PIPA 17): such a consent keeps no value, and ends with it. `question` and `why` head
    the page where they are not those of the field.
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
    audience: Visibility | None = None
    recipient: str = ""
    question: str = ""
    why: str = ""
    not_yet: NotYet | None = None

    @property
    def keeps_value(self) -> bool:
        """Tell whether a value may be kept under this notice, rather than shown or handed on."""
        return self.audience is None and not self.recipient

    @property
    def is_asked(self) -> bool:
        """Tell whether this notice asks for a consent today."""
        return self.kind is NoticeKind.CONSENT and self.not_yet is None


@dataclass(frozen=True, slots=True)
class Audience:
    """Somebody a person may show a value to, and the words that consent is asked in.

    One declaration makes a notice for every field there is to show (docs/decisions/0030).
    """

    key: Visibility
    label: str
    purpose: str
    title: str
    effect: str
    effect_key: str
    tick: str
    agree: str
    skip: str
    visible_to: str

    def notice_of(self, field: Field) -> Notice:
        """Return the notice under which this field is shown to this audience."""
        return Notice(
            key=f"show_{field.key}_{self.key}",
            kind=NoticeKind.CONSENT,
            fields=(field.key,),
            purpose=self.purpose,
            title=self.title,
            effect=self.effect,
            effect_key=self.effect_key,
            tick=self.tick,
            agree=self.agree,
            skip=self.skip,
            visible_to=self.visible_to,
            audience=self.key,
        )


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All declarations together, looked up by key.

    The notices for showing are not declared: they follow from the fields and the audiences.
    """

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
    audiences: tuple[Audience, ...] = ()

    def __post_init__(self) -> None:
        """Complete the notices, also those of a catalogue made from another by `replace`."""
        declared = tuple(notice for notice in self.notices if notice.audience is None)
        asked = {key for n in declared if n.is_asked for key in n.fields}
        shows = tuple(
            audience.notice_of(field)
            for field in self.fields
            if field.not_yet is None and field.key in asked
            for audience in self.audiences
        )
        object.__setattr__(self, "notices", declared + shows)

    def field(self, key: str) -> Field:
        """Return the field named `key`; raises `KeyError` when the catalogue has none."""
        return _find(self.fields, key)

    def find_field(self, key: str) -> Field | None:
        """Return the field named `key`, `None` when it is not declared (any more)."""
        return next((field for field in self.fields if field.key == key), None)

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
            and any(notice.is_asked for notice in self.notices_of(field.key))
        ]
        return (*self.asked(), *beside)


_Keyed = TypeVar("_Keyed", Field, Purpose, Retention, Recipient, Notice, Record, Behaviour, Clause)


def _find(things: tuple[_Keyed, ...], key: str) -> _Keyed:
    for thing in things:
        if thing.key == key:
            return thing
    raise KeyError(key)
