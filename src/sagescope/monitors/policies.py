"""What the conditions of a monitor's document ask for, as values to decide by."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sagescope.durations import UNITS
from sagescope.model.monitor import Kind, Method, Monitor, Trigger, span_of

OUTLIER_WINDOW = 5 * UNITS["m"]
"""What a look for outliers of metrics covers: they are looked for every 5 minutes (reference monitors.md, 2.5)."""


class Comparison(StrEnum):
    """How a value is compared with a threshold."""

    ABOVE = "GreaterThan"
    AT_LEAST = "GreaterThanOrEqual"
    BELOW = "LessThan"
    AT_MOST = "LessThanOrEqual"

    def holds(self, value: float, threshold: float) -> bool:
        """Whether `value` is that much."""
        match self:
            case Comparison.ABOVE:
                return value > threshold
            case Comparison.AT_LEAST:
                return value >= threshold
            case Comparison.BELOW:
                return value < threshold
            case Comparison.AT_MOST:
                return value <= threshold

    @property
    def upwards(self) -> bool:
        """Whether it is large values that it looks for."""
        return self in (Comparison.ABOVE, Comparison.AT_LEAST)

    @property
    def opposite(self) -> "Comparison":
        """What holds where this does not."""
        return _OPPOSITES[self]

    @property
    def words(self) -> str:
        """As texts of notifications say it (reference monitors.md, 4.1)."""
        return _WORDS[self]


_OPPOSITES = {
    Comparison.ABOVE: Comparison.AT_MOST,
    Comparison.AT_LEAST: Comparison.BELOW,
    Comparison.BELOW: Comparison.AT_LEAST,
    Comparison.AT_MOST: Comparison.ABOVE,
}
_WORDS = {
    Comparison.ABOVE: "Greater than",
    Comparison.AT_LEAST: "Greater than or equal to",
    Comparison.BELOW: "Less than",
    Comparison.AT_MOST: "Less than or equal to",
}


@dataclass(frozen=True, slots=True)
class Bound:
    """A threshold: for every point (`always`) or for one of them, of at least `least` points."""

    comparison: Comparison
    threshold: float
    always: bool = False
    least: int = 1


@dataclass(frozen=True, slots=True)
class Deviation:
    """How far from its usual course a value has to be.

    `threshold` is in standard deviations; `baseline` is how much comes before: points for outliers of logs,
    milliseconds otherwise. `count` points have to be that far off: the last ones where they are `in_a_row`.
    """

    threshold: float
    direction: str
    baseline: int
    count: int = 1
    in_a_row: bool = False
    robust: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """One kind of alert of a monitor: when it begins and when it ends.

    `window` and `resolution` are in milliseconds. `recovery` None means that only the absence of data ends it.
    `field` None compares the number of rows. `all_series` holds for missing data: whether all have to have stopped.
    """

    kind: Kind
    method: Method
    window: int
    resolution: int
    alert: Bound
    recovery: Bound | None
    field: str | None = None
    all_series: bool = True
    deviation: Deviation | None = None
    burns: tuple[tuple[float, int], ...] = ()

    @property
    def condition(self) -> str:
        """The condition in words, as `{{TriggerCondition}}` has it."""
        if self.method.is_missing:
            return f"Missing Data in the last {_minutes(self.window)}"
        if self.burns:
            rates = " and ".join(f"{rate:g} % in {_minutes(time)}" for rate, time in self.burns)
            return f"More of the error budget burned than {rates}"
        if self.method is Method.SLO_SLI:
            return f"SLI below {self.alert.threshold:g} %"
        if self.deviation is not None:
            return f"More than {self.deviation.threshold:g} standard deviations from the baseline"
        subject = "ResultCount is " if self.method is Method.LOGS_STATIC and self.field is None else ""
        return (
            f"{subject}{self.alert.comparison.words} {float(self.alert.threshold)}"
            f" in the last {_minutes(self.window)}"
        )

    @property
    def recovery_words(self) -> str:
        """When an alert ends, in words."""
        for_ = f"for {_minutes(self.resolution)}"
        if self.method.is_missing:
            return f"There is data {for_}"
        if self.deviation is not None:
            return f"Near the baseline {for_}"
        if self.recovery is None:
            return f"No results {for_}"
        return f"{self.recovery.comparison.words} {float(self.recovery.threshold)} {for_}"


def policies_of(monitor: Monitor) -> tuple[Policy, ...]:
    """The conditions of a monitor, Critical first."""
    return tuple(_policies(monitor))


def _policies(monitor: Monitor) -> Iterator[Policy]:
    for kind in Kind:
        entries = [trigger for trigger in monitor.triggers if trigger.kind is kind]
        alert = next((t for t in entries if not t.resolves), None)
        if alert is None:
            continue
        method = alert.method(monitor.monitor_type)
        if method in (Method.SLO_SLI, Method.SLO_BURN_RATE):
            yield _objective_policy(kind, method, alert)
            continue
        yield _policy(kind, method, alert, next((t for t in entries if t.resolves), None))


def _objective_policy(kind: Kind, method: Method, alert: Trigger) -> Policy:
    """A condition on an objective: on its SLI, or on how much of its budget was burned within some times, in all of them.

    The value of several burn rates is that of the first, as far as all of them allow (see `observation`).
    """
    burns = alert.burns if method is Method.SLO_BURN_RATE else ()
    bound = (
        Bound(Comparison.ABOVE, burns[0][0]) if burns else Bound(Comparison.BELOW, alert.sli_threshold or 0.0)
    )
    back = Bound(bound.comparison.opposite, bound.threshold)
    window = min((time for _, time in burns), default=OUTLIER_WINDOW)
    return Policy(kind, method, window, OUTLIER_WINDOW, bound, back, "value", burns=burns)


def _policy(kind: Kind, method: Method, alert: Trigger, recovery: Trigger | None) -> Policy:
    window = span_of(alert.time_range) if alert.time_range else OUTLIER_WINDOW
    resolution = window
    # The alert entry may have it too; older documents have it there.
    stated = (recovery and recovery.resolution_window) or alert.resolution_window
    if stated:
        resolution = span_of(stated)
    elif recovery is not None and recovery.time_range:
        resolution = span_of(recovery.time_range)
    bound = _bound(method, alert)
    back: Bound | None = Bound(bound.comparison.opposite, bound.threshold, bound.always, bound.least)
    if recovery is not None and recovery.occurrence_type == "MissingData" and not method.is_missing:
        back = None
    elif recovery is not None and recovery.threshold is not None:
        back = _bound(method, recovery, bound.comparison.opposite)
    return Policy(
        kind,
        method,
        window,
        resolution,
        bound,
        back,
        alert.field,
        alert.trigger_source != "AnyTimeSeries",
        _deviation(method, alert, window),
    )


def _bound(method: Method, trigger: Trigger, default: Comparison = Comparison.AT_LEAST) -> Bound:
    comparison = Comparison(trigger.threshold_type) if trigger.threshold_type else default
    threshold = trigger.threshold if trigger.threshold is not None else 0.0
    if method is not Method.METRICS_STATIC:
        return Bound(comparison, threshold)
    always = trigger.occurrence_type != "AtLeastOnce"
    return Bound(comparison, threshold, always, (trigger.min_data_points or 2) if always else 1)


def _deviation(method: Method, trigger: Trigger, window: int) -> Deviation | None:
    direction = trigger.direction or "Both"
    match method:
        case Method.LOGS_OUTLIER:
            threshold = 3.0 if trigger.threshold is None else trigger.threshold
            return Deviation(
                threshold, direction, trigger.window or 50, trigger.consecutive or 1, in_a_row=True
            )
        case Method.METRICS_OUTLIER:
            threshold = 3.0 if trigger.threshold is None else trigger.threshold
            return Deviation(threshold, direction, span_of(trigger.baseline_window or "1d"))
        case Method.LOGS_ANOMALY | Method.METRICS_ANOMALY:
            # Sensitivity 1 takes what is 2 deviations off, 0.5 what is 4, 0.1 what is 5.6 off.
            sensitivity = 0.5 if trigger.sensitivity is None else trigger.sensitivity
            baseline = max(UNITS["d"], 4 * window)
            return Deviation(
                6.0 - 4.0 * sensitivity, direction, baseline, trigger.min_anomaly_count or 1, robust=True
            )
        case _:
            return None


def _minutes(ms: int) -> str:
    number = ms / UNITS["m"]
    return f"{number:g} minute{'' if number == 1 else 's'}"
