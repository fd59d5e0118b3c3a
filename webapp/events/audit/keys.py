"""Keys: each names one thing, every key that is named exists, and an address is nobody else's."""

from collections import Counter
from collections.abc import Iterable, Iterator

from webapp.events.shapes import EventFile

RESERVED = frozenset(
    {"all", "apply", "archive", "cancel", "check", "done", "edit", "me", "mine", "new", "send"}
)
"""Ends of addresses that pages of the house may want."""


def key_faults(file: EventFile) -> Iterator[str]:
    """Yield a sentence for each key that is doubled, reserved or points nowhere."""
    if file.slug in RESERVED:
        yield f'The slug "{file.slug}" is an address of the house. Choose another.'
    known = {
        "purpose": [one.key for one in file.purposes],
        "recipient": [one.key for one in file.recipients],
        # A question and a provision each make a notice, and a notice has one name.
        "question or provision": [
            *(one.key for one in file.questions),
            *(one.key for one in file.provisions),
        ],
        "condition": [one.kind.value for one in file.conditions],
    }
    for kind, names in known.items():
        yield from (f'Two things of the kind {kind} are called "{key}".' for key in _twice(names))
    for asked in file.questions:
        for code in _twice(option.code for option in asked.options):
            yield f'The question "{asked.key}" offers "{code}" twice.'
    yield from _unknown(file)


def _unknown(file: EventFile) -> Iterator[str]:
    purposes = {one.key for one in file.purposes}
    recipients = {one.key for one in file.recipients}
    questions = {one.key for one in file.questions}
    for asked in file.questions:
        if asked.purpose not in purposes:
            yield (
                f'The question "{asked.key}" has no purpose: "{asked.purpose}" is none of this'
                " file. Declare it under purposes."
            )
    for given in file.provisions:
        if given.recipient not in recipients:
            yield (
                f'The provision "{given.key}" names the recipient "{given.recipient}" without'
                " their facts. Declare them under recipients."
            )
        for item in given.items:
            if item not in questions:
                yield f'The provision "{given.key}" hands on "{item}", which no question asks for.'


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]
