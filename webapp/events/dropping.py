"""What a newer version of an event would drop: questions of the one that is out, with answers."""

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.events.ports import EventStore
from webapp.events.shapes import EventFile, Words, scope_of

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Dropping:
    """The questions that are asked no more, by their labels, and how many answers that deletes.

    The clock of the room deletes them within a minute (PIPA 21(1)).
    """

    questions: tuple[Words, ...] = ()
    answers: int = 0


def dropping(store: EventStore, before: EventFile | None, file: EventFile) -> Dropping:
    """Return what putting `file` in place of the file `before` drops.

    Where the version before cannot be read (`None`), what was answered to it says what it asked.
    """
    asked = [question.key for question in file.questions]
    foreign = list(_answers(store, file.event_id, asked))
    if before is None:
        return Dropping(tuple(Words(key, key) for key in sorted(set(foreign))), len(foreign))
    gone = {one.key: one.label for one in before.questions if one.key not in asked}
    return Dropping(tuple(gone.values()), sum(key in gone for key in foreign))


def _answers(store: EventStore, event_id: str, asked: list[str]) -> Iterator[str]:
    """Yield the question of every answer, of drafts too, to what a file does not ask."""
    people = [entry.member_id for entry in store.entries.of_event(event_id)]
    for first in range(0, len(people), _AT_ONCE):
        some = people[first : first + _AT_ONCE]
        found = store.overdue.undeclared(some, scope_of(event_id), asked)
        yield from (due.field_key for due in found)
