"""What a published text is made of: a version, sections, and the owner's articles word for word."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Change(StrEnum):
    """How much a version changes for people; decides how long before it is announced (7-2, 7-3)."""

    FIRST = "first"
    EDITORIAL = "editorial"
    MINOR = "minor"
    MATERIAL = "material"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a text: its day, and the SHA-256 (hexadecimal) of all that is shown.

    `published` is the day it was announced and its name, `effective` the first day it applies,
    both days in Korea.
    """

    published: date
    effective: date
    change: Change
    sha256: str

    @property
    def name(self) -> str:
        """The version as people read it: "2026-11-22"."""
        return self.published.isoformat()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short texts, in no order."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another page of this site; `to` is a path that begins with one slash."""

    to: str
    words: str


Block = Paragraph | Bullets | Link


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; `key` is steady across languages and versions."""

    key: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """The terms or the help page in one language."""

    locale: str
    title: str
    version: Version
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """One line of the owner's policy; `marker` is its number as written ("2.") or "".

    `key` is where it stands: "6-2", or "6" for what comes before the numbered lines. `facts` are
    neutral sentences to print beside it, never inside it.
    """

    key: str
    marker: str
    text: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the owner's policy; `key` counts from 0, so the second article 6 is "7"."""

    key: str
    heading: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class PrivacyPolicy:
    """The owner's policy in one language, and the sections the service adds below it.

    `note` says of a translation that the Korean text prevails; "" for the Korean one.
    """

    locale: str
    title: str
    version: Version
    articles: tuple[Article, ...]
    sections: tuple[Section, ...]
    note: str = ""
