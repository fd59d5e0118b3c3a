"""INSERT ... ON CONFLICT for both engines: parallel first writes of one person give no error."""

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert(connection: Connection, table: Table) -> Any:  # noqa: ANN401  two dialects, one shape
    """Return the dialect's INSERT with `on_conflict_do_nothing` and `on_conflict_do_update`."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def insert_new(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    """Insert a row unless its key is taken; return whether it was new."""
    statement = insert(connection, table).values(row).on_conflict_do_nothing()
    # Unless asked for, the count of an INSERT is lost with its cursor: psycopg then says -1.
    counting = statement.execution_options(preserve_rowcount=True)
    return connection.execute(counting).rowcount == 1


def put(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    """Insert a row, or replace every other column of the row with its key."""
    keys = [column.name for column in table.primary_key.columns]
    statement = insert(connection, table).values(row)
    rest = {name: statement.excluded[name] for name in row if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=rest))
