"""How each kind of field is cleaned, shown, stored and filled in again: the one validator.

Every entrance (journey, My page, import) goes through `clean`; the control of a kind is
`web/templates/controls/<kind>.html`.
"""

from collections.abc import Mapping

from webapp.catalogue.kinds.choice import Choice
from webapp.catalogue.kinds.email import Email
from webapp.catalogue.kinds.name import Name
from webapp.catalogue.kinds.pairs import Pairs
from webapp.catalogue.kinds.phone import Phone
from webapp.catalogue.kinds.photo import Photo
from webapp.catalogue.kinds.place import Place
from webapp.catalogue.kinds.rules import (
    OLDEST,
    Bounded,
    Bounds,
    KindRules,
    Looked,
    Parts,
    Problem,
    Raw,
    Say,
    Unclean,
    decode,
    encode,
)
from webapp.catalogue.kinds.tags import TagKind
from webapp.catalogue.kinds.written import Written
from webapp.catalogue.kinds.year import Year
from webapp.catalogue.shapes import Field, Kind

__all__ = [
    "OLDEST",
    "RULES",
    "Bounds",
    "KindRules",
    "Parts",
    "Problem",
    "Raw",
    "Say",
    "Unclean",
    "clean",
    "decode",
    "encode",
    "look",
    "rules_of",
]

RULES: Mapping[Kind, KindRules] = {
    Kind.PAIRS: Pairs(),
    Kind.PHOTO: Photo(),
    Kind.TAGS: TagKind(),
    Kind.PLACE: Place(),
    Kind.CHOICE: Choice(),
    Kind.PHONE: Phone(),
    Kind.YEAR: Year(),
    Kind.NAME: Name(),
    Kind.EMAIL: Email(),
    Kind.TEXT: Written(),
}
"""The kinds that can be asked for today; the audit refuses an asked field of any other."""


def rules_of(field: Field) -> KindRules:
    """Return the rules of the field's kind; raises `KeyError` when it cannot be asked yet."""
    return RULES[field.kind]


def clean(field: Field, raw: Raw, bounds: Bounds) -> str:
    """Return the value of `field` in what was posted; raises `Unclean`, also for the day's sake."""
    rules = rules_of(field)
    value = rules.clean(field, raw)
    if isinstance(rules, Bounded):
        rules.check(field, value, bounds)
    return value


def look(field: Field, raw: Raw) -> tuple[Problem, ...] | None:
    """Return what stands in the way of looking something up; `None` where there is nothing to."""
    rules = rules_of(field)
    return rules.look(field, raw) if isinstance(rules, Looked) else None
