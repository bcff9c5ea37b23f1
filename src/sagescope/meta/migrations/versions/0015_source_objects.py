"""What sources have fetched: objects, and how far they have come."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0013"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "source_objects",
        sa.Column("source_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("key", sa.String(1_100), nullable=False),
        sa.Column("version", sa.String(1_024), nullable=False),
        sa.Column("identity", sa.String(255), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("messages", NUMBER, nullable=False),
        sa.Column("done_at", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("source_id", "key", "version", name="pk_source_objects"),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["sources.id"],
            name="fk_source_objects_source_id_sources",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "source_cursors",
        sa.Column("source_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("place", sa.String(255), nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("source_id", "place", name="pk_source_cursors"),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["sources.id"],
            name="fk_source_cursors_source_id_sources",
            ondelete="CASCADE",
        ),
    )
