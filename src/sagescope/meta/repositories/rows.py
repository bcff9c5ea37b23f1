"""What the repositories share: writing a row so that a conflict names it, and refusing what is not there."""

from typing import Any, TypeVar

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute

from sagescope.errors import Cause, Fault, Refusal
from sagescope.meta.db import Session
from sagescope.meta.faults import conflict_of
from sagescope.meta.tables import Row

R = TypeVar("R", bound=Row)


def write(session: Session, row: Row) -> None:
    """Send a new or changed row to the database now, so that its conflict is met where its name is known.

    Raises Refusal CONFLICT, after which the transaction can only be undone.
    """
    session.add(row)
    # Taken before the attempt: a failed one expires what the row holds.
    written = dict(vars(row))
    try:
        session.flush()
    except IntegrityError as error:
        raise conflict_of(error, row.__tablename__, written) from error


def fits(key: str | int) -> bool:
    """Whether a database can hold a key at all: a number that somebody asks for may have any length."""
    return isinstance(key, str) or -(2**63) <= key < 2**63


def existing(session: Session, row: type[R], noun: str, key: str | int, *, lock: bool = False) -> R:
    """The row of a key; `lock` keeps others from changing it until the transaction ends.

    Raises Refusal NOT_FOUND.
    """
    found = session.get(row, key, with_for_update=lock or None) if fits(key) else None
    if found is None:
        raise missing(noun, key)
    return found


def remove_existing(session: Session, column: InstrumentedAttribute[Any], noun: str, key: str | int) -> None:
    """Delete the row that has a key in its key column. Raises Refusal NOT_FOUND."""
    statement = delete(column.class_).where(column == key).returning(column)
    if not fits(key) or session.execute(statement).first() is None:
        raise missing(noun, key)


def count_of(session: Session, row: type[Row]) -> int:
    """How many rows there are."""
    return session.execute(select(func.count()).select_from(row)).scalar_one()


def missing(noun: str, key: str | int) -> Refusal:
    """The refusal of something that is not there."""
    fault = Fault(f"{noun}.missing", f"There is no {noun} {key}.", f"List the {noun}s to see what there is.")
    return Refusal(fault, Cause.NOT_FOUND)
