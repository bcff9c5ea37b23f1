"""When monitors are looked at: on a grid of times, a little apart from each other, late ones caught up with. Pure."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sagescope.durations import UNITS
from sagescope.model.monitor import Method, Monitor, span_of
from sagescope.monitors.policies import Policy, policies_of
from sagescope.timerange import TimeRange

LOGS_LAG = 2 * UNITS["m"]
METRICS_LAG = UNITS["m"]
"""Data this new is not looked at yet, as it may still be arriving (reference monitors.md, 2.1)."""

CAUGHT_UP = 10
"""Looks that are caught up with after a pause; earlier ones are left out."""

WAITED_FOR = 10 * UNITS["m"]
"""A clock that was set back by no more is waited for, so that no window is looked at twice."""

SPREAD = 20 * UNITS["s"]
"""The longest that a monitor waits after its time so that not all of them start together."""

_MINUTE = UNITS["m"]
_BY_WINDOW = (
    (15 * UNITS["m"], UNITS["m"]),
    (UNITS["h"], 2 * UNITS["m"]),
    (6 * UNITS["h"], 10 * UNITS["m"]),
)


@dataclass(frozen=True, slots=True)
class Due:
    """Looks to take now, in order, and how many before them were left out."""

    times: tuple[int, ...]
    left_out: int = 0


def interval_of(monitor: Monitor, timeslice: int | None = None) -> int:
    """Milliseconds between two looks (reference monitors.md, 2.1); `timeslice` is that of the query."""
    stated = [span_of(t.frequency) for t in monitor.triggers if t.frequency]
    if stated:
        return max(_MINUTE, min(stated))
    return min((_interval(policy, timeslice) for policy in policies_of(monitor)), default=_MINUTE)


def _interval(policy: Policy, timeslice: int | None) -> int:
    match policy.method:
        case Method.LOGS_OUTLIER | Method.METRICS_OUTLIER:
            return 5 * _MINUTE
        case Method.SLO_SLI | Method.SLO_BURN_RATE:
            # An objective is measured over days: each look reads its whole period.
            return 5 * _MINUTE
        case Method.LOGS_ANOMALY:
            return max(_MINUTE, timeslice or 5 * _MINUTE)
        case Method.LOGS_STATIC | Method.LOGS_MISSING:
            return next((every for most, every in _BY_WINDOW if policy.window <= most), 20 * _MINUTE)
        case _:
            return _MINUTE


def jitter_of(monitor_id: str) -> int:
    """How long after its time a monitor is looked at: always the same for one monitor."""
    return int.from_bytes(hashlib.sha256(monitor_id.encode()).digest()[:4]) % SPREAD


def due(last: int | None, now: int, interval: int, jitter: int = 0, most: int = CAUGHT_UP) -> Due:
    """The looks that are due at `now` after the one at `last`: multiples of `interval`, at most `most` of them.

    A monitor that was never looked at begins with the newest, and so does one whose last look lies far ahead: then the
    clock was wrong, and nobody waits until it shows that time again.
    """
    newest = (now - jitter) // interval * interval
    if last is None or is_ahead(last, now):
        return Due((newest,))
    first = last // interval * interval + interval
    if first > newest:
        return Due(())
    count = (newest - first) // interval + 1
    left_out = max(0, count - most)
    return Due(tuple(range(first + left_out * interval, newest + 1, interval)), left_out)


def is_ahead(last: int, now: int) -> bool:
    """Whether a look was taken at a time that a clock set back would take too long to reach."""
    return last - now > WAITED_FOR


def lag_of(monitor: Monitor) -> int:
    """How new data of a monitor's kind has to be left out, in milliseconds."""
    return LOGS_LAG if monitor.monitor_type == "Logs" else METRICS_LAG


def window_of(monitor: Monitor, at: int, length: int) -> TimeRange:
    """The window of a look: `length` back from `at`, less the lag of its kind of data and the delay of the monitor."""
    end = at - lag_of(monitor) - monitor.delay
    if monitor.monitor_type == "Metrics":
        # Points are in buckets of a minute; half a bucket would be another value.
        end = end // _MINUTE * _MINUTE
    return TimeRange(max(0, end - length), max(0, end))


def thinned(times: Sequence[int], most: int) -> tuple[int, ...]:
    """At most `most` of the times, evenly apart, the last one among them."""
    if len(times) <= most:
        return tuple(times)
    every = -(-len(times) // most)
    return tuple(reversed(list(reversed(times))[::every]))
