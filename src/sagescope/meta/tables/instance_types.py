"""The table of what is known of instance types."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from sagescope.meta.tables.registry import Millis, Row


class InstanceTypeRow(Row):
    """A job or an endpoint's variant with its instance type, or an endpoint with its configuration."""

    __tablename__ = "instance_types"

    kind: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(255), primary_key=True)
    value: Mapped[str] = mapped_column(String(255))
    learned_at: Mapped[Millis]
