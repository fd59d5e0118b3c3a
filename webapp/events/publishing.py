"""An event's file put before people: looked at, kept as a version, published, closed, called off.

Each act is one transaction and may be repeated: the second time it finds everything done.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from webapp.catalogue.shapes import Catalogue
from webapp.consent.edition import Language
from webapp.consent.ports import Database
from webapp.events.asked_again import people_asked_again
from webapp.events.audit import audit, late_faults, other_kind_faults
from webapp.events.body import canonical
from webapp.events.dropping import Dropping, dropping
from webapp.events.event import Event, make_event
from webapp.events.ports import EventStore
from webapp.events.reading import LARGEST, EventFileWrong, event_of, read
from webapp.events.rows import EventRow, EventState, VersionRow
from webapp.events.shapes import EventFile


class SlugTaken(EventFileWrong):
    """The address is another event's."""

    def __init__(self, slug: str) -> None:
        super().__init__([f'The slug "{slug}" is the address of another event. Choose another.'])


class NotPublished(Exception):  # noqa: N818  reads as the situation it is
    """Nobody ever saw this event, so there is nothing to close."""


class StaysCancelled(Exception):  # noqa: N818  as above
    """The event was called off: its answers are deleted, and it never opens again."""


class AnswersDropped(Exception):  # noqa: N818  as above
    """A newer version drops questions that were answered, and nobody said that this is meant."""

    def __init__(self, drops: Dropping) -> None:
        super().__init__("answers would be deleted")
        self.drops = drops


@dataclass(frozen=True, slots=True)
class Done:
    """What an act came to: whose file, which version, and whether anything changed.

    `asked_again` counts the people whom a newer version asks again, and is `None` where there was
    nothing before.
    """

    file: EventFile
    version: int
    is_new: bool
    asked_again: int | None = None


