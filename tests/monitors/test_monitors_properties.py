"""Every kind of condition, over generated series, groups, windows, delays and mutes, against models in plain Python."""

import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.durations import UNITS
from sagescope.model.alert import Group
from sagescope.model.monitor import Kind, Monitor
from sagescope.model.mute import Mute
from sagescope.monitors.backtest import Backtest, backtest
from sagescope.monitors.budgets import Slice, fastest
from sagescope.monitors.conditions import Sample
from sagescope.monitors.muting import is_muted
from sagescope.monitors.observation import Observation
from sagescope.monitors.policies import Policy, policies_of
from sagescope.monitors.schedule import window_of
from sagescope.timerange import TimeRange

M = UNITS["m"]
START = 1_767_312_000_000
MINUTES = 40

Point = tuple[int, float, int]
"""The minute of a point, its value, and how many minutes later it arrives."""
Series = Mapping[str, Sequence[Point]]
"""By the name of a series, which begins with its group."""

points = st.lists(
    st.tuples(st.integers(-30, MINUTES), st.sampled_from([1.0, 9.0, 11.0, 50.0]), st.integers(0, 3)),
    max_size=50,
    unique_by=lambda point: point[0],
)
# A point each minute, most of them not far from each other, so that there is a usual course to be off.
steady = st.lists(
    st.sampled_from([*range(6, 13), *range(6, 13), *range(0, 40)]),
    min_size=MINUTES + 31,
    max_size=MINUTES + 31,
).map(lambda values: [(at - 30, float(value), 0) for at, value in enumerate(values)])
series = st.dictionaries(st.sampled_from(["a1", "a2", "b1"]), points | steady, max_size=3)

CONDITIONS: dict[str, tuple[str, dict[str, object]]] = {
    "logs, rows": ("Logs", {"detectionMethod": "LogsStaticCondition", "threshold": 2, "thresholdType": "GreaterThan"}),
    "logs, field": ("Logs", {"detectionMethod": "LogsStaticCondition", "threshold": 10, "field": "v"}),
    "metrics, always": ("Metrics", {"detectionMethod": "MetricsStaticCondition", "threshold": 10, "minDataPoints": 2}),
    "metrics, once": (
        "Metrics",
        {"detectionMethod": "MetricsStaticCondition", "threshold": 10, "occurrenceType": "AtLeastOnce"},
    ),
    "metrics, below": (
        "Metrics",
        {"detectionMethod": "MetricsStaticCondition", "threshold": 9, "thresholdType": "LessThan", "minDataPoints": 3},
    ),
    "old spelling": ("Metrics", {"threshold": 10, "occurrenceType": "Always", "triggerSource": "AnyTimeSeries"}),
    "logs, missing": ("Logs", {"detectionMethod": "LogsMissingDataCondition", "triggerType": "MissingData"}),
    "metrics, all missing": (
        "Metrics",
        {"detectionMethod": "MetricsMissingDataCondition", "triggerType": "MissingData", "triggerSource": "AllTimeSeries"},
    ),
    "metrics, any missing": (
        "Metrics",
        {"detectionMethod": "MetricsMissingDataCondition", "triggerType": "MissingData", "triggerSource": "AnyTimeSeries"},
    ),
    "metrics, outlier": (
        "Metrics",
        {"detectionMethod": "MetricsOutlierCondition", "baselineWindow": "20m", "threshold": 2, "direction": "Up"},
    ),
    "metrics, anomaly": (
        "Metrics",
        {"detectionMethod": "MetricsAnomalyCondition", "sensitivity": 0.5, "minAnomalyCount": 2, "direction": "Both"},
    ),
    "logs, outlier": (
        "Logs",
        {"detectionMethod": "LogsOutlierCondition", "window": 12, "consecutive": 2, "threshold": 2, "direction": "Up"},
    ),
    "logs, anomaly": (
        "Logs",
        {"detectionMethod": "LogsAnomalyCondition", "sensitivity": 0.5, "minAnomalyCount": 2, "direction": "Both"},
    ),
    "slo": ("Slo", {"detectionMethod": "SloSliCondition", "sliThreshold": 10}),
    "slo, burn": (
        "Slo",
        {
            "detectionMethod": "SloBurnRateCondition",
            "burnRates": [
                {"burnRateThreshold": 20, "timeRange": "6m"},
                {"burnRateThreshold": 40, "timeRange": "25m"},
            ],
        },
    ),
}  # fmt: skip

