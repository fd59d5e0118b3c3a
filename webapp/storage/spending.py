"""Triggers that end what waits for an answer together with the answer.

A year carried from the gate goes with any decision about age, a number being checked with any about
the telephone: in the same transaction, so that no way of answering, skipping or withdrawing can
forget it, and a consent costs no statement more.
"""

from sqlalchemy import Connection

_WAITS_FOR = {"kept_year": "age", "phone_check": "phone"}

_SQLITE = """
CREATE TRIGGER {table}_is_spent AFTER INSERT ON decision
WHEN NEW.notice_key = '{notice}'
BEGIN
  DELETE FROM {table} WHERE member_id = NEW.member_id;
END
"""
_POSTGRES_FUNCTION = """
CREATE FUNCTION spend_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM {table} WHERE member_id = NEW.member_id;
  RETURN NULL;
END $$
"""
_POSTGRES_TRIGGER = """
CREATE TRIGGER {table}_is_spent AFTER INSERT ON decision
FOR EACH ROW WHEN (NEW.notice_key = '{notice}') EXECUTE FUNCTION spend_{table}()
"""


def spend_with_decisions(connection: Connection) -> None:
    """Make the triggers."""
    is_sqlite = connection.dialect.name == "sqlite"
    for table, notice in _WAITS_FOR.items():
        for text in (_SQLITE,) if is_sqlite else (_POSTGRES_FUNCTION, _POSTGRES_TRIGGER):
            connection.exec_driver_sql(text.format(table=table, notice=notice))


def spend_no_more(connection: Connection) -> None:
    """Drop the triggers."""
    for table in _WAITS_FOR:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"DROP TRIGGER {table}_is_spent")
        else:
            connection.exec_driver_sql(f"DROP FUNCTION spend_{table}() CASCADE")
