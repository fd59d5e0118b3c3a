"""Events and the versions of their files, as rows; their seats are given out here.

Whoever locks a member and an event locks the member first, and applications last.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, case, func, or_, select, update

from webapp.consent.decision import MemberId
from webapp.events.rows import EntryStatus, EventRow, EventState, Place, VersionRow
from webapp.storage.columns import Instant
from webapp.storage.tables import event, event_entry, event_version
from webapp.storage.upsert import insert

PUBLISHING = 0x6576656E74
"""Name of the lock (PostgreSQL) of whoever publishes, keeps, closes or calls off."""

_FACTS = ("slug", "version", "seats", "starts_at", "closes_at", "ends_at", "forget_at")
_PLAIN = ("event_id", *_FACTS, "taken", "waiting")

# Nobody gets a seat past those who wait.
_HAS_SEAT = and_(event.c.waiting == 0, event.c.taken < event.c.seats)
_TAKE = (
    update(event)
    .where(
        event.c.event_id == bindparam("event"),
        event.c.version == bindparam("judged"),
        event.c.state == EventState.OPEN,
    )
    .values(
        last_place=event.c.last_place + 1,
        taken=case((_HAS_SEAT, event.c.taken + 1), else_=event.c.taken),
        waiting=case((_HAS_SEAT, event.c.waiting), else_=event.c.waiting + 1),
    )
    .returning(event.c.last_place, event.c.waiting, event.c.forget_at)
)


def _count_of(status: EntryStatus) -> Any:  # noqa: ANN401  an expression of any type
    return func.count().filter(event_entry.c.status == status)


_SEATED, _WAITING = _count_of(EntryStatus.SEATED), _count_of(EntryStatus.WAITING)
_COUNTS = (
    select(event_entry.c.event_id, _SEATED.label("seated"), _WAITING.label("waiting"))
    .where(event_entry.c.status.in_((EntryStatus.SEATED, EntryStatus.WAITING)))
    .group_by(event_entry.c.event_id)
    .subquery()
)
_UNSETTLED = (
    select(event.c.event_id)
    .outerjoin(_COUNTS, _COUNTS.c.event_id == event.c.event_id)
    .where(
        or_(
            event.c.taken != func.coalesce(_COUNTS.c.seated, 0),
            event.c.waiting != func.coalesce(_COUNTS.c.waiting, 0),
            and_(
                event.c.waiting > 0,
                event.c.taken < event.c.seats,
                event.c.state != EventState.CANCELLED,
                event.c.starts_at > bindparam("now", type_=Instant),
            ),
        )
    )
    .order_by(event.c.event_id)
)


def lock_event(connection: Connection, event_id: str) -> Row[Any] | None:
    """Return an event's row, locked (SQLite's writer holds the whole file already)."""
    statement = select(event).where(event.c.event_id == event_id)
    if connection.dialect.name != "sqlite":
        # Not FOR UPDATE: whoever begins an application holds the key share lock of its foreign key.
        statement = statement.with_for_update(key_share=True)
    return connection.execute(statement).first()


class Events:
    """Implements `events.ports.Events`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def alone(self) -> None:
        """Take the one lock of organisers (SQLite's writer holds the whole file already)."""
        if self._connection.dialect.name != "sqlite":
            self._connection.execute(select(func.pg_advisory_xact_lock(PUBLISHING)))

    def add_version(self, event_id: str, body: str) -> int:
        """Insert a file under the next number."""
        last = select(func.coalesce(func.max(event_version.c.version), 0))
        number = self._connection.scalar(last.where(event_version.c.event_id == event_id))
        row = {"event_id": event_id, "version": (number or 0) + 1, "body": body}
        self._connection.execute(event_version.insert().values(row))
        return int(row["version"])

    def latest(self, event_id: str) -> VersionRow | None:
        """Return the newest version."""
        found = select(event_version).where(event_version.c.event_id == event_id)
        return self._version(found.order_by(event_version.c.version.desc()).limit(1))

    def version(self, event_id: str, number: int) -> VersionRow | None:
        """Return one version."""
        return self._version(
            select(event_version).where(
                event_version.c.event_id == event_id, event_version.c.version == number
            )
        )

    def publish(self, row: EventRow, at: datetime) -> None:
        """Mark a version and write its event; what is counted stays."""
        self._connection.execute(
            update(event_version)
            .where(
                event_version.c.event_id == row.event_id,
                event_version.c.version == row.version,
                event_version.c.published_at.is_(None),
            )
            .values(published_at=at)
        )
        facts = {name: getattr(row, name) for name in _FACTS}
        new = facts | {"event_id": row.event_id, "state": row.state.value}
        new |= {"taken": 0, "waiting": 0, "last_place": 0}
        statement = insert(self._connection, event).values(new)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["event_id"], set_=facts)
        )

    def set_state(self, event_id: str, state: EventState) -> bool:
        """Write how an event stands, unless it is called off."""
        here = update(event).where(
            event.c.event_id == event_id, event.c.state != EventState.CANCELLED
        )
        return bool(self._connection.execute(here.values(state=state.value)).rowcount)

    def get(self, event_id: str) -> EventRow | None:
        """Return an event."""
        found = self._found(select(event).where(event.c.event_id == event_id))
        return found[0] if found else None

    def find(self, slug: str) -> EventRow | None:
        """Return the event with an address."""
        found = self._found(select(event).where(event.c.slug == slug))
        return found[0] if found else None

    def listed(self, ends_after: datetime) -> list[EventRow]:
        """Return the events that are not over."""
        coming = select(event).where(event.c.ends_at > ends_after)
        return self._found(coming.order_by(event.c.starts_at, event.c.event_id))

    def all(self) -> list[EventRow]:
        """Return every event, in the order of their names."""
        return self._found(select(event).order_by(event.c.event_id))

    def take_place(self, event_id: str, version: int) -> Place | None:
        """Count one on in one statement, so that two at once never get the same."""
        row = self._connection.execute(_TAKE, {"event": event_id, "judged": version}).first()
        # Whoever got a seat found nobody waiting, and left nobody.
        return None if row is None else Place(row.last_place, row.waiting == 0, row.forget_at)

    def settle_seats(self, event_id: str, at: datetime) -> list[MemberId]:
        """Lock, count, seat who waits longest unless it has begun, and write the counts."""
        found = lock_event(self._connection, event_id)
        if found is None:
            return []
        counted = select(_SEATED, _WAITING).where(event_entry.c.event_id == event_id)
        taken, waiting = self._connection.execute(counted).one()
        is_over = found.state == EventState.CANCELLED or at >= found.starts_at
        free = 0 if is_over else max(found.seats - taken, 0)
        lucky = self._seat(event_id, min(free, waiting), at)
        counts = {"taken": taken + len(lucky), "waiting": waiting - len(lucky)}
        self._connection.execute(update(event).where(event.c.event_id == event_id).values(counts))
        return lucky

    def unsettled(self, now: datetime) -> list[str]:
        """Compare the counts with the applications, of all events at once."""
        return list(self._connection.scalars(_UNSETTLED, {"now": now}))

    def _seat(self, event_id: str, count: int, at: datetime) -> list[MemberId]:
        """Give seats to those who wait longest; who leaves right now is passed over."""
        if not count:
            return []
        here = event_entry.c.event_id == event_id
        waiting = select(event_entry.c.member_id).where(
            here, event_entry.c.status == EntryStatus.WAITING
        )
        waiting = waiting.order_by(event_entry.c.place).limit(count)
        if self._connection.dialect.name != "sqlite":
            waiting = waiting.with_for_update()
        lucky = [MemberId(found) for found in self._connection.scalars(waiting)]
        self._connection.execute(
            update(event_entry)
            .where(here, event_entry.c.member_id.in_(lucky))
            .values(status=EntryStatus.SEATED.value, seated_at=at)
        )
        return lucky

    def _version(self, statement: Select[Any]) -> VersionRow | None:
        row = self._connection.execute(statement).first()
        return None if row is None else VersionRow(*row)

    def _found(self, statement: Select[Any]) -> list[EventRow]:
        return [event_of(row) for row in self._connection.execute(statement)]


def event_of(row: Row[Any]) -> EventRow:
    """Return the event in a row that has its columns."""
    plain = {name: getattr(row, name) for name in _PLAIN}
    return EventRow(**plain, state=EventState(row.state))
