"""The table of sources."""

from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sagescope.meta.tables.registry import Millis, NumberKey, Row


class SourceRow(Row):
    """A source; see `model.source.Source`. It goes with its collector."""

    __tablename__ = "sources"
    __table_args__ = (
        UniqueConstraint(
            "collector_id",
            "name",
            info={"conflict": "A source named {name!r} exists already in this collector."},
        ),
        UniqueConstraint("token", info={"conflict": "Another source has the same receiver token."}),
    )

    id: Mapped[NumberKey]
    collector_id: Mapped[int] = mapped_column(ForeignKey("collectors.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(255))
    kind: Mapped[str] = mapped_column(String(32))
    description: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(String(1024))
    host_name: Mapped[str] = mapped_column(String(128))
    token: Mapped[str] = mapped_column(String(255))
    fields: Mapped[dict[str, Any]]
    boundaries: Mapped[dict[str, Any]]
    times: Mapped[dict[str, Any]]
    enabled: Mapped[bool]
    created_at: Mapped[Millis]
    modified_at: Mapped[Millis]
