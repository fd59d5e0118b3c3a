"""The statements of every request, given to PostgreSQL's driver as they were compiled.

SQLAlchemy makes a context and a result for each execution of a statement: 130 µs of CPU, three
times in a consent POST, a tenth of all it costs (docs/performance.md). A statement here is built
and compiled by SQLAlchemy, once; what the driver then says of troubles goes through it again.
"""

from collections import namedtuple
from collections.abc import Mapping
from typing import Any

import psycopg
from sqlalchemy import Connection

from webapp.storage.engine import Psycopg

_DIALECT = Psycopg()  # type: ignore[no-untyped-call]
_ONCE = False  # events tell whether many rows are sent at once


class Prepared:
    """A statement of named parameters; SQLite, which is for small houses, takes the usual way."""

    def __init__(self, statement: Any) -> None:  # noqa: ANN401  any statement that returns rows
        self._statement = statement
        compiled = statement.compile(dialect=_DIALECT)
        self._text = str(compiled)
        self._fixed = {k: v for k, v in compiled.params.items() if v is not None}
        columns = statement.exported_columns
        self._row: Any = namedtuple("Row", columns.keys())  # type: ignore[misc]  # noqa: PYI024
        readers = enumerate(c.type.result_processor(_DIALECT, None) for c in columns)
        self._readers = [(place, read) for place, read in readers if read is not None]

    def rows(self, connection: Connection, named: Mapping[str, object]) -> list[Any]:
        """Return the rows, their columns by name; raises what SQLAlchemy would."""
        if connection.dialect.name == "sqlite":
            return list(connection.execute(self._statement, named))
        return [self._read(row) for row in self._sent(connection, self._fixed | dict(named))]

    def first(self, connection: Connection, named: Mapping[str, object]) -> Any:  # noqa: ANN401
        """Return the first row, or None."""
        return next(iter(self.rows(connection, named)), None)

    def scalar(self, connection: Connection, named: Mapping[str, object]) -> Any:  # noqa: ANN401
        """Return the first column of the first row, or None."""
        row = self.first(connection, named)
        return None if row is None else row[0]

    def _sent(self, connection: Connection, named: dict[str, Any]) -> list[tuple[Any, ...]]:
        raw: Any = connection.connection.dbapi_connection
        cursor = raw.cursor()
        hears = connection.engine.dispatch
        try:
            for hear in hears.before_cursor_execute:
                hear(connection, cursor, self._text, named, None, _ONCE)
            cursor.execute(self._text, named)
            for hear in hears.after_cursor_execute:
                hear(connection, cursor, self._text, named, None, _ONCE)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        except psycopg.Error as fault:
            # Its own way: it wraps the error and gives up connections that a server took along.
            told = (fault, self._text, named, cursor, None)
            connection._handle_dbapi_exception(*told)  # noqa: SLF001  its public way is to execute
        cursor.close()
        return found

    def _read(self, row: tuple[Any, ...]) -> Any:  # noqa: ANN401  a named tuple of this statement
        values = list(row)
        for place, read in self._readers:
            values[place] = read(values[place])
        return self._row._make(values)
