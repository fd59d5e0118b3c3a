"""Staff at a terminal: who they are, and the record of what they looked at, for what reason.

Every room that shows or hands out what people gave notes it here, in the transaction of the act or
before it (safety standard 8).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID, uuid4

from webapp.consent.decision import MemberId

_PLACE = 45  # as wide as the column


class NoReason(Exception):  # noqa: N818  reads as the situation it is
    """Nobody looks at, settles or hands on anything without saying why."""


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who sits at the desk: a number that is the same for the same account, and from where."""

    staff_id: UUID
    place: str


@dataclass(frozen=True, slots=True)
class Access:
    """One act of staff on one person's data: who, when, whose, what, why.

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


def access(clerk: Clerk, act: str, reason: str, member_id: MemberId | None, at: datetime) -> Access:
    """Return an act that is happening now; `reason` names no value."""
    return Access(uuid4(), at, clerk.staff_id, member_id, act, reason, clerk.place[:_PLACE])


def reasoned(reason: str) -> str:
    """Return a reason in one line; raises `NoReason` for none."""
    plain = " ".join(reason.split())
    if not plain:
        raise NoReason
    return plain
