"""Rollups of metric points: making them, what they cover, and how long each resolution is kept.

A materialized view over the points would count a point that is delivered twice. So the engine only marks the
hours that points come into, which is idempotent, and a marked hour that has come to rest is rolled up from its
deduplicated points as a whole: doing it again gives the same rows (ARCHITECTURE, decisions).
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import structlog

from sagescope.clock import Clock
from sagescope.errors import Refusal, ServerFault
from sagescope.metrics.storage import HOUR, POINTS, RESOLUTIONS, ROLLED, Coverage
from sagescope.recurring import Recurring
from sagescope.sql.build import col, f, infix, lit
from sagescope.sql.ddl import InsertSelect, ModifyTtl
from sagescope.sql.nodes import Expr, Op
from sagescope.store.engine import Engine
from sagescope.store.tables.rollups import rollup_select
from sagescope.timerange import TimeRange

DAY = 24 * HOUR

GRACE = 5 * 60_000
"""Milliseconds after its end that an hour is left to late points before it is first rolled up."""

SETTLED = 30_000
"""Milliseconds after which an insert has ended whose mark is there, whichever of its parts came first."""

UNMARKED = 10 * 60_000
"""Milliseconds before the end of a process within which a point may have come whose mark is not there."""

_POINTS_AT_ONCE = 2_000_000
_MOST_HOURS_AT_ONCE = 24

_log = structlog.get_logger("sagescope.store")


@dataclass(frozen=True, slots=True)
class Retention:
    """Days that points and the rollups of each resolution are kept."""

    raw: int = 30
    minute: int = 60
    five_minutes: int = 120
    hour: int = 400

    @property
    def rollups(self) -> tuple[int, ...]:
        """Those of the rollups, in the order of RESOLUTIONS."""
        return self.minute, self.five_minutes, self.hour


@dataclass(frozen=True, slots=True)
class _Known:
    """The hours that were rolled up, and what had come and run when the store was asked."""

    spans: tuple[TimeRange, ...]
    mark: int
    commands: int


class Rollups:
    """The rollups of one store.

    `refresh` and `coverage` may be called from several threads.
    """

    def __init__(self, engine: Engine, clock: Clock, retention: Retention | None = None) -> None:
        self._engine = engine
        self._clock = clock
        self._retention = retention or Retention()
        self._lock = threading.Lock()
        self._arrivals = engine.arrivals(POINTS, "time")
        self._known: _Known | None = None

    def retain(self) -> None:
        """Have the engine drop what is older than its retention."""
        for table, days in (
            (POINTS, self._retention.raw),
            *((r.table, d) for r, d in zip(RESOLUTIONS, self._retention.rollups, strict=True)),
        ):
            self._engine.command(ModifyTtl(table, _gone("time", days)))
        self._engine.command(ModifyTtl(ROLLED, _gone("hour", max(self._retention.rollups))))

    def recover(self) -> None:
        """Mark the hours whose mark may be missing: those of a store from before there were marks, and those of
        the points that came last before a process ended without a last word.
        """
        self._engine.command(
            f"INSERT INTO {ROLLED} (hour, made, marked) "
            f"SELECT intDiv(time, {HOUR}) * {HOUR} AS hour, 0, toUnixTimestamp64Milli(now64(3)) "
            f"FROM {POINTS} WHERE intDiv(time, {HOUR}) * {HOUR} NOT IN (SELECT hour FROM {ROLLED}) "
            f"OR received >= (SELECT max(received) FROM {POINTS}) - {UNMARKED} GROUP BY hour"
        )

    def coverage(self) -> Coverage:
        """What raw points and rollups hold now.

        The store is asked only where points have come into hours that were rolled up, or a statement has run.
        """
        now = self._clock.now()
        kept = self._retention
        return Coverage(
            self._rolled(),
            now - kept.raw * DAY,
            tuple(now - days * DAY for days in kept.rollups),
        )

    def _rolled(self) -> tuple[TimeRange, ...]:
        known = self._known
        if known is not None and known.commands == self._engine.commands:
            oldest = self._arrivals.oldest_since(known.mark)
            if oldest is None or not known.spans or oldest >= known.spans[-1].end:
                return known.spans
        # What comes while the store answers counts as having come afterwards.
        mark, commands = self._arrivals.mark(), self._engine.commands
        rows = self._engine.query_text(
            f"SELECT hour FROM {ROLLED} GROUP BY hour HAVING max(made) > max(marked) ORDER BY hour"
        ).table["hour"]
        spans = tuple(_joined(rows.to_pylist()))
        self._known = _Known(spans, mark, commands)
        return spans

    def refresh(self, settled: int = SETTLED, stopped: Callable[[], bool] = lambda: False) -> int:
        """Roll up the marked hours that have come to rest; returns how many were.

        `settled` is the time in milliseconds that the last mark of an hour has to be old. It ends early where
        `stopped` says so between two hours.
        """
        with self._lock:
            made = self._stamp() - settled
            now = self._clock.now()
            # Of an hour that the retention has begun to eat into, the rollups know more than the points.
            oldest = now - self._retention.raw * DAY
            hours: list[int] = (
                self._engine.query_text(
                    f"SELECT hour FROM {ROLLED} WHERE hour >= {oldest} AND hour <= {now - HOUR - GRACE} "
                    f"GROUP BY hour HAVING max(made) <= max(marked) AND max(marked) < {made} ORDER BY hour"
                )
                .table["hour"]
                .to_pylist()
            )
            done = 0
            for span in self._portions(_joined(hours)):
                if stopped():
                    break
                for resolution in RESOLUTIONS:
                    self._engine.command(
                        InsertSelect(resolution.table, rollup_select(resolution, span, made))
                    )
                self._engine.command(
                    f"INSERT INTO {ROLLED} (hour, made, marked) "
                    f"SELECT arrayJoin(range({span.start}, {span.end}, {HOUR})), {made}, 0"
                )
                done += span.length // HOUR
            return done

    def _portions(self, spans: Sequence[TimeRange]) -> Iterator[TimeRange]:
        """The same hours in portions small enough for memory, and as large as that: points are ordered by series,
        so that an hour costs nearly as much to read as a day.
        """
        for span in spans:
            hours = span.length // HOUR
            counted = self._engine.query_text(
                f"SELECT count() AS points FROM {POINTS} WHERE time >= {span.start} AND time < {span.end}"
            ).table["points"]
            an_hour = max(1, int(counted[0].as_py()) // hours)
            length = HOUR * min(_MOST_HOURS_AT_ONCE, max(1, _POINTS_AT_ONCE // an_hour))
            for start in range(span.start, span.end, length):
                yield TimeRange(start, min(start + length, span.end))

    def _stamp(self) -> int:
        return int(
            self._engine.query_text("SELECT toUnixTimestamp64Milli(now64(3)) AS now").table["now"][0].as_py()
        )


def rollup_task(rollups: Rollups, seconds: float) -> Recurring:
    """Refreshes the rollups every so many seconds; a stop waits for the refresh that is under way."""

    def prepare() -> None:
        try:
            rollups.retain()
            rollups.recover()
        except (Refusal, ServerFault) as wrong:
            _log.error("rollups not prepared", error=str(wrong))

    def refresh() -> None:
        hours = rollups.refresh(stopped=lambda: task.stopping)
        if hours:
            _log.debug("rollups made", hours=hours)

    task = Recurring(
        "rollups",
        seconds,
        refresh,
        lambda wrong: _log.error("rollups not made", error=str(wrong)),
        first=prepare,
    )
    return task


def _gone(column: str, days: int) -> Expr:
    return infix(Op.ADD, f.toDateTime(f.intDiv(col(column), lit(1000)), "UTC"), f.toIntervalDay(lit(days)))


def _joined(hours: list[int]) -> list[TimeRange]:
    """Sorted hours as ranges of neighbours."""
    spans: list[TimeRange] = []
    for hour in hours:
        if spans and spans[-1].end == hour:
            spans[-1] = TimeRange(spans[-1].start, hour + HOUR)
        else:
            spans.append(TimeRange(hour, hour + HOUR))
    return spans
