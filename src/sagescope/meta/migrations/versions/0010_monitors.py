"""Monitors: their tree, what was seen and is open, alerts, muting, connections, the outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "monitor_items",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("parent", sa.String(16), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("enabled", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("created_at", NUMBER, nullable=False),
        sa.Column("created_by", sa.String(64), nullable=False),
        sa.Column("modified_at", NUMBER, nullable=False),
        sa.Column("modified_by", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_monitor_items"),
        sa.UniqueConstraint("parent", "name", name="uq_monitor_items_parent_name"),
    )
    op.create_table(
        "monitor_runs",
        sa.Column("monitor", sa.String(16), nullable=False),
        sa.Column("at", NUMBER, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("known", sa.JSON, nullable=False),
        sa.Column("error", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("monitor", name="pk_monitor_runs"),
        sa.ForeignKeyConstraint(
            ["monitor"],
            ["monitor_items.id"],
            name="fk_monitor_runs_monitor_monitor_items",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "monitor_open_alerts",
        sa.Column("monitor", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("group_key", sa.String(16), nullable=False),
        sa.Column("group", sa.JSON, nullable=False),
        sa.Column("alert", sa.String(16), nullable=False),
        sa.Column("opened", NUMBER, nullable=False),
        sa.Column("last", NUMBER, nullable=False),
        sa.Column("clear_from", NUMBER, nullable=True),
        sa.PrimaryKeyConstraint("monitor", "kind", "group_key", name="pk_monitor_open_alerts"),
        sa.ForeignKeyConstraint(
            ["monitor"],
            ["monitor_items.id"],
            name="fk_monitor_open_alerts_monitor_monitor_items",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "monitor_looks",
        sa.Column("monitor", sa.String(16), nullable=False),
        sa.Column("at", NUMBER, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("window_start", NUMBER, nullable=False),
        sa.Column("window_end", NUMBER, nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("value", sa.Double, nullable=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("groups", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("monitor", "at", "kind", name="pk_monitor_looks"),
        sa.ForeignKeyConstraint(
            ["monitor"],
            ["monitor_items.id"],
            name="fk_monitor_looks_monitor_monitor_items",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_monitor_looks_at", "monitor_looks", ["at"])
    op.create_table(
        "alerts",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("monitor", sa.String(16), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("group", sa.JSON, nullable=False),
        sa.Column("opened_at", NUMBER, nullable=False),
        sa.Column("window_start", NUMBER, nullable=False),
        sa.Column("window_end", NUMBER, nullable=False),
        sa.Column("value", sa.Double, nullable=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("muted", sa.Boolean, nullable=False),
        sa.Column("resolved_at", NUMBER, nullable=True),
        sa.Column("resolution", sa.String(16), nullable=False),
        sa.Column("rows", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_alerts"),
    )
    op.create_index("ix_alerts_monitor_opened_at", "alerts", ["monitor", "opened_at"])
    op.create_index("ix_alerts_opened_at", "alerts", ["opened_at"])
    op.create_table(
        "mutes",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("created_at", NUMBER, nullable=False),
        sa.Column("created_by", sa.String(64), nullable=False),
        sa.Column("modified_at", NUMBER, nullable=False),
        sa.Column("modified_by", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mutes"),
        sa.UniqueConstraint("name", name="uq_mutes_name"),
    )
    op.create_table(
        "connections",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("name", sa.String(127), nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("created_at", NUMBER, nullable=False),
        sa.Column("created_by", sa.String(64), nullable=False),
        sa.Column("modified_at", NUMBER, nullable=False),
        sa.Column("modified_by", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_connections"),
        sa.UniqueConstraint("name", name="uq_connections_name"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("lane", sa.String(64), nullable=False),
        sa.Column("monitor", sa.String(16), nullable=False),
        sa.Column("alert", sa.String(16), nullable=False),
        sa.Column("target", sa.JSON, nullable=False),
        sa.Column("event", sa.JSON, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_at", NUMBER, nullable=False),
        sa.Column("created_at", NUMBER, nullable=False),
        sa.Column("finished_at", NUMBER, nullable=True),
        sa.Column("answer", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
    )
    op.create_index("ix_outbox_state_lane_id", "outbox", ["state", "lane", "id"])
    op.create_index("ix_outbox_alert", "outbox", ["alert"])
