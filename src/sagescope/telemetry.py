"""What Sagescope says of itself: metrics for `/metrics`, and structured logs on standard error."""

import logging
import sys
from collections.abc import Mapping

import structlog
from prometheus_client import Counter, Gauge, Histogram

INGESTED_ROWS = Counter("sagescope_ingested_rows", "Messages and points stored.", ["kind"])
INGESTED_BYTES = Counter("sagescope_ingested_bytes", "Bytes of bodies stored, decompressed.", ["kind"])
REJECTED_ROWS = Counter("sagescope_rejected_rows", "What could not be taken as it came.", ["kind", "reason"])
SOURCE_ROWS = Counter("sagescope_source_rows", "Messages and points stored of a source.", ["source", "kind"])
SOURCE_REJECTED = Counter(
    "sagescope_source_rejected",
    "What of a source could not be taken as it came.",
    ["source", "kind", "reason"],
)
SOURCE_SERIES = Counter("sagescope_source_series", "Series that a source was the first to bring.", ["source"])
WAITING_BYTES = Gauge("sagescope_waiting_bytes", "Bytes received and not yet durable.")
SEARCHES = Counter("sagescope_searches", "Queries run.", ["kind", "outcome"])
SEARCH_SECONDS = Histogram(
    "sagescope_search_seconds",
    "Time of queries.",
    ["kind"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
)
REQUESTS = Counter("sagescope_http_requests", "HTTP requests answered.", ["area", "status"])


def configure_logging(level: str = "info", *, as_json: bool = True) -> None:
    """Send our logs to standard error, as JSON lines or for a person's eyes."""
    number = logging.getLevelNamesMapping()[level.upper()]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def count_taken(source_id: int, kind: str, rows: int, size: int, lost: Mapping[str, int]) -> None:
    """Count what came of a source: rows stored, their bytes, and what was `lost`, by its reason."""
    source = str(source_id)
    INGESTED_ROWS.labels(kind).inc(rows)
    INGESTED_BYTES.labels(kind).inc(size)
    SOURCE_ROWS.labels(source, kind).inc(rows)
    for reason, count in lost.items():
        if count:
            REJECTED_ROWS.labels(kind, reason).inc(count)
            SOURCE_REJECTED.labels(source, kind, reason).inc(count)
