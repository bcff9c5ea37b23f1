"""The tables of the library: items, and their former versions."""

from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sagescope.meta.tables.registry import BigNumber, HexKey, Millis, Row


class ItemRow(Row):
    """An item; see `model.library.Item`.

    Roots have the empty text as their parent, since a unique constraint does not see nulls.
    """

    __tablename__ = "library_items"
    __table_args__ = (
        UniqueConstraint(
            "parent", "name", info={"conflict": "The folder has an item named {name!r} already."}
        ),
        Index("ix_library_items_owner", "owner"),
    )

    id: Mapped[HexKey]
    kind: Mapped[str] = mapped_column(String(16))
    parent: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(255))
    description: Mapped[str] = mapped_column(Text)
    body: Mapped[dict[str, Any]]
    owner: Mapped[str] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(Integer)
    position: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[Millis]
    modified_at: Mapped[Millis]
    modified_by: Mapped[str] = mapped_column(String(64))


class ItemVersionRow(Row):
    """A former state of an item; see `model.library.Version`."""

    __tablename__ = "library_versions"

    item: Mapped[str] = mapped_column(
        String(16), ForeignKey("library_items.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(BigNumber, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(255))
    description: Mapped[str] = mapped_column(Text)
    body: Mapped[dict[str, Any]]
    modified_at: Mapped[Millis]
    modified_by: Mapped[str] = mapped_column(String(64))