BUDGET = 10.0
"""How many bad requests there may be, of the objective with burn rates."""

conditions = st.sampled_from(sorted(CONDITIONS))
windows = st.integers(1, 6)
resolutions = st.none() | st.integers(0, 8)


def made(condition: str, window: int, resolution: int | None, *, grouped: bool, delay: int = 0) -> Monitor:
    """A monitor with one condition, and its end where that may be chosen."""
    kind, given_ = CONDITIONS[condition]
    trigger = {"triggerType": "Critical", "timeRange": f"-{window}m", **given_}
    if resolution is not None:
        trigger["resolutionWindow"] = f"{resolution}m"
    return Monitor.model_validate(
        {
            "name": "m",
            "monitorType": kind,
            "queries": [] if kind == "Slo" else [{"rowId": "A", "query": "x"}],
            "triggers": [trigger],
            "notificationGroupFields": ["host"] if grouped and kind != "Slo" else [],
            "evaluationDelay": f"{delay}m",
            "sloId": "0" * 16,
        }
    )


def group_of(name: str, monitor: Monitor) -> Group:
    return (("host", name[0]),) if monitor.group_fields else ()


def observed(monitor: Monitor, policy: Policy, held: Series, at: int, *, late: bool) -> Observation:
    """What a query would give at a time: the points of the window that have arrived by then."""
    window = window_of(monitor, at, policy.window)
    if policy.burns:
        bad = [
            Slice(START + minute * M, 0.0 if value > 9 else 1.0, 1.0)
            for all_ in held.values()
            for minute, value, lateness in all_
            if START + minute * M < window.end and not (late and START + (minute + lateness) * M > at)
        ]
        value = fastest(BUDGET, bad, window.end, policy.burns)
        return Observation(window, {(): [Sample("", (value,))]}, (), 1)
    if policy.deviation is not None and policy.deviation.in_a_row:
        # Runs that began before the window are seen whole (`observation._course`).
        window = TimeRange(window.start - (policy.deviation.count - 1) * M, window.end)
    before = policy.deviation.baseline if policy.deviation else 0
    before *= M if policy.deviation and policy.deviation.in_a_row else 1
    samples: dict[Group, list[Sample]] = defaultdict(list)
    for name, all_ in sorted(held.items()):
        there = sorted(
            (START + minute * M, value)
            for minute, value, lateness in all_
            if not late or START + (minute + lateness) * M <= at
        )
        now = tuple(v for t, v in there if window.start <= t < window.end)
        old = tuple(v for t, v in there if window.start - before <= t < window.start)
        if monitor.monitor_type == "Logs" and policy.field is None and not policy.deviation:
            # Rows are counted, by group; where there are none, none are told.
            now = (float(len(now)),) if now else ()
        if now or policy.deviation:
            samples[group_of(name, monitor)].append(Sample(name, now, old))
    if monitor.monitor_type == "Logs" and policy.field is None and not policy.deviation:
        counts = {g: sum(s.values[0] for s in of) for g, of in samples.items()}
        if not policy.method.is_missing and not monitor.group_fields:
            counts = {(): sum(counts.values())}
        samples = defaultdict(list, {g: [Sample("", (count,))] for g, count in counts.items()})
    return Observation(window, dict(samples), (), 0)


def ran(monitor: Monitor, held: Series, *, late: bool = False) -> Backtest:
    return backtest(
        monitor,
        TimeRange(START, START + MINUTES * M),
        M,
        lambda policy, at: observed(monitor, policy, held, at, late=late),
    )


FIRING, CLEAR, NOTHING, UNKNOWN = "firing", "clear", "nothing", "unknown"


def told(condition: str, samples: Sequence[Sample], seen: set[str]) -> str:
    """What the samples of a group say by the words of the manual."""
    there = [s for s in samples if s.values]
    values = [v for s in there for v in s.values]
    match condition:
        case "logs, rows":
            return FIRING if sum(values) > 2 else CLEAR
        case "logs, missing" | "metrics, all missing":
            return CLEAR if there else FIRING
        case "metrics, any missing":
            return FIRING if seen - {s.key for s in there} else CLEAR
    if not there:
        return NOTHING
    match condition:
        case "logs, field":
            return FIRING if any(v >= 10 for v in values) else CLEAR
        case "metrics, once":
            if any(v >= 10 for v in values):
                return FIRING
            return CLEAR
        case "metrics, below":
            return _always(there, 3, lambda v: v < 9)
        case "metrics, always" | "old spelling":
            return _always(there, 2, lambda v: v >= 10)
        case "slo":
            return FIRING if any(v < 10 for v in values) else CLEAR
        case "slo, burn":
            return FIRING if values[0] > 20 else CLEAR
        case "metrics, outlier":
            judged = [_outliers(s) for s in there]
            least = 1
        case "logs, outlier":
            judged = [_longest_run(s) for s in there]
            least = 2
        case _:
            judged = [_anomalies(s) for s in there]
            least = 2
    known = [count for count in judged if count is not None]
    if any(count >= least for count in known):
        return FIRING
    return CLEAR if known else UNKNOWN


