"""What this room needs from outside: a vault for sealing and the rows of values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
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
    """Seals and opens, and makes keyed blind indexes (promise P8)."""

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


class Outcome(StrEnum):
    """How a request to correct a value ended; the last one is the person's own doing."""

    KEPT = "kept"
    CHANGED = "changed"
    DELETED = "deleted"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class Correction:
    """A request to correct a value (PIPA 36). `sealed` holds what was said, `due_on` is Korean.

    It is open until `settled_at`; `told_at` is when the person put the answer away.
    """

    member_id: MemberId
    correction_id: UUID
    reference: str
    scope: str
    field_key: str
    sealed: Sealed
    opened_at: datetime
    due_on: date
    settled_at: datetime | None = None
    outcome: Outcome | None = None
    told_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether the value is still being checked."""
        return self.settled_at is None


@dataclass(frozen=True, slots=True)
class Gone:
    """A value that was erased just now, and what hung on it: a consent to show it, a hold."""

    field_key: str
    was_shown: bool
    was_held: bool


class Values(Protocol):
    """The tables of values and of their keys, always written and deleted together."""

    def put(self, row: ValueRow) -> bool:
        """Insert the value and its key, or replace both; return whether it is on hold.

        Who may see a value that was there, and since when it is held, stays as it was.
        """
        ...

    def keep(self, decision: Decision, rows: Sequence[ValueRow]) -> list[str]:
        """Insert a decision with the values it allows: none stands without it (promise P1).

        Returns the keys of the fields whose value is on hold.
        """
        ...

    def erase(
        self, member_id: MemberId, scope: str, field_keys: Sequence[str], reason: str, at: datetime
    ) -> list[Gone]:
        """Delete values and keys, on record; return the fields that had one."""
        ...

    def end(self, decision: Decision, field_keys: Sequence[str], reason: str) -> list[Gone]:
        """Insert a decision and erase, as above, the values it ends (promise P6)."""
        ...

    def repoint(self, member_id: MemberId, scope: str, field_key: str, decision_id: UUID) -> None:
        """Put a value under another live decision of the same scope, which now keeps it alive."""
        ...

    def show_to(self, member_id: MemberId, scope: str, field_key: str, audience: str) -> bool:
        """Write who may see a value; `False` when there is none."""
        ...

    def hold(self, member_id: MemberId, scope: str, field_key: str, at: datetime) -> bool:
        """Put a value on hold; `False` when there is none, or it is held already."""
        ...

    def release(self, member_id: MemberId, scope: str, field_keys: Sequence[str]) -> None:
        """Lift the hold of values."""
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

    def record_destruction(self, destructions: Sequence[Destruction]) -> None:
        """Insert destruction records."""
        ...

    def destructions(self, member_id: MemberId) -> list[Destruction]:
        """Return what was destroyed of a member, oldest first."""
        ...

    def destruction(self, reference: str) -> Destruction | None:
        """Return the record a person can quote the number of."""
        ...


class Corrections(Protocol):
    """The table of requests to correct a value; at most one of a value is open."""

    def add(self, made: Correction) -> None:
        """Insert a request."""
        ...

    def of(self, member_id: MemberId) -> list[Correction]:
        """Return a member's requests, the newest first."""
        ...

    def get(self, reference: str) -> Correction | None:
        """Return the request with a number that was quoted."""
        ...

    def waiting(self) -> list[Correction]:
        """Return every open request of all members, the one that is due first first."""
        ...

    def settle(self, made: Correction) -> None:
        """Write how a request ended, and what was answered."""
        ...

    def close(
        self, member_id: MemberId, scope: str, field_keys: Sequence[str], outcome: str, at: datetime
    ) -> None:
        """End the open requests about values by the person's own act: there is nothing to tell."""
        ...

    def put_away(self, member_id: MemberId, at: datetime) -> None:
        """Note that a member read what was answered so far."""
        ...

    def sweep(self, settled_before: datetime) -> int:
        """Delete requests that were settled by then; return how many."""
        ...


class ProfileStore(ConsentStore, Protocol):
    """One transaction as this room sees it."""

    @property
    def corrections(self) -> Corrections:
        """Return the requests to correct a value."""
        ...

    @property
    def photo_files(self) -> PhotoFiles:
        """Return the rows of files in the photo store."""
        ...

    @property
    def values(self) -> Values:
        """Return the values."""
        ...
