"""Search jobs: a query that runs in the background, polled for its state and paged (Sumo's search job API)."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from enum import Enum

import structlog

from sagescope.clock import Clock
from sagescope.errors import Cause, Fault, Refusal
from sagescope.ids import hex_id
from sagescope.search.histogram import Histogram
from sagescope.search.service import Outcome, SearchRequest, SearchService

IDLE_MS = 10 * 60_000
"""A job that nobody asks for this long is removed."""
MOST_JOBS = 200

_log = structlog.get_logger("sagescope.search")


class JobState(Enum):
    """The states of a job, in the API's words."""

    NOT_STARTED = "NOT STARTED"
    GATHERING = "GATHERING RESULTS"
    DONE = "DONE GATHERING RESULTS"
    FORCE_PAUSED = "FORCE PAUSED"
    CANCELLED = "CANCELLED"


@dataclass(slots=True)
class Job:
    """A job: its request, state and, when it is done, its results."""

    id: str
    owner: str
    request: SearchRequest
    is_records: bool
    state: JobState = JobState.NOT_STARTED
    records: Outcome | None = None
    messages: Outcome | None = None
    histogram: Histogram | None = None
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    used: int = 0
    reported: int = 0


class SearchJobs:
    """The jobs under way and the finished ones that may still be asked for."""

    def __init__(self, service: SearchService, clock: Clock, workers: int = 4) -> None:
        self._service = service
        self._clock = clock
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="job")

    def create(self, request: SearchRequest, owner: str) -> Job:
        """Start a job. Raises Refusal with the query's faults, or BUSY when too many are kept."""
        compiled = self._service.compile(request)
        now = self._clock.now()
        with self._lock:
            for old in [j for j in self._jobs.values() if now - j.used > IDLE_MS]:
                del self._jobs[old.id]
            if len(self._jobs) >= MOST_JOBS:
                raise Refusal(
                    Fault(
                        "searchjob.too_many",
                        f"{MOST_JOBS} search jobs are kept already.",
                        "Delete those that are no longer needed.",
                    ),
                    Cause.BUSY,
                    5.0,
                )
            job = Job(hex_id(), owner, request, compiled.is_records, used=now)
            job.warnings = [w.sentence for w in compiled.warnings]
            self._jobs[job.id] = job
        self._pool.submit(self._run, job)
        return job

    def get(self, job_id: str, owner: str) -> Job:
        """A job of that owner. Raises Refusal NOT_FOUND."""
        with self._lock:
            job = self._jobs.get(job_id)
            if job is None or job.owner != owner:
                raise Refusal(
                    Fault(
                        "searchjob.jobid_invalid",
                        f"There is no search job {job_id!r}.",
                        "Create one; jobs that nobody asks for are removed after ten minutes.",
                    ),
                    Cause.NOT_FOUND,
                )
            job.used = self._clock.now()
            return job

    def messages(self, job: Job) -> Outcome:
        """The messages of a job; those of an aggregate query are fetched when first asked for."""
        if job.messages is None:
            request = replace(
                job.request, label=f"{job.id}-messages", show_messages=True, histogram=False, saves_as=""
            )
            job.messages = self._service.run(request)
        return job.messages

    def new_buckets(self, job: Job) -> Iterator[tuple[int, int, int]]:
        """Histogram buckets that were not given yet: start, length, count."""
        if job.histogram is None:
            return
        fresh = job.histogram.buckets[job.reported :]
        job.reported = len(job.histogram.buckets)
        for bucket in fresh:
            yield bucket.start, job.histogram.length, bucket.count

    def delete(self, job_id: str, owner: str) -> None:
        """Stop a job and forget it."""
        job = self.get(job_id, owner)
        job.state = JobState.CANCELLED
        self._service.stop(job.id)
        with self._lock:
            self._jobs.pop(job.id, None)

    def close(self) -> None:
        """Stop all jobs."""
        with self._lock:
            jobs = list(self._jobs.values())
        for job in jobs:
            self._service.stop(job.id)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _run(self, job: Job) -> None:
        if job.state is JobState.CANCELLED:
            return
        job.state = JobState.GATHERING
        try:
            # Stopping asks for the job by its id.
            outcome = self._service.run(replace(job.request, label=job.id))
        except Refusal as refused:
            job.errors += [fault.sentence for fault in refused.faults]
            if job.state is not JobState.CANCELLED:
                job.state = JobState.DONE
            return
        except Exception as wrong:
            _log.exception("search job failed", job=job.id, error=str(wrong))
            job.errors.append(
                f"The search failed for a reason of the server's; its log has the details under {job.id}."
            )
            job.state = JobState.DONE
            return
        job.histogram = outcome.histogram
        job.warnings = [w.sentence for w in outcome.warnings]
        if job.is_records:
            job.records = outcome
        else:
            job.messages = outcome
        capped = not job.is_records and (outcome.matched or 0) > outcome.frame.rows >= job.request.limit
        job.state = (
            JobState.FORCE_PAUSED
            if capped and job.request.limit >= self._service.limits.messages
            else JobState.DONE
        )
