"""The stored tree of monitors."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from sagescope.meta.db import Session
from sagescope.meta.repositories.rows import existing, remove_existing, write
from sagescope.meta.tables import MonitorItemRow
from sagescope.model.monitor_item import MonitorItem


def add(session: Session, item: MonitorItem) -> None:
    """Store a new item. Raises Refusal CONFLICT where the folder has one of its name."""
    write(session, _fill(MonitorItemRow(id=item.id), item))


def save(session: Session, item: MonitorItem) -> None:
    """Replace what is stored of an item. Raises Refusal NOT_FOUND, or CONFLICT where the name is taken."""
    write(session, _fill(existing(session, MonitorItemRow, "monitor", item.id, lock=True), item))


def get(session: Session, item_id: str, *, lock: bool = False) -> MonitorItem:
    """The item of an id; `lock` keeps others from changing it until the transaction ends.

    Raises Refusal NOT_FOUND.
    """
    return _item(existing(session, MonitorItemRow, "monitor", item_id, lock=lock))


def find(session: Session, parent: str | None, name: str) -> MonitorItem | None:
    """The item of that name in a folder, or among the roots."""
    row = session.scalar(
        select(MonitorItemRow).where(MonitorItemRow.parent == (parent or ""), MonitorItemRow.name == name)
    )
    return None if row is None else _item(row)


def children(session: Session, parent: str) -> list[MonitorItem]:
    """The items of a folder: in the order in which they came, and then by name."""
    statement = (
        select(MonitorItemRow)
        .where(MonitorItemRow.parent == parent)
        .order_by(MonitorItemRow.position, MonitorItemRow.name, MonitorItemRow.id)
    )
    return [_item(row) for row in session.scalars(statement)]


def listed(session: Session, *, enabled: bool = False) -> list[MonitorItem]:
    """All items but the root, or the monitors that are enabled, by name."""
    statement = select(MonitorItemRow).order_by(MonitorItemRow.name, MonitorItemRow.id)
    if enabled:
        statement = statement.where(MonitorItemRow.kind == "monitor", MonitorItemRow.enabled)
    return [_item(row) for row in session.scalars(statement.where(MonitorItemRow.parent != ""))]


def below(session: Session, item_id: str) -> list[str]:
    """The ids of an item and everything in it, what is deepest last."""
    found = [item_id]
    level: Iterable[str] = [item_id]
    while level := list(session.scalars(select(MonitorItemRow.id).where(MonitorItemRow.parent.in_(level)))):
        found += level
    return found


def above(session: Session, item_id: str) -> list[MonitorItem]:
    """An item with the folders around it, the root first. Raises Refusal NOT_FOUND."""
    items = [get(session, item_id)]
    while items[0].parent is not None:
        items.insert(0, get(session, items[0].parent))
    return items


def remove(session: Session, item_id: str) -> list[str]:
    """Delete an item with everything in it; their ids. Raises Refusal NOT_FOUND."""
    ids = below(session, item_id)
    session.execute(delete(MonitorItemRow).where(MonitorItemRow.id.in_(ids[1:])))
    remove_existing(session, MonitorItemRow.id, "monitor", item_id)
    return ids


def _fill(row: MonitorItemRow, item: MonitorItem) -> MonitorItemRow:
    row.kind = item.kind
    row.parent = item.parent or ""
    row.name = item.name
    row.description = item.description
    row.body = dict(item.body)
    row.enabled = item.enabled
    row.version = item.version
    row.position = item.position
    row.created_at = item.created_at
    row.created_by = item.created_by
    row.modified_at = item.modified_at
    row.modified_by = item.modified_by
    return row


def _item(row: MonitorItemRow) -> MonitorItem:
    return MonitorItem.model_validate(
        {
            "id": row.id,
            "kind": row.kind,
            "parent": row.parent or None,
            "name": row.name,
            "description": row.description,
            "body": row.body,
            "enabled": row.enabled,
            "version": row.version,
            "position": row.position,
            "created_at": row.created_at,
            "created_by": row.created_by,
            "modified_at": row.modified_at,
            "modified_by": row.modified_by,
        }
    )
