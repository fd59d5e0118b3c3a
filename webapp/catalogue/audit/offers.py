"""Offers: what a field lets people choose from can be ticked, found, told apart and said."""

import re
from collections import Counter
from collections.abc import Iterator

from webapp.catalogue.offers import Places, Province, Tags, Written
from webapp.catalogue.shapes import Catalogue, Field, Kind

_CODE = re.compile(r"[a-z][a-z0-9_]*")
_PROVINCE, _DISTRICT = re.compile(r"\d{2}"), re.compile(r"\d{5}")
_PART = re.compile(r"[a-z]+")
_TAKEN = frozenset({"value", "q", "agree", "act", "key", "ticket", "change"})


def offer_faults(catalogue: Catalogue) -> Iterator[str]:
    """Yield a sentence for each fault of what a field offers, in declared order."""
    for field in catalogue.fields:
        if (field.kind is Kind.TAGS) != (field.tags is not None):
            yield f'The field "{field.key}" must have tags exactly when its kind is tags.'
        if (field.kind is Kind.PLACE) != (field.places is not None):
            yield f'The field "{field.key}" must have places exactly when its kind is place.'
        if field.tags is not None:
            yield from _tags(field, field.tags)
        if field.places is not None:
            yield from _places(field, field.places)


def offer_texts(field: Field) -> Iterator[tuple[str, str]]:
    """Yield every text of what a field offers, with the place it stands in."""
    name = f'the field "{field.key}"'
    if field.tags is not None:
        yield from _tag_texts(name, field.tags)
    if field.places is not None:
        for code, text in _place_texts(field.places):
            yield f'The place "{code}" of {name}', text


def _tag_texts(name: str, tags: Tags) -> Iterator[tuple[str, str]]:
    for text in (tags.finder, tags.nothing, tags.too_many, tags.unknown, tags.instead):
        yield f"A text about the tags of {name}", text
    for group in tags.groups:
        yield f"A group of tags of {name}", group.label
    for tag in tags.all():
        yield f'The tag "{tag.code}" of {name}', tag.words
    own = tags.written
    if own is None:
        return
    for text in (own.label, own.hint, own.by_line, own.by_button, own.too_many, own.too_long):
        yield f"A text about the lines of {name}", text


def _place_texts(places: Places) -> Iterator[tuple[str, str]]:
    for place in places.all():
        yield place.code, place.name
    for reform in places.reforms:
        for gone in reform.gone:
            yield gone.code, gone.name
            yield gone.code, reform.words


def _tags(field: Field, tags: Tags) -> Iterator[str]:
    name = f'The field "{field.key}"'
    codes = [tag.code for tag in tags.all()]
    yield from _doubled(name, codes)
    for code in codes:
        if not _CODE.fullmatch(code):
            yield f'{name} offers "{code}", which is no code.'
    if any(not group.tags for group in tags.groups) or not codes:
        yield f"{name} has no tags, or a group without any."
    if not 0 < tags.most <= len(codes):
        yield f"{name} lets {tags.most} of {len(codes)} tags be ticked."
    if str(tags.most) not in tags.too_many:
        yield f"{name} does not say in words that {tags.most} tags are the most."
    if tags.written:
        yield from _written(name, tags.written)


def _written(name: str, written: Written) -> Iterator[str]:
    if not _PART.fullmatch(written.part) or written.part in _TAKEN:
        yield f'{name} cannot have a part called "{written.part}".'
    if written.most < 1 or written.longest < 1:
        yield f"{name} has room for no line of one's own."
    if str(written.most) not in written.too_many or str(written.most) not in written.hint:
        yield f"{name} does not say in words that {written.most} lines are the most."
    if str(written.longest) not in written.too_long:
        yield f"{name} does not say in words that {written.longest} letters are the most."


def _places(field: Field, places: Places) -> Iterator[str]:
    name = f'The field "{field.key}"'
    codes = [place.code for place in places.all()]
    yield from _doubled(name, [*codes, *(gone.code for r in places.reforms for gone in r.gone)])
    for province in places.provinces:
        yield from _province(name, province)
    for reform in places.reforms:
        for gone in reform.gone:
            if not gone.now or not set(gone.now) <= set(codes):
                yield f'{name} does not know what became of "{gone.code}".'


def _province(name: str, province: Province) -> Iterator[str]:
    if not _PROVINCE.fullmatch(province.code):
        yield f'{name} offers "{province.code}", which is no code of a province.'
    if not province.districts:
        yield f'{name} has nothing to choose in "{province.code}".'
    for district in province.districts:
        inside = district.code.startswith(province.code)
        if not inside or not _DISTRICT.fullmatch(district.code):
            yield f'{name} offers "{district.code}", which is no code in "{province.code}".'


def _doubled(name: str, codes: list[str]) -> Iterator[str]:
    for code, count in Counter(codes).items():
        if count > 1:
            yield f'{name} offers "{code}" {count} times.'
