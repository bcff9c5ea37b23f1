"""Monitors over the real store: what their queries give, and what comes of it in a back-test."""

import json
import re
from typing import Any

import pytest
from test_monitors_model import PACKAGES, monitors

from beside import needs
from sagescope.durations import UNITS
from sagescope.errors import Refusal
from sagescope.model.alert import Outcome
from sagescope.model.monitor import Monitor
from sagescope.monitors.backtest import Backtest, backtest
from sagescope.monitors.observation import Observer, deciding_row
from sagescope.monitors.policies import policies_of
from sagescope.monitors.schedule import interval_of
from sagescope.store.fields import Schema
from sagescope.timerange import TimeRange
from store_world import NOW, World, world

M = UNITS["m"]


@pytest.fixture(scope="module")
def here() -> World:
    here = world()
    here.empty()
    here.apply(Schema(fields=("service",)))
    messages = [
        {
            "_raw": "error one",
            "service": "a",
            "_messageTime": NOW - 30 * M + i * 1000,
            "_sourceCategory": "app",
        }
        for i in range(6)
    ]
    messages += [
        {"_raw": "error two", "service": "b", "_messageTime": NOW - 20 * M, "_sourceCategory": "app"}
    ]
    messages += [
        {"_raw": f"fine took={10 + n % 3}", "_messageTime": NOW - 60 * M + n * M, "_sourceCategory": "app"}
        for n in range(60)
    ]
    here.insert(messages)
    steady = [(NOW - 60 * M + n * M, 90.0 if 20 <= n < 30 else 10.0) for n in range(60)]
    stops = [(t, v) for t, v in steady if t < NOW - 30 * M]
    here.insert_points(
        [
            ({"metric": "cpu", "host": "a"}, steady),
            ({"metric": "cpu", "host": "b"}, [(t, 10.0) for t, _ in steady]),
            ({"metric": "beat", "host": "a"}, steady),
            ({"metric": "beat", "host": "b"}, stops),
        ]
    )
    return here


def monitor(kind: str, query: str, trigger: dict[str, Any], **more: Any) -> Monitor:
    return Monitor.model_validate(
        {
            "name": "m", "monitorType": kind, "queries": [{"rowId": "A", "query": query}],
            "triggers": [{"triggerType": "Critical", "timeRange": "-5m", **trigger}], **more,
        }
    )  # fmt: skip


def past(here: World, tested: Monitor, minutes: int = 60) -> Backtest:
    observer = Observer(here.search, here.metrics)
    return backtest(
        tested,
        TimeRange(NOW - minutes * M, NOW),
        interval_of(tested),
        lambda policy, at: observer.observe(tested, policy, at),
    )


def spans(found: Backtest) -> list[tuple[str, int, int | None]]:
    return [
        (
            ",".join(v for _, v in a.group),
            (a.since - NOW) // M,
            None if a.until is None else (a.until - NOW) // M,
        )
        for a in found.alerts
    ]


COUNT: dict[str, Any] = {
    "detectionMethod": "LogsStaticCondition", "threshold": 0, "thresholdType": "GreaterThan", "field": None,
}  # fmt: skip


def test_messages_are_counted(here: World) -> None:
    # Messages at -30 and -20 minutes, seen after the lag of 2 minutes, for 5 minutes.
    found = past(here, monitor("Logs", "error", COUNT))
    assert spans(found) == [("", -27, -22), ("", -17, -12)]
    assert found.alerts[0].value == 6 and found.alerts[1].value == 1


def test_a_group_has_alerts_of_its_own(here: World) -> None:
    grouped = monitor("Logs", "error", COUNT, notificationGroupFields=["service"])
    assert spans(past(here, grouped)) == [("a", -27, -22), ("b", -17, -12)]
    records = monitor("Logs", "error | count by service", COUNT, notificationGroupFields=["service"])
    assert spans(past(here, records)) == [("a", -27, -22), ("b", -17, -12)]


