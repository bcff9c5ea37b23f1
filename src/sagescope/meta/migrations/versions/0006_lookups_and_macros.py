"""Lookup tables, the jobs on them, and macros."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "lookup_tables",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("path", sa.String(1024), nullable=False),
        sa.Column("path_key", sa.String(1024), nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("columns", sa.JSON, nullable=False),
        sa.Column("primary_keys", sa.JSON, nullable=False),
        sa.Column("ttl", sa.Integer, nullable=False),
        sa.Column("size_limit_action", sa.String(32), nullable=False),
        sa.Column("parent_folder_id", sa.String(64), nullable=False),
        sa.Column("generation", sa.Integer, nullable=False),
        *_made("created"),
        *_made("modified"),
        sa.PrimaryKeyConstraint("id", name="pk_lookup_tables"),
        sa.UniqueConstraint("path_key", name="uq_lookup_tables_path_key"),
    )
    op.create_table(
        "lookup_jobs",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("table_id", sa.String(16), nullable=False),
        sa.Column("path", sa.String(1024), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("rows", NUMBER, nullable=False),
        sa.Column("errors", sa.JSON, nullable=False),
        sa.Column("warnings", sa.JSON, nullable=False),
        sa.Column("user_id", sa.String(16), nullable=False),
        sa.Column("created_at", NUMBER, nullable=False),
        sa.Column("modified_at", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_lookup_jobs"),
    )
    op.create_table(
        "macros",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("name_key", sa.String(128), nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("definition", sa.Text, nullable=False),
        sa.Column("enabled", sa.Boolean, nullable=False),
        sa.Column("arguments", sa.JSON, nullable=False),
        sa.Column("validations", sa.JSON, nullable=False),
        *_made("created"),
        *_made("modified"),
        sa.PrimaryKeyConstraint("id", name="pk_macros"),
        sa.UniqueConstraint("name_key", name="uq_macros_name_key"),
    )


def _made(what: str) -> tuple[sa.Column[int], sa.Column[str]]:
    return (
        sa.Column(f"{what}_at", NUMBER, nullable=False),
        sa.Column(f"{what}_by", sa.String(16), nullable=False),
    )
