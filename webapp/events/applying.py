"""Applying for an event: its steps one by one, then sending; each act is one transaction.

Everything about a notice is done by the use cases of `profile`, in the event's scope; what is
added here is the application they belong to.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from webapp.catalogue.kinds import Parts, rules_of
from webapp.catalogue.shapes import Catalogue, Notice
from webapp.consent.decision import MEMBERSHIP, MemberId
from webapp.consent.edition import Edition
from webapp.consent.errors import MemberGone
from webapp.consent.ports import Database
from webapp.consent.ticket import Ticket, Tickets
from webapp.events import drafting, sending
from webapp.events.drafting import Boxes, Overdue, of_events
from webapp.events.ending import by_clock, end_entry
from webapp.events.errors import Closed, Lapsed, NotEligible
from webapp.events.ports import EventStore
from webapp.events.rows import Entry, EntryStatus
from webapp.events.sending import Sent
from webapp.events.shapes import Condition, ConditionKind
from webapp.events.shelf import Listing
from webapp.events.steps import Progress, Step, StepState, current, progress_of
from webapp.profile.answers import Answers, Reply
from webapp.profile.expiring import EXPIRED
from webapp.profile.meanwhile import Still
from webapp.profile.ports import Vault
from webapp.profile.reading import OwnValue, Profile


@dataclass(frozen=True, slots=True)
class ApplyPage:
    """Everything a step page shows.

    `parts` fill the control: the answer that is kept, or, where `is_copy`, the value of the profile
    that is offered for a copy; it is opened for this page and stored nowhere. `handed` are the
    answers that this step asks to hand on, as they stand.
    """

    step: Step
    progress: Progress
    edition: Edition
    ticket: str
    parts: Parts
    is_copy: bool = False
    kept: OwnValue | None = None
    handed: tuple[OwnValue, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return all steps."""
        return self.progress.steps

    @property
    def is_live(self) -> bool:
        """Tell whether a consent lives: no tick is asked then."""
        return self.step.is_given

    @property
    def draft_until(self) -> datetime | None:
        """Return when an application that is not sent goes with all its answers."""
        entry = self.progress.entry
        return entry.expires_at if entry and entry.status is EntryStatus.DRAFT else None


