"""The table of declared fields."""

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sagescope.meta.tables.registry import HexKey, Millis, Row


class FieldRow(Row):
    """A field; see `model.field.Field`. `name_key` is the name in lower case, which makes it unique."""

    __tablename__ = "fields"
    __table_args__ = (
        UniqueConstraint("name_key", info={"conflict": "A field named {name!r} exists already."}),
    )

    id: Mapped[HexKey]
    name: Mapped[str] = mapped_column(String(255))
    name_key: Mapped[str] = mapped_column(String(255))
    data_type: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[Millis]
