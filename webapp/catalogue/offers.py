"""The shapes of what a field may offer to choose from: tags in groups, and places in provinces."""

from dataclasses import dataclass
from datetime import date

__all__ = [
    "District",
    "Gone",
    "Places",
    "Province",
    "Reform",
    "Tag",
    "TagGroup",
    "Tags",
    "Unconfirmed",
    "Written",
]


@dataclass(frozen=True, slots=True)
class Tag:
    """One thing to tick; `also` are other names it is found by, in any alphabet, never shown."""

    code: str
    words: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TagGroup:
    """Tags that stand together under one name."""

    label: str
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """Things a person writes beside the tags, each on a line: at most `most` of `longest` letters.

    `part` is the form name; letters are counted as people see them. How one is told from the next
    is said by `by_line` in a plain text area, by `by_button` where the script adds them.
    """

    part: str
    label: str
    hint: str
    most: int
    longest: int
    too_many: str
    too_long: str
    by_line: str
    by_button: str


@dataclass(frozen=True, slots=True, eq=False)
class Tags:
    """Tags in groups, of which at most `most` are ticked, and room for what is not among them.

    A table is itself and no other (as `Places` is), so that what is made of it can be remembered.
    `nothing`, `too_many` and `unknown` are the words beside a value that is none; `instead` says
    what to do when nothing is found.
    """

    most: int
    groups: tuple[TagGroup, ...]
    finder: str
    nothing: str
    too_many: str
    unknown: str
    instead: str
    written: Written | None = None

    def all(self) -> tuple[Tag, ...]:
        """Return every tag in the order of the groups, which is that of stored values."""
        return tuple(tag for group in self.groups for tag in group.tags)


@dataclass(frozen=True, slots=True)
class District:
    """A city, county or district: its five digits, which begin with those of its province."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Province:
    """A province or metropolitan city: its two digits, and what lies in it.

    One that is not divided (Sejong) holds a single district of its own name.
    """

    code: str
    name: str
    districts: tuple[District, ...]

    @property
    def undivided(self) -> District | None:
        """Return the district that is the whole province, `None` where there are several."""
        only = self.districts[0] if len(self.districts) == 1 else None
        return only if only is not None and only.name == self.name else None


@dataclass(frozen=True, slots=True)
class Gone:
    """A place whose code ended: the name it had, and the codes of what lies there now."""

    code: str
    name: str
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reform:
    """A day on which codes ended, why in words (shown to whoever chooses one), and which.

    `law` names the act, for whoever has to check it.
    """

    day: date
    law: str
    words: str
    gone: tuple[Gone, ...]


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """Something about the places that could not be confirmed: what, and what was done about it."""

    what: str
    done: str


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Every place that can be chosen, what became of earlier ones, and where this is known from."""

    source: str
    source_url: str
    as_of: date
    read_on: date
    provinces: tuple[Province, ...]
    reforms: tuple[Reform, ...]
    unconfirmed: tuple[Unconfirmed, ...]

    def all(self) -> tuple[Province | District, ...]:
        """Return every province, each followed by what lies in it."""
        found: list[Province | District] = []
        for one in self.provinces:
            found += [one, *one.districts]
        return tuple(found)

    def province(self, code: str) -> Province | None:
        """Return the province of today with this code (or of a place in it)."""
        return next((one for one in self.provinces if one.code == code[:2]), None)

    def district(self, code: str) -> District | None:
        """Return the district of today with this code."""
        return next((d for one in self.provinces for d in one.districts if d.code == code), None)

    def reform(self, code: str) -> Reform | None:
        """Return the reform that ended this code."""
        return next((one for one in self.reforms for gone in one.gone if gone.code == code), None)

    def gone(self, code: str) -> Gone | None:
        """Return the place that had this code, if it is gone."""
        return next((gone for one in self.reforms for gone in one.gone if gone.code == code), None)