class Publishing:
    """What an organiser does with a file; `languages` are those of the service."""

    def __init__(
        self,
        database: Database[EventStore],
        catalogue: Catalogue,
        languages: Sequence[Language],
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._catalogue = catalogue
        self._languages = tuple(languages)
        self._now = now

    def check(self, raw: bytes) -> EventFile:
        """Return what a file holds if it can be published today; nothing is written.

        Raises `EventFileWrong` with every sentence there is to say, `SlugTaken` or `StaysCancelled`
        as publishing it would.
        """
        file = _small(read(raw))
        with self._database.read() as store:
            self._judge(store, file, store.events.get(file.event_id))
        return file

    def import_(self, raw: bytes) -> Done:
        """Keep a file as the next version, not published; one equal to the newest is kept already.

        Raises `EventFileWrong` only for what is no event file: what is not ready may be kept.
        """
        file = _small(read(raw))
        with self._database.write() as store:
            store.events.alone()
            return _kept(store, file)

    def drops(self, raw: bytes) -> Dropping:
        """Return which published questions a file asks no more; raises `EventFileWrong`."""
        file = _small(read(raw))
        with self._database.read() as store:
            return dropping(store, _file_of(store, store.events.get(file.event_id)), file)

    def publish(self, raw: bytes, *, drop: bool = False) -> Done:
        """Put a file before people, with its editions in every language.

        An event that was published before changes: its applications stay, and whoever agreed to
        facts that are others now is asked again. Only with `drop` does it ask no more what was
        answered. Raises `EventFileWrong`, `SlugTaken`, `StaysCancelled` or `AnswersDropped`;
        nothing is written then.
        """
        file, at = _small(read(raw)), self._now()
        with self._database.write() as store:
            store.events.alone()
            before = store.events.get(file.event_id)
            self._judge(store, file, before)
            old = _file_of(store, before)
            lost = dropping(store, old, file)
            if lost.answers and not drop:
                raise AnswersDropped(lost)
            kept = _kept(store, file)
            if before is not None and before.version == kept.version:
                return kept
            event = make_event(file, kept.version, self._languages, at)
            done = Done(file, kept.version, is_new=True)
            if before is not None:
                done = replace(done, asked_again=self._asked_again(store, old, event, at))
            if asked := list(event.editions):
                store.editions.publish(asked)
            store.events.publish(row_of(file, kept.version), at)
            if before is not None:
                _follow(store, file, before, at)
        return done

    def close(self, raw: bytes) -> Done:
        """Take no applications any more; one that is called off stays so. Raises `NotPublished`."""
        return self._end(read(raw), EventState.CLOSED)

    def cancel(self, raw: bytes) -> Done:
        """Call an event off for ever: the next sweep deletes its answers. Raises `NotPublished`."""
        return self._end(read(raw), EventState.CANCELLED)

    def is_empty(self) -> bool:
        """Tell whether no event was ever published."""
        with self._database.read() as store:
            return not store.events.all()

    def _end(self, file: EventFile, state: EventState) -> Done:
        with self._database.write() as store:
            store.events.alone()
            before = store.events.get(file.event_id)
            if before is None:
                raise NotPublished
            is_new = before.state is not state and store.events.set_state(file.event_id, state)
        return Done(file, before.version, is_new)

    def _asked_again(
        self, store: EventStore, old: EventFile | None, event: Event, at: datetime
    ) -> int:
        """Count, before others have to wait for the event's row."""
        before = make_event(old, event.version, self._languages, at) if old else None
        return people_asked_again(store, before, event, at)

    def _judge(self, store: EventStore, file: EventFile, before: EventRow | None) -> None:
        """Raise for a file that is not ready, or whose address is taken, or that was called off.

        An event that is out already may be corrected after its applications closed.
        """
        if before is not None and before.state is EventState.CANCELLED:
            raise StaysCancelled
        faults = audit(file, self._catalogue)
        faults += other_kind_faults(file, _published(store, before))
        if before is None or before.closes_at != file.closes_at:
            faults += late_faults(file, self._now())
        if faults:
            raise EventFileWrong(faults)
        there = store.events.find(file.slug)
        if there is not None and there.event_id != file.event_id:
            raise SlugTaken(file.slug)


def _small(file: EventFile) -> EventFile:
    """Return a file whose one text is no longer than a file may be: composing makes some longer."""
    if len(canonical(file).encode()) > LARGEST:
        kept = f"{LARGEST // 1024} KiB"
        raise EventFileWrong([f"Composed (NFC), the file has more than {kept}. Shorten its texts."])
    return file


def _file_of(store: EventStore, row: EventRow | None) -> EventFile | None:
    """Return the file that is out; `None` where it cannot be read, which a newer one mends."""
    return _read(store.events.version(row.event_id, row.version)) if row else None


def _published(store: EventStore, row: EventRow | None) -> Iterator[EventFile]:
    """Yield every file that ever was out and can be read, the first one first."""
    if row is None:
        return
    for number in range(1, row.version + 1):
        kept = store.events.version(row.event_id, number)
        if kept and kept.published_at and (file := _read(kept)):
            yield file


def _read(kept: VersionRow | None) -> EventFile | None:
    try:
        return event_of(json.loads(kept.body)) if kept else None
    except ValueError:
        return None


def _kept(store: EventStore, file: EventFile) -> Done:
    body, newest = canonical(file), store.events.latest(file.event_id)
    if newest is not None and newest.body == body:
        return Done(file, newest.version, is_new=False)
    return Done(file, store.events.add_version(file.event_id, body), is_new=True)


def _follow(store: EventStore, file: EventFile, before: EventRow, at: datetime) -> None:
    """Let the applications follow: their date of deletion, and who has a seat of those there are.

    Nobody loses a seat that they have, even if there are fewer now.
    """
    if before.forget_at != file.forget_at:
        store.entries.redate(file.event_id, file.forget_at)
    if before.seats != file.seats:
        store.events.settle_seats(file.event_id, at)


def row_of(file: EventFile, version: int) -> EventRow:
    """Return the row of an event; its state and its counts are the store's to keep."""
    return EventRow(
        event_id=file.event_id,
        slug=file.slug,
        state=EventState.OPEN,
        version=version,
        seats=file.seats,
        taken=0,
        waiting=0,
        starts_at=file.starts_at,
        closes_at=file.closes_at,
        ends_at=file.ends_at,
        forget_at=file.forget_at,
    )
