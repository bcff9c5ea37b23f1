"""The table of log metric rules."""

from typing import Any

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sagescope.meta.tables.registry import HexKey, Millis, Row


class LogMetricRuleRow(Row):
    """A rule; see `model.log_metric_rule.LogMetricRule`."""

    __tablename__ = "log_metric_rules"
    __table_args__ = (
        UniqueConstraint("name", info={"conflict": "A log metric rule named {name!r} exists already."}),
    )

    id: Mapped[HexKey]
    name: Mapped[str] = mapped_column(String(255))
    log_group: Mapped[str] = mapped_column(String(512))
    log_stream: Mapped[str] = mapped_column(Text)
    contains: Mapped[str] = mapped_column(String(512))
    lacks: Mapped[str] = mapped_column(String(512))
    line: Mapped[str] = mapped_column(Text)
    pattern: Mapped[str] = mapped_column(Text)
    metric: Mapped[str] = mapped_column(String(512))
    ignore: Mapped[list[Any]]
    otherwise: Mapped[bool]
    enabled: Mapped[bool]
    created_at: Mapped[Millis]
    created_by: Mapped[str] = mapped_column(String(16))
    modified_at: Mapped[Millis]
    modified_by: Mapped[str] = mapped_column(String(16))
