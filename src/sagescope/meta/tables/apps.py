"""The table of installed apps."""

from typing import Any

from sqlalchemy import JSON, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sagescope.meta.tables.registry import HexKey, Millis, Row


class AppInstanceRow(Row):
    """An installed app; see `model.app.AppInstance`."""

    __tablename__ = "app_instances"
    __table_args__ = (
        UniqueConstraint(
            "parent", "name", info={"conflict": "An app is installed as {name!r} there already."}
        ),
    )

    id: Mapped[HexKey]
    app: Mapped[str] = mapped_column(String(64))
    package: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(128))
    version: Mapped[str] = mapped_column(String(32))
    previous: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(255))
    parent: Mapped[str] = mapped_column(String(16))
    choices: Mapped[dict[str, Any]]
    objects: Mapped[dict[str, Any]]
    pending: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[Millis]
    created_by: Mapped[str] = mapped_column(String(64))
    modified_at: Mapped[Millis]
    modified_by: Mapped[str] = mapped_column(String(64))
