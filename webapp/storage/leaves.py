"""Leaves outlive their decisions: the row goes three years past leaving, its leaf hash never (P9).

The purge hands the leaves of what it deletes to the log first, in the same transaction, and the
database lets no decision go whose leaf is not there, whoever asks.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, exists, func, select

from webapp.storage.tables import LEFT, decision, destruction, log_leaf, member, metadata

APPENDING = 0x6C65616665
"""The number under which whoever appends to the log keeps others out (PostgreSQL)."""

_OF_MEMBERS = tuple(
    table
    for table in reversed(metadata.sorted_tables)
    if any(key.column.table is member for key in table.foreign_keys)
)

_SQLITE_STAYS = """
CREATE TRIGGER decision_stays BEFORE DELETE ON decision
WHEN NOT EXISTS (
  SELECT 1 FROM member WHERE member.member_id = OLD.member_id AND member.status = 'left'
  AND member.left_at <= strftime('%Y-%m-%dT%H:%M:%f', 'now', '-3 years')
) OR NOT EXISTS (SELECT 1 FROM log_leaf WHERE log_leaf.leaf_hash = OLD.leaf_hash)
BEGIN SELECT RAISE(ABORT, 'decision stays until three years past leaving, its leaf for ever'); END
"""
_POSTGRES_KEEP = """
CREATE FUNCTION keep_leaf() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM public.log_leaf WHERE leaf_hash = OLD.leaf_hash) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '%% stays until its leaf is in the log', TG_TABLE_NAME;
END $$
"""
_POSTGRES_STAYS = """
CREATE TRIGGER decision_stays_until_logged BEFORE DELETE ON decision
FOR EACH ROW EXECUTE FUNCTION keep_leaf()
"""


def guard_leaves(connection: Connection) -> None:
    """Let no decision be deleted whose leaf is not in the log."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TRIGGER decision_stays")
        connection.exec_driver_sql(_SQLITE_STAYS)
        return
    for statement in (_POSTGRES_KEEP, _POSTGRES_STAYS):
        connection.exec_driver_sql(statement)


def unguard_leaves(connection: Connection, before: str) -> None:
    """Take that back; `before` is the statement that makes SQLite's earlier trigger."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TRIGGER decision_stays")
        connection.exec_driver_sql(before)
    else:
        connection.exec_driver_sql("DROP FUNCTION keep_leaf() CASCADE")


def purge(connection: Connection, left_before: datetime, at: datetime, limit: int) -> int:
    """Delete what is left of members who left by then, but for the leaves; return how many."""
    leavers = select(member.c.member_id).where(LEFT, member.c.left_at <= left_before)
    leavers = leavers.order_by(member.c.left_at).limit(limit)
    if connection.dialect.name != "sqlite":
        leavers = leavers.with_for_update(skip_locked=True)
    gone = connection.scalars(leavers).all()
    if not gone:
        return 0
    _append_leaves(connection, gone, at)
    for table in (*_OF_MEMBERS, destruction, member):
        connection.execute(delete(table).where(table.c.member_id.in_(gone)))
    return len(gone)


def _append_leaves(connection: Connection, gone: Sequence[UUID], at: datetime) -> None:
    """Append the leaves that are not in the log yet, in the order they were decided."""
    if connection.dialect.name != "sqlite":
        connection.execute(select(func.pg_advisory_xact_lock(APPENDING)))
    is_there = exists().where(log_leaf.c.leaf_hash == decision.c.leaf_hash)
    order = (decision.c.decided_at, decision.c.member_id, decision.c.seq)
    missing = connection.scalars(
        select(decision.c.leaf_hash)
        .where(decision.c.member_id.in_(gone), ~is_there)
        .order_by(*order)
    ).all()
    size = connection.scalar(select(func.coalesce(func.max(log_leaf.c.leaf_index) + 1, 0))) or 0
    rows = [
        {"leaf_index": size + place, "leaf_hash": leaf, "sealed_at": at}
        for place, leaf in enumerate(missing)
    ]
    if rows:
        connection.execute(log_leaf.insert(), rows)
