"""The whole front door: corrections, webhooks, codes by text, kept years, letters, questions asked again."""

import sqlalchemy as sa
from alembic import op

from webapp.storage.columns import Instant
from webapp.storage.evidence import SQLITE_STAYS_THREE_YEARS
from webapp.storage.leaves import guard_leaves, unguard_leaves
from webapp.storage.leftovers import forget_leftovers, note_leftovers
from webapp.storage.spending import spend_no_more, spend_with_decisions

revision = "0003"
down_revision = "0002"

_KEY_GOES_WITH_ITS_VALUE = """
CREATE TRIGGER key_goes_with_its_value AFTER DELETE ON field_value
BEGIN
  DELETE FROM value_key WHERE member_id = OLD.member_id AND scope = OLD.scope
  AND field_key = OLD.field_key;
END
"""


def _sealed() -> list[sa.Column[object]]:
    """Return what a sealed text needs: the ciphertext and a key that is its alone."""
    return [
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("kek_id", sa.String(length=40), nullable=False),
    ]


def _member() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["member_id"], ["member.member_id"])


def upgrade() -> None:
    """Add the tables and columns; nothing that is there changes its meaning."""
    op.create_table(
        "correction",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("correction_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("field_key", sa.String(length=80), nullable=False),
        *_sealed(),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("told_at", Instant(), nullable=True),
        _member(),
        sa.PrimaryKeyConstraint("member_id", "correction_id"),
    )
    op.create_index("ix_correction_reference", "correction", ["reference"], unique=True)
    op.create_index("ix_correction_settled_at", "correction", ["settled_at"])
    is_open = sa.text("settled_at IS NULL")  # noqa: TID251  a condition of an index
    op.create_index(
        "ix_correction_open",
        "correction",
        ["member_id", "scope", "field_key"],
        unique=True,
        postgresql_where=is_open,
        sqlite_where=is_open,
    )
    op.create_index("ix_access_log_at", "access_log", ["at"])
    op.create_table(
        "webhook_event",
        sa.Column("event_hash", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("event_hash"),
    )
    op.create_index("ix_webhook_event_received_at", "webhook_event", ["received_at"])
    op.create_table(
        "phone_check",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        *_sealed(),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        _member(),
        sa.PrimaryKeyConstraint("member_id"),
    )
    op.create_index("ix_phone_check_expires_at", "phone_check", ["expires_at"])
    op.create_table(
        "kept_year",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        *_sealed(),
        sa.Column("expires_at", Instant(), nullable=False),
        _member(),
        sa.PrimaryKeyConstraint("member_id"),
    )
    op.create_index("ix_kept_year_expires_at", "kept_year", ["expires_at"])
    op.create_table(
        "letter",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("about", sa.Date(), nullable=False),
        sa.Column("written_at", Instant(), nullable=False),
        sa.Column("handed_over", sa.Integer(), nullable=False),
        _member(),
        sa.PrimaryKeyConstraint("member_id", "kind", "about"),
    )
    op.create_index("ix_letter_written_at", "letter", ["written_at"])
    op.create_index("ix_log_leaf_leaf_hash", "log_leaf", ["leaf_hash"], unique=True)
    guard_leaves(op.get_bind())
    op.create_table(
        "asked_again",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("notice_key", sa.String(length=80), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last_at", Instant(), nullable=False),
        sa.Column("stopped_at", Instant(), nullable=True),
        _member(),
        sa.PrimaryKeyConstraint("member_id", "scope", "notice_key"),
    )
    _photo_files()
    op.add_column("member", sa.Column("deletions_read_at", Instant(), nullable=True))
    op.add_column("kakao_link", sa.Column("scopes", sa.Text(), nullable=True))
    op.add_column("kakao_link", sa.Column("scopes_at", Instant(), nullable=True))
    op.create_table(
        "kakao_leftover",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("field_key", sa.String(length=80), nullable=False),
        _member(),
        sa.PrimaryKeyConstraint("member_id", "field_key"),
    )
    note_leftovers(op.get_bind())
    spend_with_decisions(op.get_bind())
    if op.get_context().dialect.name == "sqlite":  # PostgreSQL deletes both in one statement
        op.execute(_KEY_GOES_WITH_ITS_VALUE)


def _photo_files() -> None:
    op.create_table(
        "photo_file",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("scope", sa.String(length=80), nullable=True),
        sa.Column("field_key", sa.String(length=80), nullable=True),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("is_doomed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id", "scope", "field_key"],
            ["field_value.member_id", "field_value.scope", "field_value.field_key"],
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("name"),
    )
    owner = ["member_id", "scope", "field_key"]
    op.create_index("ix_photo_file_member_id_scope_field_key", "photo_file", owner)
    nobodys = sa.text("member_id IS NULL")  # noqa: TID251  a condition of an index
    op.create_index(
        "ix_photo_file_nobodys",
        "photo_file",
        ["due_at"],
        postgresql_where=nobodys,
        sqlite_where=nobodys,
    )


def downgrade() -> None:
    """Take it all back; what the tables held is gone."""
    unguard_leaves(op.get_bind(), SQLITE_STAYS_THREE_YEARS.format(table="decision"))
    op.drop_index("ix_log_leaf_leaf_hash", "log_leaf")
    spend_no_more(op.get_bind())
    forget_leftovers(op.get_bind())
    if op.get_context().dialect.name == "sqlite":
        op.execute("DROP TRIGGER key_goes_with_its_value")
    op.drop_index("ix_access_log_at", "access_log")
    op.drop_column("kakao_link", "scopes_at")
    op.drop_column("kakao_link", "scopes")
    op.drop_column("member", "deletions_read_at")
    for table in (
        "kakao_leftover",
        "photo_file",
        "asked_again",
        "letter",
        "kept_year",
        "phone_check",
        "webhook_event",
        "correction",
    ):
        op.drop_table(table)
