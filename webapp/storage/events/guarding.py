"""Triggers that keep a published file as it is: people agreed to what it said.

One that is not published may be published, and nothing else about it changes either.
"""

from sqlalchemy import Connection

_IS_REWRITTEN = (
    "OLD.published_at IS NOT NULL OR NEW.body <> OLD.body"
    " OR NEW.event_id <> OLD.event_id OR NEW.version <> OLD.version"
)
_TRIGGERS = (
    ("event_version_is_written_once", "UPDATE", _IS_REWRITTEN),
    ("event_version_stays", "DELETE", "OLD.published_at IS NOT NULL"),
)
_SQLITE = """
CREATE TRIGGER {name} BEFORE {act} ON event_version WHEN {when}
BEGIN SELECT RAISE(ABORT, 'event_version is written once'); END
"""
# `refuse_change()` is that of the evidence (webapp/storage/evidence.py).
_POSTGRES = """
CREATE TRIGGER {name} BEFORE {act} ON event_version
FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION refuse_change()
"""
_POSTGRES_NO_TRUNCATE = """
CREATE TRIGGER event_version_is_not_emptied BEFORE TRUNCATE ON event_version
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""


def guard_versions(connection: Connection) -> None:
    """Make the triggers; they go with their table."""
    is_sqlite = connection.dialect.name == "sqlite"
    for name, act, when in _TRIGGERS:
        made = (_SQLITE if is_sqlite else _POSTGRES).format(name=name, act=act, when=when)
        connection.exec_driver_sql(made)
    if not is_sqlite:
        connection.exec_driver_sql(_POSTGRES_NO_TRUNCATE)
