"""The table of access keys."""

from sqlalchemy import ForeignKey, PrimaryKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from sagescope.meta.tables.registry import Hash, Millis, Row


class AccessKeyRow(Row):
    """An access key; see `model.user.AccessKey`. It goes with its user."""

    __tablename__ = "access_keys"
    __table_args__ = (
        PrimaryKeyConstraint("access_id", info={"conflict": "The access id {access_id!r} is taken."}),
    )

    access_id: Mapped[str] = mapped_column(String(64))
    label: Mapped[str] = mapped_column(String(128))
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    secret_hash: Mapped[Hash]
    enabled: Mapped[bool]
    created_at: Mapped[Millis]
    modified_at: Mapped[Millis]
    last_used_at: Mapped[Millis | None]
