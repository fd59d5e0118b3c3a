"""The first shapes: every table of the house, and the triggers that keep evidence as it is."""

import sqlalchemy as sa
from alembic import op

from webapp.storage.columns import Instant
from webapp.storage.evidence import guard_evidence, unguard_evidence

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the schemas (PostgreSQL), the tables and the triggers."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE SCHEMA IF NOT EXISTS keys")
        op.execute("CREATE SCHEMA IF NOT EXISTS statutory")
    op.create_table(
        "access_log",
        sa.Column("access_id", sa.Uuid(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ip", sa.String(length=45), nullable=False),
        sa.PrimaryKeyConstraint("access_id", name="pk_access_log"),
    )
    op.create_table(
        "destruction",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("destruction_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("field_key", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("destroyed_at", Instant(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("member_id", "destruction_id", name="pk_destruction"),
    )
    op.create_index("ix_destruction_reference", "destruction", ["reference"], unique=False)
    op.create_table(
        "edition",
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("notice_key", sa.String(length=80), nullable=False),
        sa.Column("locale", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("facts_hash", sa.LargeBinary(), nullable=False),
        sa.Column("published_at", Instant(), nullable=False),
        sa.Column("effective_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_edition"),
    )
    op.create_table(
        "value_key",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("field_key", sa.String(length=80), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("kek_id", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("member_id", "scope", "field_key", name="pk_value_key"),
        schema="keys",
    )
    op.create_table(
        "log_checkpoint",
        sa.Column("tree_size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("root_hash", sa.LargeBinary(), nullable=False),
        sa.Column("signed_note", sa.Text(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("tree_size", name="pk_log_checkpoint"),
    )
    op.create_table(
        "log_leaf",
        sa.Column("leaf_index", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("leaf_hash", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("leaf_index", name="pk_log_leaf"),
    )
    op.create_table(
        "member",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("locale", sa.String(length=8), nullable=True),
        sa.Column("joined_at", Instant(), nullable=False),
        sa.Column("last_seen_at", Instant(), nullable=False),
        sa.Column("left_at", Instant(), nullable=True),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("member_id", name="pk_member"),
    )
    op.create_index("ix_member_last_seen_at", "member", ["last_seen_at"], unique=False)
    op.create_table(
        "oauth_attempt",
        sa.Column("state_hash", sa.LargeBinary(), nullable=False),
        sa.Column("browser_hash", sa.LargeBinary(), nullable=False),
        sa.Column("errand", sa.String(length=20), nullable=False),
        sa.Column("next_key", sa.String(length=80), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("kek_id", sa.String(length=40), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("state_hash", name="pk_oauth_attempt"),
    )
    op.create_index("ix_oauth_attempt_expires_at", "oauth_attempt", ["expires_at"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("errand_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.LargeBinary(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("kek_id", sa.String(length=40), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("give_up_at", Instant(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_reason", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("errand_id", name="pk_outbox"),
    )
    op.create_index("ix_outbox_due_at", "outbox", ["due_at"], unique=False)
    op.create_index("ix_outbox_kind_subject", "outbox", ["kind", "subject"], unique=False)
    op.create_index("ix_outbox_reference", "outbox", ["reference"], unique=False)
    op.create_table(
        "pending_signup",
        sa.Column("browser_hash", sa.LargeBinary(), nullable=False),
        sa.Column("began_as", sa.LargeBinary(), nullable=False),
        sa.Column("subject", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("kek_id", sa.String(length=40), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("browser_hash", name="pk_pending_signup"),
    )
    op.create_index("ix_pending_signup_expires_at", "pending_signup", ["expires_at"], unique=False)
    op.create_table(
        "visit",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("ip", sa.String(length=45), nullable=False),
        sa.Column("device", sa.String(length=60), nullable=False),
        sa.Column("law", sa.String(length=60), nullable=False),
        sa.Column("destroy_after", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("member_id", "visit_id", name="pk_visit"),
        schema="statutory",
    )
    op.create_index(
        "ix_visit_destroy_after", "visit", ["destroy_after"], unique=False, schema="statutory"
    )
    op.create_table(
        "step_count",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("step", sa.String(length=80), nullable=False),
        sa.Column("event", sa.String(length=20), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "step", "event", name="pk_step_count"),
    )
    op.create_table(
        "decision",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("notice_key", sa.String(length=80), nullable=False),
        sa.Column("edition_hash", sa.LargeBinary(), nullable=False),
        sa.Column("purpose", sa.String(length=80), nullable=False),
        sa.Column("answer", sa.String(length=12), nullable=False),
        sa.Column("locale", sa.String(length=8), nullable=False),
        sa.Column("channel", sa.String(length=12), nullable=False),
        sa.Column("actor", sa.String(length=12), nullable=False),
        sa.Column("shown_at", Instant(), nullable=False),
        sa.Column("decided_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("leaf_hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_hash"], ["edition.hash"], name="fk_decision_edition_hash"
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.member_id"], name="fk_decision_member_id"),
        sa.PrimaryKeyConstraint("member_id", "seq", name="pk_decision"),
        sa.UniqueConstraint("member_id", "decision_id", name="uq_decision_member_id_decision_id"),
    )
    op.create_index(
        "ix_decision_member_id_scope_notice_key_seq",
        "decision",
        ["member_id", "scope", "notice_key", "seq"],
        unique=False,
    )
    op.create_table(
        "idempotency",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("request_hash", sa.LargeBinary(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.member_id"], name="fk_idempotency_member_id"
        ),
        sa.PrimaryKeyConstraint("member_id", "request_hash", name="pk_idempotency"),
    )
    op.create_index("ix_idempotency_at", "idempotency", ["at"], unique=False)
    op.create_table(
        "kakao_link",
        sa.Column("subject", sa.LargeBinary(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("kek_id", sa.String(length=40), nullable=False),
        sa.Column("linked_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.member_id"], name="fk_kakao_link_member_id"
        ),
        sa.PrimaryKeyConstraint("subject", name="pk_kakao_link"),
        sa.UniqueConstraint("member_id", name="uq_kakao_link_member_id"),
    )
    op.create_table(
        "session",
        sa.Column("session_hash", sa.LargeBinary(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("last_seen_at", Instant(), nullable=False),
        sa.Column("device", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.member_id"], name="fk_session_member_id"),
        sa.PrimaryKeyConstraint("session_hash", name="pk_session"),
    )
    op.create_index("ix_session_last_seen_at", "session", ["last_seen_at"], unique=False)
    op.create_index("ix_session_member_id", "session", ["member_id"], unique=False)
    op.create_table(
        "value_use",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("field_key", sa.String(length=80), nullable=False),
        sa.Column("purpose", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.member_id"], name="fk_value_use_member_id"),
        sa.PrimaryKeyConstraint(
            "member_id", "scope", "field_key", "purpose", "day", name="pk_value_use"
        ),
    )
    op.create_table(
        "field_value",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("field_key", sa.String(length=80), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("visibility", sa.String(length=12), nullable=False),
        sa.Column("collected_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=True),
        sa.Column("held_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id", "decision_id"],
            ["decision.member_id", "decision.decision_id"],
            name="fk_field_value_member_id_decision_id",
        ),
        sa.PrimaryKeyConstraint("member_id", "scope", "field_key", name="pk_field_value"),
    )
    op.create_index("ix_field_value_expires_at", "field_value", ["expires_at"], unique=False)
    watched = sa.text("held_at IS NOT NULL OR expires_at IS NOT NULL")  # noqa: TID251  a condition
    op.create_index(
        "ix_field_value_watched",
        "field_value",
        ["member_id"],
        unique=False,
        postgresql_using="hash",
        postgresql_where=watched,
        sqlite_where=watched,
    )
    guard_evidence(op.get_bind())


def downgrade() -> None:
    """Drop everything; there is nothing before the first shapes."""
    unguard_evidence(op.get_bind())
    op.drop_table("field_value")
    op.drop_table("value_use")
    op.drop_table("session")
    op.drop_table("kakao_link")
    op.drop_table("idempotency")
    op.drop_table("decision")
    op.drop_table("step_count")
    op.drop_table("visit", schema="statutory")
    op.drop_table("pending_signup")
    op.drop_table("outbox")
    op.drop_table("oauth_attempt")
    op.drop_table("member")
    op.drop_table("log_leaf")
    op.drop_table("log_checkpoint")
    op.drop_table("value_key", schema="keys")
    op.drop_table("edition")
    op.drop_table("destruction")
    op.drop_table("access_log")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP SCHEMA keys")
        op.execute("DROP SCHEMA statutory")
