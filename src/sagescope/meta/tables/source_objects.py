"""The tables of what sources have fetched: objects by their key, and how far they have come."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from sagescope.meta.tables.registry import BigNumber, Millis, Row


class SourceObjectRow(Row):
    """That a source is done with an object as it was then; see `meta.repositories.source_objects`."""

    __tablename__ = "source_objects"
    __table_args__ = ({"sqlite_with_rowid": False},)

    source_id: Mapped[int] = mapped_column(
        BigNumber, ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    key: Mapped[str] = mapped_column(String(1_100), primary_key=True)
    version: Mapped[str] = mapped_column(String(1_024), primary_key=True)
    identity: Mapped[str] = mapped_column(String(255))
    outcome: Mapped[str] = mapped_column(String(16))
    messages: Mapped[int] = mapped_column(BigNumber)
    done_at: Mapped[Millis]


class SourceCursorRow(Row):
    """How far a source has come in one place, such as a region of an account."""

    __tablename__ = "source_cursors"

    source_id: Mapped[int] = mapped_column(
        BigNumber, ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    place: Mapped[str] = mapped_column(String(255), primary_key=True)
    position: Mapped[Millis]
