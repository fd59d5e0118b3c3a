"""Engines: how a database is opened, on PostgreSQL and on SQLite."""

import sqlite3
import time
from contextlib import closing
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from webapp.storage.tables import KEYS, STATUTORY

WRITING = "duett_writing"
"""Execution option of a connection that will write: SQLite takes its lock at once."""

LONGEST_WAIT = 10.0
"""Seconds to wait for others of this process: for a connection, on SQLite for a turn to write.

With as many requests at once as a process has threads it takes hundredths of one.
"""

_DRIVER = "postgresql+duett"


class Psycopg(PGDialect_psycopg):
    """PostgreSQL over connections that commit each statement unless a transaction was begun."""

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: PoolProxiedConnection) -> None:
        """Begin. Not a listener's work: with one, SQLAlchemy tells every statement about it."""
        raw: Any = dbapi_connection.driver_connection
        raw.execute("BEGIN")


registry.register("postgresql.duett", __name__, Psycopg.__name__)

_POSTGRES_OPTIONS = (
    "-c statement_timeout=5000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=10000"
)
_IDLE_BEFORE_PING = 5.0
_MOMENT = 0.25
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=3000",
    "PRAGMA secure_delete=ON",
    "PRAGMA recursive_triggers=ON",  # otherwise INSERT OR REPLACE deletes evidence unseen
)


def open_engine(url: str, pool_size: int = 8) -> Engine:
    """Return an engine for a SQLite or PostgreSQL (psycopg 3) address.

    Bound values never reach a log or an error (`hide_parameters`, promise P8).
    """
    if make_url(url).get_backend_name() == "sqlite":
        return _open_sqlite(url)
    engine = create_engine(
        make_url(url).set(drivername=_DRIVER),
        hide_parameters=True,
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=LONGEST_WAIT,
        pool_use_lifo=True,
        connect_args={
            "autocommit": True,  # a transaction is begun above, and only where there is one
            "connect_timeout": 2,
            "tcp_user_timeout": 3000,
            "options": _POSTGRES_OPTIONS,
        },
    )
    _ping_after_idling(engine)
    return engine


def open_reading(writing: Engine) -> Engine:
    """Return an engine over the same connections whose statements stand alone, without a BEGIN."""
    if writing.dialect.name == "sqlite":
        return writing
    url = writing.url.set(drivername="postgresql+psycopg")
    # Nor a ROLLBACK, which would end nothing.
    return create_engine(
        url, hide_parameters=True, pool=writing.pool, skip_autocommit_rollback=True
    )


def empty_log(engine: Engine) -> bool:
    """Write SQLite's log back into its file and cut it off; return whether it could be.

    Deleted bytes are overwritten in the file (`secure_delete`), but the log keeps earlier pages
    until it is used anew. Somebody who reads right now keeps it for the next time; nobody who
    writes waits for them longer than a moment. PostgreSQL's log is no file of ours.
    """
    if engine.dialect.name != "sqlite":
        return True
    with closing(sqlite3.connect(str(engine.url.database), timeout=_MOMENT)) as own:
        is_busy: int = own.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not is_busy


def _open_sqlite(url: str) -> Engine:
    engine = create_engine(url, hide_parameters=True).execution_options(
        schema_translate_map={KEYS: None, STATUTORY: None}
    )

    def prepare(dbapi: Any, _entry: ConnectionPoolEntry) -> None:  # noqa: ANN401  the driver's
        # Transactions are begun below, so that a writer has its lock before it reads.
        dbapi.isolation_level = None
        for pragma in _PRAGMAS:
            dbapi.execute(pragma)

    def begin(connection: Connection) -> None:
        raw: Any = connection.connection.dbapi_connection
        writing = connection.get_execution_options().get(WRITING)
        raw.execute("BEGIN IMMEDIATE" if writing else "BEGIN")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    return engine


def _ping_after_idling(engine: Engine) -> None:
    """Ask a pooled connection whether it lives only when it lay unused for a while.

    A ping at every checkout would double the round trips of a request; after a fail-over the
    first request on each idle connection still finds a living server.
    """

    def returned(_dbapi: Any, entry: ConnectionPoolEntry) -> None:  # noqa: ANN401  any driver's
        entry.info["returned"] = time.monotonic()

    def taken(dbapi: Any, entry: ConnectionPoolEntry, _proxy: object) -> None:  # noqa: ANN401
        if time.monotonic() - entry.info.get("returned", time.monotonic()) < _IDLE_BEFORE_PING:
            return
        try:
            dbapi.execute("")
            dbapi.rollback()
        except psycopg.Error as fault:
            raise DisconnectionError from fault

    event.listen(engine, "checkin", returned)
    event.listen(engine, "checkout", taken)
