"""What a card of an event called its question or its recipient, where today's calls it otherwise.

The file of an event may drop a key or give it to another question or recipient (PIPA 35: what is
told of somebody is what was so).
"""

from collections.abc import Iterable
from typing import Any

from webapp.catalogue.kinds import Say
from webapp.catalogue.shapes import Catalogue
from webapp.consent.decision import Decision
from webapp.consent.edition import Edition


def question_of(
    field_key: str, scope: str, decisions: Iterable[Decision], editions: Iterable[Edition]
) -> Edition | None:
    """Return the last card of a scope that asked for a field; decisions come oldest first."""
    by_hash = {edition.hash: edition for edition in editions}
    found = None
    for decision in decisions:
        edition = by_hash.get(decision.edition_hash) if decision.scope == scope else None
        if edition is not None and not _recipient(edition) and field_key in _asked(edition):
            found = edition
    return found


def question_words(
    edition: Edition | None, field_key: str, catalogue: Catalogue | None, say: Say
) -> str:
    """Return what a question is called: today, or by its card where that asked something else."""
    field = catalogue.find_field(field_key) if catalogue else None
    asked = _asked(edition).get(field_key) if edition else None
    if field is not None and (asked is None or asked["items"] == field.items):
        return say(field.label)
    return edition.rows["items"] if edition else field_key


def recipient_words(edition: Edition, catalogue: Catalogue | None, say: Say) -> str:
    """Return who a card to hand on named, "" for any other card."""
    named = _recipient(edition)
    if catalogue and named in {them.name for them in catalogue.recipients}:
        return say(named)
    return edition.rows["recipient"] if named else ""


def _recipient(edition: Edition) -> str:
    told: dict[str, str] = edition.body["facts"].get("recipient", {})
    return told.get("name", "")


def _asked(edition: Edition) -> dict[str, Any]:
    found: dict[str, Any] = edition.body["facts"].get("asked", {})
    return found
