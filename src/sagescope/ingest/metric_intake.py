"""The way in of metrics: bytes of a request to durable points.

Points come in whatever order; one that comes again for the same series and time replaces the one before. Those
of a time of which the store keeps rollups alone are rejected. What is rejected is counted by its reason, and the
rest of its request goes in.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sagescope.errors import Cause, Fault, Refusal
from sagescope.ingest.batch import MetricPart, days_of, points_table, series_table
from sagescope.ingest.commit import CommitLimits, GroupCommit
from sagescope.ingest.encoding import decode
from sagescope.ingest.envelope import Envelope
from sagescope.ingest.health import Arrival, HealthRecorder
from sagescope.ingest.metric_formats import MetricFormat
from sagescope.ingest.new_series import SeriesLimit, Verdict
from sagescope.ingest.points import DAY, NOT_FINITE, Points, Rejected, Series
from sagescope.ingest.series import SeriesCompleter
from sagescope.store.engine import Engine
from sagescope.store.tables.metrics import POINTS, SERIES
from sagescope.telemetry import SOURCE_SERIES, count_taken

INLINE = 64 * 2**10
"""Bytes up to which a body is decoded in the event loop; longer ones go to a thread."""

MOST_AHEAD = DAY
"""Milliseconds by which a point may be ahead of the receipt: clocks differ, by less than this."""

FROM_LOG = "MetricFromLog"
"""The `_contentType` of points that were read from messages (reference protocols.md, 1.6)."""

_TOO_FAR_AHEAD = "the time is more than a day ahead"
_TOO_OLD = "the time is before what is kept (metrics.raw_days)"
_KNOWN_SERIES = 1_000_000
_NOTES = 10


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of a request: rows stored, those kept although damaged, those rejected, and why.

    `histograms` are the numbers of rows that each histogram of it became, `dropped` the messages that filters
    left out; `repeated` says that all of it was stored before.
    """

    rows: int
    damaged: int = 0
    rejected: int = 0
    notes: tuple[str, ...] = ()
    histograms: tuple[int, ...] = ()
    dropped: int = 0
    repeated: bool = False


class MetricIntake:
    """Decodes metric requests and hands them to their group commit.

    `kept_days` is for how many days the store keeps points as they came.
    """

    def __init__(
        self,
        engine: Engine,
        completer: SeriesCompleter,
        new_series: SeriesLimit,
        health: HealthRecorder,
        limits: CommitLimits,
        most_bytes: int,
        kept_days: int,
    ) -> None:
        self._health = health
        self._engine = engine
        self._kept_days = kept_days
        self._completer = completer
        self._new_series = new_series
        self._most_bytes = most_bytes
        self._series: set[int] = set()
        self._commit: GroupCommit[MetricPart] = GroupCommit("metrics", self._write, limits)

    async def start(self) -> None:
        """Learn what series there are, and start writing."""
        await asyncio.to_thread(self._new_series.load)
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
        waiting; and `ingest.new_series` (BUSY) where the source brings too many new series, after all points
        of the others are stored.
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

    async def accept_read(self, envelope: Envelope, points: Points) -> None:
        """Store points that were read from messages.

        Those of too many new series are left out and counted, since their messages must not come again for
        them. Raises Refusal when too much is waiting.
        """
        await self._accept(envelope, FROM_LOG, 0, lambda: (points, 0), refuse=False)

    async def _accept(
        self,
        envelope: Envelope,
        content: str,
        size: int,
        decoded: Callable[[], tuple[Points, int]],
        *,
        refuse: bool = True,
    ) -> Accepted:
        def prepared() -> tuple[MetricPart, Points, Verdict]:
            given, plain_size = decoded()
            points = within_reach(given, envelope.receipt, self._kept_days)
            part = self._completer.complete(points, envelope, content, plain_size)
            return part, points, self._new_series.admit(envelope.source_id, [i for i, _ in part.series])

        inline = size <= INLINE and not self._new_series.is_used_up(envelope.source_id)
        part, points, verdict = prepared() if inline else await asyncio.to_thread(prepared)
        kept = without_series(part, verdict.refused)
        if kept.times:
            await self._commit.add(kept, len(kept.times), kept.size)
        # Normalised points come behind those that were sent, and are nobody's loss.
        sent = part.index[: len(points.index)]
        left_out = sum(part.series[at][0] in verdict.refused for at in sent) if verdict.refused else 0
        self._count(envelope.source_id, kept, points, verdict, left_out)
        if verdict.refused and refuse:
            raise _too_many_series(envelope, part, verdict, left_out)
        notes = (*envelope.notes, *(r.note for r in points.rejected[:_NOTES]))
        return Accepted(
            len(sent) - left_out,
            rejected=len(points.rejected),
            notes=notes,
            histograms=tuple(points.histograms),
        )

    def _count(
        self, source_id: int, kept: MetricPart, points: Points, verdict: Verdict, refused_points: int
    ) -> None:
        SOURCE_SERIES.labels(str(source_id)).inc(verdict.new)
        reasons = Counter(_reason(rejected.reason) for rejected in points.rejected)
        reasons["gap"] = len(points.gaps)
        reasons["new_series"] = refused_points
        count_taken(source_id, "metrics", len(kept.times), kept.size, reasons)
        lost = len(points.rejected) + refused_points
        self._health.arrived(source_id, Arrival(points=len(kept.times), bytes=kept.size, rejected=lost))

    def _write(self, parts: Sequence[MetricPart], token: str) -> None:
        new: dict[int, Series] = {i: s for p in parts for i, s in p.series if i not in self._series}
        if new:
            self._engine.insert(SERIES, series_table(new, max(p.receipt for p in parts)), f"{token}-series")
        for number, rows in enumerate(days_of(points_table(parts), "time")):
            self._engine.insert(POINTS, rows, f"{token}-{number}")
        if len(self._series) + len(new) > _KNOWN_SERIES:
            self._series.clear()
        self._series.update(new)


