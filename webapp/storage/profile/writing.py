"""The statements that write and delete values: with their keys, decisions and records.

On PostgreSQL one statement writes several tables, and what belongs together goes together. SQLite
knows no such statement and takes one for each table, in the same transaction.
"""

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    String,
    Table,
    any_,
    bindparam,
    delete,
    func,
    literal,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from webapp.storage.prepared import Prepared
from webapp.storage.tables import decision, destruction, field_value, value_key


def _places(
    columns: Any,  # noqa: ANN401  the columns of either table
    *,
    as_array: bool = False,
) -> tuple[ColumnElement[bool], ...]:
    """Return the condition for several fields; as one array it need not be spelled out anew."""
    array = any_(bindparam("fields", type_=postgresql.ARRAY(String)))
    listed = columns.field_key.in_(bindparam("fields", expanding=True))
    return (
        columns.member_id == bindparam("member"),
        columns.scope == bindparam("scope"),
        columns.field_key == array if as_array else listed,
    )


def _erase_together() -> Any:  # noqa: ANN401  a typed Select says no more
    """Return PostgreSQL's way to destroy values: both tables emptied, and the record written."""
    values, keys = delete(field_value), delete(value_key)
    values = values.where(*_places(field_value.c, as_array=True))
    keys = keys.where(*_places(value_key.c, as_array=True))
    gone = values.returning(*_GONE).cte("gone")
    unkeyed = keys.returning(value_key.c.kek_id).cte("unkeyed")
    told = {
        "member_id": _named(destruction, "member_id", "member"),
        "destruction_id": func.gen_random_uuid(),
        "scope": _named(destruction, "scope", "scope"),
        "field_key": gone.c.field_key,
        "reason": _named(destruction, "reason", "reason"),
        "destroyed_at": _named(destruction, "destroyed_at", "at"),
        "reference": literal(""),
    }
    record = postgresql.insert(destruction).from_select(list(told), select(*told.values()))
    recorded = record.returning(destruction.c.field_key).cte("recorded")
    return select(*gone.c).add_cte(unkeyed, recorded)


def _decided() -> CTE:
    """Return the insertion of a decision, as a part of the statement that writes its effect."""
    named = {
        column.name: _named(decision, column.name, DECIDED + column.name) for column in decision.c
    }
    return postgresql.insert(decision).values(named).returning(decision.c.seq).cte("decided")


def _put_together() -> Any:  # noqa: ANN401  a typed Insert says no more
    """Return PostgreSQL's way to write a value with its key: one statement instead of two."""
    keyed = _or_replaced(postgresql.insert(value_key))
    return _put_value(postgresql.insert).add_cte(keyed.returning(value_key.c.kek_id).cte("keyed"))


def _put_value(insert: Any) -> Any:  # noqa: ANN401  either dialect's own
    """Return the statement that writes a value and tells since when it is held.

    Changing what a value says changes neither who may see it nor that it is contested.
    """
    return _or_replaced(insert(field_value), ("visibility", "held_at")).returning(
        field_value.c.held_at
    )


def _or_replaced(insert: Any, as_it_was: tuple[str, ...] = ()) -> Any:  # noqa: ANN401  as above
    table = insert.table
    named = {column.name: _named(table, column.name, f"new_{column.name}") for column in table.c}
    named |= {name: _named(table, name, short) for name, short in _PLACE.items()}
    statement = insert.values(named)
    stays = (*_PLACE, *as_it_was)
    rest = {name: statement.excluded[name] for name in named if name not in stays}
    return statement.on_conflict_do_update(index_elements=list(_PLACE), set_=rest)


def _named(table: Table, column: str, name: str) -> ColumnElement[Any]:
    return bindparam(name, type_=table.c[column].type)


_PLACE = {"member_id": "member", "scope": "scope", "field_key": "field"}
_GONE = (field_value.c.field_key, field_value.c.visibility, field_value.c.held_at)

DECIDED = "decided_"
"""What the names of a decision's columns begin with where another table's stand beside them."""

PUT_TOGETHER = Prepared(_put_together())
PUT_VALUE = _put_value(sqlite.insert)
KEEP_TOGETHER = Prepared(_put_together().add_cte(_decided()))
ERASE_TOGETHER = Prepared(_erase_together())
END_TOGETHER = Prepared(_erase_together().add_cte(_decided()))
ERASE_VALUES = delete(field_value).where(*_places(field_value.c)).returning(*_GONE)
