"""Stored sources."""

import secrets
from collections.abc import Iterable

from sqlalchemy import func, select

from sagescope.errors import Cause, Fault, Refusal
from sagescope.meta.db import Session
from sagescope.meta.repositories import collectors, counters
from sagescope.meta.repositories.rows import existing, fits, remove_existing, write
from sagescope.meta.tables import SourceRow
from sagescope.model.source import MOST_SOURCES, Source, SourceKind, is_token

_DOCUMENTS = ("settings", "boundaries", "times", "cutoff")


def new_id(session: Session) -> int:
    """A number that no source had before."""
    return counters.take(session, "source")


def new_token() -> str:
    """A receiver secret: 43 url-safe characters, 256 random bits."""
    return secrets.token_urlsafe(32)


def add(session: Session, source: Source) -> None:
    """Store a new source.

    Raises Refusal NOT_FOUND where its collector is not there, CONFLICT where the collector has a source of
    that name or as many as it may have.
    """
    collectors.get(session, source.collector_id, lock=True)
    if count(session, source.collector_id) >= MOST_SOURCES:
        raise Refusal(
            Fault(
                "source.quota",
                f"A collector has at most {MOST_SOURCES} sources.",
                "Add the source to another collector.",
            ),
            Cause.CONFLICT,
        )
    write(session, _fill(SourceRow(id=source.id), source))


def save(session: Session, source: Source) -> None:
    """Replace what is stored of a source. Raises Refusal NOT_FOUND, or CONFLICT where its name is taken."""
    write(session, _fill(existing(session, SourceRow, "source", source.id), source))


def find(session: Session, source_id: int) -> Source | None:
    """The source of an id."""
    row = session.get(SourceRow, source_id) if fits(source_id) else None
    return None if row is None else _source(row)


def get(session: Session, source_id: int, *, lock: bool = False) -> Source:
    """The source of an id; `lock` keeps others from changing it until the transaction ends.

    Raises Refusal NOT_FOUND.
    """
    return _source(existing(session, SourceRow, "source", source_id, lock=lock))


def find_by_token(session: Session, token: str) -> Source | None:
    """The source whose receiver has this secret, enabled or not."""
    row = session.scalar(select(SourceRow).where(SourceRow.token == token)) if is_token(token) else None
    return None if row is None else _source(row)


def find_by_name(session: Session, collector_id: int, name: str) -> Source | None:
    """The source of a name, in its case, in a collector."""
    where = (SourceRow.collector_id == collector_id, SourceRow.name == name)
    row = session.scalar(select(SourceRow).where(*where))
    return None if row is None else _source(row)


def listed(
    session: Session,
    collector_id: int | None = None,
    *,
    kinds: Iterable[SourceKind] | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> list[Source]:
    """Sources of a collector, or of all, in the order of their ids; with `kinds` only those of these."""
    statement = select(SourceRow).order_by(SourceRow.id).limit(limit).offset(offset)
    if collector_id is not None:
        statement = statement.where(SourceRow.collector_id == collector_id)
    if kinds is not None:
        statement = statement.where(SourceRow.kind.in_([kind.value for kind in kinds]))
    return [_source(row) for row in session.scalars(statement)]


def count(session: Session, collector_id: int) -> int:
    """How many a collector has."""
    statement = select(func.count()).select_from(SourceRow).where(SourceRow.collector_id == collector_id)
    return session.execute(statement).scalar_one()


def remove(session: Session, source_id: int) -> None:
    """Delete a source. Raises Refusal NOT_FOUND."""
    remove_existing(session, SourceRow.id, "source", source_id)


def _fill(row: SourceRow, source: Source) -> SourceRow:
    row.collector_id = source.collector_id
    row.name = source.name
    row.kind = source.kind.value
    row.description = source.description
    row.category = source.category
    row.host_name = source.host_name
    row.token = source.token
    row.fields = dict(source.fields)
    for name in _DOCUMENTS:
        setattr(row, name, getattr(source, name).model_dump(mode="json"))
    row.filters = [one.model_dump(mode="json") for one in source.filters]
    row.hash_algorithm = source.hash_algorithm.value
    row.extra = dict(source.extra)
    row.enabled = source.enabled
    row.created_at = source.created_at
    row.modified_at = source.modified_at
    return row


def _source(row: SourceRow) -> Source:
    return Source.model_validate(
        {
            "id": row.id,
            "collector_id": row.collector_id,
            "name": row.name,
            "description": row.description,
            "category": row.category,
            "host_name": row.host_name,
            "token": row.token,
            "fields": row.fields,
            **{name: getattr(row, name) for name in _DOCUMENTS},
            # Rows from before there were other kinds have no settings yet.
            "settings": {"kind": row.kind, **row.settings},
            "filters": row.filters,
            "hash_algorithm": row.hash_algorithm,
            "extra": row.extra,
            "enabled": row.enabled,
            "created_at": row.created_at,
            "modified_at": row.modified_at,
        }
    )
