"""Stored objectives."""

from sqlalchemy import select

from sagescope.meta.db import Session
from sagescope.meta.repositories.rows import existing, remove_existing, write
from sagescope.meta.tables import ObjectiveRow
from sagescope.model.objective import StoredObjective

_COLUMNS = ("name", "body", "version", "created_at", "created_by", "modified_at", "modified_by")


def add(session: Session, objective: StoredObjective) -> None:
    """Store a new objective. Raises Refusal CONFLICT where its name is taken."""
    write(session, _fill(ObjectiveRow(id=objective.id), objective))


def save(session: Session, objective: StoredObjective) -> None:
    """Replace what is stored of an objective. Raises Refusal NOT_FOUND or CONFLICT."""
    write(session, _fill(existing(session, ObjectiveRow, "objective", objective.id, lock=True), objective))


def get(session: Session, objective_id: str) -> StoredObjective:
    """The objective of an id. Raises Refusal NOT_FOUND."""
    return _objective(existing(session, ObjectiveRow, "objective", objective_id))


def listed(session: Session) -> list[StoredObjective]:
    """All objectives, by name."""
    ordered = select(ObjectiveRow).order_by(ObjectiveRow.name, ObjectiveRow.id)
    return [_objective(row) for row in session.scalars(ordered)]


def remove(session: Session, objective_id: str) -> None:
    """Delete an objective. Raises Refusal NOT_FOUND."""
    remove_existing(session, ObjectiveRow.id, "objective", objective_id)


def _fill(row: ObjectiveRow, objective: StoredObjective) -> ObjectiveRow:
    for name in _COLUMNS:
        setattr(row, name, getattr(objective, name))
    row.body = dict(objective.body)
    return row


def _objective(row: ObjectiveRow) -> StoredObjective:
    return StoredObjective(row.id, *(getattr(row, name) for name in _COLUMNS))
