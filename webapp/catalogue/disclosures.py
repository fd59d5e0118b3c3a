"""The shapes of what is disclosed beside fields: records, cookies, who receives or handles data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FromKakao:
    """What Kakao may hand over for a field, on a card of its own (PIPA 20).

    `question` heads that card and `item` names what is taken over. `none` is said when the account
    holds no such value, `unusable` when it holds one that cannot be kept here.
    """

    question: str
    item: str
    none: str
    unusable: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody other than Duett who receives a value (PIPA 17(2), policy article 4-4)."""

    key: str
    name: str
    purpose: str
    period: str
    protection: str


@dataclass(frozen=True, slots=True)
class Record:
    """Something the service keeps about a person beside the fields, without asking (PIPA 22(3)).

    `items` is the exact list, `why` one sentence; basis and law are those of the purpose.
    """

    key: str
    label: str
    items: str
    why: str
    purpose: str
    retention: str


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Something the service does or never does, in words, that answers for a clause."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie the browser keeps for us (PIPA 30(1)7): what it is for and how to do without."""

    name: str
    items: str
    why: str
    period: str
    refusing: str


@dataclass(frozen=True, slots=True)
class Processor:
    """A company that handles data for us (PIPA 26(2)); abroad, `transfer` too (28-8(2))."""

    key: str
    name: str
    work: str
    items: str
    period: str
    country: str
    contact: str
    transfer: str = ""
