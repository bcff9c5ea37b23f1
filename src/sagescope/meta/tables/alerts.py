"""The tables of alerts, of muting schedules, of connections and of notifications on their way."""

from typing import Any

from sqlalchemy import Double, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sagescope.meta.tables.registry import BigNumber, HexKey, Millis, Row


class AlertRow(Row):
    """An alert; see `model.alert.Alert`. It outlives its monitor."""

    __tablename__ = "alerts"
    __table_args__ = (Index("ix_alerts_monitor_opened_at", "monitor", "opened_at"),)

    id: Mapped[HexKey]
    monitor: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(16))
    group: Mapped[list[Any]]
    opened_at: Mapped[int] = mapped_column(BigNumber, index=True)
    window_start: Mapped[Millis]
    window_end: Mapped[Millis]
    value: Mapped[float | None] = mapped_column(Double)
    reason: Mapped[str] = mapped_column(Text)
    muted: Mapped[bool]
    resolved_at: Mapped[Millis | None]
    resolution: Mapped[str] = mapped_column(String(16))
    rows: Mapped[list[Any]]
    acknowledged_at: Mapped[Millis | None]
    acknowledged_by: Mapped[str | None] = mapped_column(String(64))


class MuteRow(Row):
    """A muting schedule; see `model.mute.Mute`. `body` is all that only it reads."""

    __tablename__ = "mutes"
    __table_args__ = (
        UniqueConstraint("name", info={"conflict": "There is a muting schedule named {name!r} already."}),
    )

    id: Mapped[HexKey]
    name: Mapped[str] = mapped_column(String(255))
    body: Mapped[dict[str, Any]]
    created_at: Mapped[Millis]
    created_by: Mapped[str] = mapped_column(String(64))
    modified_at: Mapped[Millis]
    modified_by: Mapped[str] = mapped_column(String(64))


class ConnectionRow(Row):
    """A connection; see `model.connection.Connection`. `body` is all that only it reads."""

    __tablename__ = "connections"
    __table_args__ = (
        UniqueConstraint("name", info={"conflict": "There is a connection named {name!r} already."}),
    )

    id: Mapped[HexKey]
    name: Mapped[str] = mapped_column(String(127))
    body: Mapped[dict[str, Any]]
    created_at: Mapped[Millis]
    created_by: Mapped[str] = mapped_column(String(64))
    modified_at: Mapped[Millis]
    modified_by: Mapped[str] = mapped_column(String(64))


class OutboxRow(Row):
    """A notification on its way, or one that arrived; see `meta.repositories.outbox`."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("key", info={"conflict": "The notification is on its way already."}),
        Index("ix_outbox_state_lane_id", "state", "lane", "id"),
    )

    id: Mapped[int] = mapped_column(BigNumber, primary_key=True, autoincrement=True)
    key: Mapped[str] = mapped_column(String(64))
    lane: Mapped[str] = mapped_column(String(64))
    monitor: Mapped[str] = mapped_column(String(16))
    alert: Mapped[str] = mapped_column(String(16), index=True)
    target: Mapped[dict[str, Any]]
    event: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(16))
    attempts: Mapped[int] = mapped_column(Integer)
    next_at: Mapped[Millis]
    created_at: Mapped[Millis]
    finished_at: Mapped[Millis | None]
    answer: Mapped[str] = mapped_column(Text)
