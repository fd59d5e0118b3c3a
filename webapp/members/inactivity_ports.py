"""What it takes to tell people that their values are about to go, or have gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from webapp.consent.decision import MemberId


@dataclass(frozen=True, slots=True)
class Silent:
    """Somebody who has not been here for long, and since when."""

    member_id: MemberId
    last_seen_at: datetime


@dataclass(frozen=True, slots=True)
class Deletion:
    """That a value was deleted by a clock, and when; never what it was."""

    field_key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Since:
    """What happened to somebody's values while they were away.

    `kept` is the day on which they would have been deleted, had their person not come back.
    """

    kept: date | None
    deletions: tuple[Deletion, ...]

    @property
    def until(self) -> datetime | None:
        """Return the instant of the last deletion, `None` when there was none."""
        return max((deletion.at for deletion in self.deletions), default=None)


class Letters(Protocol):
    """The table of what people were told once, about one day."""

    def write(self, member_id: MemberId, kind: str, about: date, at: datetime) -> bool:
        """Insert a letter; `False` when it was written before."""
        ...

    def hand_over(self, member_id: MemberId, kind: str, about: date) -> int:
        """Note that a letter is being handed over; return how often it was, 0 if there is none."""
        ...

    def take_back(self, member_id: MemberId, kind: str, about: date) -> None:
        """Note that it surely was not taken."""
        ...

    def sweep(self, before: datetime) -> int:
        """Delete letters written by then; return how many."""
        ...


class Absences(Protocol):
    """Who has been away for long, and what became of their values meanwhile."""

    def silent(
        self,
        kind: str,
        span: tuple[datetime, datetime],
        field_key: str,
        after: MemberId | None,
        limit: int,
    ) -> list[Silent]:
        """Return a page of members last seen after one instant and by another, by their ids.

        They have a value of `field_key`, and had no letter of this kind since they were here.
        """
        ...

    def fields_of(self, member_id: MemberId, field_keys: Sequence[str]) -> list[str]:
        """Return which of these fields a member has values of, never the values."""
        ...

    def since(self, member_id: MemberId, came_at: datetime, kept: str) -> Since:
        """Return the deletions not put away, and what a login at `came_at` came in time for.

        `kept` is the kind of letter that notes the latter.
        """
        ...

    def put_away(self, member_id: MemberId, until: datetime) -> None:
        """Note that deletions up to an instant were read."""
        ...


class InactivityStore(Protocol):
    """One transaction as whoever looks after the silent sees it."""

    @property
    def letters(self) -> Letters:
        """Return what people were told."""
        ...

    @property
    def absences(self) -> Absences:
        """Return who has been away."""
        ...
