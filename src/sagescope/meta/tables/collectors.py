"""The table of collectors."""

from typing import Any

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sagescope.meta.tables.registry import Millis, NumberKey, Row


class CollectorRow(Row):
    """A collector; see `model.collector.Collector`."""

    __tablename__ = "collectors"
    __table_args__ = (
        UniqueConstraint("name", info={"conflict": "A collector named {name!r} exists already."}),
    )

    id: Mapped[NumberKey]
    name: Mapped[str] = mapped_column(String(255))
    description: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(String(1024))
    host_name: Mapped[str] = mapped_column(String(128))
    time_zone: Mapped[str] = mapped_column(String(64))
    fields: Mapped[dict[str, Any]]
    created_at: Mapped[Millis]
    modified_at: Mapped[Millis]
