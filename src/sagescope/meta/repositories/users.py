"""Stored users."""

from sqlalchemy import select

from sagescope.meta.db import Session
from sagescope.meta.repositories.rows import count_of, existing, remove_existing, write
from sagescope.meta.tables import UserRow
from sagescope.model.user import Role, User


def add(session: Session, user: User) -> None:
    """Store a new user. Raises Refusal CONFLICT where the address is taken."""
    write(session, _fill(UserRow(id=user.id), user))


def save(session: Session, user: User) -> None:
    """Replace what is stored of a user. Raises Refusal NOT_FOUND, or CONFLICT where the address is taken."""
    write(session, _fill(existing(session, UserRow, "user", user.id), user))


def find(session: Session, user_id: str) -> User | None:
    """The user of an id."""
    row = session.get(UserRow, user_id)
    return None if row is None else _user(row)


def get(session: Session, user_id: str) -> User:
    """The user of an id. Raises Refusal NOT_FOUND."""
    return _user(existing(session, UserRow, "user", user_id))


def find_by_email(session: Session, email: str) -> User | None:
    """The user of an address, in any case."""
    row = session.scalar(select(UserRow).where(UserRow.email == email.strip().lower()))
    return None if row is None else _user(row)


def first_administrator(session: Session) -> User | None:
    """The oldest enabled administrator."""
    statement = (
        select(UserRow)
        .where(UserRow.role == Role.ADMINISTRATOR.value, UserRow.enabled)
        .order_by(UserRow.created_at, UserRow.id)
        .limit(1)
    )
    row = session.scalar(statement)
    return None if row is None else _user(row)


def listed(session: Session, *, limit: int | None = None, offset: int = 0) -> list[User]:
    """Users in the order of their addresses."""
    rows = session.scalars(select(UserRow).order_by(UserRow.email).limit(limit).offset(offset))
    return [_user(row) for row in rows]


def count(session: Session) -> int:
    """How many there are, enabled or not."""
    return count_of(session, UserRow)


def remove(session: Session, user_id: str) -> None:
    """Delete a user with keys, sessions and links. Raises Refusal NOT_FOUND."""
    remove_existing(session, UserRow.id, "user", user_id)


def _fill(row: UserRow, user: User) -> UserRow:
    row.email = user.email
    row.name = user.name
    row.role = user.role.value
    row.enabled = user.enabled
    row.created_at = user.created_at
    row.modified_at = user.modified_at
    return row


def _user(row: UserRow) -> User:
    return User(
        id=row.id,
        email=row.email,
        name=row.name,
        role=Role(row.role),
        enabled=row.enabled,
        created_at=row.created_at,
        modified_at=row.modified_at,
    )
