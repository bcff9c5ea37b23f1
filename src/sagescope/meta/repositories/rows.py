"""What the repositories share: writing a row so that a conflict names it, and refusing what is not there."""

from sqlalchemy.exc import IntegrityError

from sagescope.errors import Cause, Fault, Refusal
from sagescope.meta.db import Session
from sagescope.meta.faults import conflict_of
from sagescope.meta.tables import Row


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


def fits(number: int) -> bool:
    """Whether a database can hold a number at all: one that somebody asks for may have any length."""
    return -(2**63) <= number < 2**63


def missing(noun: str, key: str | int) -> Refusal:
    """The refusal of something that is not there."""
    fault = Fault(f"{noun}.missing", f"There is no {noun} {key}.", f"List the {noun}s to see what there is.")
    return Refusal(fault, Cause.NOT_FOUND)
