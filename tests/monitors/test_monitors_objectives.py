"""Objectives: their periods and budgets, what is measured of logs and metrics, and alerts on how fast a budget burns."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from monitor_desk import ANA, Desk, M, desk_in

from sagescope.durations import UNITS
from sagescope.errors import Cause, Refusal
from sagescope.model.monitor import Monitor
from sagescope.model.objective import Objective
from sagescope.monitors.budgets import (
    BURN_TIMES,
    MOST_POINTS,
    Slice,
    State,
    burned,
    burns,
    course,
    period_of,
    standing,
    state_of,
)
from sagescope.monitors.measuring import ObjectiveMeter
from sagescope.monitors.objectives import Objectives
from sagescope.monitors.observation import Observer
from sagescope.monitors.policies import policies_of
from sagescope.monitors.tree import ROOT_ID
from sagescope.timerange import TimeRange
from store_world import NOW

H, D = UNITS["h"], UNITS["d"]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_in(tmp_path) as made:
        yield made


def rows(query: str, **more: Any) -> list[dict[str, Any]]:
    return [{"rowId": "A", "query": query, "useRowCount": True, **more}]


REQUESTS: dict[str, Any] = {
    "name": "Answers", "description": "", "signalType": "Error", "service": "fraud", "application": "",
    "compliance": {"complianceType": "Rolling", "target": 90.0, "timezone": "UTC", "size": "1d"},
    "indicator": {
        "evaluationType": "Request", "queryType": "Logs",
        "queries": [
            {"queryGroupType": "Unsuccessful", "queryGroup": rows("answered 500")},
            {"queryGroupType": "Total", "queryGroup": rows("answered")},
        ],
    },
    "somethingNew": {"kept": True},
}  # fmt: skip
WINDOWS: dict[str, Any] = {
    **REQUESTS,
    "name": "Latency",
    "indicator": {
        "evaluationType": "Window", "queryType": "Metrics", "size": "5m", "op": "LessThan", "threshold": 500,
        "aggregation": "Avg",
        "queries": [{"queryGroupType": "Threshold", "queryGroup": rows("metric=Latency", useRowCount=False)}],
    },
}  # fmt: skip


def objective(**changed: Any) -> Objective:
    return Objective.model_validate({**REQUESTS, **changed})


@pytest.mark.parametrize(
    ("compliance", "begin"),
    [
        ({"complianceType": "Rolling", "size": "7d"}, NOW - 7 * D),
        # NOW is noon of Thursday, the first of January, in UTC.
        ({"complianceType": "Calendar", "size": "Week"}, NOW - 12 * H - 3 * D),
        ({"complianceType": "Calendar", "size": "Month"}, NOW - 12 * H),
        ({"complianceType": "Calendar", "size": "Quarter", "timezone": "America/New_York"}, NOW - 7 * H),
        # As the API and Terraform write them.
        ({"complianceType": "Calendar", "windowType": "Week", "startFrom": "Wednesday"}, NOW - 12 * H - D),
        ({"complianceType": "Calendar", "windowType": "Week", "startFrom": "Friday"}, NOW - 12 * H - 6 * D),
        ({"complianceType": "Calendar", "windowType": "Month", "startFrom": "1"}, NOW - 12 * H),
        ({"complianceType": "Calendar", "windowType": "Week", "startFrom": "May"}, NOW - 12 * H - 3 * D),
        (
            {"complianceType": "Calendar", "windowType": "Quarter", "startFrom": "February"},
            NOW - 12 * H - 61 * D,
        ),
        ({"complianceType": "Calendar", "windowType": "Quarter", "startFrom": "April"}, NOW - 12 * H),
    ],
)
def test_periods_begin_with_their_zone(compliance: dict[str, Any], begin: int) -> None:
    held = objective(compliance={"target": 99.0, "timezone": "UTC", **compliance})
    assert period_of(held, NOW) == TimeRange(begin, NOW)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 5)), max_size=20), st.integers(0, 20))
def test_budgets_follow_their_words(counts: list[tuple[int, int]], late: int) -> None:
    """Of 90 % one in ten may be bad; what is left is 100 where none is, 0 where all of them are, and below after that."""
    slices = [Slice(at * M, float(good), float(good + bad)) for at, (good, bad) in enumerate(counts)]
    period = TimeRange(0, D)
    told = standing(objective(), period, slices)
    total, bad = sum(g + b for g, b in counts), sum(b for _, b in counts)
    assert (told.total, told.total - told.good) == (total, bad)
    if total == 0:
        assert (told.sli, told.left) == (None, 100.0)
        return
    assert told.left == pytest.approx(100 * (1 - bad / (total / 10)))
    since = late * M
    recent = sum(b for at, (_, b) in enumerate(counts) if at >= late)
    assert burned(told.budget, slices, since) == pytest.approx(100 * recent / (total / 10))


def answers(desk: Desk, minute: int, good: int, bad: int) -> None:
    texts = ["answered 200 a"] * good + ["answered 500 a"] * bad
    desk.here.insert([{"_raw": text, "_messageTime": NOW + minute * M} for text in texts])


def test_requests_are_counted_and_a_burning_budget_alerts(desk: Desk) -> None:
    made = desk.objectives.add(REQUESTS, by=ANA)
    for minute in range(-600, 0, 60):
        answers(desk, minute, 20, 0)
    answers(desk, -30, 19, 1)
    report = desk.objectives.report(made.objective)
    told = report.standing
    assert (told.good, told.total) == (219, 220)
    assert told.sli == pytest.approx(100 * 219 / 220) and told.left == pytest.approx(100 * (1 - 1 / 22))
    burns = [{"burnRateThreshold": 20, "timeRange": "1h"}, {"burnRateThreshold": 10, "timeRange": "10m"}]
    trigger = {"detectionMethod": "SloBurnRateCondition", "triggerType": "Critical", "burnRates": burns}
    monitor = {
        "name": "burns", "monitorType": "Slo", "sloId": made.id,
        "triggers": [trigger, {**trigger, "triggerType": "ResolvedCritical"}],
    }  # fmt: skip
    low = {"detectionMethod": "SloSliCondition", "triggerType": "Warning", "sliThreshold": 97.5}
    item = desk.tree.add(ROOT_ID, monitor, by=ANA)
    sli = desk.tree.add(ROOT_ID, {**monitor, "name": "low", "triggers": [low]}, by=ANA)
    answers(desk, 7, 10, 6)
    desk.run_until(40)
    # Six bad ones of a budget of some 24: in the hour and in the ten minutes; after ten minutes no more.
    assert desk.told(item) == [("Critical", 10, 20)]
    (alert,) = desk.alerts.listed(item.id)
    assert alert.value is not None and 25 < alert.value < 35
    assert dict(alert.rows[0])["objective"] == "Answers"
    assert desk.told(sli) == [("Warning", 10, None)]
    assert desk.investigation.page(desk.alerts.listed(sli.id)[0].id).policy.condition == "SLI below 97.5 %"  # type: ignore[union-attr]


class Counted(Objectives):
    """Objectives that count how often one is measured."""

    times = 0

    def measured(self, objective: Objective, period: TimeRange) -> list[Slice]:
        self.times += 1
        return super().measured(objective, period)


def test_an_objective_is_measured_once_for_all_conditions_on_it(desk: Desk) -> None:
    counted = Counted(desk.database, desk.clock, ObjectiveMeter(desk.here.search, desk.here.metrics))
    made = counted.add(REQUESTS, by=ANA)
    answers(desk, -30, 19, 1)
    trigger = {"detectionMethod": "SloSliCondition", "sliThreshold": 97.5}
    kinds = ("Critical", "Warning")
    monitor = Monitor.model_validate(
        {"name": "low", "monitorType": "Slo", "sloId": made.id,
         "triggers": [{**trigger, "triggerType": kind} for kind in kinds]}
    )  # fmt: skip
    observer = Observer(desk.here.search, desk.here.metrics, counted).sharing()
    critical, warning = (observer.observe(monitor, policy, NOW) for policy in policies_of(monitor))
    assert critical == warning and critical.count == 1
    assert counted.times == 1
    counted.change(made.id, {**REQUESTS, "description": "changed"}, by=ANA)
    observer.observe(monitor, policies_of(monitor)[0], NOW)
    assert counted.times == 2


def test_windows_of_a_metric_are_good_or_not(desk: Desk) -> None:
    values = [(NOW - minute * M, 900.0 if 30 <= minute < 40 else 100.0) for minute in range(1, 121)]
    desk.here.insert_points([({"metric": "Latency", "endpointname": "a"}, values)])
    made = desk.objectives.add(WINDOWS, by=ANA)
    report = desk.objectives.report(made.objective)
    told = report.standing
    slices = desk.objectives.measured(made.objective, told.period)
    bad = [one for one in slices if one.good == 0]
    assert len(slices) == 24 and 2 <= len(bad) <= 3
    # A day has 288 windows, with data or without.
    assert told.total == 288 and told.left == pytest.approx(100 * (1 - len(bad) / 28.8))

    # All bad windows are of the last hour, which has twelve, and may have 0.1 bad ones of each.
    assert report.burns[0].rate == pytest.approx(len(bad) / 1.2)
    assert report.state is State.MET and report.course[-1].left == pytest.approx(told.left)


def test_windows_of_a_week_are_all_looked_at(desk: Desk) -> None:
    """More windows than an answer has points, of a query that works on the points before it is put into windows."""
    week = {**WINDOWS["compliance"], "size": "7d"}
    query = rows("metric=Latency | eval _value / 1000 | max by endpointname", useRowCount=False)
    indicator = {**WINDOWS["indicator"], "threshold": 0.5, "queries": [
        {"queryGroupType": "Threshold", "queryGroup": query}]}  # fmt: skip
    at = [NOW - 6 * D + minute * M for minute in (1, 17, 31)] + [NOW - minute * M for minute in (3, 41)]
    quiet = [NOW - 7 * D + (5 * n + 2) * M for n in range(1, 2_000)]
    points = sorted([(t, 900.0) for t in at] + [(t, 100.0) for t in quiet])
    desk.here.insert_points([({"metric": "Latency", "endpointname": "a"}, points)])
    held = objective(**WINDOWS | {"compliance": week, "indicator": indicator})
    told = desk.objectives.report(held).standing
    # A window is as good as the mean of its values.
    assert (told.total, told.total - told.good) == (2016, len({t // (5 * M) for t in at}))


LONG = objective(compliance={"complianceType": "Rolling", "target": 90.0, "timezone": "UTC", "size": "30d"})


@given(st.lists(st.tuples(st.integers(0, 30 * 24 - 1), st.integers(0, 50), st.integers(0, 5)), max_size=30))
def test_a_course_ends_where_its_objective_stands(counts: list[tuple[int, int, int]]) -> None:
    """Its stretches hold all that was measured, and what is left never rises."""
    period = TimeRange(NOW - 30 * D, NOW)
    slices = [Slice(period.start + at * H, float(good), float(good + bad)) for at, good, bad in counts]
    told = standing(LONG, period, slices)
    points = course(LONG, told, slices)
    assert len(points) <= MOST_POINTS + 1
    assert (sum(one.good for one in points), sum(one.total for one in points)) == (told.good, told.total)
    assert points[-1].left == pytest.approx(told.left)
    assert all(a.left >= b.left for a, b in itertools.pairwise(points))


@pytest.mark.parametrize(
    ("good", "bad", "burning", "state"),
    [
        (0, 0, 0, State.NO_DATA),
        (10_000, 0, 0, State.MET),
        (10_000, 2_000, 0, State.EXHAUSTED),
        # A tenth may be bad, so nothing burns faster than ten times; six times over six hours is fast.
        (10_000, 0, 70, State.BURNING),
        (10_000, 0, 50, State.MET),
    ],
)
def test_a_state_says_whether_somebody_has_to_look(good: int, bad: int, burning: int, state: State) -> None:
    last = [Slice(NOW - 2 * H, 100.0 - burning, 100.0)] if burning else []
    slices = [Slice(NOW - 9 * D, float(good), float(good + bad)), *last]
    told = standing(LONG, TimeRange(NOW - 30 * D, NOW), slices)
    assert state_of(told, [burns(LONG, told, slices, time) for time in BURN_TIMES]) is state


def test_a_short_time_of_a_long_period_is_looked_at_by_minutes(desk: Desk) -> None:
    """Slices of thirty days are half an hour long; what the last five minutes burned is told all the same."""
    made = desk.objectives.add({**REQUESTS, "compliance": LONG.compliance.model_dump(by_alias=True)}, by=ANA)
    answers(desk, -300, 100, 0)
    answers(desk, -4, 0, 5)
    rates = [{"burnRateThreshold": 1, "timeRange": "1h"}, {"burnRateThreshold": 1, "timeRange": "5m"}]
    trigger = {"detectionMethod": "SloBurnRateCondition", "triggerType": "Critical", "burnRates": rates}
    monitor = Monitor.model_validate(
        {"name": "burns", "monitorType": "Slo", "sloId": made.id, "triggers": [trigger]}
    )
    seen = Observer(desk.here.search, desk.here.metrics, desk.objectives).observe(
        monitor, policies_of(monitor)[0], NOW
    )
    # Five bad ones, of ten and a half that there may be.
    assert float(dict(seen.rows[0])["value"]) == pytest.approx(100 * 5 / 10.5, abs=0.1)


def test_changes_and_what_is_refused(desk: Desk) -> None:
    made = desk.objectives.add(REQUESTS, by=ANA)
    assert made.body["somethingNew"] == {"kept": True}
    changed = desk.objectives.change(made.id, {**REQUESTS, "name": "Other"}, by=ANA, version=1)
    assert (changed.version, desk.objectives.one(made.id).name) == (2, "Other")
    with pytest.raises(Refusal) as stale:
        desk.objectives.change(made.id, REQUESTS, by=ANA, version=1)
    assert stale.value.cause is Cause.STALE
    with pytest.raises(Refusal) as taken:
        desk.objectives.add({**REQUESTS, "name": "Other"}, by=ANA)
    assert taken.value.cause is Cause.CONFLICT
    broken = desk.objectives.add(
        {**REQUESTS, "name": "broken", "indicator": {**REQUESTS["indicator"], "queries": [
            {"queryGroupType": "Successful", "queryGroup": rows("x | wehre")},
            {"queryGroupType": "Total", "queryGroup": rows("x")},
        ]}}, by=ANA)  # fmt: skip
    with pytest.raises(Refusal, match="wehre"):
        desk.objectives.report(broken.objective)


@pytest.mark.parametrize(
    "wrong",
    [
        {"compliance": {**REQUESTS["compliance"], "size": "91d"}},
        {"compliance": {**REQUESTS["compliance"], "target": 100}},
        {"compliance": {**REQUESTS["compliance"], "complianceType": "Calendar"}},
        {"compliance": {"complianceType": "Rolling", "target": 99}},
        {"indicator": {**REQUESTS["indicator"], "queries": REQUESTS["indicator"]["queries"][:1]}},
        {"indicator": {**WINDOWS["indicator"], "size": None}},
        {"indicator": {**WINDOWS["indicator"], "op": None}},
        {"indicator": {**WINDOWS["indicator"], "aggregation": "Median"}},
        {"indicator": {**WINDOWS["indicator"], "evaluationType": "Request"}},
    ],
)
def test_documents_that_measure_nothing_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        objective(**wrong)
    assert refused.value.faults[0].code.startswith("objective.")
