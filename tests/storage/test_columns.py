"""Instants, read back as they were written, and sorted alike by both engines."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError

from webapp.storage.tables import log_checkpoint

KOREA = timezone(timedelta(hours=9))
INSTANTS = [
    datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    datetime(2026, 11, 22, 10, 30, tzinfo=UTC),
    datetime(2026, 11, 22, 10, 30, 0, 1, tzinfo=UTC),
    datetime(2026, 11, 22, 19, 30, 0, 2, tzinfo=KOREA),
    datetime(2026, 11, 22, 10, 30, 0, 100000, tzinfo=UTC),
    datetime(2100, 2, 28, 23, 59, 59, 999999, tzinfo=KOREA),
]


def _row(size: int, at: datetime) -> dict[str, object]:
    return {"tree_size": size, "root_hash": b"", "signed_note": "", "made_at": at}


def test_an_instant_survives_to_the_microsecond_and_sorts(rooms):
    with rooms.storage.engine.connect() as connection:
        numbered = list(enumerate(INSTANTS))
        for size, at in reversed(numbered):
            connection.execute(log_checkpoint.insert(), _row(size, at))
        columns = (log_checkpoint.c.made_at, log_checkpoint.c.tree_size)
        found = connection.execute(
            log_checkpoint.select().with_only_columns(*columns).order_by(columns[0])
        ).all()
        later = log_checkpoint.select().where(columns[0] > INSTANTS[2])
        assert len(connection.execute(later).all()) == 3
        connection.rollback()
    assert [tuple(row) for row in found] == [(at, size) for size, at in numbered]
    assert all(row.made_at.utcoffset() == timedelta(0) for row in found)


def test_a_naive_instant_is_a_mistake(rooms):
    naive = datetime(2026, 11, 22)  # noqa: DTZ001  the mistake itself
    with rooms.storage.engine.connect() as connection, pytest.raises(StatementError):
        connection.execute(log_checkpoint.insert(), _row(1, naive))
