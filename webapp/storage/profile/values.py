"""Implements the profile room's port over the tables of values and keys."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Connection, Row, select, update

from webapp.catalogue.shapes import Visibility
from webapp.consent.decision import Answer, Decision, MemberId
from webapp.profile.ports import Consent, Destruction, Gone, Readable, Sealed, ValueRow
from webapp.storage.consent import Decisions, decision_row, standing_of
from webapp.storage.profile.reading import CONSENT, OWN, READABLE
from webapp.storage.profile.writing import (
    DECIDED,
    END_TOGETHER,
    ERASE_TOGETHER,
    ERASE_VALUES,
    KEEP_TOGETHER,
    PUT_TOGETHER,
    PUT_VALUE,
)
from webapp.storage.tables import destruction, field_value, value_key
from webapp.storage.upsert import put


class Values:
    """Implements `profile.ports.Values`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        # A statement that writes inside another one is PostgreSQL's; SQLite has none.
        self._is_together = connection.dialect.name == "postgresql"

    def put(self, row: ValueRow) -> bool:
        """Insert or replace a value and its key; tell whether it is held."""
        if self._is_together:
            return PUT_TOGETHER.scalar(self._connection, _named(row)) is not None
        held_at = self._connection.scalar(PUT_VALUE, _named(row))
        place = {"member_id": row.member_id, "scope": row.scope, "field_key": row.field_key}
        put(self._connection, value_key, place | _key(row))
        return held_at is not None

    def keep(self, decision: Decision, rows: Sequence[ValueRow]) -> list[str]:
        """Insert a decision and its values, the first of them in the same statement."""
        held = []
        if self._is_together and rows:
            first, *rows = rows
            named = _named(first) | _decided(decision)
            if KEEP_TOGETHER.scalar(self._connection, named) is not None:
                held.append(first.field_key)
        else:
            Decisions(self._connection).add([decision])
        return held + [row.field_key for row in rows if self.put(row)]

    def repoint(self, member_id: MemberId, scope: str, field_key: str, decision_id: UUID) -> None:
        """Change the decision a value stands under."""
        self._connection.execute(
            update(field_value)
            .where(*_place(field_value.c, member_id, scope, [field_key]))
            .values(decision_id=decision_id)
        )

    def erase(
        self, member_id: MemberId, scope: str, field_keys: Sequence[str], reason: str, at: datetime
    ) -> list[Gone]:
        """Delete values and their keys, and insert the records of it."""
        asked = {"member": member_id, "scope": scope, "fields": list(field_keys)}
        if self._is_together:
            told = {"reason": reason, "at": at}
            return _gone(ERASE_TOGETHER.rows(self._connection, asked | told))
        # A trigger of SQLite's deletes the keys.
        gone = _gone(self._connection.execute(ERASE_VALUES, asked))
        if gone:
            keys = [item.field_key for item in gone]
            made = [Destruction(uuid4(), member_id, scope, key, reason, at) for key in keys]
            self.record_destruction(made)
        return gone

    def end(self, decision: Decision, field_keys: Sequence[str], reason: str) -> list[Gone]:
        """Insert a decision and destroy what it ends."""
        who, scope, at = decision.member_id, decision.scope, decision.decided_at
        if self._is_together:
            asked = {"member": who, "scope": scope, "fields": list(field_keys)}
            told = {"reason": reason, "at": at}
            named = asked | told | _decided(decision)
            return _gone(END_TOGETHER.rows(self._connection, named))
        Decisions(self._connection).add([decision])
        return self.erase(who, scope, field_keys, reason, at)

    def show_to(self, member_id: MemberId, scope: str, field_key: str, audience: str) -> bool:
        """Change the visibility of a value."""
        return self._set(member_id, scope, [field_key], visibility=audience)

    def hold(self, member_id: MemberId, scope: str, field_key: str, at: datetime) -> bool:
        """Write since when a value is held, unless it is."""
        free = field_value.c.held_at.is_(None)
        return self._set(member_id, scope, [field_key], free, held_at=at)

    def release(self, member_id: MemberId, scope: str, field_keys: Sequence[str]) -> None:
        """Let values be read again."""
        self._set(member_id, scope, field_keys, held_at=None)

    def _set(
        self,
        member_id: MemberId,
        scope: str,
        field_keys: Sequence[str],
        *conditions: ColumnElement[bool],
        **columns: object,
    ) -> bool:
        mine = _place(field_value.c, member_id, scope, field_keys)
        statement = update(field_value).where(*mine, *conditions).values(**columns)
        return self._connection.execute(statement).rowcount > 0

    def own(self, member_id: MemberId) -> list[ValueRow]:
        """Return a member's values."""
        return [_value_of(row) for row in self._connection.execute(OWN, {"member": member_id})]

    def readable(
        self, member_ids: Sequence[MemberId], scope: str, field_key: str, notice_key: str
    ) -> list[Readable]:
        """Return values with the decision that speaks for them now."""
        asked = {
            "members": list(member_ids),
            "scope": scope,
            "field": field_key,
            "notice": notice_key,
        }
        found = self._connection.execute(READABLE, asked)
        return [Readable(_value_of(row), standing_of(row), row.last_seen_at) for row in found]

    def consent(
        self, member_id: MemberId, scope: str, field_key: str, notice_key: str
    ) -> Consent | None:
        """Return the latest decision by its index, and whether the value needs a closer look."""
        asked = {"member": member_id, "scope": scope, "field": field_key, "notice": notice_key}
        row = self._connection.execute(CONSENT, asked).first()
        if row is None:
            return None
        return Consent(Answer(row.answer), row.edition_hash, row.decided_at, bool(row.is_watched))

    def record_destruction(self, destructions: Sequence[Destruction]) -> None:
        """Insert destruction records."""
        rows = [
            {column.name: getattr(item, column.name) for column in destruction.c}
            for item in destructions
        ]
        self._connection.execute(destruction.insert(), rows)

    def destructions(self, member_id: MemberId) -> list[Destruction]:
        """Return a member's destruction records, oldest first."""
        statement = select(destruction).where(destruction.c.member_id == member_id)
        found = self._connection.execute(statement.order_by(destruction.c.destroyed_at))
        return [Destruction(**row._mapping) for row in found]  # noqa: SLF001  its public name

    def destruction(self, reference: str) -> Destruction | None:
        """Return the record with a reference."""
        statement = select(destruction).where(
            destruction.c.reference == reference, destruction.c.reference != ""
        )
        row = self._connection.execute(statement).first()
        return None if row is None else Destruction(**row._mapping)  # noqa: SLF001  its public name


