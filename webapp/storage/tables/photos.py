"""Files in the photo store: whose value each one belongs to, and which are to be deleted."""

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, String, Table, Uuid

from webapp.storage.columns import Instant
from webapp.storage.tables.shared import metadata

# The row of a file outlives the row of its value, and then says that the file must go. The
# database itself lets go of it, so no way of erasing a value can forget the file.
photo_file = Table(
    "photo_file",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("member_id", Uuid),
    Column("scope", String(80)),
    Column("field_key", String(80)),
    Column("due_at", Instant, nullable=False),
    Column("is_doomed", Boolean, nullable=False),
    ForeignKeyConstraint(
        ["member_id", "scope", "field_key"],
        ["field_value.member_id", "field_value.scope", "field_value.field_key"],
        ondelete="SET NULL",
    ),
    Index(None, "member_id", "scope", "field_key"),
)
NOBODYS = photo_file.c.member_id.is_(None)
Index(
    "ix_photo_file_nobodys",
    photo_file.c.due_at,
    postgresql_where=NOBODYS,
    sqlite_where=NOBODYS,
)
