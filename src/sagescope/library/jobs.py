"""Jobs of the content API: Sumo Logic's clients poll for what is done here at once."""

import threading
from collections import OrderedDict
from typing import Any

from sagescope.errors import Cause, Fault, Refusal
from sagescope.ids import hex_id

KEPT = 1_000
"""Jobs that are remembered; a client polls within seconds."""


class LibraryJobs:
    """The jobs of one process, the oldest forgotten first."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[str, tuple[str, dict[str, Any] | None]] = OrderedDict()
        self._lock = threading.Lock()

    def done(self, message: str, result: dict[str, Any] | None = None) -> str:
        """Remember a job that is done; its id."""
        job = hex_id()
        with self._lock:
            self._jobs[job] = (message, result)
            while len(self._jobs) > KEPT:
                self._jobs.popitem(last=False)
        return job

    def message(self, job: str) -> str:
        """What a job says of itself. Raises Refusal NOT_FOUND."""
        return self._job(job)[0]

    def result(self, job: str) -> dict[str, Any]:
        """What a job gave. Raises Refusal NOT_FOUND."""
        return self._job(job)[1] or {}

    def _job(self, job: str) -> tuple[str, dict[str, Any] | None]:
        with self._lock:
            found = self._jobs.get(job)
        if found is None:
            raise Refusal(Fault("job.missing", f"There is no job {job}.", "Start it again."), Cause.NOT_FOUND)
        return found
