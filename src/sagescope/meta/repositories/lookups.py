"""Stored lookup tables: what they are called, what columns they have, and which generation of rows counts."""

from sqlalchemy import select

from sagescope.meta.db import Session
from sagescope.meta.repositories.rows import count_of, existing, remove_existing, write
from sagescope.meta.tables import LookupTableRow
from sagescope.model.lookup import LookupColumn, LookupTable, SizeLimitAction
from sagescope.paths import path_key


def add(session: Session, table: LookupTable) -> None:
    """Store a new table. Raises Refusal CONFLICT where its path is taken."""
    write(session, _fill(LookupTableRow(id=table.id), table))


def save(session: Session, table: LookupTable) -> None:
    """Replace what is stored of a table. Raises Refusal NOT_FOUND, or CONFLICT where its path is taken."""
    write(session, _fill(existing(session, LookupTableRow, "lookup", table.id), table))


def find(session: Session, table_id: str) -> LookupTable | None:
    """The table of an id."""
    row = session.get(LookupTableRow, table_id)
    return None if row is None else _table(row)


def get(session: Session, table_id: str, *, lock: bool = False) -> LookupTable:
    """The table of an id; `lock` keeps others from changing it until the transaction ends.

    Raises Refusal NOT_FOUND.
    """
    return _table(existing(session, LookupTableRow, "lookup", table_id, lock=lock))


def find_by_path(session: Session, path: str) -> LookupTable | None:
    """The table of a path, however it is written."""
    row = session.scalar(select(LookupTableRow).where(LookupTableRow.path_key == path_key(path)))
    return None if row is None else _table(row)


def listed(session: Session, *, limit: int | None = None, offset: int = 0) -> list[LookupTable]:
    """Tables by their paths."""
    statement = select(LookupTableRow).order_by(LookupTableRow.path_key).limit(limit).offset(offset)
    return [_table(row) for row in session.scalars(statement)]


def count(session: Session) -> int:
    """How many there are."""
    return count_of(session, LookupTableRow)


def remove(session: Session, table_id: str) -> None:
    """Delete a table. Raises Refusal NOT_FOUND."""
    remove_existing(session, LookupTableRow.id, "lookup", table_id)


def _fill(row: LookupTableRow, table: LookupTable) -> LookupTableRow:
    row.path = table.path
    row.path_key = path_key(table.path)
    row.description = table.description
    row.columns = [[c.name, c.type.value] for c in table.columns]
    row.primary_keys = list(table.primary_keys)
    row.ttl = table.ttl
    row.size_limit_action = table.size_limit_action.value
    row.parent_folder_id = table.parent_folder_id
    row.generation = table.generation
    row.created_at = table.created_at
    row.created_by = table.created_by
    row.modified_at = table.modified_at
    row.modified_by = table.modified_by
    return row


def _table(row: LookupTableRow) -> LookupTable:
    return LookupTable(
        id=row.id,
        path=row.path,
        description=row.description,
        columns=tuple(LookupColumn(name=name, type=type_) for name, type_ in row.columns),
        primary_keys=tuple(row.primary_keys),
        ttl=row.ttl,
        size_limit_action=SizeLimitAction(row.size_limit_action),
        parent_folder_id=row.parent_folder_id,
        generation=row.generation,
        created_at=row.created_at,
        created_by=row.created_by,
        modified_at=row.modified_at,
        modified_by=row.modified_by,
    )
