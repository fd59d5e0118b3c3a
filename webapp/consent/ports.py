"""What this room needs of storage: rows of decisions and editions inside one transaction."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol, TypeVar
from uuid import UUID

from webapp.consent.decision import Decision, MemberId, Standing
from webapp.consent.edition import Edition

StoreT_co = TypeVar("StoreT_co", covariant=True)


class Database(Protocol[StoreT_co]):
    """Opens transactions; `StoreT_co` is what the room sees of one."""

    def write(self) -> AbstractContextManager[StoreT_co]:
        """Open the one transaction of a use case: commits at the end, rolls back on error."""
        ...

    def read(self) -> AbstractContextManager[StoreT_co]:
        """Open for reading: each statement sees what is committed when it begins."""
        ...


class Decisions(Protocol):
    """The insert-only table of decisions."""

    def lock(self, member_id: MemberId) -> bool:
        """Keep every other writer of this member out until the end; `False` if they left."""
        ...

    def take_seq(self, member_id: MemberId, count: int) -> int | None:
        """Lock the member and reserve `count` numbers; return the first, `None` if they left."""
        ...

    def take_turn(self, member_id: MemberId, request: bytes, at: datetime) -> int | None:
        """Remember a request hash (32 bytes), lock the member and reserve one number.

        Returns the number, `None` when the request was carried out before; raises `MemberGone`.
        """
        ...

    def add(self, decisions: Sequence[Decision]) -> None:
        """Insert decisions; nothing ever updates them."""
        ...

    def standings(self, member_id: MemberId, scope: str) -> list[Standing]:
        """Return the latest decision of each notice the member ever answered in `scope`."""
        ...

    def history(self, member_id: MemberId) -> list[Decision]:
        """Return every decision of a member, oldest first."""
        ...

    def scopes(self, member_id: MemberId) -> list[str]:
        """Return the scopes the member ever answered in."""
        ...

    def purge(self, left_before: datetime, at: datetime, limit: int) -> int:
        """Delete members who left by then, with their decisions; return how many.

        The leaf of each decision is in the log afterwards, whether it was before or not.
        """
        ...

    def shown(self, member_id: MemberId, decision_id: UUID) -> tuple[Decision, Edition] | None:
        """Return a member's decision with the edition it was made on."""
        ...


class EditionShelf(Protocol):
    """The immutable table of editions."""

    def publish(self, editions: Sequence[Edition]) -> None:
        """Keep editions for ever; those already kept are left as they are."""
        ...

    def get(self, edition_hash: bytes) -> Edition | None:
        """Return an edition of any age by its hash."""
        ...

    def translated(self, edition: Edition, locale: str) -> Edition | None:
        """Return the newest edition of the same facts, told the same way, in a language."""
        ...

    def fields(self) -> set[str]:
        """Return the key of every field that any edition ever was about."""
        ...


class Repeats(Protocol):
    """The memory of requests already carried out (P13)."""

    def is_first(self, member_id: MemberId, request: bytes, at: datetime) -> bool:
        """Remember a request hash (32 bytes); return whether it had not been seen before."""
        ...

    def forget(self, member_id: MemberId) -> None:
        """Forget every request of a member who leaves."""
        ...

    def sweep(self, before: datetime) -> int:
        """Forget requests older than an instant; return how many."""
        ...


class ConsentStore(Protocol):
    """One transaction as this room sees it."""

    @property
    def decisions(self) -> Decisions:
        """Return the decisions."""
        ...

    @property
    def editions(self) -> EditionShelf:
        """Return the editions."""
        ...

    @property
    def repeats(self) -> Repeats:
        """Return the memory of requests."""
        ...