def test_fields_are_compared(here: World) -> None:
    trigger = {**COUNT, "threshold": 3, "field": "n"}
    found = past(here, monitor("Logs", "error | count as n by service", trigger))
    assert [(a.value, (a.since - NOW) // M) for a in found.alerts] == [(6, -27)]
    missing = past(here, monitor("Logs", "error | count by service", trigger))
    errors = {look.reason for look in missing.looks if look.outcome is Outcome.ERROR}
    assert not missing.alerts and any("no field n" in reason for reason in errors)
    numbers = 'took | parse "took=*" as n | num(n)'
    grouped = monitor("Logs", numbers, {**trigger, "threshold": 11}, notificationGroupFields=["n"])
    assert {a.group for a in past(here, grouped, 10).alerts} == {(("n", "12"),)}
    assert past(here, monitor("Logs", numbers, {**trigger, "threshold": 12}), 10).alerts == ()
    text = past(here, monitor("Logs", 'took | parse "took=*" as n', trigger), 10)
    assert all("num(n)" in look.reason for look in text.looks)


def test_logs_that_stop(here: World) -> None:
    gone = {"detectionMethod": "LogsMissingDataCondition", "triggerType": "MissingData"}
    assert spans(past(here, monitor("Logs", "nothing", gone), 10))[0][2] is None
    assert spans(past(here, monitor("Logs", "fine", gone), 50)) == []


CPU: dict[str, Any] = {
    "detectionMethod": "MetricsStaticCondition", "threshold": 80, "thresholdType": "GreaterThan",
    "occurrenceType": "Always", "minDataPoints": 2,
}  # fmt: skip


def test_series_are_watched(here: World) -> None:
    # Above from -40 to -30 minutes; all of 5 minutes is above, seen after the lag of 1 minute.
    assert spans(past(here, monitor("Metrics", "metric=cpu", CPU))) == [("", -34, -24)]
    once = {**CPU, "occurrenceType": "AtLeastOnce"}
    assert spans(past(here, monitor("Metrics", "metric=cpu", once)))[0][1] == -38
    each = monitor("Metrics", "metric=cpu", CPU, groupNotifications=False)
    assert spans(past(here, each)) == [("cpu,a", -34, -24)]
    by_host = monitor("Metrics", "metric=cpu", CPU, notificationGroupFields=["host"])
    assert spans(past(here, by_host)) == [("a", -34, -24)]


def test_series_that_stop(here: World) -> None:
    gone = {"detectionMethod": "MetricsMissingDataCondition", "triggerType": "MissingData"}
    any_ = monitor("Metrics", "metric=beat", {**gone, "triggerSource": "AnyTimeSeries"})
    found = past(here, any_, 50)
    assert [(since, until) for _, since, until in spans(found)] == [(-24, None)]
    assert "host=b" in found.alerts[0].reason and "stopped" in found.alerts[0].reason
    assert (
        spans(past(here, monitor("Metrics", "metric=beat", {**gone, "triggerSource": "AllTimeSeries"}), 50))
        == []
    )


def test_outliers_of_metrics(here: World) -> None:
    trigger = {
        "detectionMethod": "MetricsOutlierCondition",
        "baselineWindow": "20m",
        "threshold": 3,
        "direction": "Up",
    }
    found = past(here, monitor("Metrics", "metric=cpu host=a", trigger), 45)
    assert found.alerts and found.alerts[0].value == 90


def test_outliers_of_logs_need_a_timeslice(here: World) -> None:
    trigger = {"detectionMethod": "LogsOutlierCondition", "window": 10, "threshold": 3}
    observer = Observer(here.search, here.metrics)
    bare = monitor("Logs", "* | count", trigger)
    with pytest.raises(Refusal, match="no timeslice"):
        observer.observe(bare, policies_of(bare)[0], NOW)
    sliced = monitor("Logs", "* | timeslice 1m | count by _timeslice", trigger)
    found = past(here, sliced, 45)
    assert found.usual == 5 * M
    assert [(a.value, (a.since - NOW) // M) for a in found.alerts] == [(7, -25)]
    seen = observer.observe(sliced, policies_of(sliced)[0], NOW - 27 * M)
    assert seen.samples[()][0].values == (1.0, 1.0, 1.0, 1.0, 7.0)
    assert seen.samples[()][0].before == (1.0,) * 10


def test_a_query_that_is_broken_gives_its_reason(here: World) -> None:
    found = past(here, monitor("Logs", "error | wehre x", COUNT), 5)
    assert not found.alerts
    assert {look.outcome for look in found.looks} == {Outcome.ERROR}
    assert "wehre" in found.looks[0].reason


def test_long_back_tests_are_thinned(here: World) -> None:
    tested = monitor("Metrics", "metric=cpu", CPU)
    observer = Observer(here.search, here.metrics)
    found = backtest(
        tested, TimeRange(NOW - 60 * M, NOW), M, lambda p, at: observer.observe(tested, p, at), most=12
    )
    assert len(found.looks) == 11 and (found.interval, found.usual) == (6 * M, M)


def test_the_row_that_decides() -> None:
    def of(*queries: str) -> str:
        rows = [{"rowId": "ABC"[i], "query": q} for i, q in enumerate(queries)]
        return deciding_row(
            Monitor.model_validate({**monitor("Metrics", "x", CPU).document(), "queries": rows})
        )

    assert of("metric=a") == "A"
    assert of("metric=a", "metric=b", "#A / #B") == "C"
    assert of("#B + #C", "metric=b", "metric=c") == "A"


@pytest.mark.parametrize(
    ("query", "once"),
    [
        ("metric=cpu | eval _value / 2 | max by host", True),
        ("metric=cpu | where _value > 5 | avg", True),
        ("metric=beat", True),
        ("metric=cpu | eval _value / avg | max by host", False),
        ("metric=cpu | quantize to 5m using sum | sum by host", False),
    ],
)
def test_windows_of_a_back_test_are_cut_from_longer_answers(
    here: World, monkeypatch: pytest.MonkeyPatch, query: str, once: bool
) -> None:
    trigger = {"detectionMethod": "MetricsStaticCondition", "threshold": 20, "minDataPoints": 2}
    tested = monitor("Metrics", query, trigger, notificationGroupFields=["host"])
    (policy,) = policies_of(tested)
    asked: list[TimeRange] = []
    run = here.metrics.run

    def counted(requests: Any, range_: TimeRange) -> Any:
        asked.append(range_)
        return run(requests, range_)

    monkeypatch.setattr(here.metrics, "run", counted)
    observer = Observer(here.search, here.metrics).over_time()
    plain = Observer(here.search, here.metrics)
    times = range(NOW - 50 * M, NOW, M)
    looked = [observer.observe(tested, policy, at) for at in times]
    monkeypatch.undo()
    assert looked == [plain.observe(tested, policy, at) for at in times]
    assert len(asked) <= 2 if once else len(asked) == len(times)


@needs(PACKAGES)
def test_published_monitors_are_evaluated(here: World) -> None:
    published = [
        Monitor.model_validate(document)
        for file in sorted(PACKAGES.glob("*.json"))
        for document in monitors(json.loads(re.sub(r"\$\$\w+", "*", file.read_text())))
    ]
    # Their fields come from sources and rules that are not here.
    fields = {"service"}
    for _ in range(9):
        faults = [
            fault
            for one in published
            if one.monitor_type == "Logs"
            for fault in here.search.check(one.queries[0].query, TimeRange(NOW - M, NOW))[1]
        ]
        if not faults:
            break
        assert {fault.code for fault in faults} == {"field.unknown"}
        fields |= {fault.message.split("'")[1] for fault in faults}
        here.apply(Schema(fields=tuple(sorted(fields))))
    observer = Observer(here.search, here.metrics)
    for one in published:
        for policy in policies_of(one):
            window = observer.observe(one, policy, NOW).window
            assert window.end - window.start == policy.window
    here.apply(Schema(fields=("service",)))
