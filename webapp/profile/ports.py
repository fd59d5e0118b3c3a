"""What this room needs from outside: a vault for sealing and the rows of values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from webapp.consent.decision import Answer, Decision, MemberId, Standing
from webapp.consent.ports import ConsentStore
from webapp.profile.photos.files import PhotoFiles


@dataclass(frozen=True, slots=True)
class Sealed:
    """A ciphertext and the wrapped key that is its alone; without the key it is noise."""

    text: bytes
    wrapped_key: bytes
    kek_id: str


class Vault(Protocol):
    """Seals and opens, and makes keyed blind indexes (design: P8)."""

    def seal(self, plain: bytes, bound_to: tuple[str, ...]) -> Sealed:
        """Seal with a fresh key; `bound_to` names the one place where it can be opened."""
        ...

    def open(self, sealed: Sealed, bound_to: tuple[str, ...]) -> bytes:
        """Return the plain bytes; raises `CannotOpen` for a wrong key, place or ciphertext."""
        ...

    def index(self, name: str, value: str) -> bytes:
        """Return the 32-byte keyed index of `value`, comparable only under the same `name`."""
        ...


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A value as it is stored. Instants are aware UTC.

    `files` are those of the photo store that belong to it from now on; empty when it is read.
    """

    member_id: MemberId
    scope: str
    field_key: str
    sealed: Sealed
    decision_id: UUID
    source: str
    visibility: str
    collected_at: datetime
    expires_at: datetime | None = None
    held_at: datetime | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Readable:
    """A stored value with everything that decides whether it may be read for a purpose."""

    row: ValueRow
    standing: Standing
    last_seen_at: datetime


@dataclass(frozen=True, slots=True)
class Consent:
    """The latest decision about a notice; `is_watched` if its value has a hold or its own date."""

    answer: Answer
    edition_hash: bytes
    decided_at: datetime
    is_watched: bool


@dataclass(frozen=True, slots=True)
class Destruction:
    """The record that a value and its key were destroyed, without the value (PIPA 21)."""

    destruction_id: UUID
    member_id: MemberId
    scope: str
    field_key: str
    reason: str
    destroyed_at: datetime
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A value whose time is up, by its place."""

    member_id: MemberId
    scope: str
    field_key: str


class Values(Protocol):
    """The tables of values and of their keys, always written and deleted together."""

    def put(self, row: ValueRow) -> None:
        """Insert the value and its key, or replace both."""
        ...

    def keep(self, decision: Decision, rows: Sequence[ValueRow]) -> None:
        """Insert a decision with the values it allows: none stands without it (promise P1)."""
        ...

    def erase(
        self, member_id: MemberId, scope: str, field_keys: Sequence[str], reason: str, at: datetime
    ) -> list[str]:
        """Delete values and keys, on record; return the keys of the fields that had one."""
        ...

    def end(self, decision: Decision, field_keys: Sequence[str], reason: str) -> list[str]:
        """Insert a decision and erase, as above, the values it ends (promise P6)."""
        ...

    def repoint(self, member_id: MemberId, scope: str, field_key: str, decision_id: UUID) -> None:
        """Put a value under another live decision of the same scope (design: 11.1)."""
        ...

    def own(self, member_id: MemberId) -> list[ValueRow]:
        """Return every value of one member, in every scope."""
        ...

    def readable(
        self, member_ids: Sequence[MemberId], scope: str, field_key: str, notice_key: str
    ) -> list[Readable]:
        """Return the values of one field with their latest decision, in one statement."""
        ...

    def consent(
        self, member_id: MemberId, scope: str, field_key: str, notice_key: str
    ) -> Consent | None:
        """Return the latest decision about a notice, `None` when it was never answered."""
        ...

    def overdue(
        self, field_keys: Sequence[str], unused_since: datetime, now: datetime, limit: int
    ) -> list[Due]:
        """Return values whose member was last seen by `unused_since`, or whose date has come."""
        ...

    def is_overdue(self, due: Due, unused_since: datetime, now: datetime) -> bool:
        """Tell whether that is still so, now that the member is locked."""
        ...

    def record_destruction(self, destructions: Sequence[Destruction]) -> None:
        """Insert destruction records."""
        ...

    def destructions(self, member_id: MemberId) -> list[Destruction]:
        """Return what was destroyed of a member, oldest first."""
        ...

    def destruction(self, reference: str) -> Destruction | None:
        """Return the record a person can quote the number of."""
        ...


class ProfileStore(ConsentStore, Protocol):
    """One transaction as this room sees it."""

    @property
    def photo_files(self) -> PhotoFiles:
        """Return the rows of files in the photo store."""
        ...

    @property
    def values(self) -> Values:
        """Return the values."""
        ...
