"""Looks are taken at times of the grid, each once, in order, and within bounds after a pause."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.durations import UNITS
from sagescope.model.monitor import Monitor
from sagescope.monitors.schedule import CAUGHT_UP, due, interval_of, jitter_of, thinned, window_of

M = UNITS["m"]
NOW = 1_767_268_800_000


@given(
    st.lists(st.integers(0, 20 * M), min_size=1, max_size=40),
    st.sampled_from([M, 2 * M, 5 * M, 20 * M]),
    st.integers(0, 20_000),
)
def test_every_time_is_looked_at_once_and_in_order(pauses: list[int], interval: int, jitter: int) -> None:
    last, now = None, NOW
    seen: list[int] = []
    for pause in pauses:
        now += pause
        found = due(last, now, interval, jitter)
        for at in found.times:
            assert at % interval == 0 and at + jitter <= now
        seen += found.times
        assert len(found.times) <= CAUGHT_UP
        if found.left_out:
            assert len(found.times) == CAUGHT_UP
        assert now - jitter - (found.times[-1] if found.times else seen[-1]) < interval
        last = seen[-1] if seen else None
        # Asked again, nothing is due.
        assert due(last, now, interval, jitter).times == ()
    assert seen == sorted(set(seen))


def test_a_monitor_waits_always_the_same_time() -> None:
    waits = {jitter_of(f"{n:016X}") for n in range(200)}
    assert jitter_of("0" * 16) == jitter_of("0" * 16)
    assert len(waits) > 150 and max(waits) < 20_000


def monitor(kind: str, method: str, time_range: str, delay: str = "0m", **more: Any) -> Monitor:
    trigger = {"detectionMethod": method, "triggerType": "Critical", "timeRange": time_range, **more}
    return Monitor.model_validate(
        {
            "name": "m", "monitorType": kind, "queries": [{"rowId": "A", "query": "x"}], "triggers": [trigger],
            "evaluationDelay": delay,
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "method", "time_range", "more", "minutes"),
    [
        ("Logs", "LogsStaticCondition", "-15m", {}, 1),
        ("Logs", "LogsStaticCondition", "-1h", {}, 2),
        ("Logs", "LogsStaticCondition", "-6h", {}, 10),
        ("Logs", "LogsMissingDataCondition", "-1d", {}, 20),
        ("Logs", "LogsStaticCondition", "-1d", {"frequency": "2m"}, 2),
        ("Logs", "LogsOutlierCondition", "-1d", {}, 5),
        ("Metrics", "MetricsStaticCondition", "-1d", {}, 1),
    ],
)
def test_how_often(kind: str, method: str, time_range: str, more: dict[str, str], minutes: int) -> None:
    assert interval_of(monitor(kind, method, time_range, **more)) == minutes * M


def test_windows_lie_behind_the_lag_and_the_delay() -> None:
    logs = window_of(monitor("Logs", "LogsStaticCondition", "-5m", "1m"), NOW, 5 * M)
    assert (NOW - logs.end, logs.length) == (3 * M, 5 * M)
    metrics = window_of(monitor("Metrics", "MetricsStaticCondition", "-5m", "2m50s"), NOW, 5 * M)
    # Whole buckets of a minute.
    assert (NOW - metrics.end, metrics.length) == (4 * M, 5 * M)


@given(st.lists(st.integers(), unique=True, max_size=50).map(sorted), st.integers(1, 20))
def test_a_thinned_sequence_keeps_its_end(times: list[int], most: int) -> None:
    kept = thinned(times, most)
    assert len(kept) <= most and set(kept) <= set(times)
    assert not times or kept[-1] == times[-1]
