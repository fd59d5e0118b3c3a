"""Evidence: what was shown, what was decided, and the log over it."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from webapp.storage.columns import Instant, Octets
from webapp.storage.tables.shared import metadata

edition = Table(
    "edition",
    metadata,
    Column("hash", Octets, primary_key=True),  # SHA-256 of body
    Column("notice_key", String(80), nullable=False),
    Column("locale", String(8), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("body", Text, nullable=False),  # RFC 8785
    Column("facts_hash", Octets, nullable=False),
    Column("published_at", Instant, nullable=False),
    Column("effective_at", Instant, nullable=False),
)

decision = Table(
    "decision",
    metadata,
    Column("member_id", Uuid, ForeignKey("member.member_id"), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("decision_id", Uuid, nullable=False),
    Column("scope", String(80), nullable=False),
    Column("notice_key", String(80), nullable=False),
    Column("edition_hash", Octets, ForeignKey("edition.hash"), nullable=False),
    Column("purpose", String(80), nullable=False),
    Column("answer", String(12), nullable=False),
    Column("locale", String(8), nullable=False),
    Column("channel", String(12), nullable=False),
    Column("actor", String(12), nullable=False),
    Column("shown_at", Instant, nullable=False),
    Column("decided_at", Instant, nullable=False),
    Column("salt", Octets, nullable=False),
    Column("leaf_hash", Octets, nullable=False),
    UniqueConstraint("member_id", "decision_id"),
    Index(None, "member_id", "scope", "notice_key", "seq"),
)

log_leaf = Table(
    "log_leaf",
    metadata,
    Column("leaf_index", BigInteger, primary_key=True, autoincrement=False),
    Column("leaf_hash", Octets, nullable=False),
    Column("sealed_at", Instant, nullable=False),
    Index(None, "leaf_hash", unique=True),
)

log_checkpoint = Table(
    "log_checkpoint",
    metadata,
    Column("tree_size", BigInteger, primary_key=True, autoincrement=False),
    Column("root_hash", Octets, nullable=False),
    Column("signed_note", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
)

access_log = Table(
    "access_log",
    metadata,
    Column("access_id", Uuid, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("staff_id", Uuid, nullable=False),
    Column("member_id", Uuid),
    Column("act", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    Column("ip", String(45), nullable=False),
    Index(None, "at"),
)

destruction = Table(
    "destruction",
    metadata,
    Column("member_id", Uuid, primary_key=True),
    Column("destruction_id", Uuid, primary_key=True),
    Column("scope", String(80), nullable=False),
    Column("field_key", String(80), nullable=False),
    Column("reason", String(20), nullable=False),
    Column("destroyed_at", Instant, nullable=False),
    Column("reference", String(20), nullable=False),
    Index(None, "reference"),
)
