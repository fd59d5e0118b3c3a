"""Triggers that note each value from Kakao that is gone: its agreement there must end, too.

Gone is also one that somebody replaced by another, typed or corrected. The database does it in the
same transaction, so that no way of losing a value can forget it: a withdrawal, a refusal, a change,
the sweep, a settled correction. Leaving deletes the notes with the membership, for the whole link
to Kakao ends then.
"""

from sqlalchemy import Connection

_SQLITE_NOTE = """
CREATE TRIGGER {name} AFTER {what} ON field_value
WHEN OLD.source = 'kakao'{unless}
BEGIN
  INSERT OR IGNORE INTO kakao_leftover (member_id, field_key)
  VALUES (OLD.member_id, OLD.field_key);
END
"""
_POSTGRES_LEAVE = """
CREATE FUNCTION leave_scope() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO kakao_leftover (member_id, field_key) VALUES (OLD.member_id, OLD.field_key)
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$
"""
_POSTGRES_NOTE = """
CREATE TRIGGER {name} AFTER {what} ON field_value
FOR EACH ROW WHEN (OLD.source = 'kakao'{unless}) EXECUTE FUNCTION leave_scope()
"""
_TRIGGERS = (
    ("kakao_value_leaves_its_scope", "DELETE", ""),
    ("kakao_value_is_replaced", "UPDATE OF source", " AND NEW.source <> 'kakao'"),
)


def note_leftovers(connection: Connection) -> None:
    """Make the triggers."""
    is_sqlite = connection.dialect.name == "sqlite"
    if not is_sqlite:
        connection.exec_driver_sql(_POSTGRES_LEAVE)
    note = _SQLITE_NOTE if is_sqlite else _POSTGRES_NOTE
    for name, what, unless in _TRIGGERS:
        connection.exec_driver_sql(note.format(name=name, what=what, unless=unless))


def forget_leftovers(connection: Connection) -> None:
    """Drop the triggers."""
    if connection.dialect.name == "sqlite":
        for name, _what, _unless in _TRIGGERS:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
    else:
        connection.exec_driver_sql("DROP FUNCTION leave_scope() CASCADE")