def _always(there: Sequence[Sample], least: int, holds: "object") -> str:
    assert callable(holds)
    if any(len(s.values) >= least and all(holds(v) for v in s.values) for s in there):
        return FIRING
    if all(len(s.values) >= least and not any(holds(v) for v in s.values) for s in there):
        return CLEAR
    return UNKNOWN


def _outliers(sample: Sample) -> int | None:
    if len(sample.before) < 10:
        return None
    limit = statistics.fmean(sample.before) + 2 * statistics.pstdev(sample.before)
    return sum(v > limit for v in sample.values)


def _longest_run(sample: Sample) -> int | None:
    """How many values in a row, ending in the window, are off the twelve before each."""
    course = [*sample.before, *sample.values]
    off = {}
    for at in range(len(sample.before), len(course)):
        trail = course[max(0, at - 12) : at]
        if len(trail) >= 10:
            off[at] = course[at] > statistics.fmean(trail) + 2 * statistics.pstdev(trail)
    if not off:
        return None
    return max(
        last - first + 1 if all(off.get(i, False) for i in range(first, last + 1)) else 0
        for first in off
        for last in off
        if first <= last
    )


def _anomalies(sample: Sample) -> int | None:
    if len(sample.before) < 10:
        return None
    centre = statistics.median(sample.before)
    spread = 1.4826 * statistics.median(abs(v - centre) for v in sample.before)
    spread = spread or statistics.pstdev(sample.before)
    return sum(abs(v - centre) > 4 * spread for v in sample.values)


def model(
    condition: str, monitor: Monitor, held: Series, window: int, resolution: int
) -> set[tuple[Group, int, int | None]]:
    """The alerts as the manual says: minute by minute, with sets of the minutes that were clear."""
    (policy,) = policies_of(monitor)
    began: dict[Group, int] = {}
    clear: dict[Group, set[int]] = defaultdict(set)
    seen: dict[Group, set[str]] = defaultdict(set)
    ended: set[tuple[Group, int, int | None]] = set()
    for minute in range(MINUTES + 1):
        found = observed(monitor, policy, held, START + minute * M, late=False).samples
        for group, samples in found.items():
            seen[group] |= {s.key for s in samples if s.values}
        groups = {*found, *began}
        if policy.method.is_missing:
            groups |= set(seen)
            if not monitor.group_fields:
                groups.add(())
        for group in groups:
            state = told(condition, found.get(group, ()), seen[group])
            if group not in began:
                if state == FIRING:
                    began[group], clear[group] = minute, set()
            elif state in (FIRING, UNKNOWN):
                clear[group] = set()
            else:
                clear[group] |= set(range(minute - window, minute))
                lasted = all(m in clear[group] for m in range(minute - resolution, minute))
                if lasted and minute - began[group] >= resolution:
                    ended.add((group, began.pop(group), minute))
    return ended | {(group, since, None) for group, since in began.items()}


