"""Reading one file of text into sections: no markup, no HTML, only known places to fill in."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from webapp.policy.document import (
    Article,
    Block,
    Bullets,
    Change,
    Link,
    Paragraph,
    Passage,
    Section,
)
from webapp.policy.documents.errors import DocumentError

NOTICE = {
    Change.FIRST: timedelta(),
    Change.EDITORIAL: timedelta(),
    Change.MINOR: timedelta(days=7),
    Change.MATERIAL: timedelta(days=30),
}
"""How long before it applies a change is announced: what the policy promises (7-2, 7-3)."""

_FORBIDDEN = re.compile(r"[<>\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_PLACE = re.compile(r"\{([^{}]*)\}")
_NUMBERED = re.compile(r"(\d+\.) (.*)", re.DOTALL)
_PATH = re.compile(r"/[a-z0-9/_-]*")


class Page:
    """One TOML file: its texts, checked and with the places of the deployment filled in."""

    def __init__(self, file: Path, values: Mapping[str, str]) -> None:
        self.name = file.name
        self._values = values
        try:
            self._data: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
        except (OSError, ValueError) as broken:
            raise DocumentError(self.name, "is no readable TOML file") from broken

    def days(self) -> tuple[date, date, Change]:
        """Return the day announced (it must be the file's name), the first day, and the change."""
        published, effective = self._data.get("published"), self._data.get("effective")
        if type(published) is not date or type(effective) is not date:
            raise DocumentError(self.name, "needs two days, published and effective")
        if not self.name.startswith(f"{published.isoformat()}."):
            raise DocumentError(self.name, "is not named after the day it was published")
        change = self._change()
        if effective - published < NOTICE[change]:
            days = NOTICE[change].days
            raise DocumentError(self.name, f"a {change} change needs {days} days of notice")
        return published, effective, change

    def text(self, name: str) -> str:
        """Return the text called `name`; raises `DocumentError` when it is missing."""
        return self._clean(self._data.get(name))

    def optional(self, name: str) -> str:
        """Return the text called `name`, "" when the file has none."""
        return self.text(name) if name in self._data else ""

    def beside(self) -> dict[str, tuple[str, ...]]:
        """Return the facts to print beside passages, by the key of the passage."""
        table = self._data.get("beside", {})
        return {key: tuple(map(self._clean, facts)) for key, facts in table.items()}

    def sections(self) -> tuple[Section, ...]:
        """Return the sections in order."""
        return tuple(self._section(raw) for raw in self._data.get("sections", ()))

    def _change(self) -> Change:
        try:
            return Change(self._data.get("change", ""))
        except ValueError as unknown:
            kinds = ", ".join(Change)
            raise DocumentError(self.name, f"needs a change, one of {kinds}") from unknown

    def _section(self, raw: Mapping[str, Any]) -> Section:
        blocks = tuple(self._block(block) for block in raw.get("blocks", ()))
        return Section(self._clean(raw.get("key")), self._clean(raw.get("heading")), blocks)

    def _block(self, raw: Mapping[str, Any]) -> Block:
        match raw:
            case {"text": text, **rest} if not rest:
                return Paragraph(self._clean(text))
            case {"list": list(items), **rest} if not rest and items:
                return Bullets(tuple(map(self._clean, items)))
            case {"link": str(to), "words": words, **rest} if not rest and _PATH.fullmatch(to):
                return Link(to, self._clean(words))
            case _:
                raise DocumentError(self.name, f"has a block it cannot have: {sorted(raw)}")

    def _clean(self, text: object) -> str:
        if not isinstance(text, str) or not text.strip():
            raise DocumentError(self.name, "has a text that is missing or empty")
        if _FORBIDDEN.search(text):
            raise DocumentError(self.name, f"has a sign that texts must not have: {text[:40]!r}")
        return _PLACE.sub(self._fill, " ".join(text.split()))

    def _fill(self, place: re.Match[str]) -> str:
        value = self._values.get(place[1])
        if value is None:
            raise DocumentError(self.name, f'leaves the place "{place[1]}" empty')
        return value


def articles(file: Path, beside: Mapping[str, tuple[str, ...]]) -> tuple[Article, ...]:
    """Return the owner's articles: blocks between blank lines, each under its heading line.

    Raises `DocumentError` when the file cannot be read or a fact stands beside nothing.
    """
    try:
        text = file.read_text("utf-8")
    except (OSError, ValueError) as broken:
        raise DocumentError(file.name, "is no readable text file") from broken
    found = tuple(
        _article(str(number), block, beside) for number, block in enumerate(text.split("\n\n"))
    )
    known = {passage.key for article in found for passage in article.passages}
    for key in beside:
        if key not in known:
            raise DocumentError(file.name, f'has no passage "{key}" to put a fact beside')
    return found


def _article(key: str, block: str, beside: Mapping[str, tuple[str, ...]]) -> Article:
    heading, *lines = block.split("\n")
    passages = []
    for line in lines:
        numbered = _NUMBERED.fullmatch(line)
        marker, text = numbered.groups() if numbered else ("", line)
        place = f"{key}-{marker[:-1]}" if marker else key
        passages.append(Passage(place, marker, text, beside.get(place, ())))
    return Article(key, heading, tuple(passages))
