"""How each kind of field is cleaned, shown, stored and filled in again: the one validator.

Every entrance (journey, My page, import) goes through `rules_of(field).clean`; the control of a
kind is `web/templates/controls/<kind>.html`.
"""

from collections.abc import Mapping

from webapp.catalogue.kinds.pairs import Pairs
from webapp.catalogue.kinds.rules import (
    KindRules,
    Parts,
    Problem,
    Raw,
    Say,
    Unclean,
    decode,
    encode,
)
from webapp.catalogue.shapes import Field, Kind

__all__ = [
    "RULES",
    "KindRules",
    "Parts",
    "Problem",
    "Raw",
    "Say",
    "Unclean",
    "decode",
    "encode",
    "rules_of",
]

RULES: Mapping[Kind, KindRules] = {Kind.PAIRS: Pairs()}
"""The kinds that can be asked for today; the audit refuses an asked field of any other."""


def rules_of(field: Field) -> KindRules:
    """Return the rules of the field's kind; raises `KeyError` when it cannot be asked yet."""
    return RULES[field.kind]
