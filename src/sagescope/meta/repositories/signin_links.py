"""Stored one-time sign-in links."""

from sqlalchemy import delete, update

from sagescope.meta.db import Session
from sagescope.meta.repositories.rows import write
from sagescope.meta.tables import SignInLinkRow
from sagescope.model.user import SignInLink


def add(session: Session, link: SignInLink) -> None:
    """Store a new link. Raises Refusal CONFLICT where its user is not there."""
    write(
        session,
        SignInLinkRow(
            token_hash=link.token_hash,
            user_id=link.user_id,
            created_at=link.created_at,
            expires_at=link.expires_at,
            used_at=link.used_at,
        ),
    )


def find(session: Session, token_hash: str) -> SignInLink | None:
    """The link of a token, used or not."""
    row = session.get(SignInLinkRow, token_hash)
    return None if row is None else _link(row)


def take(session: Session, token_hash: str, now: int) -> str | None:
    """Use a link up and return its user's id; None where it is unknown, used or over.

    One statement decides, so of two that take the same link at the same time one gets None.
    """
    row = SignInLinkRow
    statement = (
        update(row)
        .where(row.token_hash == token_hash, row.used_at.is_(None), row.expires_at > now)
        .values(used_at=now)
        .returning(row.user_id)
    )
    return session.execute(statement).scalar_one_or_none()


def remove_expired(session: Session, now: int) -> None:
    """Delete links that are over, used or not."""
    session.execute(delete(SignInLinkRow).where(SignInLinkRow.expires_at <= now))


def _link(row: SignInLinkRow) -> SignInLink:
    return SignInLink(
        token_hash=row.token_hash,
        user_id=row.user_id,
        created_at=row.created_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
    )
