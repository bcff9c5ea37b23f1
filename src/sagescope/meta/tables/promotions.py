"""The table of promoted paths."""

from sqlalchemy import PrimaryKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sagescope.meta.tables.registry import Millis, Row


class PromotionRow(Row):
    """A promoted path; see `model.promotion.Promotion`."""

    __tablename__ = "promotions"
    __table_args__ = (
        PrimaryKeyConstraint("kind", "path", info={"conflict": "The {kind} {path!r} is promoted already."}),
        UniqueConstraint("column_name", info={"conflict": "The column {column_name!r} is taken."}),
    )

    kind: Mapped[str] = mapped_column(String(16))
    path: Mapped[str] = mapped_column(String(1024))
    column_name: Mapped[str] = mapped_column(String(255))
    state: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[Millis]
    modified_at: Mapped[Millis]
