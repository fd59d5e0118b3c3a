"""What was handed on is told to whoever changed it since, and outlives the application."""

import sqlalchemy as sa
from alembic import op

from webapp.storage.columns import Instant

revision = "0005"
down_revision = "0004"

_APPLICATION = "fk_event_transfer_member_id_event_id"


def upgrade() -> None:
    """Add the column (what was handed on went once, as far as is known); let go of the entry."""
    op.add_column("event_transfer", sa.Column("last_at", Instant(), nullable=True))
    op.execute("UPDATE event_transfer SET last_at = handed_at")
    with op.batch_alter_table("event_transfer") as transfer:
        transfer.alter_column("last_at", existing_type=Instant(), nullable=False)
        transfer.drop_constraint(_APPLICATION, type_="foreignkey")


def downgrade() -> None:
    """Drop the column; what hangs on no application is gone."""
    op.execute(
        "DELETE FROM event_transfer WHERE NOT EXISTS (SELECT 1 FROM event_entry WHERE"
        " event_entry.member_id = event_transfer.member_id"
        " AND event_entry.event_id = event_transfer.event_id)"
    )
    with op.batch_alter_table("event_transfer") as transfer:
        transfer.create_foreign_key(
            _APPLICATION,
            "event_entry",
            ["member_id", "event_id"],
            ["member_id", "event_id"],
            ondelete="CASCADE",
        )
        transfer.drop_column("last_at")