class Applying:
    """What a person does on the pages of an event."""

    def __init__(
        self,
        database: Database[EventStore],
        vault: Vault,
        profile: Profile,
        catalogue: Catalogue,
        tickets: Tickets,
        minimum_age: int,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._vault = vault
        self._profile = profile
        self._catalogue = catalogue  # the membership's: what may be offered for a copy
        self._tickets = tickets
        self._minimum_age = minimum_age
        self._now = now

    def progress(self, listing: Listing, member_id: MemberId | None) -> Progress:
        """Return how far somebody is; without a membership nobody has begun."""
        with self._database.read() as store:
            return progress_of(store, listing.event, member_id, self._now())

    def page(
        self, listing: Listing, member_id: MemberId | None, number: int, locale: str, holder: str
    ) -> ApplyPage | None:
        """Return what a step shows to the session or browser `holder`; `None` for no such step."""
        with self._database.read() as store:
            progress = progress_of(store, listing.event, member_id, self._now())
            step = progress.step(number)
            if step is None:
                return None
            own: tuple[OwnValue, ...] = ()
            offered = None
            if member_id is not None:
                own = self._kept(store, listing, member_id, step)
                offered = None if own else self._offered(store, member_id, step)
        kept = None if step.is_handing_on else next(iter(own), None)
        value = kept or offered
        field = listing.event.catalogue.field(step.notice.fields[0])
        edition = listing.event.editions.current(step.notice.key, locale)
        return ApplyPage(
            step=step,
            progress=progress,
            edition=edition,
            ticket=self._tickets.write(Ticket(edition.hash, holder, self._now())),
            parts=rules_of(field).refill(field, value.value) if value else {},
            is_copy=offered is not None,
            kept=kept,
            handed=own if step.is_handing_on else (),
        )

    def conditions(self, listing: Listing, member_id: MemberId) -> tuple[Condition, ...]:
        """Return which conditions are not met or not looked at yet (an age). `MemberGone`."""
        with self._database.read() as store:
            found = store.entries.get(member_id, listing.row.event_id)
            entry = current(found, self._now())
            return drafting.unmet(store, listing.event, member_id, entry)

    def enter(self, listing: Listing, member_id: MemberId, boxes: Boxes) -> None:
        """Look at the conditions, a typed birth date among them, and let the person in.

        The date is not kept; that it was looked at is told by the draft, which begins here where
        an age is asked for. Raises `Unclean`, `NotEligible`, `Closed` and `MemberGone`.
        """
        self._clear(listing, member_id)
        now, event = self._now(), listing.event
        asks_age = any(c.kind is ConditionKind.MINIMUM_AGE for c in event.file.conditions)
        with self._database.write() as store:
            if not store.decisions.lock(member_id):
                raise MemberGone
            row = store.events.get(listing.row.event_id)
            if row is None or not row.takes_applications(now):
                raise Closed
            entry = store.entries.get(member_id, row.event_id)
            is_new = bool(drafting.unmet(store, event, member_id, entry))
            looked_at = boxes if is_new else None
            if conditions := drafting.unmet(store, event, member_id, entry, looked_at, now):
                raise NotEligible(conditions)
            if asks_age:
                judged = replace(row, version=event.version)  # perhaps not the newest
                drafting.let_in(store, judged, member_id, entry, now)

    def agree(self, listing: Listing, notice: Notice, reply: Reply) -> None:
        """Record the consent and, at a question, keep the answer under it; begins the draft.

        Raises what `Answers.agree` raises, `Closed`, `NotEligible` and `NothingToHandOn`.
        """
        try:
            self._agree(listing, notice, reply)
        except Overdue:
            self._clear(listing, reply.member_id)
            self._agree(listing, notice, reply)

    def _agree(self, listing: Listing, notice: Notice, reply: Reply) -> None:
        event, member_id = listing.event, reply.member_id

        def still(store: EventStore) -> None:
            drafting.hold_open(store, event, member_id, self._now())
            if notice.recipient:
                drafting.hold_given(store, event, member_id, notice.fields, self._now())

        answers = self._answers(listing)
        act = answers.permit if notice.recipient else answers.agree
        act(notice, reply, _seen(still))

    def skip(self, listing: Listing, notice: Notice, reply: Reply) -> None:
        """Record the refusal; what an earlier consent allowed ends with it.

        A sent application is a draft again when this answer is needed. Raises `StaleTicket`
        and `MemberGone`.
        """
        then = self._unsend(listing, reply.member_id, notice)
        self._answers(listing).skip(notice, reply, then)

    def change(self, listing: Listing, notice: Notice, reply: Reply) -> None:
        """Replace an answer under the consent that lives.

        Raises what `Answers.change` raises, and `Closed`.
        """

        def still(store: EventStore) -> None:
            drafting.hold_on(store, listing.event, reply.member_id, self._now())

        self._answers(listing).change(notice, reply, _seen(still))

    def withdraw(self, listing: Listing, notice: Notice, member_id: MemberId, locale: str) -> bool:
        """End a consent of the event; the answer is gone, and whatever handing on hung on it.

        Returns whether there was one. A sent application is a draft again when this answer
        is needed. Raises `MemberGone`.
        """
        then = self._unsend(listing, member_id, notice)
        return self._answers(listing).withdraw(notice, member_id, locale, then)

    def send(self, listing: Listing, member_id: MemberId, repeat_key: str) -> Sent:
        """Send the application and take a seat, or a place among those who wait.

        Sent already, it gives the same receipt. A draft whose time is up is ended before, and
        nothing is sent until its person saw that. Raises `Closed`, `NotEligible`, `NeededMissing`,
        `ChangedSince` (`Lapsed`), `SentBefore` and `MemberGone`; then nothing was sent.
        """
        now = self._now()  # taken first: what is not cleared is not past its date below, either
        self._clear(listing, member_id)
        with self._database.write() as store:
            sent = sending.send(store, listing.event, member_id, repeat_key, now)
        if sent is None:
            raise Lapsed
        return sent

    def _clear(self, listing: Listing, member_id: MemberId) -> None:
        """End an application whose time is up, if the sweep has not come by yet."""
        event_id = listing.row.event_id
        with self._database.read() as store:
            if not self._is_over(store.entries.get(member_id, event_id)):
                return
        with self._database.write() as store:
            if not store.decisions.lock(member_id):
                raise MemberGone
            entry = store.entries.get(member_id, event_id)
            if entry is not None and self._is_over(entry):
                end_entry(store, entry, by_clock, EXPIRED, self._now())

    def _is_over(self, entry: Entry | None) -> bool:
        return entry is not None and current(entry, self._now()) is None

    def _unsend(self, listing: Listing, member_id: MemberId, ended: Notice) -> Still:
        def then(store: EventStore) -> None:
            drafting.unsend(store, listing.event, member_id, ended, self._now())

        return _seen(then)

    def _answers(self, listing: Listing) -> Answers:
        event = listing.event
        return Answers(
            self._database,
            self._vault,
            event.catalogue,
            event.editions,
            self._tickets,
            self._minimum_age,
            self._now,
            event.scope,
        )

    def _kept(
        self, store: EventStore, listing: Listing, member_id: MemberId, step: Step
    ) -> tuple[OwnValue, ...]:
        """Return the answer to a question, or the answers that a step asks to hand on."""
        has_answer = step.state in (StepState.GIVEN, StepState.CHANGED)
        if step.is_handing_on:
            has_answer = step.state is not StepState.PASSED_OVER
        if not has_answer:
            return ()
        return tuple(self._profile.own(store, member_id, step.notice.fields, listing.scope))

    def _offered(self, store: EventStore, member_id: MemberId, step: Step) -> OwnValue | None:
        """Return the profile's value for a copy: what fits, and what nobody asked to correct."""
        asked = step.question
        if asked is None or not asked.from_profile or step.state is not StepState.OPEN:
            return None
        field = self._catalogue.find_field(asked.from_profile)
        if field is None or field.kind is not asked.kind:
            return None
        own = self._profile.own(store, member_id, [field.key], MEMBERSHIP)
        return next((value for value in own if value.held_at is None), None)


def _seen(look: Callable[[EventStore], None]) -> Still:
    """Return what looks at the transaction of an answer as this room sees it."""
    return lambda store: look(of_events(store))
