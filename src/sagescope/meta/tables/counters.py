"""Counters: the last number given to a collector and to a source."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from sagescope.meta.tables.registry import BigNumber, Row


class CounterRow(Row):
    """A counter; numbers are never given twice, also not after the row that had one was deleted."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[int] = mapped_column(BigNumber)
