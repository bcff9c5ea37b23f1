"""How much of an objective's error budget is left, and how fast it burns (reference monitors.md, 7). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sagescope.durations import UNITS
from sagescope.model.objective import Objective
from sagescope.timerange import TimeRange, zone_named

MOST_SLICES = 1_440
"""Slices that are asked for at once: a series of metrics has no more points in one answer."""

MOST_POINTS = 120
FAST = ((UNITS["h"], 14.4), (6 * UNITS["h"], 6.0))
"""Times, and how many times too fast a budget burns within them for somebody to be woken: the usual alerts on 30 days."""
_STEPS = tuple(UNITS["m"] * n for n in (1, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440))
BURN_TIMES = (UNITS["h"], 6 * UNITS["h"], UNITS["d"], 3 * UNITS["d"])


@dataclass(frozen=True, slots=True)
class Slice:
    """What was good of how much in a part of time: requests, or windows."""

    start: int
    good: float
    total: float


@dataclass(frozen=True, slots=True)
class Point:
    """A stretch of a period: what was good of how much, and what was left of the budget at its end, in percent."""

    start: int
    good: float
    total: float
    left: float


@dataclass(frozen=True, slots=True)
class Burn:
    """What was used up in the last `time` milliseconds.

    `burned` is in percent of the budget of the whole period; `rate` how many times as fast as the target allows for.
    """

    time: int
    burned: float
    rate: float


class State(StrEnum):
    """How an objective stands, in a word."""

    NO_DATA = "NoData"
    EXHAUSTED = "Exhausted"
    BURNING = "Burning"
    MET = "Met"


@dataclass(frozen=True, slots=True)
class Standing:
    """How an objective stands: the share that was good and what is left of its budget, in percent.

    `sli` is None where there was nothing to measure. `budget` is how many bad ones there may be.
    """

    period: TimeRange
    sli: float | None
    good: float
    total: float
    budget: float
    left: float


def period_of(objective: Objective, now: int) -> TimeRange:
    """The period of an objective at a time: the last days, or since a week, month or quarter began in its zone."""
    compliance = objective.compliance
    if compliance.compliance_type == "Rolling":
        return TimeRange(now - int(compliance.period.removesuffix("d")) * UNITS["d"], now)
    zone = zone_named(compliance.timezone)
    day = datetime.fromtimestamp(now / 1000, zone).replace(
        hour=0, minute=0, second=0, microsecond=0, tzinfo=None
    )
    first = compliance.first
    match compliance.period:
        case "Week":
            begin = day - timedelta(days=(day.weekday() - first) % 7)
        case "Month":
            begin = day.replace(day=1)
        case _:
            begin = day.replace(day=1)
            for _ in range((day.month - 1 - first) % 3):
                begin = (begin - timedelta(days=1)).replace(day=1)
    return TimeRange(int(begin.replace(tzinfo=zone).timestamp() * 1000), now)


def standing(objective: Objective, period: TimeRange, slices: Sequence[Slice]) -> Standing:
    """How an objective stands by what was measured in its period.

    What is left of the budget is `100 · (SLI - target) / (100 - target)`; of windows, those without data are good.
    """
    total = _all(objective, period, slices)
    bad = sum(one.total - one.good for one in slices)
    target = objective.compliance.target
    allowed = total * (100 - target) / 100
    sli = 100 * (total - bad) / total if total else None
    left = 100.0 if sli is None else 100 * (sli - target) / (100 - target)
    return Standing(period, sli, total - bad, total, allowed, left)


def burned(budget: float, slices: Sequence[Slice], since: int) -> float:
    """How much of a budget was used up since a time, in percent; `budget` is how many bad ones there may be."""
    bad = sum(one.total - one.good for one in slices if one.start >= since)
    return 100 * bad / budget if budget else 0.0


def fastest(budget: float, slices: Sequence[Slice], end: int, rates: Sequence[tuple[float, int]]) -> float:
    """How much of a budget was used up before `end`, by several burn rates: percent, and milliseconds, of each.

    The value is that of the first, lowered to the share of its threshold that the least of them reaches: it is above the
    threshold where all of them are.
    """
    used = [(burned(budget, slices, end - time), rate) for rate, time in rates]
    return min(part / rate for part, rate in used) * rates[0][0]


def burns(objective: Objective, told: Standing, recent: Sequence[Slice], time: int) -> Burn:
    """What was used up in the last `time` milliseconds before the end of the period, by slices that are fine enough."""
    since = told.period.end - time
    late = [one for one in recent if one.start >= since]
    total = _all(objective, TimeRange(since, told.period.end), late)
    share = sum(one.total - one.good for one in late) / total if total else 0.0
    allowed = 1 - objective.compliance.target / 100
    return Burn(time, burned(told.budget, late, since), share / allowed)


def state_of(told: Standing, used: Sequence[Burn]) -> State:
    """Exhausted where the target is missed, burning where it soon would be."""
    if told.sli is None:
        return State.NO_DATA
    if told.left <= 0:
        return State.EXHAUSTED
    rates = {one.time: one.rate for one in used}
    return State.BURNING if any(rates.get(time, 0.0) >= rate for time, rate in FAST) else State.MET


def slice_width(objective: Objective, range_: TimeRange) -> int:
    """How long the slices are that a range is measured in: windows, or minutes, longer where there would be too many."""
    indicator = objective.indicator
    if indicator.evaluation_type == "Window" and indicator.width:
        return indicator.width
    minutes = max(1, -(-range_.length // (MOST_SLICES * UNITS["m"])))
    return next((m for m in (1, 5, 15, 30, 60) if m >= minutes), minutes) * UNITS["m"]


def course(objective: Objective, told: Standing, slices: Sequence[Slice]) -> list[Point]:
    """The period in equal stretches: what was good in each, and what was left of the budget of the whole period then."""
    period = told.period
    width = slice_width(objective, period)
    least = -(-period.length // MOST_POINTS)
    step = next((one for one in _STEPS if one >= least and one % width == 0), -(-least // width) * width)
    held: dict[int, list[Slice]] = {}
    for one in slices:
        held.setdefault(one.start // step * step, []).append(one)
    found, bad = [], 0.0
    for start in range(period.start // step * step, period.end, step):
        good = sum(one.good for one in held.get(start, ()))
        total = sum(one.total for one in held.get(start, ()))
        bad += total - good
        left = 100 * (1 - bad / told.budget) if told.budget else 100.0
        found.append(Point(start, good, total, left))
    return found


def _all(objective: Objective, period: TimeRange, slices: Sequence[Slice]) -> float:
    width = objective.indicator.width
    if objective.indicator.evaluation_type == "Window" and width:
        # Windows pass whether there is data or not.
        return max(float(period.length // width), float(len(slices)))
    return sum(one.total for one in slices)
