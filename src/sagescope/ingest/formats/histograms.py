"""Histograms as series of numbers: `<name>_bucket` by `le`, `<name>_count`, `<name>_sum`.

That is how Prometheus writes them, and what `histogram_quantile` reads (reference metrics-language.md, 5.2): a
bucket counts everything up to its bound `le`, those below it too.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sagescope.ingest.points import BadLine, PointsBuilder

FINEST_SCALE = 3
"""Buckets an octave as a power of two: 8 of them, so a value is known to within 4.5 %."""
MOST_BUCKETS = 160
"""Exponential buckets of a point; where there are more, neighbours are joined."""

_SCALES = range(-10, 31)


@dataclass(frozen=True, slots=True)
class Histogram:
    """A histogram: (bound, count up to it) in rising order, and what is known of all values."""

    buckets: Sequence[tuple[float, float]]
    count: float
    sum: float | None = None
    min: float | None = None
    max: float | None = None


@dataclass(frozen=True, slots=True)
class Exponential:
    """Buckets whose bounds are powers of 2 ** (2 ** -scale).

    `positive` and `negative` are (index, count): index i holds values above the power i and up to the power
    i + 1, or their negatives. `zero` counts the values within `zero_bound` of zero.
    """

    scale: int
    positive: Sequence[tuple[int, float]]
    negative: Sequence[tuple[int, float]]
    zero: float
    zero_bound: float = 0.0


def explicit_buckets(bounds: Sequence[float], counts: Sequence[float]) -> list[tuple[float, float]]:
    """Cumulative buckets of counts between bounds; the last count is that above all bounds.

    Raises BadLine where they do not fit together.
    """
    if not counts and not bounds:
        return []
    if len(counts) != len(bounds) + 1:
        raise BadLine(f"it has {len(counts)} buckets for {len(bounds)} bounds")
    if any(map(math.isnan, bounds)) or any(low >= high for low, high in pairwise(bounds)):
        raise BadLine("its bounds do not rise")
    total = 0.0
    buckets = []
    for bound, count in zip(bounds, counts, strict=False):
        total += count
        buckets.append((bound, total))
    return buckets


def exponential_buckets(given: Exponential) -> list[tuple[float, float]]:
    """Cumulative buckets of an exponential histogram.

    Bounds are those of a scale of at most FINEST_SCALE, so that points of different scales share them.
    Raises BadLine where the scale is not one.
    """
    if given.scale not in _SCALES:
        raise BadLine(f"its scale {given.scale} is not between {_SCALES[0]} and {_SCALES[-1]}")
    shift = max(0, given.scale - FINEST_SCALE)
    while True:
        positive, negative = _joined(given.positive, shift), _joined(given.negative, shift)
        if len(positive) + len(negative) <= MOST_BUCKETS:
            break
        shift += 1
    scale = given.scale - shift
    total = 0.0
    buckets: list[tuple[float, float]] = []
    for index in sorted(negative, reverse=True):
        if not buckets:
            buckets.append((-_power(scale, index + 1), 0.0))
        total += negative[index]
        buckets.append((-_power(scale, index), total))
    if given.zero or negative:
        total += given.zero
        buckets.append((abs(given.zero_bound), total))
    for index in sorted(positive):
        low, high = _power(scale, index), _power(scale, index + 1)
        if not buckets or buckets[-1][0] < low:
            buckets.append((low, total))
        total += positive[index]
        buckets.append((high, total))
    return [bucket for bucket in buckets if math.isfinite(bucket[0])]


def _joined(buckets: Iterable[tuple[int, float]], shift: int) -> dict[int, float]:
    joined: dict[int, float] = {}
    for index, count in buckets:
        if count:
            joined[index >> shift] = joined.get(index >> shift, 0.0) + count
    return joined


def _power(scale: int, index: int) -> float:
    exponent = index / 2**scale if scale >= 0 else float(index * 2**-scale)
    return 2.0**exponent if exponent < 1024 else math.inf


def put_histogram(
    builder: PointsBuilder,
    metric: str,
    tags: Mapping[str, str],
    meta: Mapping[str, str],
    own: Mapping[str, str],
    histogram: Histogram,
    ms: int | None,
) -> None:
    """Add the series of a histogram at one time, all or none.

    `unit` is that of the values, so counts do not have it. Raises BadLine where it makes no points.
    """
    if not metric:
        raise BadLine("the metric has no name")
    if not all(math.isfinite(count) for count in (histogram.count, *(c for _, c in histogram.buckets))):
        raise BadLine("a count of it is not finite")
    counted = {key: value for key, value in tags.items() if key != "unit"}
    # Bounds that are written alike are one; the later holds both.
    buckets = {f"{bound:.10g}": count for bound, count in histogram.buckets if math.isfinite(bound)}
    if histogram.buckets:
        buckets["+Inf"] = max(histogram.count, histogram.buckets[-1][1])
    values = {"sum": histogram.sum, "min": histogram.min, "max": histogram.max}
    rows = [
        *((f"{metric}_bucket", {**counted, "le": le}, count) for le, count in buckets.items()),
        (f"{metric}_count", counted, histogram.count),
        *(
            (f"{metric}_{name}", tags, value)
            for name, value in values.items()
            if value is not None and math.isfinite(value)
        ),
    ]
    series = [builder.series(name, dimensions, meta, own) for name, dimensions, _ in rows]
    for at, (_, _, value) in zip(series, rows, strict=True):
        builder.put(at, value, ms)
    builder.points.histograms.append(len(rows))
