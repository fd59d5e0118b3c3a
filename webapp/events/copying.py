"""What a person's own copy tells about events: applications, and what went to whom (PIPA 35)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.catalogue.kinds import Say
from webapp.catalogue.shapes import Catalogue
from webapp.consent.decision import MemberId
from webapp.consent.edition import Language
from webapp.consent.ports import Database
from webapp.events.event import Event, spoken
from webapp.events.ports import EventStore
from webapp.events.rows import Transfer
from webapp.events.shapes import Words, scope_of
from webapp.events.shelf import Shelf
from webapp.events.went import words_of


@dataclass(frozen=True, slots=True)
class EventAsked:
    """What an event asks today, told in any language."""

    event: Event

    @property
    def title(self) -> str:
        """Return what the event is called, in Korean."""
        return self.event.file.title.ko

    @property
    def catalogue(self) -> Catalogue:
        """Return its questions, periods and recipients."""
        return self.event.catalogue

    def say(self, locale: str, say: Say) -> Say:
        """Return a translation that knows the event's own texts, too."""
        return spoken(self.event.file, Language(locale, say)).translate


@dataclass(frozen=True, slots=True)
class Applied:
    """An application as its person's copy tells it."""

    scope: str
    status: str
    receipt: str
    began_at: datetime
    sent_at: datetime | None
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Given:
    """What went to a recipient: by the keys of items and recipient, and in the words of then."""

    scope: str
    recipient: str
    items: tuple[str, ...]
    reference: str
    handed_at: datetime
    last_at: datetime
    told_at: datetime | None
    words: tuple[Words, tuple[Words, ...]]

    def name(self, locale: str) -> str:
        """Return who received it."""
        return _in(locale, self.words[0])

    def labels(self, locale: str) -> list[str]:
        """Return what the items were called."""
        return [_in(locale, words) for words in self.words[1]]


class EventsOfOne:
    """Finds what is kept of one person's events beside their answers."""

    def __init__(self, database: Database[EventStore], shelf: Shelf) -> None:
        self._database = database
        self._shelf = shelf

    def asked(self, scope: str) -> EventAsked | None:
        """Return what the event of a scope asks; `None` for any other scope, or an unknown one."""
        event_id = scope.removeprefix(scope_of(""))
        found = self._shelf.of(event_id) if event_id != scope else None
        return EventAsked(found.event) if found else None

    def applications(self, member_id: MemberId) -> Sequence[Applied]:
        """Return a person's applications, the newest first."""
        with self._database.read() as store:
            entries = store.entries.of(member_id)
        return [
            Applied(
                scope=scope_of(entry.event_id),
                status=entry.status.value,
                receipt=entry.receipt,
                began_at=entry.began_at,
                sent_at=entry.sent_at,
                ends_at=entry.expires_at,
            )
            for entry in entries
        ]

    def handed_on(self, member_id: MemberId) -> Sequence[Given]:
        """Return what of a person was handed on, the oldest first."""
        with self._database.read() as store:
            made = store.transfers.of(member_id)
            told = {one.reference: one.told_at for one in store.transfers.handed_of(member_id)}
            shown = {
                one.reference: store.decisions.shown(member_id, one.decision_id) for one in made
            }
        events = {one.event_id: self._shelf.of(one.event_id) for one in made}
        found = []
        for one in made:
            listing, card = events[one.event_id], shown[one.reference]
            event, edition = listing.event if listing else None, card[1] if card else None
            found.append(_given(one, told[one.reference], words_of(event, one, edition)))
        return found


def _given(
    made: Transfer, told_at: datetime | None, words: tuple[Words, tuple[Words, ...]]
) -> Given:
    return Given(
        scope=scope_of(made.event_id),
        recipient=made.recipient,
        items=made.items,
        reference=made.reference,
        handed_at=made.handed_at,
        last_at=made.last_at,
        told_at=told_at,
        words=words,
    )


def _in(locale: str, words: Words) -> str:
    return words.ko if locale == "ko" else words.en
