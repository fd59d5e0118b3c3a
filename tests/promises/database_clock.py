"""The database's own clock in a test's hand: the three years of the triggers pass with it.

The triggers stay what they are, but for where they read the time: in a table of the test's.
"""

from datetime import datetime

from sqlalchemy import Column, MetaData, String, Table, delete

from webapp.storage.columns import Instant
from webapp.storage.transaction import Storage

_clock = Table("clock_of_the_test", MetaData(), Column("id", String(1)), Column("moment", Instant))
_SQLITE_NOW = "'now', '-3 years'"
_SQLITE_MOMENT = "(SELECT moment FROM clock_of_the_test), '-3 years'"
_POSTGRES_NOW = "now() - interval"
_POSTGRES_MOMENT = "(SELECT moment FROM public.clock_of_the_test) - interval"


def take_clock(storage: Storage) -> None:
    """Let the triggers read the table instead of the machine's clock."""
    is_sqlite = storage.engine.dialect.name == "sqlite"
    _clock.create(storage.engine)
    (_take_sqlite if is_sqlite else _take_postgres)(storage)


def set_clock(storage: Storage, moment: datetime) -> None:
    with storage.engine.begin() as connection:
        connection.execute(delete(_clock))
        connection.execute(_clock.insert().values(id="1", moment=moment))


def _take_sqlite(storage: Storage) -> None:
    with storage.engine.begin() as connection:
        found = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).all()
        changed = [row for row in found if _SQLITE_NOW in row.sql]
        assert len(changed) == 2
        for row in changed:
            connection.exec_driver_sql(f"DROP TRIGGER {row.name}")
            connection.exec_driver_sql(row.sql.replace(_SQLITE_NOW, _SQLITE_MOMENT))


def _take_postgres(storage: Storage) -> None:
    with storage.engine.begin() as connection:
        source = connection.exec_driver_sql(
            "SELECT pg_get_functiondef('keep_record'::regproc)"
        ).scalar_one()
        assert _POSTGRES_NOW in source
        changed = source.replace(_POSTGRES_NOW, _POSTGRES_MOMENT)
        connection.exec_driver_sql(changed.replace("%", "%%"))
