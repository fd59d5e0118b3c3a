"""A row of any table, made from its columns alone: for rules that hold of every table there is."""

import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Boolean, Column, Date, Integer, Table, Uuid

from webapp.catalogue.korea import korean_day
from webapp.storage.columns import Instant, Octets

ENDS = ("expires_at", "destroy_after")
"""The columns that hold the end of a row; every other instant lies at its beginning."""


def any_row(
    table: Table, member_id: UUID, at: datetime, period: timedelta, **known: Any
) -> dict[str, Any]:
    """Return a row of somebody's that began at an instant and ends a period later."""
    return {
        column.name: known.get(column.name, _cell(column, member_id, at, period))
        for column in table.columns
    }


def _cell(column: Column[Any], member_id: UUID, at: datetime, period: timedelta) -> Any:
    if column.name == "member_id":
        return member_id
    kinds: list[tuple[type, Any]] = [
        (Instant, at + period if column.name in ENDS else at),
        (Octets, secrets.token_bytes(32)),
        (Uuid, uuid4()),
        (Date, korean_day(at)),
        (Boolean, False),
        (Integer, 1),
    ]
    return next((made for kind, made in kinds if isinstance(column.type, kind)), "x")
