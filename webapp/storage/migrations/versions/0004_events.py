"""Events: published files, applications and their seats, what was handed on, parked answers."""

import sqlalchemy as sa
from alembic import op

from webapp.storage.columns import Instant
from webapp.storage.events.guarding import guard_versions

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the tables; nothing that is there changes."""
    op.create_table(
        "event_version",
        sa.Column("event_id", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("published_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("event_id", "version"),
    )
    guard_versions(op.get_bind())
    op.create_table(
        "event",
        sa.Column("event_id", sa.String(length=40), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("last_place", sa.Integer(), nullable=False),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("closes_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("forget_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id", "version"], ["event_version.event_id", "event_version.version"]
        ),
        sa.PrimaryKeyConstraint("event_id"),
        sa.UniqueConstraint("slug", name="uq_event_slug"),
    )
    op.create_table(
        "event_entry",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("began_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("receipt", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.Column("seated_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.member_id"]),
        sa.ForeignKeyConstraint(["event_id"], ["event.event_id"]),
        sa.PrimaryKeyConstraint("member_id", "event_id"),
    )
    in_order = ["event_id", "status", "place"]
    op.create_index("ix_event_entry_event_id_status_place", "event_entry", in_order)
    op.create_index("ix_event_entry_expires_at", "event_entry", ["expires_at"])
    _handing_on()
    op.create_table(
        "event_parked",
        sa.Column("holder", sa.LargeBinary(), nullable=False),
        sa.Column("event_id", sa.String(length=40), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("kek_id", sa.String(length=40), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("holder"),
    )
    op.create_index("ix_event_parked_expires_at", "event_parked", ["expires_at"])


def _handing_on() -> None:
    op.create_table(
        "event_handed",
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("event_id", sa.String(length=40), nullable=False),
        sa.Column("recipient", sa.String(length=40), nullable=False),
        sa.Column("handed_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("told_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("reference"),
    )
    whose = ["event_id", "recipient"]
    op.create_index("ix_event_handed_event_id_recipient", "event_handed", whose)
    op.create_index("ix_event_handed_expires_at", "event_handed", ["expires_at"])
    op.create_table(
        "event_transfer",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("event_id", sa.String(length=40), nullable=False),
        sa.Column("provision", sa.String(length=40), nullable=False),
        sa.Column("recipient", sa.String(length=40), nullable=False),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("handed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.member_id"]),
        sa.ForeignKeyConstraint(["reference"], ["event_handed.reference"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["member_id", "event_id"],
            ["event_entry.member_id", "event_entry.event_id"],
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id", "decision_id"], ["decision.member_id", "decision.decision_id"]
        ),
        sa.PrimaryKeyConstraint("member_id", "reference"),
    )
    application = ["member_id", "event_id"]
    op.create_index("ix_event_transfer_member_id_event_id", "event_transfer", application)
    op.create_index("ix_event_transfer_reference", "event_transfer", ["reference"], unique=True)
    op.create_index("ix_event_transfer_event_id_recipient", "event_transfer", whose)


def downgrade() -> None:
    """Take it all back; what the tables held is gone."""
    for table in (
        "event_parked",
        "event_transfer",
        "event_handed",
        "event_entry",
        "event",
        "event_version",
    ):
        op.drop_table(table)