def _kept(row: ValueRow) -> dict[str, Any]:
    return {
        "sealed": row.sealed.text,
        "decision_id": row.decision_id,
        "source": row.source,
        "visibility": row.visibility,
        "collected_at": row.collected_at,
        "expires_at": row.expires_at,
        "held_at": row.held_at,
    }


def _key(row: ValueRow) -> dict[str, Any]:
    return {"wrapped_key": row.sealed.wrapped_key, "kek_id": row.sealed.kek_id}


def _named(row: ValueRow) -> dict[str, Any]:
    """Return a value and its key under the names they have in one statement."""
    place = {"member": row.member_id, "scope": row.scope, "field": row.field_key}
    return place | {f"new_{name}": value for name, value in (_kept(row) | _key(row)).items()}


def _gone(found: Iterable[Row[Any]]) -> list[Gone]:
    return [
        Gone(row.field_key, row.visibility != Visibility.ONLY_ME, row.held_at is not None)
        for row in found
    ]


def _decided(decision: Decision) -> dict[str, Any]:
    return {DECIDED + name: value for name, value in decision_row(decision).items()}


def _place(
    columns: Any,  # noqa: ANN401  the columns of either table
    member_id: MemberId,
    scope: str,
    field_keys: Sequence[str],
) -> tuple[ColumnElement[bool], ...]:
    return (
        columns.member_id == member_id,
        columns.scope == scope,
        columns.field_key.in_(field_keys),
    )


def _value_of(row: Row[Any]) -> ValueRow:
    return ValueRow(
        member_id=row.member_id,
        scope=row.scope,
        field_key=row.field_key,
        sealed=Sealed(row.sealed, row.wrapped_key, row.kek_id),
        decision_id=row.allowed_by,
        source=row.source,
        visibility=row.visibility,
        collected_at=row.collected_at,
        expires_at=row.expires_at,
        held_at=row.held_at,
    )
