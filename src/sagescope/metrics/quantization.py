"""Time buckets of metrics queries (reference metrics-language.md, section 3)."""

from dataclasses import replace

from sagescope.durations import UNITS
from sagescope.metrics.ast import DEFAULT, Folding, Rollup
from sagescope.metrics.functions import aggregated
from sagescope.metrics.layouts import Points, column
from sagescope.metrics.series import Series
from sagescope.metrics.slope import slope
from sagescope.plan.nodes import Aggregate
from sagescope.sql.build import col, f, floored

_M, _H, _D = UNITS["m"], UNITS["h"], UNITS["d"]

DEFAULTS: tuple[tuple[int, int], ...] = (
    (5 * _M, 1_000),
    (15 * _M, 5_000),
    (1 * _H, 15_000),
    (3 * _H, 30_000),
    (6 * _H, 1 * _M),
    (1 * _D, 5 * _M),
    (2 * _D, 10 * _M),
    (3 * _D, 1 * _H),
    (7 * _D, 1 * _H),
    (14 * _D, 1 * _H),
    (30 * _D, 2 * _H),
    (90 * _D, 6 * _H),
    (150 * _D, 12 * _H),
    (400 * _D, 1 * _D),
)
"""Ranges up to which an interval is the default, both in milliseconds. Rows below an hour are ours."""

MOST_POINTS = 1_440
"""Points that a series of a result may have; a finer interval is raised."""


def default_interval(length: int) -> int:
    """The interval for a range of `length` milliseconds when the query names none."""
    for most, interval in DEFAULTS:
        if length <= most:
            return interval
    return 7 * _D


def effective_interval(length: int, asked: int | None) -> int:
    """The interval in effect: the one asked for, raised where it would give too many points.

    A raised one is the next interval of the table, or a multiple of the one asked for.
    """
    if asked is None:
        return default_interval(length)
    if length <= asked * MOST_POINTS:
        return asked
    for _, interval in DEFAULTS:
        if interval >= asked and length <= interval * MOST_POINTS:
            return interval
    return asked * -(-length // (asked * MOST_POINTS))


def requantized(rel: Series, width: int, folding: Folding | None) -> Series:
    """The series with longer buckets: their points folded again (reference metrics-language.md, 3.2)."""
    points, used = rel.points, folding or DEFAULT
    value, bucket = col(points.value), col(points.bucket)
    if used.rollup is Rollup.RATE:
        folded = slope(f.argMin(value, bucket), f.min(bucket), f.argMax(value, bucket), f.max(bucket))
    else:
        folded = aggregated(used.rollup.value, value, bucket, used.percentile)
    made = Points(points.node, rel.ids.name("s"), rel.ids.name("b"), rel.ids.name("v"))
    keys = ((column(made.series), col(points.series)), (column(made.bucket), floored(bucket, width)))
    node = Aggregate(points.node, keys, ((column(made.value), folded),))
    return replace(rel, layout=replace(made, node=node), interval=width).valued(col(made.value))
