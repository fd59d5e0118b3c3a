"""Purposes: each is used, is a case of one the policy names, and is no advertising.

PIPA 15(2)1, 22(1)7; policy article 3.
"""

import re
from collections import Counter
from collections.abc import Iterator

from webapp.catalogue.shapes import Basis, Catalogue, Purpose
from webapp.events.shapes import EventFile, EventPurpose, Words

_PROMOTION = re.compile("광고|마케팅|홍보|판촉|advert|marketing|promot", re.IGNORECASE)
_ALLOWED = frozenset({Basis.CONSENT, Basis.CONTRACT})


def purpose_faults(file: EventFile, catalogue: Catalogue) -> Iterator[str]:
    """Yield a sentence for each fault of a purpose, in declared order."""
    used = {asked.purpose for asked in file.questions}
    for purpose in file.purposes:
        if purpose.key not in used:
            yield f'The purpose "{purpose.key}" is used by nobody. Take it out.'
        yield from _parent(purpose, catalogue)
        if _promotes(purpose.words):
            yield (
                f'The purpose "{purpose.key}" speaks of advertising, which is asked for apart'
                " and never by an event."
            )
    for one, count in Counter(_folded(purpose.words) for purpose in file.purposes).items():
        if count > 1:
            yield f"{count} purposes have the same words: {one}."
    for them in file.recipients:
        if _promotes(them.purpose):
            yield (
                f'The recipient "{them.key}" wants to advertise, which is asked for apart and'
                " never by an event."
            )


def possible_parents(catalogue: Catalogue) -> list[str]:
    """Return the purposes that one of an event can be a case of; the schema enumerates them."""
    return [one.key for one in catalogue.purposes if not _against(one)]


def _parent(purpose: EventPurpose, catalogue: Catalogue) -> Iterator[str]:
    parents = {parent.key: parent for parent in catalogue.purposes}
    parent = parents.get(purpose.parent)
    why = _against(parent) if parent else "which is not known"
    if why:
        apart = f" ({parent.apart})" if parent and parent.apart else ""
        possible = ", ".join(possible_parents(catalogue))
        yield (
            f'The purpose "{purpose.key}" is a case of "{purpose.parent}"{apart}, {why}.'
            f" Possible are: {possible}."
        )


def _against(parent: Purpose) -> str:
    """Return why nothing can be a case of a purpose, "" where it can."""
    if parent.apart is not None:
        return "which is asked for apart"
    if parent.not_yet is not None:
        return "which the policy says is not done yet"
    return "" if parent.basis in _ALLOWED else "which nobody is asked about"


def _promotes(words: Words) -> bool:
    return any(_PROMOTION.search(text) for text in (words.ko, words.en))


def _folded(words: Words) -> str:
    return " ".join(words.ko.split()).casefold()
