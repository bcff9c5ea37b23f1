"""Compile time: a query's text to SQL."""

import statistics
import time

from bench.messages import DAY, START
from sagescope.core import Core
from sagescope.metrics.compile import compile_metrics
from sagescope.search.document_queries import LOG_QUERIES, METRIC_QUERIES
from sagescope.search.service import SearchRequest
from sagescope.sql.print import query
from sagescope.timerange import TimeRange

RUNS = 50


def measure(core: Core) -> list[tuple[str, float]]:
    """Rows of (query, median milliseconds from text to SQL)."""
    range_ = TimeRange(START, START + DAY)
    service = core.services.search
    found: list[tuple[str, float]] = []
    for name, text in LOG_QUERIES.items():
        request = SearchRequest(text, range_, histogram=False)
        found.append((name, _median(lambda request=request: service.statements(service.compile(request)))))  # type: ignore[misc]
    for name, text in METRIC_QUERIES.items():
        found.append((name, _median(lambda text=text: query(compile_metrics(text, range_).select))))  # type: ignore[misc]
    return found


def _median(work: "object") -> float:
    times: list[float] = []
    for _ in range(RUNS):
        started = time.perf_counter()
        work()  # type: ignore[operator]
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)
