"""Putting a value under its decision, and erasing it with its key (promises P1, P6, P8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from webapp.catalogue.kinds import encode
from webapp.catalogue.shapes import Field, Retention, Source, Visibility
from webapp.consent.decision import Decision, MemberId
from webapp.profile.errors import FilesGone
from webapp.profile.lifetime import own_date
from webapp.profile.photos.files import Owner
from webapp.profile.photos.value import files_of
from webapp.profile.ports import Gone, Outcome, ProfileStore, ValueRow, Vault


@dataclass(frozen=True, slots=True)
class Given:
    """A cleaned value of a field (canonical text of its kind), where from, and for how long."""

    field: Field
    value: str
    source: Source
    rule: Retention


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
        expires_at=own_date(given.rule, at),
        files=files_of(given.field, given.value),
    )


def put(store: ProfileStore, vault: Vault, allowed: Allowed, given: Given, at: datetime) -> None:
    """Store a value and its key under a decision that was made before."""
    row = sealed(vault, allowed, given, at)
    if store.values.put(row):
        corrected(store, Holder(allowed.member_id, allowed.scope), [given.field.key], at)
    give_files(store, [row], at)


def keep(store: ProfileStore, decision: Decision, rows: Sequence[ValueRow]) -> None:
    """Write a decision with the values it allows."""
    held = store.values.keep(decision, rows)
    if held:
        corrected(store, Holder(decision.member_id, decision.scope), held, decision.decided_at)
    give_files(store, rows, decision.decided_at)


def give_files(store: ProfileStore, rows: Sequence[ValueRow], at: datetime) -> None:
    """Make files belong to the values just written; those they had before are deleted.

    Raises `FilesGone` when a value took so long to be written that its files are doomed.
    """
    for row in rows:
        owner = Owner(row.member_id, row.scope, row.field_key)
        if row.files and not store.photo_files.give(owner, row.files, at):
            raise FilesGone


def corrected(store: ProfileStore, holder: Holder, field_keys: Sequence[str], at: datetime) -> None:
    """End the hold of values that their person put right while somebody was asked to."""
    store.corrections.close(holder.member_id, holder.scope, field_keys, Outcome.CHANGED, at)
    store.values.release(holder.member_id, holder.scope, field_keys)


def erase(
    store: ProfileStore, holder: Holder, field_keys: Sequence[str], reason: str, at: datetime
) -> list[str]:
    """Erase values and keys, write the destruction record, return the fields that had one."""
    gone = store.values.erase(holder.member_id, holder.scope, field_keys, reason, at)
    _let_go(store, holder, gone, at)
    return [item.field_key for item in gone]


def end(
    store: ProfileStore, decision: Decision, field_keys: Sequence[str], reason: str
) -> list[str]:
    """Write a decision and erase what it ends; return the fields that somebody could be shown."""
    gone = store.values.end(decision, field_keys, reason)
    _let_go(store, Holder(decision.member_id, decision.scope), gone, decision.decided_at)
    return [item.field_key for item in gone if item.was_shown]


def _let_go(store: ProfileStore, holder: Holder, gone: Sequence[Gone], at: datetime) -> None:
    """Nothing is left to correct in a value that is gone."""
    held = [item.field_key for item in gone if item.was_held]
    if held:
        store.corrections.close(holder.member_id, holder.scope, held, Outcome.DELETED, at)