def within_reach(points: Points, receipt: int, kept_days: int) -> Points:
    """The points that can be kept; the others are rejected.

    They are at most MOST_AHEAD ahead of the receipt, and not older than what is kept as it comes: the store would
    drop them without a word.
    """
    oldest, latest = receipt - kept_days * DAY, receipt + MOST_AHEAD
    if not points.times or (min(points.times) >= oldest and max(points.times) <= latest):
        return points
    kept = [i for i, ms in enumerate(points.times) if oldest <= ms <= latest]
    out = [
        Rejected(0, points.series[at].metric, _TOO_OLD if ms < oldest else _TOO_FAR_AHEAD)
        for at, ms in zip(points.index, points.times, strict=True)
        if not oldest <= ms <= latest
    ]
    return replace(
        points,
        index=[points.index[i] for i in kept],
        times=[points.times[i] for i in kept],
        values=[points.values[i] for i in kept],
        rejected=[*points.rejected, *out],
    )


def without_series(part: MetricPart, refused: frozenset[int]) -> MetricPart:
    """The part without the points of some series."""
    if not refused:
        return part
    places = {
        old: new for new, old in enumerate(i for i, (id_, _) in enumerate(part.series) if id_ not in refused)
    }
    kept = [i for i, at in enumerate(part.index) if at in places]
    return replace(
        part,
        series=[part.series[at] for at in places],
        index=[places[part.index[i]] for i in kept],
        times=[part.times[i] for i in kept],
        values=[part.values[i] for i in kept],
    )


def _reason(told: str) -> str:
    return {NOT_FINITE: "not_finite", _TOO_FAR_AHEAD: "future", _TOO_OLD: "expired"}.get(told, "malformed")


def _too_many_series(envelope: Envelope, part: MetricPart, verdict: Verdict, points: int) -> Refusal:
    values: dict[str, set[str]] = {}
    for id_, series in part.series:
        if id_ in verdict.refused:
            for key, value in series.dimensions:
                values.setdefault(key, set()).add(value)
    widest = max(values, key=lambda key: len(values[key]), default="")
    return Refusal(
        Fault(
            "ingest.new_series",
            f"The source {envelope.source!r} brings too many new series in a minute: {len(verdict.refused):,} of them "
            f"with {points:,} points were not taken, the others were.",
            f"Send the request again after the time in Retry-After. The dimension {widest!r} has the most values; "
            "leave it out if they never come again, or raise ingest.new_series.",
        ),
        Cause.BUSY,
        verdict.retry_after,
    )
