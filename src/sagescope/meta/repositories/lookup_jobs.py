"""Stored jobs on lookup tables."""

from sqlalchemy import delete, select

from sagescope.meta.db import Session
from sagescope.meta.repositories.rows import existing, write
from sagescope.meta.tables import LookupJobRow
from sagescope.model.lookup_job import JobKind, JobNote, JobStatus, LookupJob


def add(session: Session, job: LookupJob) -> None:
    """Store a new job."""
    write(session, _fill(LookupJobRow(id=job.id), job))


def save(session: Session, job: LookupJob) -> None:
    """Replace what is stored of a job. Raises Refusal NOT_FOUND."""
    write(session, _fill(existing(session, LookupJobRow, "job", job.id), job))


def get(session: Session, job_id: str) -> LookupJob:
    """The job of an id. Raises Refusal NOT_FOUND."""
    return _job(existing(session, LookupJobRow, "job", job_id))


def listed(session: Session, table_id: str | None = None, *, limit: int | None = None) -> list[LookupJob]:
    """Jobs on a table, or on all, the newest first."""
    statement = select(LookupJobRow).order_by(LookupJobRow.created_at.desc(), LookupJobRow.id).limit(limit)
    if table_id is not None:
        statement = statement.where(LookupJobRow.table_id == table_id)
    return [_job(row) for row in session.scalars(statement)]


def unfinished(session: Session) -> list[LookupJob]:
    """Jobs that have not ended."""
    open_ = (JobStatus.PENDING.value, JobStatus.IN_PROGRESS.value)
    return [_job(row) for row in session.scalars(select(LookupJobRow).where(LookupJobRow.status.in_(open_)))]


def remove_old(session: Session, before: int) -> None:
    """Delete jobs that were last changed before then."""
    session.execute(delete(LookupJobRow).where(LookupJobRow.modified_at < before))


def _fill(row: LookupJobRow, job: LookupJob) -> LookupJobRow:
    row.table_id = job.table_id
    row.path = job.path
    row.kind = job.kind.value
    row.status = job.status.value
    row.rows = job.rows
    row.errors = [note.model_dump() for note in job.errors]
    row.warnings = [note.model_dump() for note in job.warnings]
    row.user_id = job.user_id
    row.created_at = job.created_at
    row.modified_at = job.modified_at
    return row


def _job(row: LookupJobRow) -> LookupJob:
    return LookupJob(
        id=row.id,
        table_id=row.table_id,
        path=row.path,
        kind=JobKind(row.kind),
        status=JobStatus(row.status),
        rows=row.rows,
        errors=tuple(JobNote.model_validate(note) for note in row.errors),
        warnings=tuple(JobNote.model_validate(note) for note in row.warnings),
        user_id=row.user_id,
        created_at=row.created_at,
        modified_at=row.modified_at,
    )
