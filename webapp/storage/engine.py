"""Engines: how a database is opened, on PostgreSQL and on SQLite."""

import time
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from webapp.storage.tables import KEYS, STATUTORY

WRITING = "duett_writing"
"""Execution option of a connection that will write: SQLite takes its lock at once."""

READING = "duett_reading"
"""Execution option of a connection whose statements stand alone: PostgreSQL needs no BEGIN."""

_POSTGRES_OPTIONS = (
    "-c statement_timeout=5000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=10000"
)
_IDLE_BEFORE_PING = 5.0
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
        make_url(url).set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=3,
        pool_use_lifo=True,
        connect_args={
            "autocommit": True,  # transactions are begun below, and only where there is one
            "connect_timeout": 2,
            "tcp_user_timeout": 3000,
            "options": _POSTGRES_OPTIONS,
        },
    )
    event.listen(engine, "begin", _begin_postgres)
    _ping_after_idling(engine)
    return engine


def _begin_postgres(connection: Connection) -> None:
    raw: Any = connection.connection.dbapi_connection
    if connection.get_execution_options().get(READING):
        return
    try:
        raw.execute("BEGIN")
    except psycopg.OperationalError:
        # Asked again through SQLAlchemy, which then learns that this connection, and every other
        # one of before, is lost (and words the fault as the rooms know it).
        connection.exec_driver_sql("BEGIN")


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
