"""The tables of lookup tables and of the jobs on them; their rows are in the store."""

from typing import Any

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sagescope.meta.tables.registry import BigNumber, HexKey, Millis, Row


class LookupTableRow(Row):
    """A lookup table; see `model.lookup.LookupTable`. `path_key` is the path as paths are compared."""

    __tablename__ = "lookup_tables"
    __table_args__ = (
        UniqueConstraint("path_key", info={"conflict": "There is a lookup table {path!r} already."}),
    )

    id: Mapped[HexKey]
    path: Mapped[str] = mapped_column(String(1024))
    path_key: Mapped[str] = mapped_column(String(1024))
    description: Mapped[str] = mapped_column(Text)
    columns: Mapped[list[Any]]
    primary_keys: Mapped[list[Any]]
    ttl: Mapped[int]
    size_limit_action: Mapped[str] = mapped_column(String(32))
    parent_folder_id: Mapped[str] = mapped_column(String(64))
    generation: Mapped[int]
    created_at: Mapped[Millis]
    created_by: Mapped[str] = mapped_column(String(16))
    modified_at: Mapped[Millis]
    modified_by: Mapped[str] = mapped_column(String(16))


class LookupJobRow(Row):
    """A job on a lookup table; see `model.lookup_job.LookupJob`. It outlives its table."""

    __tablename__ = "lookup_jobs"

    id: Mapped[HexKey]
    table_id: Mapped[str] = mapped_column(String(16))
    path: Mapped[str] = mapped_column(String(1024))
    kind: Mapped[str] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(16))
    rows: Mapped[int] = mapped_column(BigNumber)
    errors: Mapped[list[Any]]
    warnings: Mapped[list[Any]]
    user_id: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[Millis]
    modified_at: Mapped[Millis]
