"""Stored access keys."""

from sqlalchemy import or_, select, update

from sagescope.meta.db import Session
from sagescope.meta.repositories.rows import existing, remove_existing, write
from sagescope.meta.tables import AccessKeyRow
from sagescope.model.user import AccessKey


def add(session: Session, key: AccessKey) -> None:
    """Store a new key. Raises Refusal CONFLICT where the access id is taken."""
    write(session, _fill(AccessKeyRow(access_id=key.access_id), key))


def save(session: Session, key: AccessKey) -> None:
    """Replace what is stored of a key. Raises Refusal NOT_FOUND."""
    write(session, _fill(existing(session, AccessKeyRow, "key", key.access_id), key))


def used(session: Session, access_id: str, at: int) -> None:
    """Note that a key was used, unless a later use is noted."""
    later = or_(AccessKeyRow.last_used_at.is_(None), AccessKeyRow.last_used_at < at)
    session.execute(
        update(AccessKeyRow).where(AccessKeyRow.access_id == access_id, later).values(last_used_at=at)
    )


def find(session: Session, access_id: str) -> AccessKey | None:
    """The key of an access id, enabled or not."""
    row = session.get(AccessKeyRow, access_id)
    return None if row is None else _key(row)


def get(session: Session, access_id: str) -> AccessKey:
    """The key of an access id. Raises Refusal NOT_FOUND."""
    return _key(existing(session, AccessKeyRow, "key", access_id))


def listed(
    session: Session, user_id: str | None = None, *, limit: int | None = None, offset: int = 0
) -> list[AccessKey]:
    """Keys of a user, or of all, oldest first."""
    order = (AccessKeyRow.created_at, AccessKeyRow.access_id)
    statement = select(AccessKeyRow).order_by(*order).limit(limit).offset(offset)
    if user_id is not None:
        statement = statement.where(AccessKeyRow.user_id == user_id)
    return [_key(row) for row in session.scalars(statement)]


def remove(session: Session, access_id: str) -> None:
    """Delete a key. Raises Refusal NOT_FOUND."""
    remove_existing(session, AccessKeyRow.access_id, "key", access_id)


def _fill(row: AccessKeyRow, key: AccessKey) -> AccessKeyRow:
    row.label = key.label
    row.user_id = key.user_id
    row.secret_hash = key.secret_hash
    row.enabled = key.enabled
    row.created_at = key.created_at
    row.modified_at = key.modified_at
    row.last_used_at = key.last_used_at
    return row


def _key(row: AccessKeyRow) -> AccessKey:
    return AccessKey(
        access_id=row.access_id,
        label=row.label,
        user_id=row.user_id,
        secret_hash=row.secret_hash,
        enabled=row.enabled,
        created_at=row.created_at,
        modified_at=row.modified_at,
        last_used_at=row.last_used_at,
    )
