"""Words: every text is there in both languages, hides nothing, and an item list is exact.

PIPA 15(2)2, 17(2)3, 22(2); Decree 17(1).
"""

import re
import unicodedata
from collections.abc import Iterator

from webapp.catalogue.kinds import Unclean
from webapp.catalogue.kinds.text import tidy
from webapp.events.shapes import EventFile, Words

_HANGUL = re.compile("[가-힣ㄱ-ㅎㅏ-ㅣ]")
_STANDS_FOR_NOTHING = re.compile(
    r"[\s\W_]*|(?:tbd|tba|xx+|ko|en)[\s\W]*|lorem ipsum.*", re.IGNORECASE | re.DOTALL
)
_VAGUE = re.compile(
    r"등(?:을|의|이|은|에)?(?=$|[\s,.)·])|될 수 있|수 있(?:습니다|어요)|기타"
    r"|\betc\b|\band so on\b|\bsuch as\b|\band more\b|\bmay include\b",
    re.IGNORECASE,
)
_HOLDS_LINES = str.maketrans("\u00a0", " ", "\u2060")  # signs that keep a line from breaking


def word_faults(file: EventFile) -> Iterator[str]:
    """Yield a sentence for each text that is missing, hides something or is vague."""
    told = list(_texts(file))
    for where, words in told:
        yield from _there(where, words)
    yield from _two_meanings(told)
    for asked in file.questions:
        yield from _exact(f'The item list of the question "{asked.key}"', asked.items)
    for purpose in file.purposes:
        yield from _exact(f'The purpose "{purpose.key}"', purpose.words)
    for where, words in _sentences(file):
        if not _HANGUL.search(words.ko):
            yield f"{where} is not in Korean where it should be: {words.ko}"


def _there(where: str, words: Words) -> Iterator[str]:
    for language, text in (("Korean", words.ko), ("English", words.en)):
        if not text.strip():
            yield f"{where} has no {language} words."
        elif _STANDS_FOR_NOTHING.fullmatch(text):
            yield f"{where} has only a placeholder for its {language} words: {text}"
        elif not _is_tidy(text):
            yield (
                f"{where} has {language} words with blanks at an end, a line break or signs that"
                " show nothing. Write them afresh on one line."
            )
    if _HANGUL.search(words.en):
        yield f"{where} is partly left in Korean where it should be English: {words.en}"


def _is_tidy(text: str) -> bool:
    plain = unicodedata.normalize("NFC", text).translate(_HOLDS_LINES)
    try:
        return tidy(plain, "") == plain
    except Unclean:
        return False


def _two_meanings(told: list[tuple[str, Words]]) -> Iterator[str]:
    """One Korean text is looked up as one English text."""
    english: dict[str, str] = {}
    for where, words in told:
        if english.setdefault(words.ko, words.en) != words.en:
            yield (
                f'{where} says "{words.ko}" as elsewhere, but in other English words. Use the'
                " same, or tell them apart in Korean."
            )


def _exact(where: str, words: Words) -> Iterator[str]:
    for text in (words.ko, words.en):
        if _VAGUE.search(text):
            yield f"{where} is not exact: {text}"


def _sentences(file: EventFile) -> Iterator[tuple[str, Words]]:
    """Yield what no proper name can stand for: sentences, which differ from tongue to tongue."""
    yield "The summary", file.summary
    for condition in file.conditions:
        yield f'The reason of the condition "{condition.kind}"', condition.reason
    for key, question, why in (
        *((one.key, one.question, one.why) for one in file.questions),
        *((one.key, one.question, one.why) for one in file.provisions),
    ):
        yield f'"question" of "{key}"', question
        yield f'"why" of "{key}"', why


def _texts(file: EventFile) -> Iterator[tuple[str, Words]]:
    """Yield every text with the place it stands in."""
    yield "The title", file.title
    yield "The summary", file.summary
    yield "The place", file.place
    for condition in file.conditions:
        yield f'The reason of the condition "{condition.kind}"', condition.reason
    for purpose in file.purposes:
        yield f'The purpose "{purpose.key}"', purpose.words
    for kind, things, names in (
        ("question", file.questions, ("label", "items", "question", "why", "refusing")),
        ("recipient", file.recipients, ("name", "purpose", "period", "protection")),
        ("provision", file.provisions, ("question", "why", "refusing")),
    ):
        for thing in things:
            for name in names:
                yield f'"{name}" of the {kind} "{thing.key}"', getattr(thing, name)
    for asked in file.questions:
        for option in asked.options:
            yield f'The option "{option.code}" of the question "{asked.key}"', option.words
