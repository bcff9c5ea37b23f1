"""Compile time: a query's text to SQL."""

import statistics
from collections.abc import Callable
from functools import partial

from bench.messages import DAY, START
from bench.timing import milliseconds
from sagescope.core import Core
from sagescope.metrics.compile import compile_metrics
from sagescope.search.document_queries import LOG_QUERIES, METRIC_QUERIES
from sagescope.search.service import SearchRequest
from sagescope.timerange import TimeRange

RUNS = 50


def measure(core: Core) -> list[tuple[str, float]]:
    """Rows of (query, median milliseconds from text to SQL)."""
    range_ = TimeRange(START, START + DAY)
    search, metrics = core.services.search, core.services.metrics

    def log_query(text: str) -> None:
        search.statements(search.compile(SearchRequest(text, range_, histogram=False)))

    def metric_query(text: str) -> None:
        metrics.statements(compile_metrics(text, range_))

    found = [(name, _median(partial(log_query, text))) for name, text in LOG_QUERIES.items()]
    return found + [(name, _median(partial(metric_query, text))) for name, text in METRIC_QUERIES.items()]


def _median(work: Callable[[], None]) -> float:
    return statistics.median(milliseconds(work) for _ in range(RUNS))
