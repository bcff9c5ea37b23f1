"""The table of metric rules."""

from typing import Any

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sagescope.meta.tables.registry import HexKey, Millis, Row


class MetricRuleRow(Row):
    """A rule; see `model.metric_rule.MetricRule`. `dimensions` are pairs of name and value."""

    __tablename__ = "metric_rules"
    __table_args__ = (
        UniqueConstraint("name", info={"conflict": "A metric rule named {name!r} exists already."}),
    )

    id: Mapped[HexKey]
    name: Mapped[str] = mapped_column(String(255))
    match: Mapped[str] = mapped_column(Text)
    dimensions: Mapped[list[Any]]
    enabled: Mapped[bool]
    created_at: Mapped[Millis]
    created_by: Mapped[str] = mapped_column(String(16))
    modified_at: Mapped[Millis]
    modified_by: Mapped[str] = mapped_column(String(16))
