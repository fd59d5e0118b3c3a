"""What was handed on, as rows: one says of whom, the other only what a recipient holds."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from webapp.consent.decision import MemberId
from webapp.events.rows import Handed, Transfer
from webapp.storage.tables import event_handed, event_transfer

_IN_ORDER = (event_transfer.c.handed_at, event_transfer.c.reference)
_TRANSFER = tuple(event_transfer.c.keys())
_HANDED = tuple(event_handed.c.keys())


class Transfers:
    """Implements `events.ports.Transfers`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, transfer: Transfer, handed: Handed) -> None:
        """Insert both rows, which have one reference."""
        self._connection.execute(
            event_handed.insert().values({name: getattr(handed, name) for name in _HANDED})
        )
        row = {name: getattr(transfer, name) for name in _TRANSFER}
        row["items"] = json.dumps(transfer.items)
        self._connection.execute(event_transfer.insert().values(row))

    def of(self, member_id: MemberId) -> list[Transfer]:
        """Return what of a member was handed on, the oldest first."""
        mine = select(event_transfer).where(event_transfer.c.member_id == member_id)
        found = self._connection.execute(mine.order_by(*_IN_ORDER))
        return [_transfer_of(row) for row in found]

    def handed_of(self, member_id: MemberId) -> list[Handed]:
        """Return the other row of each, in the same order."""
        mine = select(event_handed).join(
            event_transfer, event_transfer.c.reference == event_handed.c.reference
        )
        mine = mine.where(event_transfer.c.member_id == member_id).order_by(*_IN_ORDER)
        return [Handed(*row) for row in self._connection.execute(mine)]

    def of_event(self, event_id: str, recipient: str) -> list[Transfer]:
        """Return what went to a recipient of members of today."""
        theirs = select(event_transfer).where(
            event_transfer.c.event_id == event_id, event_transfer.c.recipient == recipient
        )
        found = self._connection.execute(theirs.order_by(*_IN_ORDER))
        return [_transfer_of(row) for row in found]

    def handed(self, event_id: str, recipient: str) -> list[Handed]:
        """Return every reference a recipient holds, the oldest first."""
        theirs = select(event_handed).where(
            event_handed.c.event_id == event_id, event_handed.c.recipient == recipient
        )
        order = (event_handed.c.handed_at, event_handed.c.reference)
        found = self._connection.execute(theirs.order_by(*order))
        return [Handed(*row) for row in found]

    def again(self, references: Sequence[str], at: datetime) -> None:
        """Write when the items of these references last went."""
        self._connection.execute(
            update(event_transfer)
            .where(event_transfer.c.reference.in_(references))
            .values(last_at=at)
        )

    def tell(self, references: Sequence[str], at: datetime) -> None:
        """Write when a recipient was told; the first time counts."""
        self._connection.execute(
            update(event_handed)
            .where(event_handed.c.reference.in_(references), event_handed.c.told_at.is_(None))
            .values(told_at=at)
        )

    def sweep(self, now: datetime) -> int:
        """Delete references past their date; the rows that say whose they were go with them."""
        return self._connection.execute(
            delete(event_handed).where(event_handed.c.expires_at <= now)
        ).rowcount


def _transfer_of(row: Row[Any]) -> Transfer:
    plain = {name: getattr(row, name) for name in _TRANSFER}
    return Transfer(**plain | {"items": tuple(json.loads(row.items))})
