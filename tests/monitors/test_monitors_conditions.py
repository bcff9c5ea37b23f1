"""Alerts begin and end as a plain model says, whatever the sequence of looks."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.durations import UNITS
from sagescope.model.alert import Group
from sagescope.model.monitor import Kind, Method
from sagescope.monitors.baselines import deviating
from sagescope.monitors.conditions import (
    ABSENT,
    Change,
    Open,
    Sample,
    State,
    Verdict,
    missing,
    remembered,
    step,
    verdict_of,
)
from sagescope.monitors.policies import Bound, Comparison, Deviation, Policy

M = UNITS["m"]
ABOVE = Bound(Comparison.ABOVE, 10.0, always=True, least=2)
STATIC = Policy(
    Kind.CRITICAL, Method.METRICS_STATIC, 5 * M, 5 * M, ABOVE, Bound(Comparison.AT_MOST, 10.0, always=True, least=2)
)  # fmt: skip
MISSING = replace(STATIC, kind=Kind.MISSING_DATA, method=Method.METRICS_MISSING)
GROUPS: tuple[Group, ...] = ((), (("host", "a"),), (("host", "b"),))


def verdict(state: State) -> Verdict:
    return Verdict(state, 1.0, "")


looks = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.dictionaries(st.sampled_from(GROUPS), st.sampled_from(State), max_size=3),
    ),
    max_size=60,
)


@given(looks, st.integers(1, 6), st.integers(0, 8))
def test_static_alerts_follow_the_model(
    told: list[tuple[int, dict[Group, State]]], window: int, resolution: int
) -> None:
    policy = replace(STATIC, window=window * M, resolution=resolution * M)
    open_: dict[Group, Open] = {}
    # The model keeps, for each group, the minutes that were seen to be clear since it last was not.
    began: dict[Group, int] = {}
    clear: dict[Group, set[int]] = {}
    at = 100
    for gap, states in told:
        at += gap
        result = step(open_, at * M, policy, {g: verdict(s) for g, s in states.items()})
        expected: set[tuple[Change, Group]] = set()
        for group in GROUPS:
            state = states.get(group, State.NO_DATA)
            if group not in began:
                if state is State.FIRING:
                    began[group], clear[group] = at, set()
                    expected.add((Change.OPENED, group))
                continue
            if state in (State.FIRING, State.UNKNOWN):
                clear[group] = set()
                continue
            clear[group] |= set(range(at - window, at))
            lasted = all(minute in clear[group] for minute in range(at - max(resolution, 0), at))
            if lasted and at - began[group] >= resolution:
                del began[group]
                expected.add((Change.RESOLVED, group))
        assert {(t.change, t.group) for t in result.transitions} == expected
        assert {g: o.opened for g, o in result.open.items()} == {g: t * M for g, t in began.items()}
        open_ = dict(result.open)


@given(looks, st.sampled_from([STATIC, MISSING]))
def test_no_sequence_opens_two_alerts_of_one_group(
    told: list[tuple[int, dict[Group, State]]], policy: Policy
) -> None:
    open_: dict[Group, Open] = {}
    held: set[Group] = set()
    at = 0
    for gap, states in told:
        at += gap * 60 * M
        result = step(open_, at, policy, {g: verdict(s) for g, s in states.items()})
        for change in result.transitions:
            if change.change is Change.OPENED:
                assert change.group not in held
                held.add(change.group)
            else:
                held.remove(change.group)
                assert change.opened < change.at
        assert set(result.open) == held
        open_ = dict(result.open)


@given(looks)
def test_a_look_that_is_taken_twice_changes_nothing(told: list[tuple[int, dict[Group, State]]]) -> None:
    open_: dict[Group, Open] = {}
    at = 0
    for gap, states in told:
        at += gap * M
        verdicts = {g: verdict(s) for g, s in states.items()}
        first = step(open_, at, STATIC, verdicts)
        firing = {g: v for g, v in verdicts.items() if g in first.open}
        assert step(first.open, at, STATIC, firing).transitions == ()
        open_ = dict(first.open)


def test_an_alert_of_15_minutes_ends_15_minutes_later() -> None:
    """The example of the reference (monitors.md, 2.7)."""
    policy = replace(STATIC, window=15 * M, resolution=15 * M)
    opened = step({}, 0, policy, {(): verdict(State.FIRING)})
    open_ = opened.open
    for minute in range(1, 15):
        led = step(open_, minute * M, policy, {(): verdict(State.CLEAR)})
        assert led.transitions == ()
        open_ = led.open
    (ended,) = step(open_, 15 * M, policy, {(): verdict(State.CLEAR)}).transitions
    assert (ended.change, ended.opened, ended.at) == (Change.RESOLVED, 0, 15 * M)


VALUES = st.lists(st.sampled_from([8.0, 10.0, 12.0]), max_size=5)


@given(st.lists(VALUES, max_size=3), st.booleans(), st.integers(1, 3), st.sampled_from(Comparison))
def test_verdicts_follow_their_words(
    series: list[list[float]], always: bool, least: int, comparison: Comparison
) -> None:
    """All points of a series, or one of them; any series begins an alert, all of them end it; minimum points."""
    alert = Bound(comparison, 10.0, always, least if always else 1)
    back = Bound(comparison.opposite, 10.0, always=True, least=least)
    told = verdict_of(
        replace(STATIC, alert=alert, recovery=back), [Sample(str(i), tuple(v)) for i, v in enumerate(series)]
    ).state
    held = [v for v in series if v]

    def over(v: list[float]) -> bool:
        hits = [comparison.holds(x, 10.0) for x in v]
        return (all(hits) and len(v) >= least) if always else any(hits)

    if not held:
        assert told is State.NO_DATA
    elif any(map(over, held)):
        assert told is State.FIRING
    elif all(len(v) >= least and not any(comparison.holds(x, 10.0) for x in v) for v in held):
        assert told is State.CLEAR
    else:
        assert told is State.UNKNOWN


def test_too_few_points_are_named() -> None:
    told = verdict_of(STATIC, [Sample("host=a", (12.0,))])
    assert told.state is State.UNKNOWN
    assert told.reason == "host=a: 1 data point in the window, 2 are needed"


def test_missing_data_of_any_series_needs_an_earlier_point() -> None:
    any_ = replace(MISSING, all_series=False)
    a, b = Sample("a", (1.0,)), Sample("b", (1.0,))
    assert missing(any_, {}, {}, grouped=False)[()].state is State.CLEAR
    both: dict[Group, list[Sample]] = {(): [a, b]}
    known = remembered({}, both, 0)
    there: dict[Group, list[Sample]] = {(): [a]}
    told = missing(any_, known, there, grouped=False)[()]
    assert (told.state, told.reason) == (State.FIRING, "b stopped")
    assert missing(MISSING, known, there, grouped=False)[()].state is State.CLEAR
    assert missing(MISSING, known, {}, grouped=False)[()].state is State.FIRING
    # After a day it is forgotten.
    later = remembered(known, there, UNITS["d"])
    assert missing(any_, later, there, grouped=False)[()].state is State.CLEAR


def test_missing_data_ends_by_itself_after_a_day() -> None:
    open_ = step({}, 0, MISSING, {(): verdict(State.FIRING)}).open
    led = step(open_, UNITS["d"] - M, MISSING, {(): verdict(State.FIRING)})
    assert led.transitions == ()
    (ended,) = step(led.open, UNITS["d"], MISSING, {(): verdict(State.FIRING)}).transitions
    assert ended.change is Change.EXPIRED
    (again,) = step({}, UNITS["d"] + M, MISSING, {(): verdict(State.FIRING)}).transitions
    assert again.change is Change.OPENED
    # A group that was forgotten has no verdict any more.
    (gone,) = step(open_, M, MISSING, {}).transitions
    assert gone.change is Change.EXPIRED and gone.verdict == ABSENT


def test_outliers_of_logs_are_held_against_what_comes_before_them() -> None:
    course = [10.0, 11.0, 9.0, 10.0, 11.0, 9.0, 10.0, 11.0, 9.0, 10.0, 11.0]
    by = Deviation(3.0, "Both", 10, in_a_row=True)
    assert deviating(course, [10.5], by) == []
    assert deviating(course, [30.0], by) == [30.0]
    assert deviating(course, [30.0, 10.0], by) == [30.0]
    assert deviating(course, [30.0], replace(by, direction="Down")) == []
    assert deviating(course, [1.0], replace(by, direction="Down")) == [1.0]
    assert deviating((), course[:5], by) is None
    twice = replace(by, count=2)
    assert deviating(course, [30.0, 10.0, 10.0], twice) == []
    assert deviating(course, [30.0, 90.0, 10.0], twice) == [30.0, 90.0]


@pytest.mark.parametrize(("sensitivity", "off"), [(6.0 - 4.0 * 1.0, True), (6.0 - 4.0 * 0.1, False)])
def test_anomalies_are_taken_by_their_sensitivity(sensitivity: float, off: bool) -> None:
    usual = [10.0, 11.0, 9.0] * 20
    by = Deviation(sensitivity, "Both", UNITS["d"], robust=True)
    assert bool(deviating(usual, [14.0], by)) is off
