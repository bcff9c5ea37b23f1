"""Who has taken an alert in hand, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0015"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the columns."""
    op.add_column("alerts", sa.Column("acknowledged_at", NUMBER, nullable=True))
    op.add_column("alerts", sa.Column("acknowledged_by", sa.String(64), nullable=True))
