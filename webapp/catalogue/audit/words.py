"""Words: every text is there, in every language, and an item list is exact."""

import re
from collections.abc import Callable, Iterator

from webapp.catalogue.audit.offers import offer_texts
from webapp.catalogue.shapes import Catalogue, Field, Notice

LOCALES = ("en",)
"""The languages beside the Korean source."""

_VAGUE = re.compile(r"등(?:을|의|이|은|에)?(?=$|[\s,.)·])|될 수 있|수 있(?:습니다|어요)|기타")


def word_faults(catalogue: Catalogue, translated: Callable[[str, str], bool]) -> Iterator[str]:
    """Yield a sentence for each text that is missing, untranslated or vague."""
    for where, text in texts(catalogue):
        if not text:
            yield f"{where} has no words."
        else:
            for locale in LOCALES:
                if not translated(text, locale):
                    yield f'{where} has no words in "{locale}": {text}'
    for where, text in _lists(catalogue):
        if _VAGUE.search(text):
            yield f"{where} is not exact: {text}"


def texts(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield every text a person may read, with the place it stands in; "" where one is missing."""
    for field in catalogue.fields:
        yield from _of_field(field)
    for notice in catalogue.notices:
        yield from _of_notice(notice)
    for audience in catalogue.audiences:
        yield f'The label of the audience "{audience.key}"', audience.label
    for purpose in catalogue.purposes:
        yield f'The label of the purpose "{purpose.key}"', purpose.label
        yield f'The law of the purpose "{purpose.key}"', purpose.law
    for rule in catalogue.retentions:
        yield f'The retention rule "{rule.key}"', rule.words
        yield f'The short form of the retention rule "{rule.key}"', rule.short
        if rule.exception is not None:
            yield f'The exception of the retention rule "{rule.key}"', rule.exception
    yield from _of_service(catalogue)
    yield from _of_reasons(catalogue)


def _of_field(field: Field) -> Iterator[tuple[str, str]]:
    name = f'the field "{field.key}"'
    yield f"The label of {name}", field.label
    yield f"The item list of {name}", field.items
    if field.not_yet is None or not field.not_yet.never:
        yield f"The reason of {name}", field.why
    if field.question:
        yield f"The question of {name}", field.question
    if field.care:
        yield f"The care of {name}", field.care
    if field.from_kakao is not None:
        offer = field.from_kakao
        said = (offer.question, offer.item, offer.none, offer.unusable)
        yield from _each(f"What Kakao may hand over for {name}", *said)
    for pair in field.pairs:
        yield f'The label of the part "{pair.part}" of {name}', pair.label
        yield f'The part "{pair.part}" of {name}', pair.missing
        for option in (pair.first, pair.second):
            yield f'The option "{option.code}" of {name}', option.words
    for option in field.options:
        yield f'The option "{option.code}" of {name}', option.words
    yield from offer_texts(field)


def _of_notice(notice: Notice) -> Iterator[tuple[str, str]]:
    name = f'the notice "{notice.key}"'
    yield f"The title of {name}", notice.title
    yield f"The effect of {name}", notice.effect
    for part in (notice.tick, notice.agree, notice.skip, notice.visible_to):
        if part:
            yield f"A text of {name}", part


def _of_service(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for record in catalogue.records:
        yield from _each(f'The record "{record.key}"', record.label, record.items, record.why)
    for behaviour in catalogue.behaviours:
        yield f'The behaviour "{behaviour.key}"', behaviour.words
    for cookie in catalogue.cookies:
        said = (cookie.items, cookie.why, cookie.period, cookie.refusing)
        yield from _each(f'The cookie "{cookie.name}"', *said)
    for item in catalogue.recipients:
        said = (item.name, item.purpose, item.period, item.protection)
        yield from _each(f'The recipient "{item.key}"', *said)
    for company in catalogue.processors:
        said = (company.name, company.work, company.items, company.period)
        yield from _each(f'The processor "{company.key}"', *said)


def _each(where: str, *said: str) -> Iterator[tuple[str, str]]:
    for text in said:
        yield where, text


def _of_reasons(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for kind, things in (
        ("field", catalogue.fields),
        ("purpose", catalogue.purposes),
        ("notice", catalogue.notices),
        ("clause", catalogue.clauses),
    ):
        for thing in things:
            if thing.not_yet is not None:
                yield f'The reason why the {kind} "{thing.key}" waits', thing.not_yet.reason


def _lists(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """PIPA 15(2)2 and Decree 17(1): what is collected is listed, not hinted at."""
    for field in catalogue.fields:
        yield f'The item list of the field "{field.key}"', field.items
        if field.from_kakao is not None:
            yield f'What Kakao hands over for the field "{field.key}"', field.from_kakao.item
    for record in catalogue.records:
        yield f'The item list of the record "{record.key}"', record.items
    for purpose in catalogue.purposes:
        yield f'The label of the purpose "{purpose.key}"', purpose.label
