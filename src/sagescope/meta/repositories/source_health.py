"""What has been seen of sources, and how much came from each in a stretch of time."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from sagescope.meta.db import Session
from sagescope.meta.tables import SourceHealthRow, SourceRow, SourceVolumeRow
from sagescope.model.source_health import SourceHealth, Volume


def put(session: Session, found: Iterable[SourceHealth]) -> None:
    """Replace what is stored of some sources; those that are gone are left out."""
    present = set(session.scalars(select(SourceRow.id)))
    for one in found:
        if one.source_id in present:
            body = one.model_dump(mode="json", exclude={"source_id"})
            session.merge(SourceHealthRow(source_id=one.source_id, body=body))


def listed(session: Session) -> list[SourceHealth]:
    """What has been seen of all sources."""
    return [
        SourceHealth.model_validate({**row.body, "source_id": row.source_id})
        for row in session.scalars(select(SourceHealthRow))
    ]


def add_volumes(session: Session, volumes: Iterable[tuple[int, Volume]], oldest: int) -> None:
    """Add what came from sources, by id, to what is stored; where a stretch begins, those before `oldest` are deleted."""
    present = set(session.scalars(select(SourceRow.id)))
    begun = False
    for source_id, new in volumes:
        if source_id not in present:
            continue
        row = session.get(SourceVolumeRow, (source_id, new.start))
        if row is None:
            row = SourceVolumeRow(
                source_id=source_id, start=new.start, messages=0, points=0, bytes=0, rejected=0, dropped=0
            )
            session.add(row)
            begun = True
        row.messages += new.messages
        row.points += new.points
        row.bytes += new.bytes
        row.rejected += new.rejected
        row.dropped += new.dropped
    # A look through all rows, which every write of some seconds need not pay for.
    if begun:
        session.execute(delete(SourceVolumeRow).where(SourceVolumeRow.start < oldest))


def volumes(session: Session, source_id: int | None, since: int) -> list[tuple[int, Volume]]:
    """What came from a source, or from each, by stretch from `since` on, in the order of time."""
    statement = select(SourceVolumeRow).where(SourceVolumeRow.start >= since).order_by(SourceVolumeRow.start)
    if source_id is not None:
        statement = statement.where(SourceVolumeRow.source_id == source_id)
    return [
        (row.source_id, Volume(row.start, row.messages, row.points, row.bytes, row.rejected, row.dropped))
        for row in session.scalars(statement)
    ]
