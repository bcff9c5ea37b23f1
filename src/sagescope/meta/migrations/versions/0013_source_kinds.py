"""Sources of many kinds, their filters, and what has been seen of them."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the columns, and make the tables."""
    for name, empty in (("settings", "{}"), ("filters", "[]"), ("cutoff", "{}"), ("extra", "{}")):
        op.add_column("sources", sa.Column(name, sa.JSON, nullable=False, server_default=empty))
    op.add_column("sources", sa.Column("hash_algorithm", sa.String(16), nullable=False, server_default="MD5"))
    op.create_table(
        "source_health",
        sa.Column("source_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("source_id", name="pk_source_health"),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["sources.id"],
            name="fk_source_health_source_id_sources",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "source_volume",
        sa.Column("source_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("start", NUMBER, autoincrement=False, nullable=False),
        sa.Column("messages", NUMBER, nullable=False),
        sa.Column("points", NUMBER, nullable=False),
        sa.Column("bytes", NUMBER, nullable=False),
        sa.Column("rejected", NUMBER, nullable=False),
        sa.Column("dropped", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("source_id", "start", name="pk_source_volume"),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["sources.id"],
            name="fk_source_volume_source_id_sources",
            ondelete="CASCADE",
        ),
    )
