"""One's own applications: what was answered, for how long, what went to whom; and cancelling."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.catalogue.shapes import Field, Notice
from webapp.consent.decision import MemberId
from webapp.consent.errors import MemberGone
from webapp.consent.ports import Database
from webapp.events.dropped import Dropped, dropped, notice_of
from webapp.events.ending import cancelled_by, end_entry
from webapp.events.ports import EventStore
from webapp.events.rows import Entry, EntryStatus, Handed, Transfer
from webapp.events.sending import fingerprint
from webapp.events.shelf import Listing, Shelf
from webapp.events.steps import Progress, Step, current, progress_with
from webapp.events.went import Held, Went, held_of, went
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
    """Whether answers may go to a recipient, and what they may hold, the oldest first."""

    step: Step
    items: tuple[Field, ...]
    went: tuple[Went, ...]


@dataclass(frozen=True, slots=True)
class Mine:
    """One's own application as its page shows it.

    `waiting_number` is the place among those who wait, from 1; `None` for whoever does not.
    `dropped` are consents to what the event asks no more, `elsewhere` what went to whom it does not
    name any more, or under another card of then.
    """

    listing: Listing
    entry: Entry
    progress: Progress
    answers: tuple[Answered, ...]
    handed_on: tuple[HandedOn, ...]
    waiting_number: int | None
    dropped: tuple[Dropped, ...] = ()
    elsewhere: tuple[Went, ...] = ()

    @property
    def is_draft(self) -> bool:
        """Tell whether it was not sent yet: it goes at `entry.expires_at`."""
        return self.entry.status is EntryStatus.DRAFT

    @property
    def is_seated(self) -> bool:
        """Tell whether there is a seat."""
        return self.entry.is_seated


@dataclass(frozen=True, slots=True)
class Ended:
    """An application that is no more: its event was called off, or something of it is elsewhere.

    `went` is what recipients may hold, or were told to delete; it is not empty unless called off.
    """

    listing: Listing
    went: tuple[Went, ...]
    is_called_off: bool


@dataclass(frozen=True, slots=True)
class Cancelled:
    """What was cancelled: an application or a draft, and whether a recipient has to be told."""

    was_draft: bool
    is_held: bool


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

    def mine(self, member_id: MemberId) -> list[Mine]:
        """Return somebody's applications, drafts too, the newest first."""
        now = self._now()
        with self._database.read() as store:
            found = store.entries.of(member_id)
            held = held_of(store, member_id, now) if found else {}
        return self._shown(found, held, now)[0]

    def listed(self, member_id: MemberId) -> tuple[list[Mine], list[Ended]]:
        """Return somebody's applications, the newest first, and what is left of others.

        That are events of the coming days that were called off, then those of which a recipient may
        hold something though there is no application any more.
        """
        now = self._now()
        with self._database.read() as store:
            found = store.entries.of(member_id)
            held = held_of(store, member_id, now)
        return self._shown(found, held, now)

    def _shown(
        self, found: Sequence[Entry], held: Held, now: datetime
    ) -> tuple[list[Mine], list[Ended]]:
        live = {entry.event_id: entry for entry in found if current(entry, now)}
        off = [entry.event_id for entry in found if _is_called_off(entry, now)]
        known = {name: self._shelf.of(name) for name in dict.fromkeys([*live, *off, *held])}
        listings = {name: listing for name, listing in known.items() if listing}
        with self._database.read() as store:
            mine = [
                self._mine(store, listings[name], entry, held)
                for name, entry in live.items()
                if name in listings
            ]
            ended = [
                Ended(one, went(store, one.event, held, now), is_called_off=name in off)
                for name, one in listings.items()
                if name not in live
            ]
        return mine, ended

    def ended_one(self, member_id: MemberId, listing: Listing) -> Ended | None:
        """Return the same of one event, `None` unless somebody's application for it is over."""
        now = self._now()
        with self._database.read() as store:
            entry = store.entries.get(member_id, listing.row.event_id)
            gone = went(store, listing.event, held_of(store, member_id, now), now)
        is_called_off = entry is not None and _is_called_off(entry, now)
        if current(entry, now) is not None or not (gone or is_called_off):
            return None
        return Ended(listing, gone, is_called_off)

    def is_held(self, member_id: MemberId, listing: Listing, fields: Sequence[str] = ()) -> bool:
        """Tell whether a recipient has something, of these answers if any are named, to delete."""
        with self._database.read() as store:
            held = held_of(store, member_id, self._now()).get(listing.row.event_id, ())
        about = [one for one in held if not fields or not set(fields).isdisjoint(one[0].items)]
        return _is_to_be_told(about)

    def one(self, member_id: MemberId, slug: str) -> Mine | None:
        """Return somebody's application for the event with an address."""
        listing = self._shelf.find(slug)
        if listing is None:
            return None
        with self._database.read() as store:
            found = current(store.entries.get(member_id, listing.row.event_id), self._now())
            if found is None:
                return None
            return self._mine(store, listing, found, held_of(store, member_id, self._now()))

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

    def cancel(
        self, member_id: MemberId, listing: Listing, locale: str, repeat_key: str
    ) -> Cancelled | None:
        """Erase an application and everything that was given for it, before this returns.

        Every consent is withdrawn on record, whoever waits longest gets the seat, and what was
        handed on is to be deleted there, too. `None` when there was nothing. Sent again, it ends
        no application that was begun since. Raises `MemberGone`.
        """
        event_id, now = listing.row.event_id, self._now()
        with self._database.write() as store:
            if not store.decisions.lock(member_id):
                raise MemberGone
            request = fingerprint(repeat_key, "cancel", event_id)
            if not store.repeats.is_first(member_id, request, now):
                return None
            entry = store.entries.get(member_id, event_id)
            if entry is None or entry.status is EntryStatus.CALLED_OFF:
                return None
            end_entry(store, entry, cancelled_by(Said(locale)), CANCELLED, now)
            held = held_of(store, member_id, now).get(event_id, ())
            return Cancelled(not entry.is_sent, is_held=_is_to_be_told(held))

    def _mine(self, store: EventStore, listing: Listing, entry: Entry, held: Held) -> Mine:
        event, member_id = listing.event, entry.member_id
        progress = progress_with(store, event, member_id, entry, self._now())
        catalogue = event.catalogue
        values = self._own(store, member_id, listing)
        gone = went(store, event, held, self._now())
        handed_on = tuple(
            HandedOn(
                step,
                tuple(catalogue.field(key) for key in step.notice.fields),
                tuple(one for one in gone if _is_about(one, step)),
            )
            for step in progress.steps
            if step.is_handing_on
        )
        told = [one for row in handed_on for one in row.went]
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
            handed_on=handed_on,
            elsewhere=tuple(one for one in gone if one not in told),
            dropped=dropped(store, event, progress.standings),
            waiting_number=_number(store.entries.sent(entry.event_id), entry)
            if entry.status is EntryStatus.WAITING
            else None,
        )

    def _own(self, store: EventStore, member_id: MemberId, listing: Listing) -> dict[str, OwnValue]:
        asked = [field.key for field in listing.event.catalogue.fields]
        own = self._profile.own(store, member_id, asked, listing.scope)
        return {value.field_key: value for value in own}


def _is_to_be_told(held: Sequence[tuple[Transfer, Handed]]) -> bool:
    """Tell whether a recipient holds something that they were not told to delete yet."""
    return any(handed.told_at is None for _made, handed in held)


def _is_called_off(entry: Entry, now: datetime) -> bool:
    return entry.status is EntryStatus.CALLED_OFF and now < entry.expires_at


def _is_about(one: Went, step: Step) -> bool:
    """Tell whether something went under a card of today to whom it names today."""
    named = step.recipient.name if step.recipient else None
    return one.transfer.provision == step.notice.key and one.recipient == named


def _number(sent: Sequence[Entry], mine: Entry) -> int:
    """Return how many wait up to and with this one."""
    return sum(e.status is EntryStatus.WAITING and e.place <= mine.place for e in sent)
