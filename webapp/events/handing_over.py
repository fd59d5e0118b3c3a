"""What organisers read, and what goes to a recipient: the one place from which answers leave.

Both go through the door of `profile`, for the purpose that was agreed to: what is withdrawn, on
hold or past its date is not there. Whose answers were read, by whom and why, is on record.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime

from webapp.catalogue.kinds import rules_of
from webapp.catalogue.shapes import Notice
from webapp.consent.decision import MemberId, Standing
from webapp.consent.edition import Language
from webapp.consent.ports import Database
from webapp.events.as_published import as_published, heed
from webapp.events.asked_again import asked_again
from webapp.events.event import Event
from webapp.events.list_words import ENTRY_FACTS, PLAIN, facts_of, say_of
from webapp.events.ports import EventStore
from webapp.events.rows import REFERENCE_KEPT, Entry, EventState, Handed, Transfer
from webapp.events.sheet import Column, Row, Sheet
from webapp.events.shelf import Listing, Shelf
from webapp.events.steps import agreeing
from webapp.events.taking_back import consent_to, to_correct, to_take_back, went_for
from webapp.members.staff import Clerk, access, reasoned
from webapp.members.unlinking import new_reference
from webapp.profile.ports import Vault
from webapp.profile.reading import Profile

_ENTRIES, _TRANSFER, _NOTICES = "event.entries", "event.transfer", "event.notices"
_REFERENCE, _NOTICE = ("reference",), ("reference", "act")
DELETE, CORRECT = "delete", "correct"
"""What a recipient has to do with what they hold under a reference."""


Answers = Mapping[MemberId, Mapping[str, str]]
"""What may be read, by person and then by question; what may not is absent."""


def _into_the_hand(sheet: Sheet) -> None:
    """Deliver to whoever asked: they have it when it is returned."""


class NotHanded(Exception):  # noqa: N818  reads as the situation it is
    """Nothing was read or handed on; the class says why."""


class UnknownEvent(NotHanded):
    """No published event has this address."""


class UnknownRecipient(NotHanded):
    """The event hands nothing to anybody of this name, and never did."""


class CalledOff(NotHanded):
    """The event is cancelled: its answers are being deleted, and go to nobody."""


class HandingOver:
    """Reads for organisers and hands on to recipients; each act is one transaction."""

    def __init__(
        self,
        database: Database[EventStore],
        vault: Vault,
        shelf: Shelf,
        now: Callable[[], datetime],
        language: Language = PLAIN,
    ) -> None:
        self._database = database
        self._vault = vault
        self._shelf = shelf
        self._now = now
        self._language = language

    def entries(self, slug: str, clerk: Clerk, reason: str) -> Sheet:
        """Return every application that was sent, with the answers that may be read now.

        Who looked and why is noted first, in a transaction of its own, and once for each look: a
        list that has to be made anew is the same look. Raises `NoReason`, `UnknownEvent` and
        `CalledOff`.
        """
        why, event = f"{slug}: {reasoned(reason)}", self._under_way(slug)
        at = self._now()
        with self._database.write() as store:
            noted = {entry.member_id for entry in _sent(store, event, at)}
            for member_id in noted:
                store.accesses.add(access(clerk, _ENTRIES, why, member_id, at))
        return self._looked_at(slug, noted)

    @as_published
    def _looked_at(self, slug: str, noted: Collection[MemberId]) -> Sheet:
        """Return the applications of those whose look is on record.

        An answer whose consent is to older facts is marked and not read: until its person agrees
        again, it is used for nothing, as their page says.
        """
        event, at = self._under_way(slug), self._now()
        with self._database.write() as store:
            entries = [e for e in self._locked(store, event) if e.member_id in noted]
            answers = self._read(store, event, _asked(event), entries)
            waiting = {e.member_id: asked_again(store, event, e, at) for e in entries}
            heed(store, event)
        rows = tuple(
            Row(facts_of(e), answers.get(e.member_id, {}), waiting[e.member_id]) for e in entries
        )
        asked = self._columns(event, [question.key for question in event.file.questions])
        return Sheet("entries", slug, "", at, ENTRY_FACTS, asked, rows)

    @as_published
    def transfer(self, slug: str, recipient: str, clerk: Clerk, reason: str) -> Sheet:
        """Hand on exactly the agreed items of those who agree at this moment, on record.

        Only of people who have a seat: a recipient's purpose begins with taking part (PIPA 3(1)).
        Everybody concerned is locked meanwhile: who withdraws is either not in it, or is in the
        next notices. Somebody handed on before under the same decision keeps the reference. Raises
        `NoReason`, `UnknownEvent`, `UnknownRecipient` and `CalledOff`.
        """
        why, event = f"{slug} to {recipient}: {reasoned(reason)}", self._under_way(slug)
        given_to = {given.key: given.recipient for given in event.file.provisions}
        notices = [notice for notice in event.steps if given_to.get(notice.key) == recipient]
        if not notices:
            raise UnknownRecipient
        with self._database.write() as store:
            seated = [e for e in self._locked(store, event) if e.is_seated]
            parcels = [
                parcel
                for notice in notices
                for parcel in self._parcels(store, event, notice, seated)
            ]
            store.transfers.again([p.transfer.reference for p in parcels], self._now())
            for member_id in {parcel.transfer.member_id for parcel in parcels}:
                store.accesses.add(access(clerk, _TRANSFER, why, member_id, self._now()))
            heed(store, event)
        # In the order of the references, which says nothing about who came first.
        parcels.sort(key=lambda parcel: parcel.transfer.reference)
        keys = list(dict.fromkeys(key for notice in notices for key in notice.fields))
        rows = tuple(Row({"reference": p.transfer.reference}, p.items) for p in parcels)
        items = self._columns(event, keys)
        return Sheet("transfer", slug, recipient, self._now(), _REFERENCE, items, rows)

    def notices(
        self,
        slug: str,
        recipient: str,
        clerk: Clerk,
        reason: str,
        deliver: Callable[[Sheet], None] = _into_the_hand,
    ) -> Sheet:
        """Return under which references the recipient has to delete what they hold, once.

        They count as told when `deliver` returns; when it fails they are in the next notices, too.
        References to be corrected are there until a transfer brought what they are now.
        Raises `NoReason`, `UnknownEvent` and `UnknownRecipient`.
        """
        why, listing = f"{slug} to {recipient}: {reasoned(reason)}", self._find(slug)
        event, at = listing.event, self._now()
        event_id = event.file.event_id
        with self._database.write() as store:
            known = {them.key for them in event.file.recipients}
            if recipient not in known and not store.transfers.handed(event_id, recipient):
                raise UnknownRecipient
            gone = to_take_back(store, event_id, recipient, at)
            other = to_correct(store, event_id, recipient, at)
            store.accesses.add(access(clerk, _NOTICES, why, None, at))
        over = sorted(one.reference for one in gone)
        found = [(reference, DELETE) for reference in over]
        found += [(reference, CORRECT) for reference in sorted(one.reference for one in other)]
        rows = tuple(Row({"reference": reference, "act": act}, {}) for reference, act in found)
        sheet = Sheet("notices", slug, recipient, at, _NOTICE, (), rows)
        deliver(sheet)
        with self._database.write() as store:
            store.transfers.tell(over, at)
        return sheet

    def _columns(self, event: Event, keys: Iterable[str]) -> tuple[Column, ...]:
        say = say_of(event, self._language)
        return tuple(Column(key, say(event.catalogue.field(key).label)) for key in keys)

    def _find(self, slug: str) -> Listing:
        listing = self._shelf.find(slug)
        if listing is None:
            raise UnknownEvent
        return listing

    def _under_way(self, slug: str) -> Event:
        listing = self._find(slug)
        if listing.row.state is EventState.CANCELLED:
            raise CalledOff
        return listing.event

    def _locked(self, store: EventStore, event: Event) -> list[Entry]:
        """Return what was sent, in order, of people who change nothing until this is done."""
        # One order of locks for everybody who takes several.
        found = sorted(entry.member_id for entry in _sent(store, event, self._now()))
        locked = {member_id for member_id in found if store.decisions.lock(member_id)}
        return [e for e in _sent(store, event, self._now()) if e.member_id in locked]

    def _read(
        self, store: EventStore, event: Event, asked: Iterable[Notice], entries: Sequence[Entry]
    ) -> Answers:
        """Return what may be read for the purposes of these notices, as a person reads it."""
        profile = Profile(_Open(store), self._vault, event.catalogue, event.editions, self._now)
        members, say = [e.member_id for e in entries], say_of(event, self._language)
        found: dict[MemberId, dict[str, str]] = {}
        for notice in asked:
            for key in notice.fields:
                field = event.catalogue.field(key)
                values = profile.read_many(members, key, notice.purpose, event.scope)
                for member_id, value in values.items():
                    shown = rules_of(field).show(field, value, say)
                    found.setdefault(member_id, {})[key] = shown
        return found

    def _parcels(
        self, store: EventStore, event: Event, notice: Notice, entries: Sequence[Entry]
    ) -> list["_Parcel"]:
        """Return what goes out under one card; the first time under a decision it is written."""
        event_id, at = event.file.event_id, self._now()
        row = store.events.get(event_id)
        if row is None or row.state is EventState.CANCELLED:
            raise CalledOff
        # What they were told to delete never comes back under the same reference.
        held = store.transfers.handed(event_id, notice.recipient)
        standing_yet = {one.reference for one in held if one.told_at is None}
        seats = {entry.member_id: entry for entry in entries}
        before = {
            (made.member_id, made.decision_id): made
            for made in store.transfers.of_event(event_id, notice.recipient)
            if made.provision == notice.key and made.reference in standing_yet
            if made.member_id in seats and went_for(seats[made.member_id], made)
        }
        parcels = []
        agreed = agreeing(store, event, notice, entries, at)
        for member_id, items in self._read(store, event, [notice], agreed).items():
            standing = consent_to(store, member_id, event_id, notice.key)
            if standing is None or set(items) != set(notice.fields):
                continue
            made = before.get((member_id, standing.decision_id))
            if made is None:
                made = _transfer(member_id, event, notice, standing, at)
                until = row.forget_at + REFERENCE_KEPT
                store.transfers.add(made, _handed(made, until))
            parcels.append(_Parcel(made, items))
        return parcels


@dataclass(frozen=True, slots=True)
class _Open:
    """A transaction that is open already, as the database of whoever reads in it."""

    store: EventStore

    def read(self) -> AbstractContextManager[EventStore]:
        return nullcontext(self.store)

    def write(self) -> AbstractContextManager[EventStore]:
        return nullcontext(self.store)


@dataclass(frozen=True, slots=True)
class _Parcel:
    """What goes out of one person, and the record of it."""

    transfer: Transfer
    items: Mapping[str, str]


def _sent(store: EventStore, event: Event, now: datetime) -> list[Entry]:
    """Return what was sent and is not past its date, however late the sweep; never a draft."""
    return [entry for entry in store.entries.sent(event.file.event_id) if now < entry.expires_at]


def _asked(event: Event) -> list[Notice]:
    return [notice for notice in event.steps if not notice.recipient]


def _transfer(
    member_id: MemberId, event: Event, notice: Notice, standing: Standing, at: datetime
) -> Transfer:
    return Transfer(
        member_id=member_id,
        # Nobody is asked for it, and one that was there before would stop a whole transfer.
        reference=f"{new_reference()}-{new_reference()}",
        event_id=event.file.event_id,
        provision=notice.key,
        recipient=notice.recipient,
        items=notice.fields,
        decision_id=standing.decision_id,
        handed_at=at,
        last_at=at,
    )


def _handed(made: Transfer, until: datetime) -> Handed:
    return Handed(made.reference, made.event_id, made.recipient, made.handed_at, until)
