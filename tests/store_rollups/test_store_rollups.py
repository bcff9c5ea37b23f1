"""Rollups of metric points: a repeat changes nothing, late points are taken in, old points go."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from sagescope.clock import FixedClock, SystemClock
from sagescope.metrics.storage import (
    ACCURACY,
    FIVE_MINUTES,
    HOUR,
    HOURLY,
    MINUTE,
    RESOLUTIONS,
    Resolution,
)
from sagescope.sql.ddl import ModifyTtl
from sagescope.store.rollups import DAY, SETTLED, Retention, Rollups, rollup_task
from sagescope.timerange import TimeRange
from store_world import NOW, World, world

METRIC = {"metric": "latency", "host": "a"}
START = NOW - 3 * HOUR
AT_ONCE = -1
"""The age of marks at which even one of this very millisecond is old enough."""
READ = (
    "SELECT time, count, sum, if(count = 1, sum, lowest) AS least, if(count = 1, sum, highest) AS most, "
    "if(count = 1, sum, first) AS opening, if(count = 1, sum, last) AS closing"
)


@pytest.fixture
def here() -> World:
    here = world()
    here.empty()
    return here


@pytest.fixture
def rollups(here: World) -> Rollups:
    return Rollups(here.engine, FixedClock(NOW))


def rows(here: World, resolution: Resolution) -> list[dict[str, Any]]:
    """The rows of a rollup as queries read them."""
    held: list[dict[str, Any]] = here.select(
        f"{READ} FROM {resolution.table} FINAL ORDER BY series, time"
    ).table.to_pylist()
    return held


def expected(points: Sequence[tuple[int, float]], length: int) -> list[dict[str, Any]]:
    """The rows worked out in Python from the points of one series."""
    buckets: dict[int, list[float]] = {}
    for time, value in points:
        buckets.setdefault(time // length * length, []).append(value)
    return [
        {
            "time": start,
            "count": len(values),
            "sum": pytest.approx(sum(values)),
            "least": min(values),
            "most": max(values),
            "opening": values[0],
            "closing": values[-1],
        }
        for start, values in sorted(buckets.items())
    ]


def points(start: int, count: int, step: int = 20_000) -> list[tuple[int, float]]:
    return [(start + i * step, float((i * 37) % 101)) for i in range(count)]


@pytest.mark.parametrize("resolution", RESOLUTIONS)
def test_a_closed_hour_is_rolled_up(here: World, rollups: Rollups, resolution: Resolution) -> None:
    held = points(START, 360)
    here.insert_points([(METRIC, held)])
    assert rollups.refresh(settled=AT_ONCE) == 2
    assert rows(here, resolution) == expected(held, resolution.length)
    assert rollups.coverage().rolled == (TimeRange(START, START + 2 * HOUR),)


def test_points_that_come_again_change_nothing(here: World, rollups: Rollups) -> None:
    held = points(START, 360)
    here.insert_points([(METRIC, held)])
    rollups.refresh(settled=AT_ONCE)
    before = {r: rows(here, r) for r in RESOLUTIONS}
    for _ in range(3):
        # Whole and in part, before and after another look.
        here.insert_points([(METRIC, held)])
        here.insert_points([(METRIC, held[100:200])])
        assert rollups.refresh(settled=AT_ONCE) == 2
        assert {r: rows(here, r) for r in RESOLUTIONS} == before
        assert rollups.refresh(settled=AT_ONCE) == 0


def test_late_points_are_taken_in(here: World, rollups: Rollups) -> None:
    early = points(START, 200, step=60_000)[::2]
    here.insert_points([(METRIC, early)])
    rollups.refresh(settled=AT_ONCE)
    late = points(START, 60, step=60_000)[1::2]
    here.insert_points([(METRIC, late)])
    # Until they are rolled up, the hour is read from the points.
    assert rollups.coverage().rolled == (TimeRange(START + HOUR, START + 2 * HOUR),)
    assert rollups.refresh(settled=AT_ONCE) == 1
    both = [p for p in sorted(early + late) if p[0] < START + 2 * HOUR]
    assert rows(here, MINUTE) == expected(both, MINUTE.length)
    assert rows(here, HOURLY) == expected(both, HOUR)


def test_a_corrected_value_replaces_the_old_one(here: World, rollups: Rollups) -> None:
    here.insert_points([(METRIC, [(START, 1.0), (START + 60_000, 2.0)])])
    rollups.refresh(settled=AT_ONCE)
    here.insert_points([(METRIC, [(START, 1.0), (START, 5.0)])])
    rollups.refresh(settled=AT_ONCE)
    assert rows(here, HOURLY) == expected([(START, 5.0), (START + 60_000, 2.0)], HOUR)


def test_a_refresh_ends_between_two_portions(
    here: World, rollups: Rollups, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The two hours have 180 points each.
    monkeypatch.setattr("sagescope.store.rollups._POINTS_AT_ONCE", 200)
    here.insert_points([(METRIC, points(START, 360))])
    answers = iter((False, True))
    assert rollups.refresh(AT_ONCE, lambda: next(answers)) == 1
    assert rollups.coverage().rolled == (TimeRange(START, START + HOUR),)
    assert rollups.refresh(AT_ONCE) == 1


def test_the_present_hour_and_moving_ones_wait(here: World, rollups: Rollups) -> None:
    here.insert_points([(METRIC, points(NOW - HOUR, 10)), (METRIC, points(START, 10))])
    assert rollups.refresh(settled=600_000) == 0
    assert rollups.refresh(settled=AT_ONCE) == 1
    assert rollups.coverage().rolled == (TimeRange(START, START + HOUR),)


def test_marks_that_a_crash_took_are_found_again(here: World, rollups: Rollups) -> None:
    here.insert_points([(METRIC, points(START, 360))])
    here.engine.command("TRUNCATE TABLE metric_rolled")
    assert rollups.refresh(settled=AT_ONCE) == 0
    rollups.recover()
    assert rollups.refresh(settled=AT_ONCE) == 2
    rollups.recover()
    assert rollups.coverage().rolled == ()
    assert rollups.refresh(settled=AT_ONCE) == 2


def test_sketches_give_percentiles_of_any_later_grouping(here: World, rollups: Rollups) -> None:
    held = [(START + i * 10_000, float(i % 97 + 1)) for i in range(720)]
    here.insert_points([(METRIC, held)])
    rollups.refresh(settled=AT_ONCE)
    values = sorted(v for _, v in held)
    for resolution in (FIVE_MINUTES, HOURLY):
        for share in (0.5, 0.9, 0.99):
            found = (
                here.select(
                    f"SELECT quantileDDMerge({ACCURACY}, {share})(sketch) AS found FROM {resolution.table} FINAL"
                )
                .table["found"][0]
                .as_py()
            )
            assert found == pytest.approx(values[round(share * (len(values) - 1))], rel=0.01)


def test_hours_older_than_the_points_keep_their_rollups(here: World) -> None:
    here.insert_points([(METRIC, points(START, 360))])
    Rollups(here.engine, FixedClock(NOW)).refresh(settled=AT_ONCE)
    before = rows(here, HOURLY)
    # One point comes for an hour whose others are gone by then.
    here.engine.command("TRUNCATE TABLE metric_points")
    here.insert_points([(METRIC, [(START, 1_000.0)])])
    later = Rollups(here.engine, FixedClock(NOW + 31 * DAY))
    assert later.refresh(settled=AT_ONCE) == 0
    assert rows(here, HOURLY) == before


def test_the_task_prepares_the_store_looks_again_and_ends(here: World) -> None:
    clock = SystemClock()
    start = clock.now() // HOUR * HOUR - 3 * HOUR
    here.insert_points([(METRIC, points(start, 60))])
    here.engine.command("TRUNCATE TABLE metric_rolled")
    looked = threading.Event()

    class Watched(Rollups):
        def refresh(self, settled: int = SETTLED, stopped: Callable[[], bool] = lambda: False) -> int:
            made = super().refresh(AT_ONCE, stopped)
            if made:
                looked.set()
            return made

    rollups = Watched(here.engine, clock)
    task = rollup_task(rollups, 0.02)
    try:
        task.start()
        assert looked.wait(60)
    finally:
        task.stop()
        for table in ("metric_points", "metric_rolled", *(r.table for r in RESOLUTIONS)):
            here.engine.command(ModifyTtl(table, None))
    # The marks were found again, and the hour was rolled up.
    assert rollups.coverage().rolled == (TimeRange(start, start + HOUR),)


def test_every_resolution_is_kept_as_long_as_the_settings_say(here: World) -> None:
    clock = SystemClock()
    start = clock.now() // HOUR * HOUR
    ages = (1, 3, 5, 7, 9)
    try:
        rollups = Rollups(here.engine, clock, Retention(raw=10, minute=10, five_minutes=10, hour=10))
        here.insert_points([(METRIC, [(start - age * DAY, float(age)) for age in ages])])
        assert rollups.refresh(settled=AT_ONCE) == len(ages)
        short = Rollups(here.engine, clock, Retention(raw=2, minute=4, five_minutes=6, hour=8))
        short.retain()
        for table, left in (
            ("metric_points", 1),
            ("metric_rollup_1m", 2),
            ("metric_rollup_5m", 3),
            ("metric_rollup_1h", 4),
        ):
            here.engine.command(f"OPTIMIZE TABLE {table} FINAL")
            count = here.select(f"SELECT count() AS found FROM {table}").table["found"][0].as_py()
            assert count == left, table
        coverage = short.coverage()
        assert coverage.finest(clock.now() - DAY) == 1
        assert [coverage.finest(clock.now() - age * DAY) for age in (3, 5, 7, 30)] == [
            60_000,
            300_000,
            HOUR,
            HOUR,
        ]
    finally:
        for table in ("metric_points", "metric_rolled", *(r.table for r in RESOLUTIONS)):
            here.engine.command(ModifyTtl(table, None))
