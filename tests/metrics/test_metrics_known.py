"""What is remembered of series and rollups never makes an answer that the store would not give."""

from collections.abc import Sequence

import pytest

from sagescope.ingest.points import Series
from sagescope.ingest.series import series_id
from sagescope.metrics.storage import HOUR
from sagescope.search.metrics import MetricOutcome, MetricRequest, MetricService, SeriesLimits
from sagescope.sql.nodes import Query
from sagescope.store.engine import Answer, Engine
from sagescope.store.rollups import Rollups
from sagescope.timerange import TimeRange
from store_world import NOW, World, world

MINUTE = 60_000
RANGE = TimeRange(NOW - 4 * HOUR, NOW)


@pytest.fixture
def here() -> World:
    here = world()
    here.empty()
    return here


def fleet(count: int, value: float = 1.0) -> list[tuple[dict[str, str], list[tuple[int, float]]]]:
    """Series `n-0`, `n-1`, … in two zones, each with a point a minute that says its number plus `value`."""
    times = range(NOW - 3 * HOUR, NOW, MINUTE)
    return [
        ({"metric": "m", "host": f"n-{i}", "zone": "ab"[i % 2]}, [(t, i + value) for t in times])
        for i in range(count)
    ]


def sums(metrics: MetricService, text: str) -> dict[tuple[str, ...], float]:
    """The last value of each series of a result, by its dimensions."""
    found = metrics.run_row(MetricRequest("A", text), RANGE)
    return {tuple(s.dimensions.values()): s.values[-1] for s in found.series}


def test_a_series_that_comes_is_seen_by_the_next_query(here: World) -> None:
    text = "metric=m | quantize to 5m | sum by zone"
    here.insert_points(fleet(2))
    assert sums(here.metrics, text) == {("a",): 1, ("b",): 2}
    assert sums(here.metrics, text) == {("a",): 1, ("b",): 2}
    here.insert_points(fleet(4))
    assert sums(here.metrics, text) == {("a",): 4, ("b",): 6}


def test_a_late_point_is_seen_in_an_hour_that_was_rolled_up(here: World) -> None:
    here.insert_points(fleet(1))
    assert Rollups(here.engine, here.clock).refresh(settled=-1) == 2
    text = "metric=m | quantize to 1h using max | max"

    def highest() -> float:
        (series,) = here.metrics.run_row(MetricRequest("A", text), RANGE).series
        return max(series.values)

    assert highest() == highest() == 1
    here.insert_points([({"metric": "m", "host": "n-0", "zone": "a"}, [(NOW - 3 * HOUR + 7, 50.0)])])
    assert highest() == 50
    assert Rollups(here.engine, here.clock).refresh(settled=-1) == 1
    assert highest() == 50


@pytest.mark.parametrize("rolled", [False, True])
@pytest.mark.parametrize(
    "text",
    [
        "metric=m | quantize to 1m using max | sum by zone",
        "metric=m | quantize to 5m using latest | topk(2, max) by zone | sum by zone",
        "metric=m | quantize to 1h using sum | avg by zone, host",
        "metric=m host=n-1* | quantize to 5m using count | sum",
        "metric=m | quantize to 5m using rate | max by zone",
        "metric=m | quantize to 1m using min | parse field=host *-* as kind, number | avg by number",
        "metric=m | quantize to 1m",
    ],
)
def test_few_and_many_series_are_answered_alike(
    here: World, monkeypatch: pytest.MonkeyPatch, text: str, rolled: bool
) -> None:
    here.insert_points(fleet(12))
    if rolled:
        Rollups(here.engine, here.clock).refresh(settled=-1)

    def answer() -> Sequence[object]:
        found = MetricService(here.store, here.clock).run_row(MetricRequest("A", text), RANGE)
        return [(s.metric, s.dimensions, s.unit, s.times, s.values) for s in found.series]

    listed = answer()
    assert listed
    for module in ("picked_series", "inlined_labels"):
        monkeypatch.setattr(f"sagescope.search.{module}.MOST_LISTED", 3)
    assert answer() == listed


def neighbours() -> tuple[str, str]:
    """Two metrics whose series have ids side by side."""
    first: dict[int, str] = {}
    for metric in (f"m{i}" for i in range(1_000)):
        other = first.setdefault(series_id(Series(metric, ())) >> 52, metric)
        if other != metric:
            return other, metric
    raise AssertionError("no two metrics share their place")


@pytest.mark.parametrize(
    "text", ["metric={} | sum", "metric={} | quantize to 5m", "metric={} host=* | max by zone"]
)
def test_points_of_a_series_that_comes_meanwhile_are_not_taken_for_those_of_its_neighbours(
    here: World, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    ours, theirs = neighbours()
    times = range(NOW - 3 * HOUR, NOW, MINUTE)

    def put(metric: str, hosts: range, value: float) -> None:
        for host in hosts:
            one = Series(metric, (("host", f"h{host}"), ("zone", "a")))
            here.insert_points(
                [({"metric": metric, **dict(one.dimensions)}, [(t, value) for t in times])], series_id(one)
            )

    put(ours, range(40), 1.0)
    asked = MetricRequest("A", text.format(ours))
    expected = here.metrics.run_row(asked, RANGE).series
    assert expected
    run = Engine.query
    ran = 0

    def met(engine: Engine, select: Query) -> Answer:
        nonlocal ran
        ran += 1
        if ran == 1:
            put(theirs, range(40), 1_000.0)
        return run(engine, select)

    monkeypatch.setattr(Engine, "query", met)
    assert here.metrics.run_row(asked, RANGE).series == expected
    assert ran == 2
    # From now on they are known, and told apart.
    assert here.metrics.run_row(asked, RANGE).series == expected
    assert ran == 3


def test_more_series_than_are_shown_name_the_limit(here: World) -> None:
    here.insert_points(fleet(30))
    limited = MetricService(here.store, here.clock, series=SeriesLimits(inputs=20, shown=5))

    def told(text: str) -> tuple[MetricOutcome, list[str]]:
        found = limited.run_row(MetricRequest("A", text), RANGE)
        return found, [warning.message for warning in found.warnings]

    alone, warnings = told("metric=m | quantize to 5m")
    assert (len(alone.series), alone.total) == (5, 30)
    assert any("30 series and metrics.max_series is 5" in w for w in warnings)
    grouped, warnings = told("metric=m | quantize to 5m | sum by host")
    assert (len(grouped.series), grouped.total) == (5, 20)
    assert any("reads 30 series and metrics.max_input_series is 20" in w for w in warnings)
