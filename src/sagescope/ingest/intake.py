"""The way in: bytes of a request to durable rows.

`accept_*` returns when everything decodable of the request is durable; what could not be decoded is
counted, and the rest goes in all the same.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sagescope.ids import MessageIds
from sagescope.ingest.batch import (
    LogPart,
    MetricPart,
    complete_series,
    log_table,
    points_table,
    series_table,
)
from sagescope.ingest.boundaries import Boundary, split
from sagescope.ingest.commit import CommitLimits, GroupCommit
from sagescope.ingest.encoding import decode
from sagescope.ingest.envelope import Envelope
from sagescope.ingest.formats import carbon2, graphite, prometheus
from sagescope.ingest.points import Points, Series
from sagescope.ingest.schema import SchemaService
from sagescope.ingest.times import Recognizer
from sagescope.store.engine import Engine
from sagescope.store.tables.logs import LANDING
from sagescope.store.tables.metrics import POINTS, SERIES
from sagescope.telemetry import INGESTED_BYTES, INGESTED_ROWS, REJECTED_ROWS

T = TypeVar("T")

_INLINE = 64 * 2**10
"""Bytes up to which a body is decoded in the event loop; longer ones go to a thread."""

_KNOWN_SERIES = 1_000_000


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of a request: rows stored, those kept although damaged, those rejected, and why."""

    rows: int
    damaged: int = 0
    rejected: int = 0
    notes: tuple[str, ...] = ()


METRIC_FORMATS: Mapping[str, tuple[str, Callable[..., Points]]] = {
    "application/vnd.sumologic.carbon2": ("Carbon2", carbon2.parse),
    "application/vnd.sumologic.graphite": ("Graphite", graphite.parse),
    "application/vnd.sumologic.prometheus": ("Prometheus", prometheus.parse),
}
"""Content types of metric bodies: the name of the format and its decoder."""


class Intake:
    """Decodes requests and hands them to the group commits of logs and metrics."""

    def __init__(self, engine: Engine, schema: SchemaService, limits: CommitLimits, most_bytes: int) -> None:
        self._engine = engine
        self._schema = schema
        self._most_bytes = most_bytes
        self._ids = MessageIds()
        self._series: set[int] = set()
        self._logs: GroupCommit[LogPart] = GroupCommit("logs", self._write_logs, limits)
        self._metrics: GroupCommit[MetricPart] = GroupCommit("metrics", self._write_metrics, limits)

    async def start(self) -> None:
        """Start writing."""
        await self._logs.start()
        await self._metrics.start()

    async def stop(self) -> None:
        """Write what is waiting, and end."""
        await self._logs.stop()
        await self._metrics.stop()

    @property
    def waiting_bytes(self) -> int:
        """Bytes received and not yet durable."""
        return self._logs.waiting_bytes + self._metrics.waiting_bytes

    async def accept_logs(
        self,
        envelope: Envelope,
        body: bytes,
        content_encoding: str | None,
        boundary: Boundary,
        recognizer: Recognizer,
    ) -> Accepted:
        """Store the messages of a request.

        Raises Refusal for a body that cannot be decoded at all, one that is too large, or when too
        much is waiting.
        """
        part, damaged = await self._decoded(
            body, lambda: self._log_part(envelope, body, content_encoding, boundary, recognizer)
        )
        if part.texts:
            await self._logs.add(part, len(part.texts), part.size)
        INGESTED_ROWS.labels("logs").inc(len(part.texts))
        INGESTED_BYTES.labels("logs").inc(part.size)
        if damaged:
            REJECTED_ROWS.labels("logs", "damaged").inc(damaged)
        return Accepted(len(part.texts), damaged, notes=envelope.notes)

    async def accept_metrics(
        self, envelope: Envelope, body: bytes, content_encoding: str | None, content_type: str
    ) -> Accepted:
        """Store the points of a request in one of `METRIC_FORMATS`."""
        part, rejected = await self._decoded(
            body, lambda: self._metric_part(envelope, body, content_encoding, content_type)
        )
        if part.times:
            await self._metrics.add(part, len(part.times), part.size)
        INGESTED_ROWS.labels("metrics").inc(len(part.times))
        INGESTED_BYTES.labels("metrics").inc(part.size)
        if rejected:
            REJECTED_ROWS.labels("metrics", "malformed").inc(len(rejected))
        return Accepted(len(part.times), rejected=len(rejected), notes=(*envelope.notes, *rejected[:10]))

    async def _decoded(self, body: bytes, work: Callable[[], T]) -> T:
        return work() if len(body) <= _INLINE else await asyncio.to_thread(work)

    def _log_part(
        self,
        envelope: Envelope,
        body: bytes,
        content_encoding: str | None,
        boundary: Boundary,
        recognizer: Recognizer,
    ) -> tuple[LogPart, int]:
        plain = decode(body, content_encoding, self._most_bytes)
        cut = split(plain, boundary)
        times, formats = recognizer.recognize_all(cut.messages, envelope.receipt)
        admitted = self._schema.admit(envelope.fields)
        if admitted.dropped:
            REJECTED_ROWS.labels("fields", "undeclared").inc(len(admitted.dropped))
        return LogPart(envelope, admitted.fields, cut.messages, times, formats, len(plain)), cut.damaged

    def _metric_part(
        self, envelope: Envelope, body: bytes, content_encoding: str | None, content_type: str
    ) -> tuple[MetricPart, list[str]]:
        name, parse = METRIC_FORMATS[content_type]
        plain = decode(body, content_encoding, self._most_bytes)
        points = parse(plain, receipt=envelope.receipt)
        part = complete_series(points, envelope, envelope.fields, name, len(plain))
        return part, [f"line {r.line}: {r.reason}" for r in points.rejected]

    def _write_logs(self, parts: Sequence[LogPart], token: str) -> None:
        first = self._ids.take(sum(len(p.texts) for p in parts))
        self._engine.insert(LANDING, log_table(parts, first), token)

    def _write_metrics(self, parts: Sequence[MetricPart], token: str) -> None:
        new: dict[int, Series] = {i: s for p in parts for i, s in p.series if i not in self._series}
        if new:
            self._engine.insert(SERIES, series_table(new, max(p.receipt for p in parts)), f"{token}-series")
        self._engine.insert(POINTS, points_table(parts), token)
        if len(self._series) + len(new) > _KNOWN_SERIES:
            self._series.clear()
        self._series.update(new)
