"""The table of field extraction rules."""

from typing import Any

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sagescope.meta.tables.registry import HexKey, Millis, Row


class RuleRow(Row):
    """A rule; see `model.rule.ExtractionRule`.

    `created_by` and `modified_by` refer to users without a foreign key: a rule outlives who wrote it.
    """

    __tablename__ = "extraction_rules"
    __table_args__ = (
        UniqueConstraint("name", info={"conflict": "An extraction rule named {name!r} exists already."}),
    )

    id: Mapped[HexKey]
    name: Mapped[str] = mapped_column(String(256))
    scope: Mapped[str] = mapped_column(Text)
    parse_expression: Mapped[str] = mapped_column(Text)
    enabled: Mapped[bool]
    field_names: Mapped[list[Any]]
    created_at: Mapped[Millis]
    created_by: Mapped[str] = mapped_column(String(16))
    modified_at: Mapped[Millis]
    modified_by: Mapped[str] = mapped_column(String(16))
