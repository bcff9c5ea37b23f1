"""A job's run carries the job's id, so that deleting the job stops it."""

import time

from sagescope.search.jobs import SearchJobs
from sagescope.search.service import Outcome, SearchRequest, SearchService
from sagescope.search.slices import SliceKeeper
from sagescope.search.stopping import Stopping
from store_world import DAY, world


class Watched(SearchService):
    """The service, with the labels of its runs and of what was stopped written down."""

    ran: list[str]
    stopped: list[str]

    def run(
        self, request: SearchRequest, stopping: Stopping | None = None, slices: SliceKeeper | None = None
    ) -> Outcome:
        self.ran.append(request.label)
        return super().run(request, stopping, slices)

    def stop(self, label: str) -> bool:
        self.stopped.append(label)
        return super().stop(label)


def test_a_deleted_job_stops_its_run() -> None:
    here = world()
    service = Watched(here.store, here.clock)
    service.ran, service.stopped = [], []
    jobs = SearchJobs(service, here.clock)
    try:
        job = jobs.create(SearchRequest("* | count", DAY), "ana")
        while not service.ran:
            time.sleep(0.01)
        jobs.delete(job.id, "ana")
    finally:
        jobs.close()
        service.close()
    assert service.ran == [job.id]
    assert service.stopped[0] == job.id
