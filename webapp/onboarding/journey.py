"""The journey: which fields are asked, how each stands, what its page shows.

An address is a step; nobody is moved to another step than the one they asked for. A step shown
again shows the value that is kept and never a tick (promise P5).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from webapp.catalogue.kinds import Parts, rules_of
from webapp.catalogue.shapes import Catalogue, Field, Notice, NoticeKind, Source, Visibility
from webapp.consent.decision import MEMBERSHIP, Answer, MemberId, Standing
from webapp.consent.edition import Edition
from webapp.consent.editions import Editions
from webapp.consent.ports import Database
from webapp.consent.ticket import Ticket, Tickets
from webapp.profile.kept_year import FIELD as YEAR_FOR
from webapp.profile.ports import ProfileStore
from webapp.profile.reading import OwnValue, Profile
from webapp.profile.visibility import Shown, shown_under
from webapp.profile.waiting import WaitingStore


class Sign(StrEnum):
    """How a step looks on the staff: a note, a rest, or not answered yet."""

    OPEN = "open"
    GIVEN = "given"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Step:
    """One field of the journey and how it stands."""

    field: Field
    notice: Notice
    sign: Sign
    answer: Answer | None
    answered_at: datetime | None
    shown: Shown | None = None

    @property
    def audience(self) -> Visibility:
        """Return who may see the field."""
        return self.shown.audience if self.shown else Visibility.ONLY_ME


@dataclass(frozen=True, slots=True)
class StepPage:
    """Everything a step page shows.

    `is_live` means a consent lives: no tick is asked then. `is_carried` means that the value was
    not saved, but carried along from the gate. `kept` is what is saved, with its facts.
    """

    step: Step
    steps: tuple[Step, ...]
    edition: Edition
    ticket: str
    parts: Parts
    is_live: bool
    is_carried: bool = False
    kept: OwnValue | None = None

    @property
    def number(self) -> int:
        """Return the place of this step, counted from 1; 0 for a field outside the journey."""
        keys = [step.field.key for step in self.steps]
        return keys.index(self.step.field.key) + 1 if self.step.field.key in keys else 0


@dataclass(frozen=True, slots=True)
class Summary:
    """The steps with what the person gave, by field key: its facts, and the value as stored."""

    steps: tuple[Step, ...]
    kept: dict[str, OwnValue]

    @property
    def values(self) -> dict[str, str]:
        """Return the stored values alone."""
        return {key: own.value for key, own in self.kept.items()}

    def has(self, field_key: str) -> bool:
        """Tell whether the person gave a value for this field."""
        return field_key in self.kept

    def count(self, sign: Sign) -> int:
        """Return how many steps have this sign."""
        return sum(step.sign is sign for step in self.steps)


class Journey:
    """Reads how far somebody is, and what a step shows."""

    def __init__(
        self,
        database: Database[WaitingStore],
        profile: Profile,
        catalogue: Catalogue,
        editions: Editions,
        tickets: Tickets,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._profile = profile
        self._catalogue = catalogue
        self._editions = editions
        self._tickets = tickets
        self._now = now

    def notice_of(self, field_key: str) -> Notice | None:
        """Return the notice that asks for a field today, `None` when none does."""
        return next(
            (
                notice
                for notice in self._catalogue.notices
                if notice.kind is NoticeKind.CONSENT
                and notice.not_yet is None
                and field_key in notice.fields
            ),
            None,
        )

    def steps(self, member_id: MemberId) -> tuple[Step, ...]:
        """Return the steps of the journey in order (one statement)."""
        with self._database.read() as store:
            return self._steps(store, member_id, self._catalogue.asked())

    def page(
        self,
        member_id: MemberId,
        field: Field,
        locale: str,
        holder: str,
        way: Source = Source.TYPED,
    ) -> StepPage:
        """Return what the page of `field` shows to the session named by `holder`.

        `way` is how the value is to arrive: typed, or from Kakao, which has a card of its own.
        """
        notice = self._asked(field)
        editions = self._editions
        card = editions.from_kakao if way is Source.KAKAO else editions.current
        edition = card(notice.key, locale)
        with self._database.read() as store:
            steps = self._steps(store, member_id, self._catalogue.offered())
            step = next(s for s in steps if s.field.key == field.key)
            own = self._kept(store, member_id, step)
            parts, is_carried = self._parts(store, member_id, step, own)
        asked = self._catalogue.asked()
        return StepPage(
            step=step,
            steps=tuple(s for s in steps if s.field in asked),
            edition=edition,
            ticket=self._tickets.write(Ticket(edition.hash, holder, self._now())),
            parts=parts,
            is_live=step.sign is Sign.GIVEN,
            is_carried=is_carried,
            kept=own,
        )

    def _kept(self, store: WaitingStore, member_id: MemberId, step: Step) -> OwnValue | None:
        """Return what is saved: there is a value only where there was an answer."""
        if step.answer is None:
            return None
        return self._own(store, member_id, [step.field.key]).get(step.field.key)

    def _parts(
        self, store: WaitingStore, member_id: MemberId, step: Step, own: OwnValue | None
    ) -> tuple[Parts, bool]:
        """Return what stands in the control, and whether it only came along from the gate.

        A year came along only until there is an answer.
        """
        field = step.field
        if step.answer is not None:
            return (rules_of(field).refill(field, own.value) if own else {}), False
        year = self._profile.year_kept(store, member_id) if field.key == YEAR_FOR else None
        return ({} if year is None else rules_of(field).refill(field, year)), year is not None

    def kept(self, member_id: MemberId, field: Field) -> OwnValue | None:
        """Return the person's own value of a field, with where it came from."""
        with self._database.read() as store:
            return self._own(store, member_id, [field.key]).get(field.key)

    def summary(self, member_id: MemberId) -> Summary:
        """Return every step of the journey with the person's own value."""
        return self._summary(member_id, self._catalogue.asked())

    def mine(self, member_id: MemberId) -> Summary:
        """Return every field of My page, those beside the journey too, with the own values."""
        return self._summary(member_id, self._catalogue.offered())

    def _summary(self, member_id: MemberId, fields: tuple[Field, ...]) -> Summary:
        with self._database.read() as store:
            steps = self._steps(store, member_id, fields)
            own = self._own(store, member_id, [step.field.key for step in steps])
        return Summary(steps, own)

    def edition(self, edition_hash: bytes, locale: str) -> Edition | None:
        """Return an edition of any age as a language tells it, to say what changed since then.

        `None` where it is not there, or was never told in that language.
        """
        with self._database.read() as store:
            found = self._editions.find(store.editions, edition_hash)
            if found is None or found.locale == locale:
                return found
            return store.editions.translated(found, locale)

    def after(self, field: Field) -> Field | None:
        """Return the field asked after this one, `None` at the end."""
        asked = self._catalogue.asked()
        places = [item.key for item in asked]
        if field.key not in places:
            return None
        return next(iter(asked[places.index(field.key) + 1 :]), None)

    def before(self, field: Field) -> Field | None:
        """Return the field asked before this one, `None` at the beginning."""
        asked = self._catalogue.asked()
        places = [item.key for item in asked]
        if field.key not in places or places.index(field.key) == 0:
            return None
        return asked[places.index(field.key) - 1]

    def _steps(
        self, store: ProfileStore, member_id: MemberId, fields: tuple[Field, ...]
    ) -> tuple[Step, ...]:
        standings = {s.notice_key: s for s in store.decisions.standings(member_id, MEMBERSHIP)}
        return tuple(self._step(field, standings) for field in fields)

    def _step(self, field: Field, standings: Mapping[str, Standing]) -> Step:
        notice = self._asked(field)
        standing = standings.get(notice.key)
        if standing is None:
            return Step(field, notice, Sign.OPEN, None, None)
        sign = self._sign(notice, standing)
        shown = shown_under(self._catalogue, self._editions, field, standings)
        return Step(field, notice, sign, standing.answer, standing.decided_at, shown)

    def _sign(self, notice: Notice, standing: Standing) -> Sign:
        if standing.is_live(self._editions.facts(notice.key)):
            return Sign.GIVEN
        if standing.answer in (Answer.REFUSED, Answer.WITHDRAWN):
            return Sign.SKIPPED
        return Sign.OPEN

    def _own(
        self, store: ProfileStore, member_id: MemberId, only: list[str]
    ) -> dict[str, OwnValue]:
        mine = self._profile.own(store, member_id, only, MEMBERSHIP)
        return {value.field_key: value for value in mine}

    def _asked(self, field: Field) -> Notice:
        notice = self.notice_of(field.key)
        if notice is None:
            raise KeyError(field.key)
        return notice
