"""What is known of the instance types of jobs and endpoints."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from sagescope.meta.db import Session
from sagescope.meta.repositories.rows import count_of
from sagescope.meta.tables import InstanceTypeRow


def put(session: Session, facts: Iterable[tuple[str, str, str]], now: int, most: int) -> None:
    """Keep facts of kind, name and value; the oldest are deleted above `most` of them."""
    for kind, name, value in facts:
        session.merge(InstanceTypeRow(kind=kind, name=name, value=value, learned_at=now))
    session.flush()
    excess = count_of(session, InstanceTypeRow) - most
    if excess > 0:
        ages = (
            select(InstanceTypeRow.learned_at)
            .order_by(InstanceTypeRow.learned_at)
            .limit(1)
            .offset(excess - 1)
        )
        oldest = session.scalar(ages)
        session.execute(delete(InstanceTypeRow).where(InstanceTypeRow.learned_at <= oldest))


def listed(session: Session) -> list[tuple[str, str, str]]:
    """All facts."""
    statement = select(InstanceTypeRow.kind, InstanceTypeRow.name, InstanceTypeRow.value)
    return [(kind, name, value) for kind, name, value in session.execute(statement)]
