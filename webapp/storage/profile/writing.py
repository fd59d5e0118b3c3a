"""The statements that write and delete values with their keys.

PostgreSQL writes both tables in one statement; SQLite, which knows none such, in two.
"""

from typing import Any

from sqlalchemy import ColumnElement, String, Table, any_, bindparam, delete, select
from sqlalchemy.dialects import postgresql

from webapp.storage.tables import field_value, value_key


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
    """Return PostgreSQL's way to delete values with their keys: one statement instead of two."""
    values, keys = delete(field_value), delete(value_key)
    values = values.where(*_places(field_value.c, as_array=True))
    keys = keys.where(*_places(value_key.c, as_array=True))
    gone = values.returning(field_value.c.field_key).cte("gone")
    unkeyed = keys.returning(value_key.c.kek_id).cte("unkeyed")
    return select(gone.c.field_key).add_cte(unkeyed)


def _put_together() -> Any:  # noqa: ANN401  a typed Insert says no more
    """Return PostgreSQL's way to write a value with its key: one statement instead of two."""
    place = {"member_id": "member", "scope": "scope", "field_key": "field"}
    keyed = _or_replaced(value_key, place)
    return _or_replaced(field_value, place).add_cte(
        keyed.returning(value_key.c.kek_id).cte("keyed")
    )


def _or_replaced(table: Table, place: dict[str, str]) -> Any:  # noqa: ANN401  as above
    named = {column.name: bindparam(f"new_{column.name}", type_=column.type) for column in table.c}
    named |= {name: bindparam(short, type_=table.c[name].type) for name, short in place.items()}
    statement = postgresql.insert(table).values(named)
    rest = {name: statement.excluded[name] for name in named if name not in place}
    return statement.on_conflict_do_update(index_elements=list(place), set_=rest)


PUT_TOGETHER = _put_together()
ERASE_TOGETHER = _erase_together()
ERASE_VALUES = delete(field_value).where(*_places(field_value.c)).returning(field_value.c.field_key)
ERASE_KEYS = delete(value_key).where(*_places(value_key.c))
