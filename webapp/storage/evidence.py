"""Triggers that keep evidence as it is (promises P3, P9): decisions and editions never change.

A decision or destruction record may be deleted three years after its member left, by the
database's own clock; nothing else passes, whoever asks. On PostgreSQL the roles forbid it again.
"""

from sqlalchemy import Connection

_UNTOUCHABLE = ("decision", "edition", "destruction")
_THREE_YEARS = ("decision", "destruction")

_SQLITE_NO_UPDATE = """
CREATE TRIGGER {table}_is_written_once BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is written once'); END
"""
_SQLITE_NO_DELETE = """
CREATE TRIGGER {table}_stays BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} stays'); END
"""
SQLITE_STAYS_THREE_YEARS = """
CREATE TRIGGER {table}_stays BEFORE DELETE ON {table}
WHEN NOT EXISTS (
  SELECT 1 FROM member WHERE member.member_id = OLD.member_id AND member.status = 'left'
  AND member.left_at <= strftime('%Y-%m-%dT%H:%M:%f', 'now', '-3 years')
)
BEGIN SELECT RAISE(ABORT, '{table} stays until three years past leaving'); END
"""
# "%%": the driver reads a single percent sign as the place of a value.
_POSTGRES_REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%% is written once', TG_TABLE_NAME;
END $$
"""
_POSTGRES_KEEP = """
CREATE FUNCTION keep_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM public.member WHERE member_id = OLD.member_id AND status = 'left'
    AND left_at <= now() - interval '3 years'
  ) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '%% stays until three years past leaving', TG_TABLE_NAME;
END $$
"""
_POSTGRES_NO_UPDATE = """
CREATE TRIGGER {table}_is_written_once BEFORE UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""
_POSTGRES_STAYS = """
CREATE TRIGGER {table}_stays BEFORE DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {function}()
"""
_POSTGRES_NO_TRUNCATE = """
CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""


def guard_evidence(connection: Connection) -> None:
    """Make the triggers."""
    for statement in _statements(connection.dialect.name):
        connection.exec_driver_sql(statement)


def unguard_evidence(connection: Connection) -> None:
    """Drop the triggers (with their tables, on a way down)."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("DROP FUNCTION refuse_change() CASCADE")
        connection.exec_driver_sql("DROP FUNCTION keep_record() CASCADE")
        return
    for table in _UNTOUCHABLE:
        connection.exec_driver_sql(f"DROP TRIGGER {table}_is_written_once")
    for table in ("edition", *_THREE_YEARS):
        connection.exec_driver_sql(f"DROP TRIGGER {table}_stays")


def _statements(dialect: str) -> list[str]:
    if dialect == "sqlite":
        return [
            *(_SQLITE_NO_UPDATE.format(table=table) for table in _UNTOUCHABLE),
            _SQLITE_NO_DELETE.format(table="edition"),
            *(SQLITE_STAYS_THREE_YEARS.format(table=table) for table in _THREE_YEARS),
        ]
    return [
        _POSTGRES_REFUSE,
        _POSTGRES_KEEP,
        *(_POSTGRES_NO_UPDATE.format(table=table) for table in _UNTOUCHABLE),
        _POSTGRES_STAYS.format(table="edition", function="refuse_change"),
        *(_POSTGRES_STAYS.format(table=table, function="keep_record") for table in _THREE_YEARS),
        *(_POSTGRES_NO_TRUNCATE.format(table=table) for table in _UNTOUCHABLE),
    ]
