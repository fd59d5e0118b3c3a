"""What the controls of kinds show beside what was posted: lists in the reader's language."""

from dataclasses import dataclass

from flask import Flask

from webapp.catalogue.kinds import Raw
from webapp.catalogue.kinds import place as places
from webapp.catalogue.kinds import tags as ticks
from webapp.catalogue.kinds.finding import find, names_of
from webapp.catalogue.kinds.text import only
from webapp.catalogue.offers import District, Province, Tag
from webapp.catalogue.shapes import N_, Field
from webapp.web.locale import gettext
from webapp.web.particles import closes

MISSED = N_("‘%(words)s’를 찾지 못했어요.")
MISSED_CLOSED = N_("‘%(words)s’을 찾지 못했어요.")
WRITE_IT = N_("목록에 없으면 아래 칸에 직접 적어 주세요.")
COUNTED = N_("%(count)s개 골랐어요 (최대 %(most)s개)")
_MOST_SHOWN = 40  # letters of what was sought that a sentence repeats


@dataclass(frozen=True, slots=True)
class Ticks:
    """The tags of a page: what was sought and found comes first, in a group of its own."""

    sought: str
    found: tuple[Tag, ...]
    groups: tuple[tuple[str, tuple[Tag, ...]], ...]
    ticked: frozenset[str]
    status: str


@dataclass(frozen=True, slots=True)
class PlaceLists:
    """The two lists of a page; `districts` are those of the chosen province, by name."""

    province: Province | None
    provinces: tuple[Province, ...]
    districts: tuple[District, ...]
    all_districts: tuple[District, ...]


def ticks_of(field: Field, parts: Raw) -> Ticks:
    """Return the tags as the page of `field` shows them."""
    offer = ticks.offered(field)
    ticked = frozenset(parts.get(ticks.TICKED, ()))
    sought = only(parts, ticks.SOUGHT).strip()
    found = find(offer, sought, gettext) if sought else ()
    count = sum(tag.code in ticked for tag in offer.all())
    return Ticks(
        sought=sought,
        found=found,
        groups=tuple(
            (group.label, rest)
            for group in offer.groups
            if (rest := tuple(tag for tag in group.tags if tag not in found))
        ),
        ticked=ticked,
        status=missed_words(field, sought) if sought and not found else counted_words(field, count),
    )


def counted_words(field: Field, count: int | str) -> str:
    """Say how many tags are ticked, of how many; the script fills its own number in for "{}"."""
    return gettext(COUNTED, count=count, most=ticks.offered(field).most)


def missed_words(field: Field, sought: str, *, closed: bool | None = None) -> str:
    """Say that nothing is called `sought`, and where else it can go."""
    ends_closed = closes(sought) if closed is None else closed
    said = gettext(MISSED_CLOSED if ends_closed else MISSED, words=sought[:_MOST_SHOWN])
    return f"{said} {gettext(WRITE_IT)}" if ticks.offered(field).written else said


def tag_names(tag: Tag) -> str:
    """Return what the script compares with: every name of a tag."""
    return names_of(tag, gettext)


def lines_of(sent: list[str]) -> str:
    """Return what was written line by line, as it was; several parts are several lines."""
    return "\n".join(line for text in sent for line in text.splitlines() if line.strip())


def places_of(field: Field, parts: Raw) -> PlaceLists:
    """Return the lists of places as the page of `field` shows them."""
    offer = places.offered(field)
    code = only(parts, places.PROVINCE)
    province = next((one for one in offer.provinces if one.code == code), None)
    inside = province.districts if province and not province.undivided else ()
    everywhere = tuple(district for one in offer.provinces for district in one.districts)
    return PlaceLists(province, offer.provinces, _by_name(inside), _by_name(everywhere))


def _by_name(districts: tuple[District, ...]) -> tuple[District, ...]:
    return tuple(sorted(districts, key=lambda district: gettext(district.name)))


def register(app: Flask) -> None:
    """Let the templates of controls ask for their lists."""
    app.jinja_env.globals.update(
        ticks_of=ticks_of,
        counted_words=counted_words,
        missed_words=missed_words,
        tag_names=tag_names,
        lines_of=lines_of,
        places_of=places_of,
    )
