"""The table of users."""

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sagescope.meta.tables.registry import HexKey, Millis, Row


class UserRow(Row):
    """A user; see `model.user.User`."""

    __tablename__ = "users"
    __table_args__ = (
        UniqueConstraint("email", info={"conflict": "A user with the address {email!r} exists already."}),
    )

    id: Mapped[HexKey]
    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(255))
    role: Mapped[str] = mapped_column(String(32))
    enabled: Mapped[bool]
    created_at: Mapped[Millis]
    modified_at: Mapped[Millis]
