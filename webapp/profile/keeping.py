"""Putting a value under its decision, and erasing it with its key (promises P1, P6, P8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from webapp.catalogue.kinds import encode
from webapp.catalogue.shapes import Field, Source, Visibility
from webapp.consent.decision import MemberId
from webapp.profile.ports import ProfileStore, ValueRow, Vault


@dataclass(frozen=True, slots=True)
class Given:
    """A cleaned value of a field (canonical text of its kind), and where it came from."""

    field: Field
    value: str
    source: Source


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose value it is and in which scope it was given."""

    member_id: MemberId
    scope: str


@dataclass(frozen=True, slots=True)
class Allowed:
    """The decision under which a value is kept; nothing is kept without one (promise P1)."""

    member_id: MemberId
    scope: str
    decision_id: UUID


def place_of(member_id: MemberId, scope: str, field_key: str) -> tuple[str, ...]:
    """Return the one place where a sealed value opens; moving the row makes it noise."""
    return ("field_value", str(member_id), scope, field_key)


def sealed(vault: Vault, allowed: Allowed, given: Given, at: datetime) -> ValueRow:
    """Return a value as it is kept, sealed with a key of its own, under what allows it."""
    place = place_of(allowed.member_id, allowed.scope, given.field.key)
    return ValueRow(
        member_id=allowed.member_id,
        scope=allowed.scope,
        field_key=given.field.key,
        sealed=vault.seal(encode(given.value), place),
        decision_id=allowed.decision_id,
        source=given.source.value,
        visibility=Visibility.ONLY_ME.value,
        collected_at=at,
    )


def put(store: ProfileStore, vault: Vault, allowed: Allowed, given: Given, at: datetime) -> None:
    """Store a value and its key under a decision that was made before."""
    store.values.put(sealed(vault, allowed, given, at))


def erase(
    store: ProfileStore, holder: Holder, field_keys: Sequence[str], reason: str, at: datetime
) -> list[str]:
    """Erase values and keys, write the destruction record, return the fields that had one."""
    return store.values.erase(holder.member_id, holder.scope, field_keys, reason, at)
