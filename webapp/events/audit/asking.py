"""Questions: each can be asked, says what refusing costs, and is kept no longer than its event.

PIPA 15(2)3 and 4, 16(1).
"""

from collections.abc import Iterable, Iterator

from webapp.catalogue.shapes import Catalogue, Kind
from webapp.events.shapes import EventFile, Question

KINDS = frozenset({Kind.PHONE, Kind.TEXT, Kind.CHOICE, Kind.NAME, Kind.EMAIL, Kind.YEAR})
"""What an event can ask for."""

_FEWEST = 2  # options: one alone is no choice
_LONGEST = 1000  # letters


def asking_faults(file: EventFile, catalogue: Catalogue) -> Iterator[str]:
    """Yield a sentence for each fault of a question, in declared order."""
    for asked in file.questions:
        yield from _kind(asked)
        yield from _period(file, asked)
        yield from _copied(asked, catalogue)


def other_kind_faults(file: EventFile, published: Iterable[EventFile]) -> Iterator[str]:
    """Yield a sentence for each question that is of another kind than in a version that was out.

    Answers are kept under the key in the form of their kind, and read as what they are.
    """
    kinds = {one.key: one.kind for version in published for one in version.questions}
    for asked in file.questions:
        before = kinds.get(asked.key, asked.kind)
        if before is not asked.kind:
            yield (
                f'The question "{asked.key}" is of the kind "{asked.kind}", but was published as'
                f' "{before}", and answers to it are kept as that. Give the new question a key of'
                " its own."
            )


def _kind(asked: Question) -> Iterator[str]:
    name = f'The question "{asked.key}"'
    if asked.kind not in KINDS:
        yield f'{name} is of the kind "{asked.kind}", which an event cannot ask for.'
    if asked.kind is Kind.TEXT and not 0 < asked.longest <= _LONGEST:
        yield f'{name} asks for a text without saying how long. Give "longest", {_LONGEST} at most.'
    if asked.kind is not Kind.TEXT and asked.longest:
        yield f'{name} is no text, so take "longest" out.'
    if asked.kind is Kind.CHOICE and len(asked.options) < _FEWEST:
        yield f"{name} offers nothing to choose. Give two options at least."
    if asked.kind is not Kind.CHOICE and asked.options:
        yield f'{name} is no choice, so take "options" out.'
    said = [option.words.ko.strip() for option in asked.options]
    for words in dict.fromkeys(text for text in said if said.count(text) > 1):
        yield f"{name} offers the same words twice: {words}"


def _period(file: EventFile, asked: Question) -> Iterator[str]:
    if asked.kept_days > file.kept_days:
        yield (
            f'The question "{asked.key}" is kept for {asked.kept_days} days, longer than the'
            f" event itself ({file.kept_days} days). Shorten it, or keep the event longer."
        )


def possible_copies(catalogue: Catalogue, kind: Kind) -> list[str]:
    """Return the fields of the profile that a question of a kind can offer for a copy.

    The schema enumerates those of all kinds. A choice is between words of its own.
    """
    if kind is Kind.CHOICE or kind not in KINDS:
        return []
    return [field.key for field in catalogue.offered() if field.kind is kind]


def _copied(asked: Question, catalogue: Catalogue) -> Iterator[str]:
    possible = possible_copies(catalogue, asked.kind)
    if not asked.from_profile or asked.from_profile in possible:
        return
    fields = {field.key: field for field in catalogue.offered()}
    field = fields.get(asked.from_profile)
    if field is None:
        why = "which the profile does not have"
    elif field.kind is not asked.kind:
        why = f'which is of the kind "{field.kind}"'
    else:
        why = "but a choice is between words of its own"
    does = f"Possible are: {', '.join(possible)}." if possible else 'Take "from_profile" out.'
    yield f'The question "{asked.key}" copies "{asked.from_profile}", {why}. {does}'
