"""Leases: claims on work that one process does at a time, which end by themselves when it dies.

`kind` and `key` name the work (`monitor`, its id and window), `owner` the process that claims it; times
are milliseconds since the epoch. Clocks of several processes may differ by less than a lease is long.
"""

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.exc import IntegrityError

from sagescope.meta.db import Session
from sagescope.meta.tables import LeaseRow


def acquire(session: Session, kind: str, key: str, owner: str, now: int, duration: int) -> bool:
    """Claim the work for `duration` milliseconds; False where somebody, `owner` too, has a claim that holds.

    It is the commit of the transaction that makes the claim.
    """
    over = (
        update(LeaseRow)
        .where(*_named(kind, key), LeaseRow.expires_at <= now)
        .values(owner=owner, expires_at=now + duration)
        .returning(LeaseRow.owner)
    )
    if session.execute(over).first() is not None:
        return True
    if session.execute(select(LeaseRow.owner).where(*_named(kind, key))).first() is not None:
        return False
    try:
        # A savepoint, so that losing the race against another insert leaves the transaction usable.
        with session.begin_nested():
            session.add(LeaseRow(kind=kind, key=key, owner=owner, expires_at=now + duration))
    except IntegrityError:
        return False
    return True


def renew(session: Session, kind: str, key: str, owner: str, now: int, duration: int) -> bool:
    """Make a claim last `duration` milliseconds from now; False where `owner` has none that holds."""
    statement = (
        update(LeaseRow)
        .where(*_named(kind, key), LeaseRow.owner == owner, LeaseRow.expires_at > now)
        .values(expires_at=now + duration)
        .returning(LeaseRow.owner)
    )
    return session.execute(statement).first() is not None


def release(session: Session, kind: str, key: str, owner: str) -> bool:
    """End a claim; False where `owner` has none."""
    statement = delete(LeaseRow).where(*_named(kind, key), LeaseRow.owner == owner).returning(LeaseRow.owner)
    return session.execute(statement).first() is not None


def holder(session: Session, kind: str, key: str, now: int) -> str | None:
    """Who has a claim that holds."""
    statement = select(LeaseRow.owner).where(*_named(kind, key), LeaseRow.expires_at > now)
    return session.execute(statement).scalar_one_or_none()


def release_all(session: Session, kind: str) -> None:
    """End all claims of a kind: those of processes that are known to be dead."""
    session.execute(delete(LeaseRow).where(LeaseRow.kind == kind))


def remove_expired(session: Session, before: int) -> None:
    """Delete claims that ended before then."""
    session.execute(delete(LeaseRow).where(LeaseRow.expires_at <= before))


def _named(kind: str, key: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return LeaseRow.kind == kind, LeaseRow.key == key
