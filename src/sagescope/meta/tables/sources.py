"""The tables of sources, and of what has been seen of them."""

from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sagescope.meta.tables.registry import BigNumber, Millis, NumberKey, Row


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
    settings: Mapped[dict[str, Any]]
    filters: Mapped[list[Any]]
    hash_algorithm: Mapped[str] = mapped_column(String(16))
    cutoff: Mapped[dict[str, Any]]
    extra: Mapped[dict[str, Any]]
    enabled: Mapped[bool]
    created_at: Mapped[Millis]
    modified_at: Mapped[Millis]


class SourceHealthRow(Row):
    """What has been seen of a source; see `model.source_health.SourceHealth`. It goes with its source."""

    __tablename__ = "source_health"

    source_id: Mapped[int] = mapped_column(
        BigNumber, ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    body: Mapped[dict[str, Any]]


class SourceVolumeRow(Row):
    """What came from a source in one stretch of time; see `model.source_health.Volume`."""

    __tablename__ = "source_volume"

    source_id: Mapped[int] = mapped_column(
        BigNumber, ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    start: Mapped[int] = mapped_column(BigNumber, primary_key=True, autoincrement=False)
    messages: Mapped[int] = mapped_column(BigNumber)
    points: Mapped[int] = mapped_column(BigNumber)
    bytes: Mapped[int] = mapped_column(BigNumber)
    rejected: Mapped[int] = mapped_column(BigNumber)
    dropped: Mapped[int] = mapped_column(BigNumber)
