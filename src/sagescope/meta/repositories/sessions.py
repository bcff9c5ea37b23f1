"""Stored sessions of browsers."""

from sqlalchemy import delete, select, update

from sagescope.meta.db import Session
from sagescope.meta.repositories.rows import write
from sagescope.meta.tables import SessionRow
from sagescope.model.user import WebSession


def add(session: Session, web: WebSession) -> None:
    """Store a new session. Raises Refusal CONFLICT where its user is not there."""
    write(
        session,
        SessionRow(
            token_hash=web.token_hash,
            user_id=web.user_id,
            created_at=web.created_at,
            last_seen_at=web.last_seen_at,
            expires_at=web.expires_at,
        ),
    )


def find(session: Session, token_hash: str) -> WebSession | None:
    """The session of a token, expired or not."""
    row = session.get(SessionRow, token_hash)
    return None if row is None else _web(row)


def seen(session: Session, token_hash: str, at: int, expires_at: int) -> None:
    """Note that a session was used, and until when it holds now; nothing where it was revoked."""
    earlier = (SessionRow.token_hash == token_hash, SessionRow.last_seen_at < at)
    session.execute(update(SessionRow).where(*earlier).values(last_seen_at=at, expires_at=expires_at))


def listed(session: Session, user_id: str) -> list[WebSession]:
    """Sessions of a user, last seen first."""
    statement = (
        select(SessionRow)
        .where(SessionRow.user_id == user_id)
        .order_by(SessionRow.last_seen_at.desc(), SessionRow.token_hash)
    )
    return [_web(row) for row in session.scalars(statement)]


def remove(session: Session, token_hash: str) -> None:
    """Delete a session where it is there."""
    session.execute(delete(SessionRow).where(SessionRow.token_hash == token_hash))


def remove_of_user(session: Session, user_id: str) -> None:
    """Delete all sessions of a user."""
    session.execute(delete(SessionRow).where(SessionRow.user_id == user_id))


def remove_expired(session: Session, now: int) -> None:
    """Delete sessions that are over."""
    session.execute(delete(SessionRow).where(SessionRow.expires_at <= now))


def _web(row: SessionRow) -> WebSession:
    return WebSession(
        token_hash=row.token_hash,
        user_id=row.user_id,
        created_at=row.created_at,
        last_seen_at=row.last_seen_at,
        expires_at=row.expires_at,
    )
