"""How much of an objective's error budget is left, and how fast it burns (reference monitors.md, 7). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sagescope.durations import UNITS
from sagescope.model.objective import Objective
from sagescope.timerange import TimeRange, zone_named


@dataclass(frozen=True, slots=True)
class Slice:
    """What was good of how much in a part of time: requests, or windows."""

    start: int
    good: float
    total: float


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
        return TimeRange(now - int(compliance.size.removesuffix("d")) * UNITS["d"], now)
    zone = zone_named(compliance.timezone)
    day = datetime.fromtimestamp(now / 1000, zone).replace(
        hour=0, minute=0, second=0, microsecond=0, tzinfo=None
    )
    match compliance.size:
        case "Week":
            begin = day - timedelta(days=day.weekday())
        case "Month":
            begin = day.replace(day=1)
        case _:
            begin = day.replace(day=1, month=(day.month - 1) // 3 * 3 + 1)
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


def burned(objective: Objective, period: TimeRange, slices: Sequence[Slice], since: int) -> float:
    """How much of the budget of the whole period was used up since a time, in percent."""
    allowed = _all(objective, period, slices) * (100 - objective.compliance.target) / 100
    bad = sum(one.total - one.good for one in slices if one.start >= since)
    return 100 * bad / allowed if allowed else 0.0


def _all(objective: Objective, period: TimeRange, slices: Sequence[Slice]) -> float:
    width = objective.indicator.width
    if objective.indicator.evaluation_type == "Window" and width:
        # Windows pass whether there is data or not.
        return max(float(period.length // width), float(len(slices)))
    return sum(one.total for one in slices)
