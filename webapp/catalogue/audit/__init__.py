"""The audit of the catalogue: what is wrong with it, in sentences, before anybody sees it.

It runs at start-up, in the tests and as a command. An empty answer is the only good one.
"""

from collections.abc import Callable, Iterator

from webapp.catalogue.audit.clauses import clause_faults
from webapp.catalogue.audit.fields import field_faults
from webapp.catalogue.audit.keys import key_faults
from webapp.catalogue.audit.notices import notice_faults
from webapp.catalogue.audit.offers import offer_faults
from webapp.catalogue.audit.periods import period_faults
from webapp.catalogue.audit.purposes import purpose_faults
from webapp.catalogue.audit.words import word_faults
from webapp.catalogue.shapes import Catalogue

__all__ = ["audit"]

Rule = Callable[[Catalogue], Iterator[str]]

_RULES: tuple[Rule, ...] = (
    field_faults,
    offer_faults,
    purpose_faults,
    notice_faults,
    period_faults,
    clause_faults,
)


def audit(catalogue: Catalogue, translated: Callable[[str, str], bool]) -> list[str]:
    """Return what is wrong with `catalogue`, one English sentence each, in a steady order.

    `translated(text, locale)` says whether a Korean source text has words in that language. Wrong
    keys are reported alone: every other rule follows keys and would only repeat them.
    """
    faults = list(key_faults(catalogue))
    if not faults:
        for rule in _RULES:
            faults.extend(rule(catalogue))
    faults.extend(word_faults(catalogue, translated))
    return faults
