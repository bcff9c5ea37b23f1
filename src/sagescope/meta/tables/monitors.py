"""The tables of monitors: their tree, where each stands, its open alerts, and the record of its looks."""

from typing import Any

from sqlalchemy import JSON, Double, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sagescope.meta.tables.registry import BigNumber, HexKey, Millis, Row


class MonitorItemRow(Row):
    """A folder or a monitor; see `model.monitor_item.MonitorItem`.

    The root has the empty text as its parent, since a unique constraint does not see nulls.
    """

    __tablename__ = "monitor_items"
    __table_args__ = (
        UniqueConstraint(
            "parent", "name", info={"conflict": "The folder has a monitor or folder named {name!r} already."}
        ),
    )

    id: Mapped[HexKey]
    kind: Mapped[str] = mapped_column(String(16))
    parent: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(255))
    description: Mapped[str] = mapped_column(Text)
    body: Mapped[dict[str, Any]]
    enabled: Mapped[bool]
    version: Mapped[int] = mapped_column(Integer)
    position: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[Millis]
    created_by: Mapped[str] = mapped_column(String(64))
    modified_at: Mapped[Millis]
    modified_by: Mapped[str] = mapped_column(String(64))


def _of_monitor() -> Any:
    return mapped_column(String(16), ForeignKey("monitor_items.id", ondelete="CASCADE"), primary_key=True)


class MonitorRunRow(Row):
    """Where a monitor stands: the time of its last look, what it knows of its series, why it failed."""

    __tablename__ = "monitor_runs"

    monitor: Mapped[str] = _of_monitor()
    at: Mapped[Millis]
    version: Mapped[int] = mapped_column(Integer)
    known: Mapped[list[Any]]
    error: Mapped[str] = mapped_column(Text)


class OpenAlertRow(Row):
    """The one open alert of a monitor, a kind and a group; `group_key` is made of the group."""

    __tablename__ = "monitor_open_alerts"

    monitor: Mapped[str] = _of_monitor()
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    group_key: Mapped[str] = mapped_column(String(16), primary_key=True)
    group: Mapped[list[Any]] = mapped_column(JSON)
    alert: Mapped[str] = mapped_column(String(16))
    opened: Mapped[Millis]
    last: Mapped[Millis]
    clear_from: Mapped[Millis | None]


class LookRow(Row):
    """A record of one look at one condition; see `model.alert.Look`."""

    __tablename__ = "monitor_looks"

    monitor: Mapped[str] = _of_monitor()
    at: Mapped[int] = mapped_column(BigNumber, primary_key=True, autoincrement=False, index=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    window_start: Mapped[Millis]
    window_end: Mapped[Millis]
    outcome: Mapped[str] = mapped_column(String(16))
    value: Mapped[float | None] = mapped_column(Double)
    reason: Mapped[str] = mapped_column(Text)
    groups: Mapped[int] = mapped_column(Integer)
