"""The table of leases."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from sagescope.meta.tables.registry import BigNumber, Row


class LeaseRow(Row):
    """That `owner` alone does the work `key` of a kind until `expires_at`."""

    __tablename__ = "leases"

    kind: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(1200), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[int] = mapped_column(BigNumber, index=True)
