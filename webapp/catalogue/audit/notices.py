"""Notices: one purpose each, the kind its basis needs, and nothing together that goes apart.

PIPA 15(2), 16, 22; LIA 15; ICNA 50.
"""

from collections.abc import Iterator

from webapp.catalogue.shapes import (
    Apart,
    Basis,
    Catalogue,
    Field,
    Kind,
    Notice,
    NoticeKind,
    Sensitivity,
)

FREE = "동의하지 않아도 돼요."
"""How every consent card opens its line about refusing (PIPA 15(2)4, 16(2))."""


def notice_faults(catalogue: Catalogue) -> Iterator[str]:
    """Yield a sentence for each fault of a notice, in declared order."""
    for notice in catalogue.notices:
        yield from _kind(catalogue, notice)
        yield from _refusing(notice)
        yield from _apart(catalogue, notice)
        yield from _ready(catalogue, notice)


def _kind(catalogue: Catalogue, notice: Notice) -> Iterator[str]:
    consents = catalogue.purpose(notice.purpose).basis is Basis.CONSENT
    name = f'The notice "{notice.key}"'
    if notice.kind is NoticeKind.CONSENT and not consents:
        yield f"{name} asks for a consent, but its purpose does not rest on consent."
    if notice.kind is not NoticeKind.CONSENT and consents:
        yield f"{name} only tells, but its purpose rests on consent."
    if (notice.kind is NoticeKind.TERMS) == bool(notice.fields):
        yield f"{name} must name fields, unless it is the acceptance of terms."
    if notice.kind is NoticeKind.TOLD and (notice.tick or notice.agree or notice.skip):
        yield f"{name} only tells, so it must have no box and no buttons."


def _refusing(notice: Notice) -> Iterator[str]:
    """PIPA 15(2)4: the right to refuse and what refusing costs, and nothing agreed by default."""
    name = f'The notice "{notice.key}"'
    if not notice.effect_key:
        yield f"{name} has no key for the effect of refusing."
    if notice.kind is NoticeKind.TOLD:
        return
    for part in ("tick", "agree", "skip"):
        if not getattr(notice, part):
            yield f'{name} has no words for "{part}".'
    if notice.kind is NoticeKind.CONSENT:
        if not notice.effect.startswith(FREE):
            yield f"{name} does not say that one may refuse."
        if not notice.visible_to:
            yield f"{name} does not say who can see the value."


def _apart(catalogue: Catalogue, notice: Notice) -> Iterator[str]:
    if notice.audience is not None:
        return  # it keeps nothing: what is shown was asked for under the field's own notice
    own = catalogue.purpose(notice.purpose).apart
    classes = {_class(catalogue.field(key)) for key in notice.fields} - {None}
    if notice.fields and len(notice.fields) > 1:
        for found in sorted(item for item in {*classes, own} if item is not None):
            if {_class(catalogue.field(key)) for key in notice.fields} != {found}:
                yield f'The notice "{notice.key}" asks for {found} together with something else.'
    for found in sorted(item for item in classes if item is not None):
        if found is not own:
            yield f'The notice "{notice.key}" needs a purpose that is marked "{found}".'


def _class(field: Field) -> Apart | None:
    if field.kind is Kind.POSITION:
        return Apart.LOCATION
    if field.sensitivity is Sensitivity.SENSITIVE:
        return Apart.SENSITIVE
    return Apart.THIRD_PARTY if field.recipients else None


def _ready(catalogue: Catalogue, notice: Notice) -> Iterator[str]:
    if notice.not_yet is not None:
        return
    for key in notice.fields:
        if catalogue.field(key).not_yet is not None:
            yield f'The notice "{notice.key}" is shown, but its field "{key}" is not yet asked for.'
