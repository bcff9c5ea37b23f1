"""Which stretches of time to ask CloudWatch for (reference protocols.md, 2.6).

Points that come again replace themselves, so stretches may overlap: the last ones are asked for again, as
CloudWatch completes its points late. Nothing between two scans is left out, however long the server was away.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sagescope.timerange import TimeRange

HOUR = 3_600_000
DAY = 24 * HOUR

LATE = 15 * 60_000
"""Milliseconds before the position that are asked for again."""

MOST_POINTS = 180
"""Points of one query in one call: 500 queries then stay below CloudWatch's limit of 100,800 points."""

KEPT = ((3 * HOUR, 1), (15 * DAY, 60), (63 * DAY, 300), (455 * DAY, 3_600))
"""For how long CloudWatch keeps points of which period, in seconds ("GetMetricData", retention)."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch to ask for, in points of `period` seconds; its ends are multiples of the period."""

    range: TimeRange
    period: int


def windows(
    position: int | None, start: int, now: int, *, period: int, delay: int, late: int = LATE
) -> list[Window]:
    """The stretches to ask for now, oldest first.

    `position` is up to when points were fetched, None at the first time, which begins at `start`. A stretch ends
    `delay` seconds before `now`. `period` is in seconds; of times for which CloudWatch keeps only a longer one,
    that is asked for. All other times are milliseconds.
    """
    end = _floor(now - delay * 1_000, period)
    begin = start if position is None else max(start, position - late)
    begin = max(begin, now - KEPT[-1][0])
    return list(_cut(begin, end, now, period))


def _cut(begin: int, end: int, now: int, period: int) -> Iterator[Window]:
    at = begin
    while at < end:
        step = max(period, _kept_period(now - at))
        # Coarser points begin at multiples of their own period.
        at = _floor(at, step)
        until = min(end, at + MOST_POINTS * step * 1_000)
        if step > period:
            # Up to where the finer period is kept again.
            finer = now - _age_of(step)
            until = min(until, max(_floor(finer, step) + step * 1_000, at + step * 1_000))
            until = max(_floor(until, step), at + step * 1_000)
        yield Window(TimeRange(at, until), step)
        at = until


def _kept_period(age: int) -> int:
    """The shortest period, in seconds, that CloudWatch still has of points that are so old."""
    for kept, period in KEPT:
        if age <= kept:
            return period
    return KEPT[-1][1]


def _age_of(period: int) -> int:
    """From which age on points have at least this period."""
    before = 0
    for kept, has in KEPT:
        if has >= period:
            return before
        before = kept
    return before


def _floor(ms: int, seconds: int) -> int:
    return ms - ms % (seconds * 1_000)
