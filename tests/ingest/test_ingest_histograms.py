"""Histograms as cumulative buckets: each bound counts exactly the values up to it."""

import math
from collections import Counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sagescope.ingest.formats.histograms import (
    FINEST_SCALE,
    MOST_BUCKETS,
    Exponential,
    Histogram,
    explicit_buckets,
    exponential_buckets,
    put_histogram,
)
from sagescope.ingest.points import BadLine, PointsBuilder


def index_of(value: float, scale: int) -> int:
    """The bucket of a value: its bounds are the powers index and index + 1 of 2 ** (2 ** -scale)."""
    return math.ceil(math.log2(value) * 2.0**scale) - 1


@given(
    st.lists(st.floats(1e-6, 1e9) | st.floats(-1e9, -1e-6) | st.just(0.0), min_size=1, max_size=60),
    st.integers(-4, 20),
)
def test_bounds_of_an_exponential_histogram_count_the_values_up_to_them(
    values: list[float], scale: int
) -> None:
    # A value on a bound may be on either side of it, by the rounding of its logarithm.
    assume(all(not v or abs((x := math.log2(abs(v)) * 8) - round(x)) > 1e-6 for v in values))
    positive = Counter(index_of(v, scale) for v in values if v > 0)
    negative = Counter(index_of(-v, scale) for v in values if v < 0)
    zero = float(values.count(0.0))
    given_ = Exponential(scale, list(positive.items()), list(negative.items()), zero)
    buckets = exponential_buckets(given_)
    bounds = [bound for bound, _ in buckets]
    assert bounds == sorted(set(bounds))
    assert len(buckets) <= 2 * MOST_BUCKETS + 3
    counts = [count for _, count in buckets]
    assert counts == sorted(counts) and counts[-1] == len(values)
    if scale <= FINEST_SCALE and len(positive) + len(negative) <= MOST_BUCKETS:
        for bound, count in buckets:
            if min(abs(bound - v) for v in values) > 1e-9 * abs(bound):
                assert count == sum(v <= bound for v in values)


def test_a_histogram_of_many_buckets_joins_neighbours() -> None:
    wide = Exponential(3, [(n, 1.0) for n in range(-4_000, 4_000)], [], 0)
    buckets = exponential_buckets(wide)
    assert len(buckets) <= MOST_BUCKETS + 1
    assert buckets[-1][1] == 8_000


@pytest.mark.parametrize("index", [2**31 - 1, -(2**31)])
@pytest.mark.parametrize("scale", [-10, 0, 20, 30])
def test_indexes_beyond_all_numbers_have_no_bound(index: int, scale: int) -> None:
    for bound, count in exponential_buckets(Exponential(scale, [(index, 2.0)], [(index, 1.0)], 0)):
        assert math.isfinite(bound) and 0 <= count <= 3


@given(st.lists(st.floats(-1e6, 1e6), unique=True, max_size=8).map(sorted), st.data())
def test_explicit_buckets_add_up(bounds: list[float], data: st.DataObject) -> None:
    size = len(bounds) + 1
    counts = data.draw(st.lists(st.integers(0, 100), min_size=size, max_size=size))
    buckets = explicit_buckets(bounds, [float(c) for c in counts])
    assert buckets == [(bound, sum(counts[: i + 1])) for i, bound in enumerate(bounds)]


def test_a_histogram_goes_in_whole_or_not_at_all() -> None:
    builder = PointsBuilder(0, {}, {}, None)
    for bad in (Histogram([(1.0, math.nan)], 1), Histogram([(1.0, 1.0)], math.inf)):
        with pytest.raises(BadLine):
            put_histogram(builder, "h", {}, {}, {}, bad, 5)
    with pytest.raises(BadLine, match="101 dimensions"):
        put_histogram(builder, "h", {f"k{n}": "v" for n in range(100)}, {}, {}, Histogram([(1.0, 1.0)], 1), 5)
    assert builder.points.times == []
    close = Histogram([(1.0, 1.0), (1.0 + 1e-15, 2.0)], 3, sum=math.nan)
    put_histogram(builder, "h", {"unit": "s"}, {}, {}, close, 5)
    found = {
        (s.metric, dict(s.dimensions).get("le")) for s in builder.points.series if s.metric == "h_bucket"
    }
    assert found == {("h_bucket", "1"), ("h_bucket", "+Inf")}
    assert builder.points.histograms == [3]
