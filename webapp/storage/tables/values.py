"""Values: each sealed with a key of its own, and what became of them."""

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Uuid,
    or_,
)

from webapp.storage.columns import Instant, Octets
from webapp.storage.tables.shared import ENDS_WITH_MEMBERSHIP, KEYS, metadata

field_value = Table(
    "field_value",
    metadata,
    Column("member_id", Uuid, primary_key=True),
    Column("scope", String(80), primary_key=True),
    Column("field_key", String(80), primary_key=True),
    Column("sealed", Octets, nullable=False),
    Column("decision_id", Uuid, nullable=False),
    Column("source", String(12), nullable=False),
    Column("visibility", String(12), nullable=False),
    Column("collected_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("held_at", Instant),
    ForeignKeyConstraint(
        ["member_id", "decision_id"], ["decision.member_id", "decision.decision_id"]
    ),
    Index(None, "expires_at"),
)
# The few values that a live decision alone does not open. A hash finds in one block, at any size,
# that the permission check need look no further; a tree takes two even when it is empty.
WATCHED = or_(field_value.c.held_at.is_not(None), field_value.c.expires_at.is_not(None))
Index(
    "ix_field_value_watched",
    field_value.c.member_id,
    postgresql_using="hash",
    postgresql_where=WATCHED,
    sqlite_where=WATCHED,
)

value_key = Table(
    "value_key",
    metadata,
    Column("member_id", Uuid, primary_key=True),
    Column("scope", String(80), primary_key=True),
    Column("field_key", String(80), primary_key=True),
    Column("wrapped_key", Octets, nullable=False),
    Column("kek_id", String(40), nullable=False),
    schema=KEYS,
)

value_use = Table(
    "value_use",
    metadata,
    Column("member_id", Uuid, ForeignKey("member.member_id"), primary_key=True),
    Column("scope", String(80), primary_key=True),
    Column("field_key", String(80), primary_key=True),
    Column("purpose", String(80), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("n", Integer, nullable=False),
    info=ENDS_WITH_MEMBERSHIP,
)

correction = Table(
    "correction",
    metadata,
    Column("member_id", Uuid, ForeignKey("member.member_id"), primary_key=True),
    Column("correction_id", Uuid, primary_key=True),
    Column("reference", String(20), nullable=False),
    Column("scope", String(80), nullable=False),
    Column("field_key", String(80), nullable=False),
    Column("sealed", Octets, nullable=False),  # what is wrong, in the person's words
    Column("wrapped_key", Octets, nullable=False),
    Column("kek_id", String(40), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("settled_at", Instant),
    Column("outcome", String(12)),  # kept, changed, deleted, taken_back
    Column("told_at", Instant),  # when the person put the answer away
    Index(None, "reference", unique=True),
    Index(None, "settled_at"),
    info=ENDS_WITH_MEMBERSHIP,
)
OPEN = correction.c.settled_at.is_(None)
"""What is still to be answered; there is at most one of a value (PIPA 36)."""

Index(
    "ix_correction_open",
    correction.c.member_id,
    correction.c.scope,
    correction.c.field_key,
    unique=True,
    postgresql_where=OPEN,
    sqlite_where=OPEN,
)
