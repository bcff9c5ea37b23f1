"""What the engine gives is what plain Python works out from the raw points, whichever tables it comes from."""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import plain_metrics as plain
import pytest
from plain_metrics import Labels, Points, Raw, Table

from sagescope.metrics.storage import HOUR
from sagescope.search.metrics import MetricOutcome, MetricRequest, RowFaults
from sagescope.store.rollups import Rollups
from sagescope.timerange import TimeRange
from store_world import NOW, World, world

SECOND, MINUTE = 1_000, 60_000


@dataclass(frozen=True)
class Data:
    """Generated points in a store, and the range that queries run over."""

    here: World
    raw: Raw
    range: TimeRange

    def of(self, metric: str) -> Raw:
        """The points of one metric."""
        return {labels: points for labels, points in self.raw.items() if ("metric", metric) in labels}

    def buckets(self, metric: str, width: int = MINUTE, rollup: str = "avg", shift: int = 0) -> Table:
        """The points of one metric in buckets."""
        return plain.quantized(self.of(metric), self.range.start, self.range.end, width, rollup, shift)


def _generated(seed: int) -> Raw:
    """Series of gauges with gaps, of counters that start again, and of histogram buckets, over four hours.

    Points come out of order and twice, with another value the second time.
    """
    draw = random.Random(seed)
    start = NOW - 5 * HOUR
    raw: dict[Labels, list[tuple[int, float]]] = {}
    for i in range(8):
        labels = (("metric", "gauge"), ("host", f"h{i}"), ("az", "xyz"[i % 3]))
        step = draw.choice((20, 45, 60, 90)) * SECOND
        times = [start + draw.randrange(step) + n * step for n in range(5 * HOUR // step)]
        points = [(t, draw.gauss(10 * i, 20)) for t in times if draw.random() > 0.3]
        again = [(t, v + 1) for t, v in draw.sample(points, len(points) // 10)]
        shuffled = draw.sample(points, len(points))
        raw[labels] = shuffled + again
    for i in range(5):
        labels = (("metric", "counter"), ("host", f"h{i}"), ("az", "xyz"[i % 3]))
        level, points = draw.random() * 100, []
        for n in range(5 * 60):
            level = draw.random() * 5 if draw.random() < 0.05 else level + draw.random() * 30
            if draw.random() > 0.1:
                points.append((start + n * MINUTE + 7 * SECOND, level))
        raw[labels] = points
    for svc in ("a", "b"):
        counts = dict.fromkeys(("0.1", "0.5", "2.5", "+Inf"), 0.0)
        series: dict[str, list[tuple[int, float]]] = {le: [] for le in counts}
        for n in range(5 * 60):
            grown = 0.0
            for le in counts:
                grown += draw.randrange(10)
                counts[le] += grown
                series[le].append((start + n * MINUTE, counts[le]))
        for le, held in series.items():
            raw[(("metric", "bucket"), ("svc", svc), ("le", le))] = held
    return raw


@pytest.fixture(
    scope="module",
    params=[(1, False, True), (2, True, True), (3, False, False), (4, True, False)],
    ids=["points", "rollups", "points one by one", "rollups one by one"],
)
def data(request: pytest.FixtureRequest) -> Iterator[Data]:
    """A store with generated points, read raw or from rollups.

    The series are few, so that their points are laid on a grid, or count as many.
    """
    seed, rolled, few = request.param
    here = world()
    here.empty()
    raw = _generated(seed)
    here.insert_points((dict(labels), points) for labels, points in raw.items())
    if rolled:
        assert Rollups(here.engine, here.clock).refresh(settled=-1) == 4
    # The ends cut buckets of every length used here.
    with pytest.MonkeyPatch.context() as patch:
        if not few:
            for module in ("picked_series", "inlined_labels"):
                patch.setattr(f"sagescope.search.{module}.MOST_LISTED", 0)
        yield Data(here, raw, TimeRange(NOW - 4 * HOUR - 17 * SECOND, NOW - 100 * SECOND))


def run(data: Data, *rows: str) -> list[tuple[dict[str, str], Points]]:
    """The series of the last row."""
    requests = [
        MetricRequest(chr(ord("A") + i), text, MINUTE, transient=i < len(rows) - 1)
        for i, text in enumerate(rows)
    ]
    (found,) = data.here.metrics.run(requests, data.range)
    assert isinstance(found, MetricOutcome), found.refused if isinstance(found, RowFaults) else found
    return [
        ({"metric": s.metric, **s.dimensions}, dict(zip(s.times, s.values, strict=True)))
        for s in found.series
    ]


def agree(
    got: Iterable[tuple[dict[str, str], Points]], wanted: Table | Iterable[tuple[Labels, Points]]
) -> None:
    """The same series with the same points, up to the last digits; only labels that the oracle has count."""
    expected = list(wanted.items() if isinstance(wanted, dict) else wanted)
    names = {name for labels, _ in expected for name, _ in labels} - {"metric"}
    found = sorted(
        (tuple(sorted((n, v) for n, v in labels.items() if n in names)), sorted(points.items()))
        for labels, points in got
    )
    held = sorted(
        (tuple(sorted((n, v) for n, v in labels if n in names)), sorted(points.items()))
        for labels, points in expected
    )
    assert [labels for labels, _ in found] == [labels for labels, _ in held]
    for (labels, ours), (_, theirs) in zip(found, held, strict=True):
        assert [t for t, _ in ours] == [t for t, _ in theirs], labels
        assert [v for _, v in ours] == pytest.approx([v for _, v in theirs], rel=1e-9, abs=1e-7), labels


@pytest.mark.parametrize("width", [30 * SECOND, MINUTE, 5 * MINUTE, 7 * MINUTE, 15 * MINUTE, HOUR, 2 * HOUR])
@pytest.mark.parametrize("rollup", ["avg", "sum", "min", "max", "count", "latest", "rate"])
# A row with a stage is laid on a grid.
@pytest.mark.parametrize("stage", ["", " | eval _value"], ids=["alone", "staged"])
def test_quantize(data: Data, width: int, rollup: str, stage: str) -> None:
    got = run(data, f"metric=gauge | quantize to {width // SECOND}s using {rollup}{stage}")
    agree(got, data.buckets("gauge", width, rollup))


@pytest.mark.parametrize("width", [MINUTE, 5 * MINUTE, HOUR])
@pytest.mark.parametrize("stage", ["", " | eval _value"], ids=["alone", "staged"])
def test_quantize_by_percentile(data: Data, width: int, stage: str) -> None:
    # Sketches of rollups are right to a hundredth of the value, between two values of the bucket.
    got = run(data, f"metric=counter | quantize to {width // MINUTE}m using pct(90){stage}")
    wanted = data.buckets("counter", width, "pct(90)")
    for labels, points in got:
        expected = wanted[("metric", "counter"), ("host", labels["host"]), ("az", labels["az"])]
        raw = data.of("counter")[("metric", "counter"), ("host", labels["host"]), ("az", labels["az"])]
        assert points.keys() == expected.keys()
        for bucket, value in points.items():
            start, end = max(bucket, data.range.start), min(bucket + width, data.range.end)
            inside = [v for t, v in raw if start <= t < end]
            below = max((v for v in inside if v <= expected[bucket]), default=expected[bucket])
            above = min((v for v in inside if v >= expected[bucket]), default=expected[bucket])
            assert below * 0.99 - 1e-9 <= value <= above * 1.01 + 1e-9


CHANGES: list[tuple[str, str, Callable[[Points], Points]]] = [
    ("gauge", "delta", plain.delta),
    ("gauge", "delta increasing", lambda p: plain.delta(p, "increasing")),
    ("gauge", "delta decreasing", lambda p: plain.delta(p, "decreasing")),
    ("counter", "delta counter", lambda p: plain.delta(p, "counter")),
    ("gauge", "rate", plain.rate),
    ("gauge", "rate increasing", lambda p: plain.rate(p, "increasing")),
    ("gauge", "rate decreasing", lambda p: plain.rate(p, "decreasing")),
    ("counter", "rate counter", lambda p: plain.rate(p, "counter")),
    ("gauge", "rate over 5m", lambda p: plain.rate_over(p, 5 * MINUTE)),
    ("gauge", "rate increasing 7m", lambda p: plain.rate_over(p, 7 * MINUTE, "increasing")),
    ("counter", "rate counter over 10m", lambda p: plain.rate_over(p, 10 * MINUTE, "counter")),
    ("gauge", "ewma", lambda p: plain.ewma(p, 0.5)),
    ("gauge", "ewma alpha=0.1", lambda p: plain.ewma(p, 0.1)),
    ("gauge", "ewma span=10", lambda p: plain.ewma(p, 2 / 11)),
    ("gauge", "accum", plain.accum),
    ("gauge", "eval _value * 2 - avg", lambda p: {t: v * 2 - plain.reduced(p, "avg") for t, v in p.items()}),
    ("gauge", "eval pct(90) + stddev", lambda p: dict.fromkeys(p, plain.reduced(p, "pct(90)") + plain.reduced(p, "stddev"))),
    ("gauge", "where _value > avg", lambda p: {t: v for t, v in p.items() if v > plain.reduced(p, "avg")}),
    ("gauge", "where latest > 20", lambda p: p if plain.reduced(p, "latest") > 20 else {}),
]  # fmt: skip


@pytest.mark.parametrize(("metric", "stage", "change"), CHANGES, ids=[stage for _, stage, _ in CHANGES])
def test_changes_of_a_series(data: Data, metric: str, stage: str, change: Callable[[Points], Points]) -> None:
    got = run(data, f"metric={metric} | {stage}")
    agree(got, plain.each(data.buckets(metric), change))


@pytest.mark.parametrize("policy", ["0", "-3.5", "last", "interpolation"])
@pytest.mark.parametrize("width", [MINUTE, 10 * MINUTE])
def test_fillmissing(data: Data, policy: str, width: int) -> None:
    got = run(data, f"metric=gauge | quantize to {width // MINUTE}m | fillmissing {policy}")
    start, end = data.range.start, data.range.end
    wanted = plain.each(data.buckets("gauge", width), lambda p: plain.filled(p, start, end, width, policy))
    agree(got, wanted)


@pytest.mark.parametrize("length", [2, 4, 9])
@pytest.mark.parametrize("least", [-20, 0, 15])
def test_stretches(data: Data, length: int, least: int) -> None:
    got = run(data, f"metric=gauge | where _value > {least} all any {length}m")
    start, end = data.range.start, data.range.end
    span = (start // MINUTE * MINUTE, -(-end // MINUTE) * MINUTE)
    agree(
        got,
        plain.each(
            data.buckets("gauge"),
            lambda p: (
                p if plain.holds_all_in_any(p, lambda v: v > least, length * MINUTE, span, MINUTE) else {}
            ),
        ),
    )


@pytest.mark.parametrize("shift", [MINUTE, 7 * MINUTE, HOUR, 2 * HOUR, 90 * SECOND])
@pytest.mark.parametrize("width", [MINUTE, 5 * MINUTE, HOUR])
def test_timeshift(data: Data, shift: int, width: int) -> None:
    got = run(data, f"metric=gauge | quantize to {width // MINUTE}m | timeshift {shift // SECOND}s")
    agree(got, data.buckets("gauge", width, "avg", shift))


@pytest.mark.parametrize("aggregate", ["sum", "avg", "min", "max", "count", "stddev", "pct(90)"])
@pytest.mark.parametrize("by", [(), ("az",), ("az", "host"), ("none",)])
def test_aggregates(data: Data, aggregate: str, by: tuple[str, ...]) -> None:
    grouping = f" by {', '.join(by)}" if by else ""
    got = run(data, f"metric=gauge | {aggregate}{grouping}")
    agree(got, plain.grouped(data.buckets("gauge"), by, aggregate))


@pytest.mark.parametrize("reducer", ["avg", "max", "latest", "sum", "pct(90)", "stddev"])
@pytest.mark.parametrize("by", [(), ("az",)])
@pytest.mark.parametrize("operator", ["topk", "bottomk"])
def test_ranks(data: Data, operator: str, reducer: str, by: tuple[str, ...]) -> None:
    grouping = f" by {', '.join(by)}" if by else ""
    got = run(data, f"metric=gauge | {operator}(2, {reducer}){grouping}")
    agree(got, plain.ranked(data.buckets("gauge"), 2, reducer, by, largest=operator == "topk"))


@pytest.mark.parametrize("quantile", [0, 0.1, 0.5, 0.99, 1])
@pytest.mark.parametrize("grouped", [False, True])
def test_histogram_quantile(data: Data, quantile: float, grouped: bool) -> None:
    buckets = plain.each(data.buckets("bucket", 5 * MINUTE, "max"), plain.delta)
    text = "metric=bucket | quantize to 5m using max | delta"
    if grouped:
        buckets, text = plain.grouped(buckets, ("le",), "sum"), f"{text} | sum by le"
    got = run(data, f"{text} | histogram_quantile({quantile})")
    agree(got, plain.histogram_quantile(buckets, quantile))


JOINS: list[tuple[str, tuple[str, ...] | None, Callable[[float, float], float | None]]] = [
    ("#A * 100 / #B along host", ("host",), lambda a, b: a * 100 / b if b else None),
    ("#B - #A along host, az", ("host", "az"), lambda a, b: b - a),
    ("max(#A, #B) / (#A + 1000) along az", ("az",), lambda a, b: max(a, b) / (a + 1000)),
    ("#A + 2 * #B", None, lambda a, b: a + 2 * b),
]


@pytest.mark.parametrize(("text", "along", "arithmetic"), JOINS, ids=[j[0] for j in JOINS])
def test_joins(
    data: Data,
    text: str,
    along: tuple[str, ...] | None,
    arithmetic: Callable[[float, float], float | None],
) -> None:
    got = run(data, "metric=gauge", "metric=counter", text)
    wanted = plain.joined(data.buckets("gauge"), data.buckets("counter"), along, arithmetic)
    agree(got, wanted)


def test_a_chain_of_everything(data: Data) -> None:
    rows = (
        "metric=counter | quantize to 5m using max | delta counter | sum by az",
        "metric=gauge | quantize to 5m | avg by az | timeshift 10m",
        "#A / (1 + #B * #B) along az | ewma alpha=0.3 | topk(2, avg)",
    )
    first = plain.grouped(
        plain.each(data.buckets("counter", 5 * MINUTE, "max"), lambda p: plain.delta(p, "counter")),
        ("az",),
        "sum",
    )
    second = plain.grouped(data.buckets("gauge", 5 * MINUTE, "avg", 10 * MINUTE), ("az",), "avg")
    third = dict(plain.joined(first, second, ("az",), lambda a, b: a / (1 + b * b)))
    wanted = plain.ranked(plain.each(third, lambda p: plain.ewma(p, 0.3)), 2, "avg", ())
    agree(run(data, *rows), wanted)
