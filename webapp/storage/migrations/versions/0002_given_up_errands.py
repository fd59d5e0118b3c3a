"""Given-up errands: that a number's errand was given up can be told for a while."""

import sqlalchemy as sa
from alembic import op

from webapp.storage.columns import Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column; errands that are there were not given up."""
    op.add_column("outbox", sa.Column("given_up_at", Instant(), nullable=True))


def downgrade() -> None:
    """Drop the column, and with it the outcomes: an older worker would lease them."""
    op.execute("DELETE FROM outbox WHERE given_up_at IS NOT NULL")
    op.drop_column("outbox", "given_up_at")
