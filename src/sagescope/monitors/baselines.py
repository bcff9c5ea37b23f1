"""Values that are off their usual course (reference monitors.md, 2.5 and 2.6): pure arithmetic."""

import statistics
from collections.abc import Sequence

from sagescope.monitors.policies import Deviation

LEAST_POINTS = 10
"""Points that a baseline has at the least; with fewer nothing is said."""

_NORMAL = 1.4826
"""The median distance from the median, times this, is the standard deviation of what is normally distributed."""


def deviating(before: Sequence[float], values: Sequence[float], by: Deviation) -> list[float] | None:
    """Those of `values` that are too far off; None where there is too little to tell.

    Outliers of logs (`in_a_row`) are each held against the `baseline` points before it; the newest `count` of them that
    follow each other are given. Otherwise all values are held against `before`.
    """
    if by.in_a_row:
        return _trailing(before, values, by)
    if len(before) < LEAST_POINTS:
        return None
    centre, spread = _robust(before) if by.robust else _usual(before)
    return [v for v in values if _off(v, centre, spread, by)]


def _trailing(before: Sequence[float], values: Sequence[float], by: Deviation) -> list[float] | None:
    course = [*before, *values]
    least = min(LEAST_POINTS, by.baseline)
    run: list[float] = []
    found: list[float] = []
    told = False
    for at in range(len(before), len(course)):
        trail = course[max(0, at - by.baseline) : at]
        if len(trail) < least:
            continue
        told = True
        centre, spread = _usual(trail)
        run = [*run, course[at]] if _off(course[at], centre, spread, by) else []
        if len(run) >= by.count:
            found = run
    return found if told else None


def _usual(values: Sequence[float]) -> tuple[float, float]:
    return statistics.fmean(values), statistics.pstdev(values)


def _robust(values: Sequence[float]) -> tuple[float, float]:
    centre = statistics.median(values)
    spread = statistics.median([abs(v - centre) for v in values]) * _NORMAL
    # Where more than half of the values are one and the same, the others still tell a spread.
    return centre, spread or statistics.pstdev(values)


def _off(value: float, centre: float, spread: float, by: Deviation) -> bool:
    distance = value - centre
    if by.direction == "Down":
        distance = -distance
    elif by.direction == "Both":
        distance = abs(distance)
    return distance > by.threshold * spread
