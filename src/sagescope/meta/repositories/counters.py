"""Numbers for collectors and sources."""

from typing import Literal

from sqlalchemy import update

from sagescope.meta.db import Session
from sagescope.meta.tables import CounterRow


def take(session: Session, name: Literal["collector", "source"]) -> int:
    """The next number of a counter; transactions that take one wait for each other."""
    statement = (
        update(CounterRow)
        .where(CounterRow.name == name)
        .values(value=CounterRow.value + 1)
        .returning(CounterRow.value)
    )
    return session.execute(statement).scalar_one()
