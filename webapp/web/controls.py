"""What the controls of kinds show beside what was posted: lists in the reader's language."""

from dataclasses import dataclass
from functools import lru_cache

from flask import Flask

from webapp.catalogue.kinds import Raw
from webapp.catalogue.kinds import place as places
from webapp.catalogue.kinds import tags as ticks
from webapp.catalogue.kinds.finding import find, names_of
from webapp.catalogue.kinds.text import only
from webapp.catalogue.offers import District, Places, Tag, Tags
from webapp.catalogue.shapes import N_, Field
from webapp.web.locale import gettext, language
from webapp.web.particles import closes

MISSED = N_("‘%(words)s’는 목록에 없어요.")
MISSED_CLOSED = N_("‘%(words)s’은 목록에 없어요.")
COUNTED = N_("%(count)s개 골랐어요 (최대 %(most)s개)")
CHOOSE = N_("골라 주세요")
_MOST_SHOWN = 40  # letters of what was sought that a sentence repeats
_LISTS = 8  # as many as there are fields with lists, times languages, in one catalogue


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose; `find` is what the script of the page compares with."""

    value: str
    label: str
    find: str = ""


@dataclass(frozen=True, slots=True)
class Ticks:
    """The tags of a page: what was sought and found comes first, in a group of its own."""

    sought: str
    found: tuple[Choice, ...]
    groups: tuple[tuple[str, tuple[Choice, ...]], ...]
    ticked: frozenset[str]
    status: str


@dataclass(frozen=True, slots=True)
class PlaceLists:
    """The two lists of a page; `districts` is empty until a province with several is chosen."""

    province: str
    provinces: tuple[Choice, ...]
    districts: tuple[Choice, ...]
    all_districts: tuple[Choice, ...]
    is_undivided: bool


def ticks_of(field: Field, parts: Raw) -> Ticks:
    """Return the tags as the page of `field` shows them."""
    offer = ticks.offered(field)
    said = _tags_in(offer, language())
    ticked = frozenset(parts.get(ticks.TICKED, ()))
    sought = only(parts, ticks.SOUGHT).strip()
    found = find(offer, sought, gettext) if sought else ()
    count = sum(code in ticked for code in said)
    return Ticks(
        sought=sought,
        found=tuple(said[tag.code] for tag in found),
        groups=tuple(
            (gettext(group.label), rest)
            for group in offer.groups
            if (rest := tuple(said[tag.code] for tag in group.tags if tag not in found))
        ),
        ticked=ticked,
        status=missed_words(field, sought) if sought and not found else counted_words(field, count),
    )


def counted_words(field: Field, count: int | str) -> str:
    """Say how many tags are ticked, of how many; the script fills its own number in for "{}"."""
    return gettext(COUNTED, count=count, most=ticks.offered(field).most)


def missed_words(field: Field, sought: str, *, closed: bool | None = None) -> str:
    """Say that nothing is called `sought`, and what to do instead."""
    ends_closed = closes(sought) if closed is None else closed
    said = gettext(MISSED_CLOSED if ends_closed else MISSED, words=sought[:_MOST_SHOWN])
    return f"{said} {gettext(ticks.offered(field).instead)}"


def lines_of(sent: list[str]) -> str:
    """Return what was written line by line, as it was; several parts are several lines."""
    return "\n".join(line for text in sent for line in text.splitlines() if line.strip())


def places_of(field: Field, parts: Raw) -> PlaceLists:
    """Return the lists of places as the page of `field` shows them."""
    offer = places.offered(field)
    provinces, districts = _places_in(offer, language())
    code = only(parts, places.PROVINCE)
    chosen = next((one for one in offer.provinces if one.code == code), None)
    inside = tuple(one for one in districts if chosen and one.value.startswith(chosen.code))
    is_undivided = bool(chosen and chosen.undivided)
    choose = Choice("", gettext(CHOOSE))
    return PlaceLists(
        province=chosen.code if chosen else "",
        provinces=(choose, *provinces),
        districts=(choose, *inside) if inside and not is_undivided else (),
        all_districts=(choose, *districts),
        is_undivided=is_undivided,
    )


@lru_cache(_LISTS)
def _tags_in(offer: Tags, _language: str) -> dict[str, Choice]:
    def said(tag: Tag) -> Choice:
        return Choice(tag.code, gettext(tag.words), names_of(tag, gettext))

    return {tag.code: said(tag) for tag in offer.all()}


@lru_cache(_LISTS)
def _places_in(offer: Places, _language: str) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """Return the provinces in their order, and all districts by name."""

    def said(district: District) -> Choice:
        return Choice(district.code, gettext(district.name))

    districts = [said(district) for one in offer.provinces for district in one.districts]
    return (
        tuple(Choice(one.code, gettext(one.name)) for one in offer.provinces),
        tuple(sorted(districts, key=lambda choice: choice.label)),
    )


def register(app: Flask) -> None:
    """Let the templates of controls ask for their lists."""
    app.jinja_env.globals.update(
        ticks_of=ticks_of,
        counted_words=counted_words,
        missed_words=missed_words,
        lines_of=lines_of,
        say=gettext,
        places_of=places_of,
    )
