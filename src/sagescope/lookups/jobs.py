"""Jobs on lookup tables: files are read and tables emptied in the background, and polled for their end."""

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import BinaryIO

import structlog

from sagescope.clock import Clock
from sagescope.errors import Fault, Refusal
from sagescope.ids import hex_id
from sagescope.lookups.csv_rows import CsvRows
from sagescope.lookups.rows import Batch
from sagescope.lookups.tables import LookupTables
from sagescope.meta.db import Database
from sagescope.meta.repositories import lookup_jobs
from sagescope.model.lookup_job import JobKind, JobNote, JobStatus, LookupJob

KEPT_MS = 30 * 86_400_000
"""How long an ended job can be asked for."""

STOPPED = Fault(
    "lookup.stopped",
    "The server was stopped before the job had ended; the table is as it was before.",
    "Send the file again.",
)

_log = structlog.get_logger("sagescope.lookups")


class LookupJobs:
    """Starts jobs on lookup tables, two at a time, and knows how far each is. `load` comes first."""

    def __init__(self, database: Database, tables: LookupTables, clock: Clock) -> None:
        self._database = database
        self._tables = tables
        self._clock = clock
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="lookup")
        self._read: dict[str, int] = {}
        self._closing = threading.Event()

    def load(self) -> None:
        """Mark the jobs that an earlier process did not end, and forget old ones."""
        now = self._clock.now()
        with self._database.session() as session:
            lookup_jobs.remove_old(session, now - KEPT_MS)
            for job in lookup_jobs.unfinished(session):
                ended = job.changed(status=JobStatus.FAILED, errors=_notes((STOPPED,)), modified_at=now)
                lookup_jobs.save(session, ended)

    def close(self) -> None:
        """End the jobs under way; tables stay as they were before."""
        self._closing.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def upload(self, table_id: str, file: BinaryIO, *, merge: bool, encoding: str, by: str) -> LookupJob:
        """Start putting the rows of a CSV into a table, or in place of its rows.

        The job closes the file. Raises Refusal NOT_FOUND where there is no such table.
        """

        def run(job: LookupJob) -> None:
            table = self._tables.get(table_id)
            rows = CsvRows(file, table, self._tables.limits, encoding)
            self._tables.write(
                table_id,
                self._counted(job, rows.batches()),
                merge=merge,
                by=by,
                also=lambda session: lookup_jobs.save(session, self._ended(job, rows.warnings)),
            )

        kind = JobKind.MERGE if merge else JobKind.REPLACE
        return self._start(table_id, kind, by, run, file.close)

    def truncate(self, table_id: str, *, by: str) -> LookupJob:
        """Start emptying a table. Raises Refusal NOT_FOUND where there is no such table."""

        def run(job: LookupJob) -> None:
            self._tables.write(
                table_id,
                (),
                merge=False,
                by=by,
                also=lambda session: lookup_jobs.save(session, self._ended(job, ())),
            )

        return self._start(table_id, JobKind.TRUNCATE, by, run)

    def get(self, job_id: str) -> LookupJob:
        """A job as it is now. Raises Refusal NOT_FOUND."""
        with self._database.reading() as session:
            return self._under_way(lookup_jobs.get(session, job_id))

    def of_table(self, table_id: str, limit: int = 20) -> list[LookupJob]:
        """The last jobs on a table, the newest first."""
        with self._database.reading() as session:
            return [self._under_way(job) for job in lookup_jobs.listed(session, table_id, limit=limit)]

    def _under_way(self, job: LookupJob) -> LookupJob:
        """The job with the rows read so far, while it runs.

        Its end is stored with its rows, a moment before queries find them: until then it has not ended.
        """
        read = self._read.get(job.id)
        if read is None:
            return job
        status = JobStatus.IN_PROGRESS if job.status.ended else job.status
        return job.changed(status=status, rows=read, warnings=(), errors=())

    def _start(
        self,
        table_id: str,
        kind: JobKind,
        by: str,
        run: Callable[[LookupJob], None],
        done: Callable[[], None] = lambda: None,
    ) -> LookupJob:
        now = self._clock.now()
        table = self._tables.get(table_id)
        job = LookupJob(
            id=hex_id(),
            table_id=table.id,
            path=table.path,
            kind=kind,
            user_id=by,
            created_at=now,
            modified_at=now,
        )
        with self._database.session() as session:
            lookup_jobs.add(session, job)
        self._read[job.id] = 0
        self._pool.submit(self._run, job, run, done)
        return job

    def _run(self, job: LookupJob, run: Callable[[LookupJob], None], done: Callable[[], None]) -> None:
        try:
            self._note(job, status=JobStatus.IN_PROGRESS)
            run(job)
        except Refusal as refused:
            self._note(job, status=JobStatus.FAILED, errors=_notes(refused.faults))
        except Exception:
            _log.exception("job on a lookup table failed", job=job.id, table=job.path)
            fault = Fault(
                "lookup.failed",
                f"The job failed for a reason of the server's; its log has the details under {job.id}.",
                "The table is as it was before.",
            )
            self._note(job, status=JobStatus.FAILED, errors=_notes((fault,)))
        finally:
            done()
            self._read.pop(job.id, None)

    def _note(self, job: LookupJob, **values: object) -> None:
        with self._database.session() as session:
            lookup_jobs.save(session, job.changed(modified_at=self._clock.now(), **values))

    def _ended(self, job: LookupJob, warnings: Iterable[Fault]) -> LookupJob:
        notes = _notes(warnings)
        return job.changed(
            status=JobStatus.PARTIAL if notes else JobStatus.SUCCESS,
            rows=self._read[job.id],
            warnings=notes,
            modified_at=self._clock.now(),
        )

    def _counted(self, job: LookupJob, batches: Iterable[Batch]) -> Iterator[Batch]:
        for batch in batches:
            if self._closing.is_set():
                raise Refusal(STOPPED)
            self._read[job.id] += batch.rows
            yield batch


def _notes(faults: Iterable[Fault]) -> tuple[JobNote, ...]:
    return tuple(JobNote(code=fault.code, message=fault.message, hint=fault.hint) for fault in faults)
