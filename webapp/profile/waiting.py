"""What waits for its person for minutes or days and is no value yet: its rows and their tables.

A year on its way from the gate to the question about age, and a telephone number that is being
checked. Both are sealed under keys of their own and end by themselves; nobody can read them for any
purpose.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from webapp.consent.decision import MemberId
from webapp.profile.ports import ProfileStore, Sealed


@dataclass(frozen=True, slots=True)
class KeptYear:
    """The year of birth a person carries along; `expires_at` is aware UTC."""

    member_id: MemberId
    sealed: Sealed
    expires_at: datetime


class KeptYears(Protocol):
    """The table of years; a year goes with any decision about the question it is carried to."""

    def put(self, kept: KeptYear) -> None:
        """Insert or replace a member's year."""
        ...

    def get(self, member_id: MemberId) -> KeptYear | None:
        """Return a member's year."""
        ...

    def sweep(self, now: datetime) -> int:
        """Delete the years past their date; return how many."""
        ...


@dataclass(frozen=True, slots=True)
class NumberCheck:
    """A number being checked: sealed with what was answered, and how often a code was wrong."""

    member_id: MemberId
    sealed: Sealed
    misses: int
    expires_at: datetime


class NumberChecks(Protocol):
    """The table of numbers being checked, at most one of a member."""

    def put(self, check: NumberCheck) -> None:
        """Insert or replace a member's check."""
        ...

    def get(self, member_id: MemberId) -> NumberCheck | None:
        """Return a member's check."""
        ...

    def forget(self, member_id: MemberId) -> None:
        """Delete a member's check."""
        ...

    def sweep(self, now: datetime) -> int:
        """Delete the checks past their date; return how many."""
        ...


class WaitingStore(ProfileStore, Protocol):
    """One transaction as those see it who keep something waiting."""

    @property
    def kept_years(self) -> KeptYears:
        """Return the years carried from the gate."""
        ...

    @property
    def number_checks(self) -> NumberChecks:
        """Return the numbers being checked."""
        ...
