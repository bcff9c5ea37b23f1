"""Stored muting schedules."""

from sqlalchemy import select

from sagescope.meta.db import Session
from sagescope.meta.repositories.rows import existing, remove_existing, write
from sagescope.meta.tables import MuteRow
from sagescope.model.mute import Mute

_COLUMNS = {"id", "name", "created_at", "created_by", "modified_at", "modified_by"}


def add(session: Session, mute: Mute) -> None:
    """Store a new schedule. Raises Refusal CONFLICT where its name is taken."""
    write(session, _fill(MuteRow(id=mute.id), mute))


def save(session: Session, mute: Mute) -> None:
    """Replace what is stored of a schedule. Raises Refusal NOT_FOUND or CONFLICT."""
    write(session, _fill(existing(session, MuteRow, "mute", mute.id, lock=True), mute))


def get(session: Session, mute_id: str) -> Mute:
    """The schedule of an id. Raises Refusal NOT_FOUND."""
    return _mute(existing(session, MuteRow, "mute", mute_id))


def listed(session: Session) -> list[Mute]:
    """All schedules, by name."""
    return [_mute(row) for row in session.scalars(select(MuteRow).order_by(MuteRow.name, MuteRow.id))]


def remove(session: Session, mute_id: str) -> None:
    """Delete a schedule. Raises Refusal NOT_FOUND."""
    remove_existing(session, MuteRow.id, "mute", mute_id)


def _fill(row: MuteRow, mute: Mute) -> MuteRow:
    for name in _COLUMNS - {"id"}:
        setattr(row, name, getattr(mute, name))
    row.body = mute.model_dump(mode="json", exclude=_COLUMNS)
    return row


def _mute(row: MuteRow) -> Mute:
    return Mute.model_validate({**row.body, **{name: getattr(row, name) for name in _COLUMNS}})
