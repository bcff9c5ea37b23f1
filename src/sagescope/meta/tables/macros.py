"""The table of macros."""

from typing import Any

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sagescope.meta.tables.registry import HexKey, Millis, Row


class MacroRow(Row):
    """A macro; see `model.macro.Macro`. `name_key` is its name in lower case."""

    __tablename__ = "macros"
    __table_args__ = (UniqueConstraint("name_key", info={"conflict": "There is a macro {name!r} already."}),)

    id: Mapped[HexKey]
    name: Mapped[str] = mapped_column(String(128))
    name_key: Mapped[str] = mapped_column(String(128))
    description: Mapped[str] = mapped_column(Text)
    definition: Mapped[str] = mapped_column(Text)
    enabled: Mapped[bool]
    arguments: Mapped[list[Any]]
    validations: Mapped[list[Any]]
    created_at: Mapped[Millis]
    created_by: Mapped[str] = mapped_column(String(16))
    modified_at: Mapped[Millis]
    modified_by: Mapped[str] = mapped_column(String(16))
