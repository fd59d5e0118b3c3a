"""A trigger that notes each deleted value from Kakao: its agreement there must end, too.

The database does it in the same transaction, so that no way of erasing a value can forget it: a
withdrawal, a refusal, the sweep, a settled correction. Leaving deletes the notes with the
membership, for the whole link to Kakao ends then.
"""

from sqlalchemy import Connection

_SQLITE_NOTE = """
CREATE TRIGGER kakao_value_leaves_its_scope AFTER DELETE ON field_value
WHEN OLD.source = 'kakao'
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
CREATE TRIGGER kakao_value_leaves_its_scope AFTER DELETE ON field_value
FOR EACH ROW WHEN (OLD.source = 'kakao') EXECUTE FUNCTION leave_scope()
"""


def note_leftovers(connection: Connection) -> None:
    """Make the trigger."""
    is_sqlite = connection.dialect.name == "sqlite"
    for statement in (_SQLITE_NOTE,) if is_sqlite else (_POSTGRES_LEAVE, _POSTGRES_NOTE):
        connection.exec_driver_sql(statement)


def forget_leftovers(connection: Connection) -> None:
    """Drop the trigger."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TRIGGER kakao_value_leaves_its_scope")
    else:
        connection.exec_driver_sql("DROP FUNCTION leave_scope() CASCADE")
