"""Where series, points and rollups are: the tables, and which of them answers a query for which times.

Rollups hold whole hours that were made of deduplicated points. An hour that points came into since, and the
ends of a range that cut a bucket, are read from the raw points, so that a rollup never changes an answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sagescope.durations import UNITS
from sagescope.timerange import TimeRange

SERIES, POINTS, ROLLED = "metric_series", "metric_points", "metric_rolled"

HOUR = UNITS["h"]

ACCURACY, LEVEL = 0.003, 0.5
"""The parameters of the percentile sketches in rollups: their relative error, and a level that merging them ignores.

Between -1 and 1 the engine's sketches are up to three times as far off, so this gives 1 % everywhere.
"""

SKETCH_STATE = f"quantileDDState({ACCURACY}, {LEVEL})"
"""The function that makes a sketch, as text for functions that take its name."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """A table of rollups: one row a series and bucket of `length` milliseconds."""

    table: str
    length: int


MINUTE = Resolution("metric_rollup_1m", UNITS["m"])
FIVE_MINUTES = Resolution("metric_rollup_5m", 5 * UNITS["m"])
HOURLY = Resolution("metric_rollup_1h", HOUR)

RESOLUTIONS = (MINUTE, FIVE_MINUTES, HOURLY)
"""The tables of rollups, finest first. Every length divides the next one."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the store holds, in milliseconds since the epoch.

    `rolled` are the times whose rollups say what the raw points say, whole hours, in order and apart.
    Points before `raw_since` are gone, and so are rollups before the times in `since`, which go with
    RESOLUTIONS.
    """

    rolled: tuple[TimeRange, ...] = ()
    raw_since: int = 0
    since: tuple[int, ...] = (0, 0, 0)

    def finest(self, start: int) -> int:
        """The shortest bucket, in milliseconds, that can be made for a range from `start` on."""
        if start >= self.raw_since:
            return 1
        for resolution, since in zip(RESOLUTIONS, self.since, strict=True):
            if start >= since:
                return resolution.length
        return HOURLY.length


@dataclass(frozen=True, slots=True)
class Reading:
    """What to read for a range: `rolled` times from `resolution`, and `raw` times from the points."""

    resolution: Resolution | None
    rolled: tuple[TimeRange, ...]
    raw: tuple[TimeRange, ...]


def reading(range_: TimeRange, width: int, shift: int, coverage: Coverage) -> Reading:
    """Where the points of `range_` come from when they are folded into buckets of `width`.

    Buckets start at multiples of `width` of a time `shift` later (all in milliseconds). Times of which no
    raw points are left are read from rollups, whatever bucket the range's start cuts.
    """
    fitting = [r for r in RESOLUTIONS if width % r.length == 0 and shift % r.length == 0]
    if not fitting or range_.length == 0:
        return Reading(None, (), (range_,))
    resolution = fitting[-1]
    rolled = tuple(_rolled(range_, resolution.length, coverage))
    raw = tuple(_without(range_, rolled))
    return Reading(resolution if rolled else None, rolled, raw)


def _rolled(range_: TimeRange, length: int, coverage: Coverage) -> Iterator[TimeRange]:
    gone = min(coverage.raw_since, range_.end)
    start = range_.start
    if start < gone:
        first = start // length * length
        start = -(-gone // length) * length
        yield TimeRange(first, start)
    for span in coverage.rolled:
        inner = max(-(-start // length) * length, span.start)
        outer = min(range_.end // length * length, span.end)
        if inner < outer:
            yield TimeRange(inner, outer)


def _without(range_: TimeRange, taken: tuple[TimeRange, ...]) -> Iterator[TimeRange]:
    at = range_.start
    for span in taken:
        if at < span.start:
            yield TimeRange(at, span.start)
        at = max(at, span.end)
    if at < range_.end:
        yield TimeRange(at, range_.end)
