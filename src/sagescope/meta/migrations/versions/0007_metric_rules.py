"""Metric rules."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "metric_rules",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("match", sa.Text, nullable=False),
        sa.Column("dimensions", sa.JSON, nullable=False),
        sa.Column("enabled", sa.Boolean, nullable=False),
        sa.Column("created_at", NUMBER, nullable=False),
        sa.Column("created_by", sa.String(16), nullable=False),
        sa.Column("modified_at", NUMBER, nullable=False),
        sa.Column("modified_by", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_metric_rules"),
        sa.UniqueConstraint("name", name="uq_metric_rules_name"),
    )
