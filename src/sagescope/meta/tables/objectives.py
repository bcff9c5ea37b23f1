"""The table of objectives."""

from typing import Any

from sqlalchemy import Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sagescope.meta.tables.registry import HexKey, Millis, Row


class ObjectiveRow(Row):
    """An objective; see `model.objective.StoredObjective`. `body` is its document."""

    __tablename__ = "objectives"
    __table_args__ = (
        UniqueConstraint("name", info={"conflict": "There is an objective named {name!r} already."}),
    )

    id: Mapped[HexKey]
    name: Mapped[str] = mapped_column(String(255))
    body: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[Millis]
    created_by: Mapped[str] = mapped_column(String(64))
    modified_at: Mapped[Millis]
    modified_by: Mapped[str] = mapped_column(String(64))
