"""Which times are read from rollups, and that retention never leaves a query without what is kept."""

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.clock import FixedClock
from sagescope.metrics.storage import HOUR, RESOLUTIONS, Coverage, reading
from sagescope.search.metrics import MetricOutcome, MetricRequest, MetricService
from sagescope.store.rollups import DAY, Retention, Rollups
from sagescope.timerange import TimeRange
from store_world import NOW, World, world

MINUTE = 60_000

_hours = st.lists(st.integers(0, 40), unique=True, max_size=20).map(sorted)
_times = st.integers(0, 40 * HOUR)


def spans(hours: Sequence[int]) -> tuple[TimeRange, ...]:
    """Neighbouring hours put together, as the store tells them."""
    found: list[TimeRange] = []
    for hour in hours:
        if found and found[-1].end == hour * HOUR:
            found[-1] = TimeRange(found[-1].start, (hour + 1) * HOUR)
        else:
            found.append(TimeRange(hour * HOUR, (hour + 1) * HOUR))
    return tuple(found)


@given(
    _hours,
    st.tuples(_times, _times).map(sorted),
    st.sampled_from([1_000, MINUTE, 3 * MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR]),
    st.sampled_from([0, MINUTE, 5 * MINUTE, HOUR, 90_000]),
)
def test_every_time_is_read_once(hours: list[int], ends: tuple[int, int], width: int, shift: int) -> None:
    range_ = TimeRange(*ends)
    read = reading(range_, width, shift, Coverage(spans(hours)))
    parts = sorted([*read.rolled, *read.raw], key=lambda part: part.start)
    if range_.length:
        assert parts[0].start == range_.start
        assert parts[-1].end == range_.end
    assert all(one.end == other.start for one, other in itertools.pairwise(parts))
    if read.resolution is None:
        assert read.rolled == ()
        return
    length = read.resolution.length
    assert width % length == 0
    assert shift % length == 0
    for part in read.rolled:
        assert part.start % length == part.end % length == 0
        assert any(span.start <= part.start and part.end <= span.end for span in spans(hours))


@given(_hours, st.tuples(_times, _times).map(sorted), st.integers(0, 40 * HOUR))
def test_what_the_points_have_lost_comes_from_rollups(
    hours: list[int], ends: tuple[int, int], since: int
) -> None:
    range_ = TimeRange(*ends)
    read = reading(range_, HOUR, 0, Coverage(spans(hours), since, (0, 0, 0)))
    assert all(part.start >= min(since, range_.end) for part in read.raw)
    covered = sorted([*read.rolled, *read.raw], key=lambda part: part.start)
    if range_.length:
        assert covered[0].start <= range_.start
        assert covered[-1].end >= range_.end
    assert all(one.end == other.start for one, other in itertools.pairwise(covered))


@pytest.mark.parametrize(
    ("age", "finest"),
    [(1, 1), (29, 1), (31, MINUTE), (59, MINUTE), (61, 5 * MINUTE), (121, HOUR), (500, HOUR)],
)
def test_buckets_are_as_fine_as_what_is_kept(age: int, finest: int) -> None:
    coverage = Rollups(world().engine, FixedClock(NOW), Retention()).coverage()
    assert coverage.finest(NOW - age * DAY) == finest


def test_old_ranges_are_read_from_what_is_left() -> None:
    here = world()
    here.empty()
    start = NOW - 3 * HOUR
    here.insert_points(
        [({"metric": "cpu", "host": "a"}, [(start + i * MINUTE, float(i)) for i in range(120)])]
    )
    assert Rollups(here.engine, here.clock).refresh(settled=-1) == 2
    here.engine.command("TRUNCATE TABLE metric_points")
    for days, interval in ((40, MINUTE), (100, 5 * MINUTE), (200, HOUR)):
        later = FixedClock(NOW + days * DAY)
        metrics = MetricService(here.store, later, rollups=Rollups(here.engine, later))
        outcome = metrics.run_row(
            MetricRequest("A", "metric=cpu | quantize to 15s using sum"), TimeRange(start, start + 2 * HOUR)
        )
        assert (outcome.interval, sum(outcome.series[0].values)) == (interval, sum(range(120)))
        (warning,) = outcome.warnings
        assert warning.code == "metrics.interval"
        assert "no finer points are kept" in warning.message
    # Within the retention of points there is nothing left to read, and nobody pretends otherwise.
    assert _run(here, "metric=cpu | quantize to 15s", TimeRange(start, start + 2 * HOUR)).series == []


def _run(here: World, query: str, range_: TimeRange) -> MetricOutcome:
    return here.metrics.run_row(MetricRequest("A", query), range_)


def test_late_points_count_at_once() -> None:
    here = world()
    here.empty()
    start = NOW - 3 * HOUR
    labels = {"metric": "cpu", "host": "a"}
    here.insert_points([(labels, [(start + i * MINUTE, 1.0) for i in range(0, 120, 2)])])
    rollups = Rollups(here.engine, here.clock)
    rollups.refresh(settled=-1)
    query, range_ = "metric=cpu | quantize to 1h using sum", TimeRange(start, NOW)
    assert sum(_run(here, query, range_).series[0].values) == 60
    here.insert_points([(labels, [(start + i * MINUTE, 1.0) for i in range(1, 31, 2)])])
    assert sum(_run(here, query, range_).series[0].values) == 75
    rollups.refresh(settled=-1)
    assert sum(_run(here, query, range_).series[0].values) == 75


def test_every_length_divides_the_next() -> None:
    lengths = [resolution.length for resolution in RESOLUTIONS]
    assert all(b % a == 0 for a, b in itertools.pairwise(lengths))
    assert lengths[-1] == HOUR
