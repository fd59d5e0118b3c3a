"""INSERT ... ON CONFLICT for both engines: parallel first writes of one person give no error."""

from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert(connection: Connection, table: Table) -> Any:  # noqa: ANN401  two dialects, one shape
    """Return the dialect's INSERT with `on_conflict_do_nothing` and `on_conflict_do_update`."""
    return _insert(connection.dialect.name, table)


def insert_new(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    """Insert a row unless its key is taken; return whether it was new."""
    statement = _unless_there(connection.dialect.name, table)
    return connection.execute(statement, row).rowcount == 1


def put(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    """Insert a row, or replace every other column of the row with its key."""
    connection.execute(_or_replace(connection.dialect.name, table, tuple(row)), row)


# Made once each: building a statement costs as much as running it, and values come with the call.


def _insert(dialect: str, table: Table) -> Any:  # noqa: ANN401  as above
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


@cache
def _unless_there(dialect: str, table: Table) -> Any:  # noqa: ANN401  as above
    # Unless asked for, the count of an INSERT is lost with its cursor: psycopg then says -1.
    statement = _insert(dialect, table).on_conflict_do_nothing()
    return statement.execution_options(preserve_rowcount=True)


@cache
def _or_replace(dialect: str, table: Table, columns: tuple[str, ...]) -> Any:  # noqa: ANN401
    keys = [column.name for column in table.primary_key.columns]
    statement = _insert(dialect, table)
    rest = {name: statement.excluded[name] for name in columns if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=rest)
