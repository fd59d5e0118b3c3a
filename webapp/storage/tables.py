"""Every table, on one page an auditor can read. `member_id` leads every key of a person's rows.

Schemas `keys` and `statutory` exist on PostgreSQL, with rights and backups of their own; SQLite
has one file for everything.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    or_,
)

from webapp.storage.columns import Instant, Octets

KEYS = "keys"
STATUTORY = "statutory"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

member = Table(
    "member",
    metadata,
    Column("member_id", Uuid, primary_key=True),
    Column("status", String(10), nullable=False),  # active, left
    Column("locale", String(8)),
    Column("joined_at", Instant, nullable=False),
    Column("last_seen_at", Instant, nullable=False),
    Column("left_at", Instant),
    Column("last_seq", BigInteger, nullable=False),
    Index(None, "last_seen_at"),
)

kakao_link = Table(
    "kakao_link",
    metadata,
    Column("subject", Octets, primary_key=True),  # keyed blind index of the Kakao id
    Column("member_id", Uuid, ForeignKey("member.member_id"), nullable=False, unique=True),
    Column("sealed", Octets, nullable=False),
    Column("wrapped_key", Octets, nullable=False),
    Column("kek_id", String(40), nullable=False),
    Column("linked_at", Instant, nullable=False),
)

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

session = Table(
    "session",
    metadata,
    Column("session_hash", Octets, primary_key=True),
    Column("member_id", Uuid, ForeignKey("member.member_id"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("last_seen_at", Instant, nullable=False),
    Column("device", String(60), nullable=False),
    Index(None, "member_id"),
    Index(None, "last_seen_at"),
)

oauth_attempt = Table(
    "oauth_attempt",
    metadata,
    Column("state_hash", Octets, primary_key=True),
    Column("browser_hash", Octets, nullable=False),
    Column("errand", String(20), nullable=False),
    Column("next_key", String(80), nullable=False),
    Column("sealed", Octets, nullable=False),
    Column("wrapped_key", Octets, nullable=False),
    Column("kek_id", String(40), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index(None, "expires_at"),
)

pending_signup = Table(
    "pending_signup",
    metadata,
    Column("browser_hash", Octets, primary_key=True),
    Column("began_as", Octets, nullable=False),  # the browser's name before it came back
    Column("subject", Octets, nullable=False),
    Column("sealed", Octets, nullable=False),
    Column("wrapped_key", Octets, nullable=False),
    Column("kek_id", String(40), nullable=False),
    Column("member_id", Uuid),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index(None, "expires_at"),
)

idempotency = Table(
    "idempotency",
    metadata,
    Column("member_id", Uuid, ForeignKey("member.member_id"), primary_key=True),
    Column("request_hash", Octets, primary_key=True),
    Column("at", Instant, nullable=False),
    Index(None, "at"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("errand_id", Uuid, primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("subject", Octets, nullable=False),
    Column("reference", String(20), nullable=False),
    Column("payload", Octets, nullable=False),
    Column("wrapped_key", Octets, nullable=False),
    Column("kek_id", String(40), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("give_up_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("last_reason", String(60), nullable=False),
    Column("given_up_at", Instant),
    Index(None, "due_at"),
    Index(None, "kind", "subject"),
    Index(None, "reference"),
)

log_leaf = Table(
    "log_leaf",
    metadata,
    Column("leaf_index", BigInteger, primary_key=True, autoincrement=False),
    Column("leaf_hash", Octets, nullable=False),
    Column("sealed_at", Instant, nullable=False),
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

value_use = Table(
    "value_use",
    metadata,
    Column("member_id", Uuid, ForeignKey("member.member_id"), primary_key=True),
    Column("scope", String(80), primary_key=True),
    Column("field_key", String(80), primary_key=True),
    Column("purpose", String(80), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("n", Integer, nullable=False),
)

step_count = Table(
    "step_count",
    metadata,
    Column("day", Date, primary_key=True),
    Column("step", String(80), primary_key=True),
    Column("event", String(20), primary_key=True),
    Column("n", BigInteger, nullable=False),
)

visit = Table(
    "visit",
    metadata,
    Column("member_id", Uuid, primary_key=True),
    Column("visit_id", Uuid, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("ip", String(45), nullable=False),
    Column("device", String(60), nullable=False),
    Column("law", String(60), nullable=False),
    Column("destroy_after", Instant, nullable=False),
    Index(None, "destroy_after"),
    schema=STATUTORY,
)
