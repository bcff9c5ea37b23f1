"""The table of signed-in browsers."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from sagescope.meta.tables.registry import BigNumber, Millis, Row


class SessionRow(Row):
    """A session; see `model.user.WebSession`. It goes with its user."""

    __tablename__ = "sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[Millis]
    last_seen_at: Mapped[Millis]
    expires_at: Mapped[int] = mapped_column(BigNumber, index=True)
