"""Applications, as rows: at most one of a member for an event."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, delete, or_, select, update

from webapp.consent.decision import MemberId
from webapp.events.rows import REFERENCE_KEPT, Entry, EntryStatus, EventRow
from webapp.storage.events.published import event_of, lock_event
from webapp.storage.tables import event, event_entry, event_handed
from webapp.storage.upsert import insert_new, put

_COLUMNS = tuple(event_entry.c.keys())
_MINE = tuple(column.label(f"mine_{column.key}") for column in event_entry.c)
_SENT = event_entry.c.status.in_((EntryStatus.SEATED, EntryStatus.WAITING))


class Entries:
    """Implements `events.ports.Entries`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, member_id: MemberId, event_id: str) -> Entry | None:
        """Return a member's application."""
        mine = event_entry.c.member_id == member_id
        found = self._found(select(event_entry).where(mine, event_entry.c.event_id == event_id))
        return found[0] if found else None

    def with_event(
        self, member_id: MemberId, event_id: str
    ) -> tuple[EventRow | None, Entry | None]:
        """Return an event with a member's application for it, in one statement."""
        same = event_entry.c.event_id == event.c.event_id
        both = and_(same, event_entry.c.member_id == member_id)
        joined = select(event, *_MINE).outerjoin(event_entry, both)
        row = self._connection.execute(joined.where(event.c.event_id == event_id)).first()
        if row is None:
            return None, None
        return event_of(row), (_entry_of(row, "mine_") if row.mine_member_id else None)

    def of(self, member_id: MemberId) -> list[Entry]:
        """Return a member's applications, the newest first."""
        mine = select(event_entry).where(event_entry.c.member_id == member_id)
        return self._found(mine.order_by(event_entry.c.began_at.desc(), event_entry.c.event_id))

    def begin(self, draft: Entry) -> None:
        """Insert a draft unless its key is taken."""
        insert_new(self._connection, event_entry, _row(draft))

    def send(self, entry: Entry) -> None:
        """Insert what was sent, or write it over its draft."""
        put(self._connection, event_entry, _row(entry))

    def step_back(self, entry: Entry) -> None:
        """Write one without its place; the event is locked first, as in `delete`."""
        lock_event(self._connection, entry.event_id)
        put(self._connection, event_entry, _row(entry))

    def redate(self, event_id: str, expires_at: datetime) -> None:
        """Move the end of what was sent, of drafts which would come after it, of references."""
        lock_event(self._connection, event_id)
        self._connection.execute(
            update(event_entry)
            .where(
                event_entry.c.event_id == event_id,
                or_(_SENT, event_entry.c.expires_at > expires_at),
            )
            .values(expires_at=expires_at)
        )
        self._connection.execute(
            update(event_handed)
            .where(event_handed.c.event_id == event_id)
            .values(expires_at=expires_at + REFERENCE_KEPT)
        )

    def delete(self, member_id: MemberId, event_id: str) -> bool:
        """Delete an application; what went out for it stays known.

        The event is locked first: its seats are settled next, and whoever settles locks it before
        the applications.
        """
        lock_event(self._connection, event_id)
        gone = self._connection.execute(
            delete(event_entry).where(
                event_entry.c.member_id == member_id, event_entry.c.event_id == event_id
            )
        )
        return bool(gone.rowcount)

    def sent(self, event_id: str) -> list[Entry]:
        """Return what was sent, in order."""
        sent = select(event_entry).where(event_entry.c.event_id == event_id, _SENT)
        return self._found(sent.order_by(event_entry.c.place))

    def expired(self, now: datetime, limit: int) -> list[Entry]:
        """Return applications whose time is up, the oldest first."""
        over = select(event_entry).where(event_entry.c.expires_at <= now)
        return self._found(over.order_by(event_entry.c.expires_at).limit(limit))

    def of_event(self, event_id: str) -> list[Entry]:
        """Return every application for an event that is a draft or was sent."""
        here = select(event_entry).where(
            event_entry.c.event_id == event_id, event_entry.c.status != EntryStatus.CALLED_OFF
        )
        return self._found(here.order_by(event_entry.c.member_id))

    def _found(self, statement: Select[Any]) -> list[Entry]:
        return [_entry_of(row) for row in self._connection.execute(statement)]


def _row(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in _COLUMNS} | {"status": entry.status.value}


def _entry_of(row: Row[Any], prefix: str = "") -> Entry:
    plain: dict[str, Any] = {name: getattr(row, prefix + name) for name in _COLUMNS}
    return Entry(**plain | {"status": EntryStatus(plain["status"])})
