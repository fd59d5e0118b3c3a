"""When answers were last handed on: whoever changed one since is told to the recipient."""

import sqlalchemy as sa
from alembic import op

from webapp.storage.columns import Instant

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column; what was handed on went once, as far as is known."""
    op.add_column("event_transfer", sa.Column("last_at", Instant(), nullable=True))
    op.execute("UPDATE event_transfer SET last_at = handed_at")
    with op.batch_alter_table("event_transfer") as transfer:
        transfer.alter_column("last_at", existing_type=Instant(), nullable=False)


def downgrade() -> None:
    """Drop the column."""
    with op.batch_alter_table("event_transfer") as transfer:
        transfer.drop_column("last_at")
