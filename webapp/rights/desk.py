"""The desk: staff settle requests to correct a value, each step with a reason on record.

Until there is a console, `./duett corrections` sits here. Nothing personal is shown but on purpose:
`reveal` writes who looked, at whose data and why, before it opens anything (safety standard 8).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from webapp.catalogue.kinds import Bounds, Raw, clean, rules_of
from webapp.catalogue.korea import korean_day
from webapp.catalogue.shapes import Catalogue, Field, Kind
from webapp.consent.ports import Database
from webapp.members.ports import MemberStore
from webapp.members.staff import Access, Clerk, access, reasoned
from webapp.profile.ports import Correction, Outcome, Vault
from webapp.profile.settling import Settlement, Verdict
from webapp.rights.corrections import Words, open_words, seal_words

_REVEAL, _SETTLE = "correction.reveal", "correction.settle"
_UNTYPED = {Kind.PHOTO}


class DeskError(Exception):
    """Nothing was done; the message says why, to whoever sits at the desk."""


class Unknown(DeskError):  # noqa: N818  reads as the situation it is
    """No request has this number: it was mistyped, or its person has left."""


class NothingToSettle(DeskError):  # noqa: N818
    """The request has ended already."""


class NotByHand(DeskError):  # noqa: N818
    """A value of this kind cannot be written here; it can be kept or deleted."""


@dataclass(frozen=True, slots=True)
class Case:
    """One request without anything its person wrote. `days_left` is negative when overdue."""

    correction: Correction
    days_left: int


@dataclass(frozen=True, slots=True)
class Revealed:
    """What a request is about: the words of its person, and the value they contest."""

    case: Case
    words: Words
    value: str | None


@dataclass(frozen=True, slots=True)
class Ruling:
    """How staff settle a request; `reason` is what its person is told."""

    outcome: Outcome
    reason: str
    raw: Raw


class Desk:
    """Lists, reveals and settles requests; each act is one transaction."""

    def __init__(
        self,
        database: Database[MemberStore],
        vault: Vault,
        catalogue: Catalogue,
        minimum_age: int,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._vault = vault
        self._catalogue = catalogue
        self._settlement = Settlement(vault, catalogue)
        self._minimum_age = minimum_age
        self._now = now

    def waiting(self) -> list[Case]:
        """Return what is open, overdue first."""
        with self._database.read() as store:
            made = store.corrections.waiting()
        return [self._case(one) for one in made]

    def case(self, reference: str) -> Case:
        """Return one request; raises `Unknown`."""
        with self._database.read() as store:
            return self._case(_found(store, reference))

    def reveal(self, reference: str, clerk: Clerk, reason: str) -> Revealed:
        """Open what a request is about, on record; raises `Unknown` and `NoReason`."""
        reason = reasoned(reason)
        with self._database.write() as store:
            made = _found(store, reference)
            store.accesses.add(self._access(made, clerk, _REVEAL, reason))
        # Noted first, and in a transaction of its own: what cannot be opened was looked for, too.
        with self._database.read() as store:
            value = self._settlement.contested(store, made) if made.is_open else None
        return Revealed(
            self._case(made),
            open_words(self._vault, made),
            None if value is None else self._shown(made, value),
        )

    def settle(self, reference: str, clerk: Clerk, ruling: Ruling) -> Case:
        """Keep, change or delete the value and end its hold; the person finds the answer.

        Raises `Unknown`, `NoReason`, `NothingToSettle`, `NotByHand`, and `Unclean` for a new value
        that is none of its field.
        """
        reason = reasoned(ruling.reason)
        with self._database.write() as store:
            made = _found(store, reference)
            value = self._value(made, ruling)
            # The lock first, then another look: the person may be changing it this very moment.
            store.decisions.lock(made.member_id)
            made = _found(store, reference)
            if not made.is_open:
                raise NothingToSettle
            settled = self._settled(made, ruling.outcome, reason)
            self._settlement.settle(store, Verdict(settled, value))
            store.accesses.add(
                self._access(made, clerk, f"{_SETTLE}.{ruling.outcome.value}", reason)
            )
        return self._case(settled)

    def parts(self, reference: str) -> tuple[str, ...]:
        """Return the form names a new value is written under; raises `Unknown`, `NotByHand`."""
        field = self._field(self.case(reference).correction)
        return rules_of(field).parts(field)

    def _value(self, made: Correction, ruling: Ruling) -> str:
        if ruling.outcome is not Outcome.CHANGED:
            return ""
        field = self._field(made)
        return clean(field, ruling.raw, Bounds(korean_day(self._now()), self._minimum_age))

    def _field(self, made: Correction) -> Field:
        field = self._catalogue.find_field(made.field_key)
        if field is None or field.kind in _UNTYPED or field.not_yet is not None:
            raise NotByHand
        return field

    def _shown(self, made: Correction, value: str) -> str:
        field = self._catalogue.find_field(made.field_key)
        return rules_of(field).show(field, value, str) if field else value

    def _settled(self, made: Correction, outcome: Outcome, reason: str) -> Correction:
        words = replace(open_words(self._vault, made), answer=reason)
        sealed = seal_words(self._vault, made.member_id, made.correction_id, words)
        return replace(made, sealed=sealed, settled_at=self._now(), outcome=outcome)

    def _access(self, made: Correction, clerk: Clerk, act: str, reason: str) -> Access:
        why = f"{made.reference}: {reason}"
        return access(clerk, act, why, made.member_id, self._now())

    def _case(self, made: Correction) -> Case:
        return Case(made, (made.due_on - korean_day(self._now())).days)


def _found(store: MemberStore, reference: str) -> Correction:
    found = store.corrections.get(reference)
    if found is None:
        raise Unknown
    return found
