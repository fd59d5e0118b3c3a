"""Clauses: the policy promises nothing that nothing keeps, and nothing is done it does not name."""

from collections.abc import Iterator

from webapp.catalogue.shapes import Catalogue, Processor


def clause_faults(catalogue: Catalogue) -> Iterator[str]:
    """Yield a sentence for each promise without a keeper, and each keeper without a promise."""
    for clause in catalogue.clauses:
        if not clause.claims and clause.not_yet is None:
            yield f"The clause {clause.key} of the policy is claimed by nothing."
        if not clause.text or not clause.article:
            yield f"The clause {clause.key} of the policy has no text or no article."
    yield from _unnamed(catalogue)
    yield from _misplaced(catalogue)
    for processor in catalogue.processors:
        yield from _abroad(processor)


def _unnamed(catalogue: Catalogue) -> Iterator[str]:
    claimed = {claim for clause in catalogue.clauses for claim in clause.claims}
    for kind, things in (
        ("field", catalogue.fields),
        ("purpose", catalogue.purposes),
        ("record", catalogue.records),
        ("behaviour", catalogue.behaviours),
    ):
        for thing in things:
            if f"{kind}:{thing.key}" not in claimed:
                yield f'The {kind} "{thing.key}" answers for no clause of the policy.'


def _misplaced(catalogue: Catalogue) -> Iterator[str]:
    places: dict[str, set[str]] = {}
    for clause in catalogue.clauses:
        for claim in clause.claims:
            places.setdefault(claim, set()).add(clause.article)
    for kind, things in (("field", catalogue.fields), ("purpose", catalogue.purposes)):
        for thing in things:
            found = places.get(f"{kind}:{thing.key}")
            if found and thing.clause not in found:
                yield f'The {kind} "{thing.key}" is not named in article {thing.clause}.'


def _abroad(processor: Processor) -> Iterator[str]:
    """PIPA 28-8(2): a transfer abroad is told with its facts."""
    if processor.country != "KR" and not processor.transfer:
        yield f'The processor "{processor.key}" lies abroad without the facts of the transfer.'
