"""One history of migrations, there and back, and its end is what the tables say."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, inspect

from tests.rooms import is_migrated
from webapp.storage import migrate
from webapp.storage.tables import KEYS, STATUTORY, metadata
from webapp.storage.transaction import Storage

OURS = {"alembic_version"}


def _tables(storage: Storage) -> set[str]:
    inspector = inspect(storage.engine)
    schemas = [None] if storage.engine.dialect.name == "sqlite" else [None, KEYS, STATUTORY]
    return {name for schema in schemas for name in inspector.get_table_names(schema)}


def test_up_down_and_up_again(empty: Storage):
    named = {table.name for table in metadata.tables.values()}
    migrate.downgrade(empty, "base")
    assert not is_migrated(empty)
    assert _tables(empty) - OURS == set()
    migrate.upgrade(empty)
    assert is_migrated(empty)
    assert _tables(empty) - OURS == named
    migrate.downgrade(empty, "base")
    assert _tables(empty) - OURS == set()
    migrate.upgrade(empty)
    migrate.upgrade(empty)
    assert _tables(empty) - OURS == named


def test_the_newest_shape_is_what_the_tables_say(rooms):
    with rooms.storage.engine.connect() as connection:
        is_postgres = connection.dialect.name == "postgresql"
        wanted = metadata if is_postgres else _in_one_schema()
        seen = MigrationContext.configure(
            connection,
            opts={
                "include_schemas": is_postgres,
                "compare_type": True,
                "target_metadata": wanted,
            },
        )
        assert compare_metadata(seen, wanted) == []


def _in_one_schema() -> MetaData:
    plain = MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.tables.values():
        table.to_metadata(plain, schema=None)  # type: ignore[arg-type]  # its way to say "none"
    return plain


def test_every_table_of_a_person_is_led_by_their_id(rooms):
    """So that a person's rows can be sharded later; what finds people is in the list by name."""
    lookups = {"kakao_link", "session", "pending_signup", "access_log", "photo_file"}
    personal = [t for t in metadata.tables.values() if "member_id" in t.c and t.name not in lookups]
    inspector = inspect(rooms.storage.engine)
    is_sqlite = rooms.storage.engine.dialect.name == "sqlite"
    assert len(personal) >= 7
    for table in personal:
        key = inspector.get_pk_constraint(table.name, None if is_sqlite else table.schema)
        assert key["constrained_columns"][0] == "member_id", table.name
        assert key["constrained_columns"] == [column.name for column in table.primary_key]


def test_keys_and_the_statutory_store_stand_apart_on_postgresql(rooms):
    inspector = inspect(rooms.storage.engine)
    if rooms.storage.engine.dialect.name == "sqlite":
        assert inspector.has_table("value_key")
        return
    assert inspector.get_table_names(KEYS) == ["value_key"]
    assert inspector.get_table_names(STATUTORY) == ["visit"]
    assert not inspector.has_table("value_key")
