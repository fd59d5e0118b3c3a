"""Purposes: each is used or says why not, and what must be asked apart is marked so."""

import re
from collections.abc import Iterator

from webapp.catalogue.shapes import Apart, Basis, Catalogue, Purpose

_PROMOTION = re.compile("광고|마케팅|홍보|판촉")


def purpose_faults(catalogue: Catalogue) -> Iterator[str]:
    """Yield a sentence for each fault of a purpose, in declared order."""
    used = _used(catalogue)
    # Who may see a value can be chosen before there is anybody to see it.
    chosen = {audience.purpose for audience in catalogue.audiences}
    for purpose in catalogue.purposes:
        if purpose.not_yet is None and purpose.key not in used:
            yield f'The purpose "{purpose.key}" is used by nobody.'
        if purpose.not_yet is not None and purpose.key in used - chosen:
            yield f'The purpose "{purpose.key}" is used today, but says it is not yet.'
        yield from _apart(purpose)


def _used(catalogue: Catalogue) -> set[str]:
    shown = {notice.purpose for notice in catalogue.notices if notice.not_yet is None}
    return shown | {record.purpose for record in catalogue.records}


def _apart(purpose: Purpose) -> Iterator[str]:
    """PIPA 22(1)7 and ICNA 50 for marketing; LIA 15, PIPA 17 and 23 for the others."""
    if purpose.apart is not None and purpose.basis is not Basis.CONSENT:
        yield f'The purpose "{purpose.key}" ({purpose.apart}) needs a consent of its own.'
    if _PROMOTION.search(purpose.label) and purpose.apart is not Apart.MARKETING:
        yield f'The purpose "{purpose.key}" speaks of promotion, but is not marked as marketing.'
