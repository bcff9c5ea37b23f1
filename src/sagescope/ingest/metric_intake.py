"""The way in of metrics: bytes of a request to durable points.

Points of any age are kept, in whatever order they come; one that comes again for the same series and time
replaces the one before. What is rejected is counted by its reason, and the rest of its request goes in.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sagescope.ingest.batch import MetricPart, complete_series, points_table, series_table
from sagescope.ingest.commit import CommitLimits, GroupCommit
from sagescope.ingest.encoding import decode
from sagescope.ingest.envelope import Envelope
from sagescope.ingest.metric_formats import MetricFormat
from sagescope.ingest.points import DAY, Points, Rejected, Series
from sagescope.store.engine import Engine
from sagescope.store.tables.metrics import POINTS, SERIES
from sagescope.telemetry import INGESTED_BYTES, INGESTED_ROWS, REJECTED_ROWS

T = TypeVar("T")

INLINE = 64 * 2**10
"""Bytes up to which a body is decoded in the event loop; longer ones go to a thread."""

MOST_AHEAD = DAY
"""Milliseconds by which a point may be ahead of the receipt: clocks differ, by less than this."""

_KNOWN_SERIES = 1_000_000
_NOTES = 10


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of a request: rows stored, those kept although damaged, those rejected, and why.

    `histograms` are the numbers of rows that each histogram of it became.
    """

    rows: int
    damaged: int = 0
    rejected: int = 0
    notes: tuple[str, ...] = ()
    histograms: tuple[int, ...] = ()


class MetricIntake:
    """Decodes metric requests and hands them to their group commit."""

    def __init__(self, engine: Engine, limits: CommitLimits, most_bytes: int) -> None:
        self._engine = engine
        self._most_bytes = most_bytes
        self._series: set[int] = set()
        self._commit: GroupCommit[MetricPart] = GroupCommit("metrics", self._write, limits)

    async def start(self) -> None:
        """Start writing."""
        await self._commit.start()

    async def stop(self) -> None:
        """Write what is waiting, and end."""
        await self._commit.stop()

    @property
    def waiting_bytes(self) -> int:
        """Bytes received and not yet durable."""
        return self._commit.waiting_bytes

    async def accept(
        self, envelope: Envelope, body: bytes, content_encoding: str | None, format_: MetricFormat
    ) -> Accepted:
        """Store the points of a request's body.

        Raises Refusal for a body that cannot be decoded at all, one that is too large, or when too much is
        waiting.
        """

        def decoded() -> tuple[Points, int]:
            plain = decode(body, content_encoding, self._most_bytes)
            return format_.parse(plain, envelope.receipt), len(plain)

        return await self._accept(envelope, format_.name, len(body), decoded)

    async def accept_points(
        self, envelope: Envelope, content: str, size: int, decode_points: Callable[[], Points]
    ) -> Accepted:
        """Store the points that `decode_points` gives, of which `size` bytes came; raises as `accept` does."""
        return await self._accept(envelope, content, size, lambda: (decode_points(), size))

    async def _accept(
        self, envelope: Envelope, content: str, size: int, decoded: Callable[[], tuple[Points, int]]
    ) -> Accepted:
        def prepared() -> tuple[MetricPart, Points]:
            points, plain_size = decoded()
            early = without_future(points, envelope.receipt)
            part = complete_series(early, envelope, envelope.fields, content, plain_size)
            _count_rejected(points, early)
            return part, early

        part, points = prepared() if size <= INLINE else await asyncio.to_thread(prepared)
        if part.times:
            await self._commit.add(part, len(part.times), part.size)
        INGESTED_ROWS.labels("metrics").inc(len(part.times))
        INGESTED_BYTES.labels("metrics").inc(part.size)
        notes = (*envelope.notes, *(r.note for r in points.rejected[:_NOTES]))
        return Accepted(
            len(part.times),
            rejected=len(points.rejected),
            notes=notes,
            histograms=tuple(points.histograms),
        )

    def _write(self, parts: Sequence[MetricPart], token: str) -> None:
        new: dict[int, Series] = {i: s for p in parts for i, s in p.series if i not in self._series}
        if new:
            self._engine.insert(SERIES, series_table(new, max(p.receipt for p in parts)), f"{token}-series")
        self._engine.insert(POINTS, points_table(parts), token)
        if len(self._series) + len(new) > _KNOWN_SERIES:
            self._series.clear()
        self._series.update(new)


def without_future(points: Points, receipt: int) -> Points:
    """The points that are not further ahead of the receipt than MOST_AHEAD; the others are rejected."""
    latest = receipt + MOST_AHEAD
    if not points.times or max(points.times) <= latest:
        return points
    kept = [i for i, ms in enumerate(points.times) if ms <= latest]
    ahead = [
        Rejected(0, points.series[at].metric, "the time is more than a day ahead")
        for at, ms in zip(points.index, points.times, strict=True)
        if ms > latest
    ]
    return Points(
        points.series,
        [points.index[i] for i in kept],
        [points.times[i] for i in kept],
        [points.values[i] for i in kept],
        [*points.rejected, *ahead],
        points.gaps,
        points.histograms,
    )


def _count_rejected(decoded: Points, kept: Points) -> None:
    for reason, count in (
        ("malformed", len(decoded.rejected)),
        ("future", len(kept.rejected) - len(decoded.rejected)),
        ("gap", len(decoded.gaps)),
    ):
        if count:
            REJECTED_ROWS.labels("metrics", reason).inc(count)
