"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FIRST_ID = 100_000_001


def upgrade() -> None:
    """Make the tables, and the counters that numbers of collectors and sources come from."""
    _collection()
    _users()
    _work()


def _collection() -> None:
    counters = op.create_table(
        "counters",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("value", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counters"),
    )
    op.bulk_insert(counters, [{"name": name, "value": FIRST_ID - 1} for name in ("collector", "source")])
    op.create_table(
        "collectors",
        sa.Column("id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("category", sa.String(1024), nullable=False),
        sa.Column("host_name", sa.String(128), nullable=False),
        sa.Column("time_zone", sa.String(64), nullable=False),
        sa.Column("fields", sa.JSON, nullable=False),
        sa.Column("created_at", NUMBER, nullable=False),
        sa.Column("modified_at", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_collectors"),
        sa.UniqueConstraint("name", name="uq_collectors_name"),
    )
    op.create_table(
        "sources",
        sa.Column("id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("collector_id", NUMBER, nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("category", sa.String(1024), nullable=False),
        sa.Column("host_name", sa.String(128), nullable=False),
        sa.Column("token", sa.String(255), nullable=False),
        sa.Column("fields", sa.JSON, nullable=False),
        sa.Column("boundaries", sa.JSON, nullable=False),
        sa.Column("times", sa.JSON, nullable=False),
        sa.Column("enabled", sa.Boolean, nullable=False),
        sa.Column("created_at", NUMBER, nullable=False),
        sa.Column("modified_at", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
        sa.ForeignKeyConstraint(
            ["collector_id"], ["collectors.id"], name="fk_sources_collector_id", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("collector_id", "name", name="uq_sources_collector_id_name"),
        sa.UniqueConstraint("token", name="uq_sources_token"),
    )
    op.create_table(
        "fields",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("name_key", sa.String(255), nullable=False),
        sa.Column("data_type", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("created_at", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_fields"),
        sa.UniqueConstraint("name_key", name="uq_fields_name_key"),
    )
    op.create_table(
        "extraction_rules",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("name", sa.String(256), nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("parse_expression", sa.Text, nullable=False),
        sa.Column("enabled", sa.Boolean, nullable=False),
        sa.Column("field_names", sa.JSON, nullable=False),
        sa.Column("created_at", NUMBER, nullable=False),
        sa.Column("created_by", sa.String(16), nullable=False),
        sa.Column("modified_at", NUMBER, nullable=False),
        sa.Column("modified_by", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_extraction_rules"),
        sa.UniqueConstraint("name", name="uq_extraction_rules_name"),
    )


def _users() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("enabled", sa.Boolean, nullable=False),
        sa.Column("created_at", NUMBER, nullable=False),
        sa.Column("modified_at", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("email", name="uq_users_email"),
    )
    op.create_table(
        "access_keys",
        sa.Column("access_id", sa.String(64), nullable=False),
        sa.Column("label", sa.String(128), nullable=False),
        sa.Column("user_id", sa.String(16), nullable=False),
        sa.Column("secret_hash", sa.String(64), nullable=False),
        sa.Column("enabled", sa.Boolean, nullable=False),
        sa.Column("created_at", NUMBER, nullable=False),
        sa.Column("modified_at", NUMBER, nullable=False),
        sa.Column("last_used_at", NUMBER, nullable=True),
        sa.PrimaryKeyConstraint("access_id", name="pk_access_keys"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_access_keys_user_id", ondelete="CASCADE"),
    )
    op.create_index("ix_access_keys_user_id", "access_keys", ["user_id"])
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("user_id", sa.String(16), nullable=False),
        sa.Column("created_at", NUMBER, nullable=False),
        sa.Column("last_seen_at", NUMBER, nullable=False),
        sa.Column("expires_at", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sessions"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_sessions_user_id", ondelete="CASCADE"),
    )
    op.create_index("ix_sessions_user_id", "sessions", ["user_id"])
    op.create_index("ix_sessions_expires_at", "sessions", ["expires_at"])
    op.create_table(
        "signin_links",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("user_id", sa.String(16), nullable=False),
        sa.Column("created_at", NUMBER, nullable=False),
        sa.Column("expires_at", NUMBER, nullable=False),
        sa.Column("used_at", NUMBER, nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name="pk_signin_links"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name="fk_signin_links_user_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_signin_links_user_id", "signin_links", ["user_id"])


def _work() -> None:
    op.create_table(
        "settings",
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("value", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_settings"),
    )
    op.create_table(
        "promotions",
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("path", sa.String(1024), nullable=False),
        sa.Column("column_name", sa.String(255), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("created_at", NUMBER, nullable=False),
        sa.Column("modified_at", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("kind", "path", name="pk_promotions"),
        sa.UniqueConstraint("column_name", name="uq_promotions_column_name"),
    )
    op.create_table(
        "leases",
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("key", sa.String(1200), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("expires_at", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", name="pk_leases"),
    )
    op.create_index("ix_leases_expires_at", "leases", ["expires_at"])
