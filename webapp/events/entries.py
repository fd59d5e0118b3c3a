"""One's own applications: what was answered, for how long, what went to whom; and cancelling."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.catalogue.shapes import Field, Notice
from webapp.consent.decision import Answer, MemberId
from webapp.consent.errors import MemberGone
from webapp.consent.ports import Database
from webapp.events.dropped import Dropped, dropped, notice_of
from webapp.events.ending import cancelled_by, end_entry
from webapp.events.ports import EventStore
from webapp.events.rows import Entry, EntryStatus, EventRow, EventState, Transfer
from webapp.events.sending import fingerprint
from webapp.events.shapes import scope_of
from webapp.events.shelf import Listing, Shelf
from webapp.events.steps import Progress, Step, current, progress_with
from webapp.profile.reading import OwnValue, Profile
from webapp.profile.withdrawing import Said

CANCELLED = "cancelled"
"""The reason on record when somebody cancels; also when the event itself is called off."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and the answer to it that is kept, `None` where there is none.

    It is kept until `value.expires_at`, or with a draft until that ends.
    """

    step: Step
    field: Field
    value: OwnValue | None


@dataclass(frozen=True, slots=True)
class HandedOn:
    """Whether answers may go to a recipient, and what went there, the oldest first."""

    step: Step
    items: tuple[Field, ...]
    transfers: tuple[Transfer, ...]


@dataclass(frozen=True, slots=True)
class Mine:
    """One's own application as its page shows it.

    `waiting_number` is the place among those who wait, from 1; `None` for whoever does not.
    `dropped` are consents to what the event asks no more.
    """

    listing: Listing
    entry: Entry
    progress: Progress
    answers: tuple[Answered, ...]
    handed_on: tuple[HandedOn, ...]
    waiting_number: int | None
    dropped: tuple[Dropped, ...] = ()

    @property
    def is_draft(self) -> bool:
        """Tell whether it was not sent yet: it goes at `entry.expires_at`."""
        return self.entry.status is EntryStatus.DRAFT

    @property
    def is_seated(self) -> bool:
        """Tell whether there is a seat."""
        return self.entry.status is EntryStatus.SEATED


class Entries:
    """What a person sees and does about what they applied for."""

    def __init__(
        self,
        database: Database[EventStore],
        shelf: Shelf,
        profile: Profile,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._shelf = shelf
        self._profile = profile
        self._now = now

    def entry(self, member_id: MemberId, listing: Listing) -> Entry | None:
        """Return somebody's application alone, for a page that only says how it stands."""
        with self._database.read() as store:
            found = store.entries.get(member_id, listing.row.event_id)
        return current(found, self._now())

    def answers(self, member_id: MemberId, listing: Listing) -> dict[str, OwnValue]:
        """Return somebody's own answers for an event by question, unless their time is up."""
        with self._database.read() as store:
            entry = store.entries.get(member_id, listing.row.event_id)
            if current(entry, self._now()) is None:
                return {}
            return self._own(store, member_id, listing)

    def mine(self, member_id: MemberId) -> list[Mine]:
        """Return somebody's applications, drafts too, the newest first."""
        with self._database.read() as store:
            found = store.entries.of(member_id)
            went = store.transfers.of(member_id) if found else []
        live = [entry for entry in found if current(entry, self._now())]
        listings = [(entry, self._shelf.of(entry.event_id)) for entry in live]
        with self._database.read() as store:
            return [self._mine(store, listing, one, went) for one, listing in listings if listing]

    def called_off(self, member_id: MemberId) -> list[Listing]:
        """Return the events of the coming days that were called off with somebody's answers.

        The answers are gone; that they were there is known from the decisions, which the clock
        ended.
        """
        with self._database.read() as store:
            off = [
                row
                for row in store.events.listed(self._now())
                if row.state is EventState.CANCELLED and _ended_by_clock(store, member_id, row)
            ]
        return [found for row in off if (found := self._shelf.of(row.event_id))]

    def one(self, member_id: MemberId, slug: str) -> Mine | None:
        """Return somebody's application for the event with an address."""
        listing = self._shelf.find(slug)
        if listing is None:
            return None
        with self._database.read() as store:
            found = current(store.entries.get(member_id, listing.row.event_id), self._now())
            if found is None:
                return None
            return self._mine(store, listing, found, store.transfers.of(member_id))

    def notice(self, member_id: MemberId, listing: Listing, key: str) -> Notice | None:
        """Return a notice of today, or one of then that somebody decided about, to end it."""
        for notice in listing.event.steps:
            if notice.key == key:
                return notice
        with self._database.read() as store:
            for standing in store.decisions.standings(member_id, listing.scope):
                if standing.notice_key == key:
                    edition = store.editions.get(standing.edition_hash)
                    return notice_of(edition) if edition else None
        return None

    def cancel(self, member_id: MemberId, listing: Listing, locale: str, repeat_key: str) -> bool:
        """Erase an application and everything that was given for it, before this returns.

        Every consent is withdrawn on record, whoever waits longest gets the seat, and what was
        handed on is to be deleted there, too. `False` when there was nothing. Sent again, it ends
        no application that was begun since. Raises `MemberGone`.
        """
        event_id, now = listing.row.event_id, self._now()
        with self._database.write() as store:
            if not store.decisions.lock(member_id):
                raise MemberGone
            request = fingerprint(repeat_key, "cancel", event_id)
            if not store.repeats.is_first(member_id, request, now):
                return False
            entry = store.entries.get(member_id, event_id)
            if entry is None:
                return False
            end_entry(store, entry, cancelled_by(Said(locale)), CANCELLED, now)
            return True

    def _mine(
        self, store: EventStore, listing: Listing, entry: Entry, handed: Sequence[Transfer]
    ) -> Mine:
        event, member_id = listing.event, entry.member_id
        progress = progress_with(store, event, member_id, entry, self._now())
        catalogue = event.catalogue
        values = self._own(store, member_id, listing)
        went = [transfer for transfer in handed if transfer.event_id == listing.row.event_id]
        return Mine(
            listing=listing,
            entry=entry,
            progress=progress,
            answers=tuple(
                Answered(step, catalogue.field(key), values.get(key))
                for step in progress.steps
                if not step.is_handing_on
                for key in step.notice.fields
            ),
            handed_on=tuple(
                HandedOn(
                    step,
                    tuple(catalogue.field(key) for key in step.notice.fields),
                    tuple(one for one in went if one.provision == step.notice.key),
                )
                for step in progress.steps
                if step.is_handing_on
            ),
            dropped=dropped(store, event, progress.standings),
            waiting_number=_number(store.entries.sent(entry.event_id), entry)
            if entry.status is EntryStatus.WAITING
            else None,
        )

    def _own(self, store: EventStore, member_id: MemberId, listing: Listing) -> dict[str, OwnValue]:
        asked = [field.key for field in listing.event.catalogue.fields]
        own = self._profile.own(store, member_id, asked, listing.scope)
        return {value.field_key: value for value in own}


def _ended_by_clock(store: EventStore, member_id: MemberId, row: EventRow) -> bool:
    """Tell whether answers to an event ended with it, and not by their person's own hand."""
    if store.entries.get(member_id, row.event_id) is not None:
        return False
    standings = store.decisions.standings(member_id, scope_of(row.event_id))
    return any(standing.answer is Answer.EXPIRED for standing in standings)


def _number(sent: Sequence[Entry], mine: Entry) -> int:
    """Return how many wait up to and with this one."""
    return sum(e.status is EntryStatus.WAITING and e.place <= mine.place for e in sent)
