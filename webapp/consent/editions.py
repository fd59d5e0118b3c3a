"""The editions that are current in this process: one per notice and language.

A notice whose value Kakao may hand over has a second one, which tells that.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain

from webapp.catalogue.shapes import Catalogue, Source
from webapp.consent.decision import Standing
from webapp.consent.edition import Edition, Language, make_edition
from webapp.consent.kakao_card import make_kakao_edition
from webapp.consent.ports import EditionShelf


class Editions:
    """What can be put before a person today, made once at start-up from the catalogue."""

    def __init__(self, catalogue: Catalogue, languages: Sequence[Language], at: datetime) -> None:
        self._by_notice: dict[tuple[str, str], Edition] = {}
        self._from_kakao: dict[tuple[str, str], Edition] = {}
        for notice in catalogue.notices:
            if notice.not_yet is None:
                for language in languages:
                    edition = make_edition(catalogue, notice, language, at)
                    self._by_notice[notice.key, language.locale] = edition
                    fetching = make_kakao_edition(catalogue, notice, language, at)
                    if fetching is not None:
                        self._from_kakao[notice.key, language.locale] = fetching
        self._by_hash = {edition.hash: edition for edition in self}
        self._facts = {edition.notice_key: edition.facts_hash for edition in self}

    def __iter__(self) -> Iterator[Edition]:
        return chain(self._by_notice.values(), self._from_kakao.values())

    def current(self, notice_key: str, locale: str) -> Edition:
        """Return today's edition; raises `KeyError` for an unknown notice or language."""
        return self._by_notice[notice_key, locale]

    def from_kakao(self, notice_key: str, locale: str) -> Edition:
        """Return today's card of fetching; raises `KeyError` where Kakao does not offer it."""
        return self._from_kakao[notice_key, locale]

    def tells(self, edition: Edition, way: Source) -> bool:
        """Tell whether an edition of any age told what today's card of this way tells of it."""
        today = self._from_kakao if way is Source.KAKAO else self._by_notice
        current = today.get((edition.notice_key, edition.locale))
        return current is not None and edition.way == current.way

    def knows(self, notice_key: str) -> bool:
        """Tell whether the notice is put before people today."""
        return notice_key in self._facts

    def facts(self, notice_key: str) -> bytes:
        """Return the hash of today's facts of a notice (32 bytes), the same in any language."""
        return self._facts[notice_key]

    def find(self, shelf: EditionShelf, edition_hash: bytes) -> Edition | None:
        """Return an edition of any age: one of today's from here, an older one from its shelf."""
        return self._by_hash.get(edition_hash) or shelf.get(edition_hash)


def live_standings(standings: Iterable[Standing], editions: Editions) -> dict[str, Standing]:
    """Return the consents that count today, by notice key."""
    return {
        standing.notice_key: standing
        for standing in standings
        if editions.knows(standing.notice_key)
        and standing.is_live(editions.facts(standing.notice_key))
    }
