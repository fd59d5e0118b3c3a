"""Fields: each has a purpose, can really be asked for, and has a place on the staff."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from webapp.catalogue.kinds import RULES
from webapp.catalogue.shapes import Catalogue, Field, Kind, NoticeKind, Source, Visibility

STAFF = range(9)  # five lines and the four spaces between them
_STEP = 2  # two notes side by side must be told apart at 320 px


def field_faults(catalogue: Catalogue) -> Iterator[str]:
    """Yield a sentence for each fault of a field, in declared order."""
    for field in catalogue.fields:
        yield from _purpose(catalogue, field)
        yield from _asking(catalogue, field)
        yield from _source(field)
        yield from _choices(field)
    yield from _scopes(catalogue)
    yield from _staff(catalogue)


def _purpose(catalogue: Catalogue, field: Field) -> Iterator[str]:
    """PIPA 3(1), 16: nothing is stored that nobody has a purpose for."""
    notices = catalogue.notices_of(field.key)
    never = field.not_yet is not None and field.not_yet.never
    if not notices and not never:
        yield f'The field "{field.key}" is in no notice, so it has no purpose.'
    if notices and field.not_yet is None and all(n.not_yet for n in notices):
        yield f'The field "{field.key}" is used today, but all its notices are not yet shown.'


def _asking(catalogue: Catalogue, field: Field) -> Iterator[str]:
    if field.visibility is not Visibility.ONLY_ME:
        yield f'The field "{field.key}" does not start as visible to the person alone.'
    notices = catalogue.notices_of(field.key)
    asked = any(n.kind is NoticeKind.CONSENT and n.not_yet is None for n in notices)
    if not asked or field.not_yet is not None:
        return
    if field.kind not in RULES:
        yield f'The field "{field.key}" is asked for, but the kind "{field.kind}" has no rules.'
    for name, text in (("question", field.question), ("reason why", field.why)):
        if not text:
            yield f'The field "{field.key}" is asked for without a {name}.'


def _source(field: Field) -> Iterator[str]:
    of_kakao = field.source is Source.KAKAO or field.from_kakao is not None
    if of_kakao != (field.kakao_scope is not None):
        yield f'The field "{field.key}" must name a Kakao scope exactly when Kakao gives it.'
    if field.from_kakao is not None and field.source is not Source.TYPED:
        yield f'The field "{field.key}" can be fetched from Kakao, but not be typed instead.'
    never = field.not_yet is not None and field.not_yet.never
    if (field.source is Source.NOWHERE) != never:
        yield f'The field "{field.key}" comes from nowhere exactly when it is never received.'


def _choices(field: Field) -> Iterator[str]:
    parts = [pair.part for pair in field.pairs]
    codes = [option.code for option in field.options]
    codes += [option.code for pair in field.pairs for option in (pair.first, pair.second)]
    doubled = [name for name, count in Counter([*parts, *codes]).items() if count > 1]
    if doubled:
        yield f'The field "{field.key}" offers "{doubled[0]}" twice.'
    if (field.kind is Kind.PAIRS) != bool(field.pairs):
        yield f'The field "{field.key}" must have pairs exactly when its kind is pairs.'
    if (field.kind is Kind.CHOICE) != bool(field.options):
        yield f'The field "{field.key}" must have options exactly when its kind is choice.'
    if sum(option.is_own for option in field.options) > 1:
        yield f'The field "{field.key}" asks for words of one\'s own twice.'


def _scopes(catalogue: Catalogue) -> Iterator[str]:
    """Withdrawing one field gives its scope back at Kakao, so it can be nobody else's."""
    scopes = [field.kakao_scope for field in catalogue.fields if field.kakao_scope]
    for scope, count in Counter(scopes).items():
        if count > 1:
            yield f'{count} fields share the Kakao scope "{scope}".'
    for field in catalogue.fields:
        shared = [n for n in catalogue.notices_of(field.key) if len(n.fields) > 1]
        if field.from_kakao is not None and shared:
            yield f'The field "{field.key}" can be fetched from Kakao, but is asked with others.'


def _staff(catalogue: Catalogue) -> Iterator[str]:
    notes = [catalogue.field(key) for key in catalogue.journey]
    for field in notes:
        if field.height not in STAFF:
            yield f'The note of "{field.key}" lies outside the staff.'
    for height, count in Counter(field.height for field in notes).items():
        if count > 1:
            yield f"{count} notes of the journey share the height {height}."
    for left, right in pairwise(notes):
        if 0 < abs(left.height - right.height) < _STEP:
            yield f'The notes of "{left.key}" and "{right.key}" are too close in height.'
