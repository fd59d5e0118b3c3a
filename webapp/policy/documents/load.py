"""Loading a folder of texts: every version in every language, or a sentence that says why not."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Protocol, TypeVar

from webapp.policy.document import Document, PrivacyPolicy, Section, Version
from webapp.policy.documents.errors import DocumentError
from webapp.policy.documents.read import Page, articles

OURS = Path(__file__).parent
"""The texts that come with the product."""

LOCALES = ("ko", "en")
"""Korean first: it is the language that prevails."""


class Published(Protocol):
    """What every kind of text has."""

    @property
    def version(self) -> Version: ...
    @property
    def sections(self) -> tuple[Section, ...]: ...


_Text = TypeVar("_Text", bound=Published)
Shelf = Mapping[str, Sequence[_Text]]
"""By language, the versions of one text, oldest first."""


class Documents:
    """All texts of the deployment. Days are days in Korea; an unknown language reads Korean."""

    def __init__(
        self, terms: Shelf[Document], help_: Shelf[Document], privacy: Shelf[PrivacyPolicy]
    ) -> None:
        self._terms = terms
        self._help = help_
        self._privacy = privacy

    def terms(self, locale: str, on: date | None = None) -> Document:
        """Return the terms in force on a day; without a day, the newest."""
        return _in_force(self._terms, locale, on)

    def help(self, locale: str, on: date | None = None) -> Document:
        """Return the help page of a day; without a day, the newest."""
        return _in_force(self._help, locale, on)

    def privacy(self, locale: str, on: date | None = None) -> PrivacyPolicy:
        """Return the privacy policy in force on a day; without a day, the newest."""
        return _in_force(self._privacy, locale, on)

    def history(self, locale: str) -> tuple[Version, ...]:
        """Return every version of the privacy policy, newest first."""
        return tuple(text.version for text in reversed(_of(self._privacy, locale)))

    def coming(self, locale: str, on: date) -> PrivacyPolicy | None:
        """Return the privacy policy that is announced but not in force on a day, if any."""
        later = [text for text in _of(self._privacy, locale) if text.version.effective > on]
        return later[0] if later else None


def load(directory: Path, values: Mapping[str, str]) -> Documents:
    """Read every text below `directory`; raises `DocumentError`.

    `values` fills the places the texts leave open: `minimum_age`, `officer_name` and
    `officer_contact`.
    """

    def plain(file: Path) -> Document:
        page = Page(file, values)
        title, sections = page.text("title"), page.sections()
        version = _version(page, [title, [asdict(section) for section in sections]])
        return Document(_locale(file), title, version, sections)

    def privacy(file: Path) -> PrivacyPolicy:
        page = Page(file, values)
        owner = articles(file.with_suffix(".txt"), page.beside())
        sections, note = page.sections(), page.optional("note")
        shown = [note, [asdict(item) for item in owner], [asdict(item) for item in sections]]
        version = _version(page, shown)
        return PrivacyPolicy(_locale(file), owner[0].heading, version, owner, sections, note)

    return Documents(
        _shelf(directory / "terms", plain),
        _shelf(directory / "help", plain),
        _shelf(directory / "privacy", privacy),
    )


def _version(page: Page, shown: object) -> Version:
    text = json.dumps(shown, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Version(*page.days(), hashlib.sha256(text.encode()).hexdigest())


def _shelf(folder: Path, read: Callable[[Path], _Text]) -> dict[str, list[_Text]]:
    shelf = {
        locale: [read(file) for file in sorted(folder.glob(f"*.{locale}.toml"))]
        for locale in LOCALES
    }
    prevailing = shelf[LOCALES[0]]
    if not prevailing:
        raise DocumentError(folder.name, "has no Korean text")
    for locale in LOCALES[1:]:
        if [_outline(text) for text in shelf[locale]] != [_outline(text) for text in prevailing]:
            raise DocumentError(folder.name, f'versions or sections differ in "{locale}"')
    return shelf


def _outline(text: Published) -> object:
    """What must be equal in every language: the days and the places, not the words."""
    version = text.version
    parts = [article.key for article in getattr(text, "articles", ())]
    parts += [
        passage.key for article in getattr(text, "articles", ()) for passage in article.passages
    ]
    parts += [section.key for section in text.sections]
    return version.published, version.effective, version.change, parts


def _locale(file: Path) -> str:
    return file.name.split(".")[-2]


def _of(shelf: Shelf[_Text], locale: str) -> Sequence[_Text]:
    return shelf.get(locale, shelf[LOCALES[0]])


def _in_force(shelf: Shelf[_Text], locale: str, on: date | None) -> _Text:
    versions = _of(shelf, locale)
    begun = [text for text in versions if on is None or text.version.effective <= on]
    return begun[-1] if begun else versions[0]
