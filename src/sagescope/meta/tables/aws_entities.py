"""The tables of what data tells of AWS accounts: entities, and what happened to them."""

from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from sagescope.meta.tables.registry import HexKey, Millis, Row


class AwsEntityRow(Row):
    """An entity of an account and region."""

    __tablename__ = "aws_entities"

    id: Mapped[HexKey]
    account: Mapped[str] = mapped_column(String(255))
    region: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(64))
    parent: Mapped[str] = mapped_column(String(255))
    name: Mapped[str] = mapped_column(String(255))
    namespaces: Mapped[list[Any]]
    first_seen: Mapped[Millis]
    last_seen: Mapped[Millis]
    metrics_at: Mapped[Millis]
    logs_at: Mapped[Millis]
    created_at: Mapped[Millis]
    deleted_at: Mapped[Millis]
    status: Mapped[str] = mapped_column(String(64))
    status_at: Mapped[Millis]
    status_reason: Mapped[str] = mapped_column(Text)


class EntityEventRow(Row):
    """A change of an entity or of its status."""

    __tablename__ = "entity_events"
    __table_args__ = (
        Index("ix_entity_events_at", "at"),
        Index("ix_entity_events_kind_name_at", "kind", "name", "at"),
    )

    id: Mapped[HexKey]
    at: Mapped[Millis]
    account: Mapped[str] = mapped_column(String(255))
    region: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(64))
    parent: Mapped[str] = mapped_column(String(255))
    name: Mapped[str] = mapped_column(String(255))
    action: Mapped[str] = mapped_column(String(16))
    event: Mapped[str] = mapped_column(String(255))
    status: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text)
    caller: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(String(255))
    details: Mapped[dict[str, Any]]
