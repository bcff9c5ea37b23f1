"""Whether the queries of monitors find what they watch."""

from dataclasses import dataclass

from sagescope.errors import Refusal
from sagescope.model.monitor import Monitor
from sagescope.search.metrics import MetricOutcome, MetricRequest, MetricService, RowFaults
from sagescope.search.service import SearchRequest, SearchService
from sagescope.timerange import TimeRange


@dataclass(frozen=True, slots=True)
class MonitorCheck:
    """A monitor: how many rows or series its query gives over a range, and what the query was told."""

    monitor: str
    rows: int
    faults: tuple[str, ...] = ()
    optional: bool = True

    @property
    def works(self) -> bool:
        """Whether its query runs, and finds something where it has to."""
        return not self.faults and (self.rows > 0 or self.optional)


def check_monitor(
    monitor: Monitor, search: SearchService, metrics: MetricService, range_: TimeRange, *, optional: bool
) -> MonitorCheck:
    """Run the query of a monitor over a range."""
    try:
        if monitor.monitor_type == "Logs":
            request = SearchRequest(monitor.queries[0].query, range_, histogram=False)
            return MonitorCheck(monitor.name, search.run(request).frame.rows, optional=optional)
        last = len(monitor.queries) - 1
        requests = [
            MetricRequest(row.row_id, row.query, transient=at != last)
            for at, row in enumerate(monitor.queries)
        ]
        count = 0
        for found in metrics.run(requests, range_):
            match found:
                case RowFaults(refused=refused):
                    raise refused
                case MetricOutcome():
                    count += len(found.series)
        return MonitorCheck(monitor.name, count, optional=optional)
    except Refusal as refused:
        return MonitorCheck(monitor.name, 0, tuple(f.sentence for f in refused.faults), optional)
