"""Log metric rules."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "log_metric_rules",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("log_group", sa.String(512), nullable=False),
        sa.Column("log_stream", sa.Text, nullable=False),
        sa.Column("contains", sa.String(512), nullable=False),
        sa.Column("lacks", sa.String(512), nullable=False),
        sa.Column("line", sa.Text, nullable=False),
        sa.Column("pattern", sa.Text, nullable=False),
        sa.Column("metric", sa.String(512), nullable=False),
        sa.Column("ignore", sa.JSON, nullable=False),
        sa.Column("otherwise", sa.Boolean, nullable=False),
        sa.Column("enabled", sa.Boolean, nullable=False),
        sa.Column("created_at", NUMBER, nullable=False),
        sa.Column("created_by", sa.String(16), nullable=False),
        sa.Column("modified_at", NUMBER, nullable=False),
        sa.Column("modified_by", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_log_metric_rules"),
        sa.UniqueConstraint("name", name="uq_log_metric_rules_name"),
    )
