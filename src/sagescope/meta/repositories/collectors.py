"""Stored collectors."""

from sqlalchemy import select

from sagescope.meta.db import Session
from sagescope.meta.repositories import counters
from sagescope.meta.repositories.rows import count_of, existing, fits, remove_existing, write
from sagescope.meta.tables import CollectorRow
from sagescope.model.collector import Collector


def new_id(session: Session) -> int:
    """A number that no collector had before; the first is `model.collector.FIRST_ID`."""
    return counters.take(session, "collector")


def add(session: Session, collector: Collector) -> None:
    """Store a new collector. Raises Refusal CONFLICT where its name is taken."""
    write(session, _fill(CollectorRow(id=collector.id), collector))


def save(session: Session, collector: Collector) -> None:
    """Replace what is stored of a collector. Raises Refusal NOT_FOUND, CONFLICT where its name is taken."""
    write(session, _fill(existing(session, CollectorRow, "collector", collector.id), collector))


def find(session: Session, collector_id: int) -> Collector | None:
    """The collector of an id."""
    row = session.get(CollectorRow, collector_id) if fits(collector_id) else None
    return None if row is None else _collector(row)


def get(session: Session, collector_id: int, *, lock: bool = False) -> Collector:
    """The collector of an id; `lock` keeps others from changing it until the transaction ends.

    Raises Refusal NOT_FOUND.
    """
    return _collector(existing(session, CollectorRow, "collector", collector_id, lock=lock))


def find_by_name(session: Session, name: str) -> Collector | None:
    """The collector of a name, in its case."""
    row = session.scalar(select(CollectorRow).where(CollectorRow.name == name))
    return None if row is None else _collector(row)


def listed(session: Session, *, limit: int | None = None, offset: int = 0) -> list[Collector]:
    """Collectors in the order of their ids."""
    rows = session.scalars(select(CollectorRow).order_by(CollectorRow.id).limit(limit).offset(offset))
    return [_collector(row) for row in rows]


def count(session: Session) -> int:
    """How many there are."""
    return count_of(session, CollectorRow)


def remove(session: Session, collector_id: int) -> None:
    """Delete a collector and its sources. Raises Refusal NOT_FOUND."""
    remove_existing(session, CollectorRow.id, "collector", collector_id)


def _fill(row: CollectorRow, collector: Collector) -> CollectorRow:
    row.name = collector.name
    row.description = collector.description
    row.category = collector.category
    row.host_name = collector.host_name
    row.time_zone = collector.time_zone
    row.fields = dict(collector.fields)
    row.created_at = collector.created_at
    row.modified_at = collector.modified_at
    return row


def _collector(row: CollectorRow) -> Collector:
    return Collector(
        id=row.id,
        name=row.name,
        description=row.description,
        category=row.category,
        host_name=row.host_name,
        time_zone=row.time_zone,
        fields=row.fields,
        created_at=row.created_at,
        modified_at=row.modified_at,
    )
