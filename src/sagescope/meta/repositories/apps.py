"""Stored instances of apps."""

from sqlalchemy import select

from sagescope.meta.db import Session
from sagescope.meta.repositories.rows import existing, remove_existing, write
from sagescope.meta.tables import AppInstanceRow
from sagescope.model.app import AppInstance


def add(session: Session, instance: AppInstance) -> None:
    """Store a new instance. Raises Refusal CONFLICT where its place is taken."""
    write(session, _fill(AppInstanceRow(id=instance.id), instance))


def save(session: Session, instance: AppInstance) -> None:
    """Replace what is stored of an instance. Raises Refusal NOT_FOUND."""
    write(session, _fill(existing(session, AppInstanceRow, "app", instance.id, lock=True), instance))


def get(session: Session, instance_id: str, *, lock: bool = False) -> AppInstance:
    """The instance of an id; `lock` keeps others from changing it until the transaction ends.

    Raises Refusal NOT_FOUND.
    """
    return _instance(existing(session, AppInstanceRow, "app", instance_id, lock=lock))


def listed(session: Session) -> list[AppInstance]:
    """All instances, oldest first."""
    statement = select(AppInstanceRow).order_by(AppInstanceRow.created_at, AppInstanceRow.id)
    return [_instance(row) for row in session.scalars(statement)]


def remove(session: Session, instance_id: str) -> None:
    """Delete an instance. Raises Refusal NOT_FOUND."""
    remove_existing(session, AppInstanceRow.id, "app", instance_id)


def _fill(row: AppInstanceRow, instance: AppInstance) -> AppInstanceRow:
    row.app = instance.app
    row.package = instance.package
    row.title = instance.title
    row.version = instance.version
    row.previous = instance.previous
    row.name = instance.name
    row.parent = instance.parent
    row.choices = dict(instance.choices)
    row.objects = dict(instance.objects)
    row.pending = None if instance.pending is None else dict(instance.pending)
    row.created_at = instance.created_at
    row.created_by = instance.created_by
    row.modified_at = instance.modified_at
    row.modified_by = instance.modified_by
    return row


def _instance(row: AppInstanceRow) -> AppInstance:
    return AppInstance(
        id=row.id,
        app=row.app,
        package=row.package,
        title=row.title,
        version=row.version,
        previous=row.previous,
        name=row.name,
        parent=row.parent,
        choices=row.choices,
        objects=row.objects,
        pending=row.pending,
        created_at=row.created_at,
        created_by=row.created_by,
        modified_at=row.modified_at,
        modified_by=row.modified_by,
    )
