"""The rules of the audit on what a field offers each find what breaks them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.catalogue.changing import Broken, always, both, with_
from webapp.catalogue.audit import audit
from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.genres import GENRES
from webapp.catalogue.offers import District, Gone, Province, Tag, TagGroup, Written
from webapp.catalogue.regions import REGIONS
from webapp.catalogue.shapes import Catalogue, Kind

assert GENRES.written is not None
WRITTEN: Written = GENRES.written
PLACE = 'The field "region"'
MUSIC = 'The field "music"'


def tags(**changes: Any) -> Callable[[Catalogue], Catalogue]:
    return with_("fields", "music", tags=replace(GENRES, **changes))


def lines(**changes: Any) -> Callable[[Catalogue], Catalogue]:
    return tags(written=replace(WRITTEN, **changes))


def places(**changes: Any) -> Callable[[Catalogue], Catalogue]:
    return with_("fields", "region", places=replace(REGIONS, **changes))


def province(code: str, *districts: str) -> Callable[[Catalogue], Catalogue]:
    inside = tuple(District(each, "가온구") for each in districts)
    return places(provinces=(*REGIONS.provinces, Province(code, "가온시", inside)))


def ended(code: str, *now: str) -> Callable[[Catalogue], Catalogue]:
    first = replace(REGIONS.reforms[0], gone=(Gone(code, "가온구", now),))
    return places(reforms=(first, *REGIONS.reforms[1:]))


def group(*some: Tag) -> Callable[[Catalogue], Catalogue]:
    return tags(groups=(*GENRES.groups, TagGroup("더 많은 것", some)))


TAGS: list[Broken] = [
    (
        with_("fields", "music", tags=None),
        f"{MUSIC} must have tags exactly when its kind is tags.",
    ),
    (
        with_("fields", "mbti", tags=GENRES),
        'The field "mbti" must have tags exactly when its kind is tags.',
    ),
    (group(Tag("jazz", "재즈")), f'{MUSIC} offers "jazz" 2 times.'),
    (group(Tag("Big Band", "빅밴드")), f'{MUSIC} offers "Big Band", which is no code.'),
    (group(), f"{MUSIC} has no tags, or a group without any."),
    (tags(groups=()), f"{MUSIC} has no tags, or a group without any."),
    (tags(most=0), f"{MUSIC} lets 0 of 41 tags be ticked."),
    (tags(most=50), f"{MUSIC} lets 50 of 41 tags be ticked."),
    (tags(most=12), f"{MUSIC} does not say in words that 12 tags are the most."),
    (lines(most=0), f"{MUSIC} has room for no line of one's own."),
    (lines(most=7), f"{MUSIC} does not say in words that 7 lines are the most."),
    (lines(longest=33), f"{MUSIC} does not say in words that 33 letters are the most."),
    (lines(part="value"), f'{MUSIC} cannot have a part called "value".'),
    (lines(part="act"), f'{MUSIC} cannot have a part called "act".'),
]

PLACES: list[Broken] = [
    (
        with_("fields", "region", places=None),
        f"{PLACE} must have places exactly when its kind is place.",
    ),
    (
        both(with_("fields", "mbti", kind=Kind.PLACE, pairs=()), places()),
        'The field "mbti" must have places exactly when its kind is place.',
    ),
    (province("7"), f'{PLACE} offers "7", which is no code of a province.'),
    (province("70"), f'{PLACE} has nothing to choose in "70".'),
    (province("70", "71110"), f'{PLACE} offers "71110", which is no code in "70".'),
    (province("70", "7011"), f'{PLACE} offers "7011", which is no code in "70".'),
    (province("70", "70110", "70110"), f'{PLACE} offers "70110" 2 times.'),
    (ended("70110"), f'{PLACE} does not know what became of "70110".'),
    (ended("70110", "70120"), f'{PLACE} does not know what became of "70110".'),
    (ended("11110", "11140"), f'{PLACE} offers "11110" 2 times.'),
]

UNSAID: list[Broken] = [
    (tags(finder=""), 'A text about the tags of the field "music" has no words.'),
    (tags(unknown=""), 'A text about the tags of the field "music" has no words.'),
    (lines(hint=""), 'A text about the lines of the field "music" has no words.'),
    (group(Tag("bigband", "")), 'The tag "bigband" of the field "music" has no words.'),
]


@pytest.mark.parametrize("change,sentence", [*TAGS, *PLACES, *UNSAID])
def test_each_rule_finds_what_breaks_it(
    change: Callable[[Catalogue], Catalogue], sentence: str
) -> None:
    assert sentence in audit(change(CATALOGUE), always)


@pytest.mark.parametrize("text", ["재즈", "영화와 무대", "제물포구", "인천광역시", "더하기"])
def test_what_is_offered_is_said_in_every_language(text: str) -> None:
    faults = audit(CATALOGUE, lambda words, locale: (words, locale) != (text, "en"))
    assert any(text in fault for fault in faults) is (text != "더하기")
