"""What this room needs of storage beside members: the record of what staff did."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from webapp.consent.decision import MemberId
from webapp.members.ports import MemberStore


@dataclass(frozen=True, slots=True)
class Access:
    """One act of staff on one person's data (safety standard 8): who, when, whose, what, why.

    `staff_id` is the same for the same account, `ip` the place the act was done from.
    """

    access_id: UUID
    at: datetime
    staff_id: UUID
    member_id: MemberId | None
    act: str
    reason: str
    ip: str


class Accesses(Protocol):
    """The table of acts of staff; rows are only inserted."""

    def add(self, made: Access) -> None:
        """Insert an act."""
        ...

    def sweep(self, before: datetime) -> int:
        """Delete acts that are older than an instant; return how many."""
        ...


class RightsStore(MemberStore, Protocol):
    """One transaction as this room sees it."""

    @property
    def accesses(self) -> Accesses:
        """Return what staff did."""
        ...
