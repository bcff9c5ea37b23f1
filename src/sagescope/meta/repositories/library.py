"""Stored items of the library."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from sagescope.meta.db import Session
from sagescope.meta.repositories.rows import existing, remove_existing, write
from sagescope.meta.tables import ItemRow, ItemVersionRow
from sagescope.model.library import Item, ItemKind, Version

KEPT_VERSIONS = 50
"""Former states of an item that are kept."""


def add(session: Session, item: Item) -> None:
    """Store a new item. Raises Refusal CONFLICT where the folder has one of its name."""
    write(session, _fill(ItemRow(id=item.id), item))


def save(session: Session, item: Item) -> None:
    """Replace what is stored of an item, and keep what it was as a version.

    Raises Refusal NOT_FOUND, or CONFLICT where the folder has another item of its name.
    """
    row = existing(session, ItemRow, "item", item.id, lock=True)
    if row.body != dict(item.body) or (row.name, row.description) != (item.name, item.description):
        session.add(
            ItemVersionRow(
                item=row.id,
                number=row.version,
                name=row.name,
                description=row.description,
                body=row.body,
                modified_at=row.modified_at,
                modified_by=row.modified_by,
            )
        )
        oldest = item.version - KEPT_VERSIONS
        session.execute(
            delete(ItemVersionRow).where(ItemVersionRow.item == item.id, ItemVersionRow.number < oldest)
        )
    write(session, _fill(row, item))


def get(session: Session, item_id: str, *, lock: bool = False) -> Item:
    """The item of an id; `lock` keeps others from changing it until the transaction ends.

    Raises Refusal NOT_FOUND.
    """
    return _item(existing(session, ItemRow, "item", item_id, lock=lock))


def find(session: Session, parent: str | None, name: str) -> Item | None:
    """The item of that name in a folder, or among the roots."""
    row = session.scalar(select(ItemRow).where(ItemRow.parent == (parent or ""), ItemRow.name == name))
    return None if row is None else _item(row)


def children(session: Session, parent: str | None) -> list[Item]:
    """The items of a folder, or the roots: in the order in which they came, and then by name."""
    statement = (
        select(ItemRow)
        .where(ItemRow.parent == (parent or ""))
        .order_by(ItemRow.position, ItemRow.name, ItemRow.id)
    )
    return [_item(row) for row in session.scalars(statement)]


def listed(session: Session, kind: ItemKind, owner: str | None = None) -> list[Item]:
    """All items of a kind, or those of them with an owner, by name."""
    statement = select(ItemRow).where(ItemRow.kind == kind.value).order_by(ItemRow.name, ItemRow.id)
    if owner is not None:
        statement = statement.where(ItemRow.owner == owner)
    return [_item(row) for row in session.scalars(statement)]


def everything(session: Session) -> list[Item]:
    """All items of the library."""
    return [_item(row) for row in session.scalars(select(ItemRow).order_by(ItemRow.id))]


def below(session: Session, item_id: str) -> list[str]:
    """The ids of an item and everything in it, what is deepest last."""
    found = [item_id]
    level: Iterable[str] = [item_id]
    while level := list(session.scalars(select(ItemRow.id).where(ItemRow.parent.in_(level)))):
        found += level
    return found


def remove(session: Session, item_id: str) -> int:
    """Delete an item with everything in it; how many there were. Raises Refusal NOT_FOUND."""
    ids = below(session, item_id)
    session.execute(delete(ItemRow).where(ItemRow.id.in_(ids[1:])))
    remove_existing(session, ItemRow.id, "item", item_id)
    return len(ids)


def versions(session: Session, item_id: str) -> list[Version]:
    """The former states of an item, the newest first."""
    statement = (
        select(ItemVersionRow).where(ItemVersionRow.item == item_id).order_by(ItemVersionRow.number.desc())
    )
    return [
        Version(
            number=row.number,
            name=row.name,
            description=row.description,
            body=row.body,
            modified_at=row.modified_at,
            modified_by=row.modified_by,
        )
        for row in session.scalars(statement)
    ]


def _fill(row: ItemRow, item: Item) -> ItemRow:
    row.kind = item.kind.value
    row.parent = item.parent or ""
    row.name = item.name
    row.description = item.description
    row.body = dict(item.body)
    row.owner = item.owner
    row.version = item.version
    row.position = item.position
    row.created_at = item.created_at
    row.modified_at = item.modified_at
    row.modified_by = item.modified_by
    return row


def _item(row: ItemRow) -> Item:
    return Item(
        id=row.id,
        kind=ItemKind(row.kind),
        parent=row.parent or None,
        name=row.name,
        description=row.description,
        body=row.body,
        owner=row.owner,
        version=row.version,
        position=row.position,
        created_at=row.created_at,
        modified_at=row.modified_at,
        modified_by=row.modified_by,
    )
