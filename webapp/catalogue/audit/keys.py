"""Keys: each names one thing, and every key that is named exists."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from webapp.catalogue.shapes import Catalogue

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_PURPOSE = re.compile(r"(event:[a-z0-9-]+/)?[a-z][a-z0-9_]*")
_CLAUSE = re.compile(r"\d+\.\d+[a-z]?")


def key_faults(catalogue: Catalogue) -> Iterator[str]:
    """Yield a sentence for each key that is doubled, badly formed or points nowhere."""
    keys = declared(catalogue)
    for kind, names in keys.items():
        for name, count in Counter(names).items():
            if count > 1:
                yield f'Two things of the kind "{kind}" are called "{name}".'
            if not _shape(kind).fullmatch(name):
                yield f'"{name}" is no key for a {kind}.'
    yield from _unknown(catalogue, {kind: set(names) for kind, names in keys.items()})


def declared(catalogue: Catalogue) -> dict[str, list[str]]:
    """Return every key by the kind that stands before it in a claim ("field:mbti")."""
    return {
        "field": [item.key for item in catalogue.fields],
        "purpose": [item.key for item in catalogue.purposes],
        "retention": [item.key for item in catalogue.retentions],
        "recipient": [item.key for item in catalogue.recipients],
        "notice": [item.key for item in catalogue.notices],
        "record": [item.key for item in catalogue.records],
        "behaviour": [item.key for item in catalogue.behaviours],
        "clause": [item.key for item in catalogue.clauses],
        "processor": [item.key for item in catalogue.processors],
    }


def _shape(kind: str) -> re.Pattern[str]:
    return {"purpose": _PURPOSE, "clause": _CLAUSE}.get(kind, _KEY)


def _unknown(catalogue: Catalogue, known: dict[str, set[str]]) -> Iterator[str]:
    for where, kind, names in _references(catalogue):
        for name in names:
            if name not in known[kind]:
                yield f'{where} names the {kind} "{name}", which is not declared.'
    for clause in catalogue.clauses:
        for claim in clause.claims:
            kind, _, name = claim.partition(":")
            if name not in known.get(kind, ()):
                yield f'The clause {clause.key} is claimed by "{claim}", which is not declared.'


def _references(catalogue: Catalogue) -> Iterator[tuple[str, str, Iterable[str]]]:
    for field in catalogue.fields:
        yield f'The field "{field.key}"', "retention", (field.retention,)
        yield f'The field "{field.key}"', "recipient", field.recipients
    for notice in catalogue.notices:
        yield f'The notice "{notice.key}"', "field", notice.fields
        # A notice that names several purposes is answered by its own rule.
        if _PURPOSE.fullmatch(notice.purpose):
            yield f'The notice "{notice.key}"', "purpose", (notice.purpose,)
        else:
            yield (
                f'The notice "{notice.key}" must carry exactly one purpose and',
                "purpose",
                (notice.purpose,),
            )
    for audience in catalogue.audiences:
        yield f'The audience "{audience.key}"', "purpose", (audience.purpose,)
    for record in catalogue.records:
        yield f'The record "{record.key}"', "purpose", (record.purpose,)
        yield f'The record "{record.key}"', "retention", (record.retention,)
    yield "The journey", "field", catalogue.journey
