"""The audit of an event's file: what is wrong with it, in sentences, before anybody is asked.

The schema has seen to the shape; this is about what the law and the house want (PIPA 15, 16, 17,
22 to 24-2). An empty answer is the only good one.
"""

from collections.abc import Callable, Iterator

from webapp.catalogue.shapes import Catalogue
from webapp.events.audit.apart import apart_faults
from webapp.events.audit.asking import asking_faults, other_kind_faults
from webapp.events.audit.dates import date_faults, late_faults
from webapp.events.audit.handing_on import handing_on_faults
from webapp.events.audit.keys import key_faults
from webapp.events.audit.purposes import purpose_faults
from webapp.events.audit.refusals import refusal_faults
from webapp.events.audit.words import word_faults
from webapp.events.shapes import EventFile

__all__ = ["audit", "late_faults", "other_kind_faults"]

Rule = Callable[[EventFile, Catalogue], Iterator[str]]

_RULES: tuple[Rule, ...] = (
    purpose_faults,
    asking_faults,
    apart_faults,
    handing_on_faults,
    refusal_faults,
)


def audit(file: EventFile, catalogue: Catalogue) -> list[str]:
    """Return what is wrong with an event, one English sentence each, in a steady order.

    Wrong keys are reported without the rules that follow keys, which would only repeat them. What
    depends on the day, or on what is out already, is for whoever publishes.
    """
    faults = list(key_faults(file))
    if not faults:
        for rule in _RULES:
            faults.extend(rule(file, catalogue))
    faults.extend(date_faults(file))
    faults.extend(word_faults(file))
    return faults
