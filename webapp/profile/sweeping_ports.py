"""What the clock of values needs from outside: which values are over, of whomever."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from webapp.consent.decision import MemberId
from webapp.outbox.ports import OutboxStore
from webapp.profile.ports import ProfileStore


@dataclass(frozen=True, slots=True)
class Due:
    """A value whose time is up, by its place."""

    member_id: MemberId
    scope: str
    field_key: str


class Overdue(Protocol):
    """Finds values whose time is up. Nothing here is decided yet: the member is not locked."""

    def first_seen(self, after: datetime) -> datetime | None:
        """Return the earliest last use of any active member after an instant."""
        ...

    def unused(
        self, field_keys: Sequence[str], after: datetime, until: datetime, limit: int
    ) -> list[Due]:
        """Return values of these fields whose member was last seen after one instant, by another.

        Only those of the membership: what was answered at an event ends by its own date. The cost
        follows the number of members seen between the two.
        """
        ...

    def dated(self, now: datetime, limit: int) -> list[Due]:
        """Return values of any field whose own date has come."""
        ...

    def is_over(self, due: Due, unused_since: datetime, now: datetime) -> bool:
        """Tell whether a value is unused since then or past its date, now its member is locked."""
        ...

    def members(self, after: MemberId | None, limit: int) -> list[MemberId]:
        """Return a page of all active members, those that follow `after`."""
        ...

    def undeclared(
        self, member_ids: Sequence[MemberId], scope: str, declared: Sequence[str]
    ) -> list[Due]:
        """Return values these members have in a scope, of other fields than those declared."""
        ...


class SweepStore(ProfileStore, OutboxStore, Protocol):
    """One transaction as the clock of values sees it."""

    @property
    def overdue(self) -> Overdue:
        """Return what finds values whose time is up."""
        ...