@pytest.mark.parametrize("condition", CONDITIONS)
@given(series, windows, resolutions, st.booleans())
def test_every_kind_of_condition_follows_its_model(
    condition: str, held: Series, window: int, resolution: int | None, grouped: bool
) -> None:
    monitor = made(condition, window, resolution, grouped=grouped)
    (policy,) = policies_of(monitor)
    lasts = policy.resolution // M
    if resolution is not None and monitor.monitor_type != "Slo":
        assert lasts == resolution
    found = ran(monitor, held).alerts
    got = [(a.group, (a.since - START) // M, a.until and (a.until - START) // M) for a in found]
    assert sorted(got, key=str) == sorted(
        model(condition, monitor, held, policy.window // M, lasts), key=str
    ), (condition, held)


@given(
    series,
    st.lists(st.tuples(st.sampled_from([5.0, 20.0, 50.0]), st.integers(1, 40)), min_size=1, max_size=3),
)
def test_burn_rates_are_exceeded_where_each_of_them_is(held: Series, rates: list[tuple[float, int]]) -> None:
    bad = [minute for all_ in held.values() for minute, value, _ in all_ if value <= 9]
    slices = [Slice(START + minute * M, 0.0, 1.0) for minute in bad]
    used = [100 * sum(minute >= MINUTES - length for minute in bad) / BUDGET for _, length in rates]
    end = START + MINUTES * M
    value = fastest(BUDGET, slices, end, [(rate, length * M) for rate, length in rates])
    assert (value > rates[0][0]) == all(part > rate for part, (rate, _) in zip(used, rates, strict=True))


@given(conditions, series, windows, resolutions, st.booleans())
def test_no_series_opens_two_alerts_of_one_group(
    condition: str, held: Series, window: int, resolution: int | None, grouped: bool
) -> None:
    open_until: dict[Group, int] = {}
    for alert in sorted(
        ran(made(condition, window, resolution, grouped=grouped), held).alerts, key=lambda a: a.since
    ):
        assert open_until.get(alert.group, 0) <= alert.since
        open_until[alert.group] = alert.until if alert.until is not None else 2**62


@given(conditions, series, windows, st.booleans())
def test_late_data_changes_nothing_within_lag_and_delay(
    condition: str, held: Series, window: int, grouped: bool
) -> None:
    # The lag of logs is two minutes and that of metrics one; with two more everything has arrived.
    monitor = made(condition, window, None, grouped=grouped, delay=2)
    assert ran(monitor, held, late=True) == ran(monitor, held)


@given(series, windows)
def test_data_that_is_later_than_that_may_be_missed(held: Series, window: int) -> None:
    later = {name: [(m, v, lateness + 60) for m, v, lateness in all_] for name, all_ in held.items()}
    monitor = made("metrics, once", window, None, grouped=False)
    assert ran(monitor, later, late=True).alerts == ()


@given(st.data(), series)
def test_kinds_live_apart(data: st.DataObject, held: Series) -> None:
    """Critical, Warning and MissingData of one monitor have the alerts that each has alone."""
    alone = [
        made("metrics, always", data.draw(windows), None, grouped=True),
        made("metrics, once", data.draw(windows), None, grouped=True),
        made("metrics, any missing", data.draw(windows), None, grouped=True),
    ]
    triggers = []
    for kind, one in zip(("Critical", "Warning", "MissingData"), alone, strict=True):
        triggers += [{**t.document(), "triggerType": kind} for t in one.triggers]
    whole = Monitor.model_validate({**alone[0].document(), "triggers": triggers})
    found = ran(whole, held).alerts
    for kind, one in zip(Kind, alone, strict=True):
        of = [replace(a, kind=kind) for a in ran(one, held).alerts]
        assert [a for a in found if a.kind is kind] == of


RULES = ("", "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=SA,SU", "FREQ=DAILY;INTERVAL=2")


@pytest.mark.parametrize("rule", RULES)
@given(st.integers(0, 23), st.integers(1, 3_000), st.integers(-2 * 1440, 6 * 1440))
def test_mutes_hold_as_counted_by_the_minute(rule: str, hour: int, duration: int, minute: int) -> None:
    begin = datetime(2026, 1, 2, hour, tzinfo=UTC)
    values = {
        "id": "0" * 16, "name": "m", "everything": True, "start_date": "2026-01-02", "start_time": f"{hour:02}:00",
        "duration": duration, "created_at": 0, "created_by": "a", "modified_at": 0, "modified_by": "a",
    }  # fmt: skip
    mute = Mute.model_validate(values | ({"rrule": rule} if rule else {}))
    at = datetime(2026, 1, 2, tzinfo=UTC) + timedelta(minutes=minute)
    days = range(12)
    begins = [
        begin + timedelta(days=day)
        for day in days
        if (rule == "" and day == 0)
        or rule == "FREQ=DAILY"
        or (rule.startswith("FREQ=WEEKLY") and (begin + timedelta(days=day)).weekday() >= 5)
        or (rule.endswith("INTERVAL=2") and day % 2 == 0)
    ]
    wanted = any(one <= at < one + timedelta(minutes=duration) for one in begins)
    assert is_muted([mute], ["A"], (), int(at.timestamp() * 1000)) is wanted
