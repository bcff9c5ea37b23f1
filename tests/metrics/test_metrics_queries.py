"""Metrics queries over inserted points: selectors, buckets, operators and faults (reference metrics-language.md)."""

from collections.abc import Sequence

import pytest

from sagescope.errors import Refusal
from sagescope.metrics.ast import Folding, Rollup
from sagescope.metrics.compile import RowQuery, compile_metrics
from sagescope.metrics.quantization import MOST_POINTS, default_interval, effective_interval
from sagescope.metrics.query import parse_row, quantized
from sagescope.search.metrics import MetricOutcome, MetricRequest
from sagescope.timerange import TimeRange
from store_world import NOW, World, world

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
START = NOW - HOUR
LAST_HOUR = TimeRange(START, NOW)

_BASE = {"account": "123456789012", "region": "us-east-1"}
SERIES = {
    "latency-a": {**_BASE, "metric": "InvocationLatency", "Namespace": "AWS/SageMaker", "statistic": "Average", "ModelId": "m-a", "unit": "Milliseconds"},
    "latency-b": {**_BASE, "metric": "InvocationLatency", "Namespace": "AWS/SageMaker", "statistic": "Average", "ModelId": "M-B", "unit": "Milliseconds"},
    "sum-a": {**_BASE, "metric": "Invocations", "Namespace": "AWS/SageMaker", "statistic": "Sum", "ModelId": "m-a", "unit": "Count"},
    "sum-b": {**_BASE, "metric": "Invocations", "Namespace": "AWS/SageMaker", "statistic": "Sum", "ModelId": "M-B", "unit": "Count"},
    "cpu": {"metric": "CPUUtilization", "namespace": "/aws/sagemaker/Endpoints", "statistic": "Average", "host": "alpha prod", "x%y_z": "a*b", "unit": "Percent"},
}  # fmt: skip


def _points(*values: float, step: int = MINUTE, start: int = START) -> list[tuple[int, float]]:
    return [(start + i * step, value) for i, value in enumerate(values)]


@pytest.fixture(scope="module")
def here() -> World:
    here = world()
    here.empty()
    points = {
        "latency-a": _points(10, 20, 30, 40, 50, 60),
        "latency-b": _points(100, 200),
        "sum-a": _points(1, 2, 3, 4, 5, 6),
        "sum-b": _points(10, 0, 0, 0, 0, 20),
        # One point comes twice, the later delivery counts; one lies at the end of the range, which is out.
        "cpu": [(START, 1.0), (START, 5.0), (START + 30 * MINUTE, 7.0), (NOW, 99.0), (START - 1, 99.0)],
    }
    here.insert_points((SERIES[name], points[name]) for name in SERIES)
    return here


def _run(
    here: World, query: str, range_: TimeRange = LAST_HOUR, interval: int | None = None
) -> MetricOutcome:
    return here.metrics.run_row(MetricRequest("A", query, interval), range_)


def _selected(here: World, selector: str) -> set[str]:
    """The names of the series that a selector picks."""
    found = _run(here, selector).series
    names = set()
    for series in found:
        for name, dimensions in SERIES.items():
            same = {k.lower(): v for k, v in dimensions.items() if k != "metric"}
            if series.metric == dimensions["metric"] and dict(series.dimensions) == same:
                names.add(name)
    assert len(names) == len(found)
    return names


LATENCY, SUMS = {"latency-a", "latency-b"}, {"sum-a", "sum-b"}


@pytest.mark.parametrize(
    ("selector", "names"),
    [
        ("metric=InvocationLatency", LATENCY),
        ("METRIC = invocationLATENCY", LATENCY),
        ("metric=Invocation*", LATENCY | SUMS),
        ("metric=*Latency modelid=m-b", {"latency-b"}),
        ("MODELID=M-A", {"latency-a", "sum-a"}),
        ("modelid=*", LATENCY | SUMS),
        ("statistic= sum", SUMS),
        ("statistic =Sum", SUMS),
        ("namespace=aws/sagemaker", LATENCY | SUMS),
        ("namespace=/aws/sagemaker", LATENCY | SUMS),
        ("namespace=aws/sagemaker/endpoints", {"cpu"}),
        ("namespace=/AWS/SageMaker/*", {"cpu"}),
        ("namespace=aws/sagemaker*", set(SERIES)),
        ("!(modelid=*)", {"cpu"}),
        ("NOT modelid=*", {"cpu"}),
        ("!modelid=m-a metric=Invocation*", {"latency-b", "sum-b"}),
        ("not not modelid=m-a", {"latency-a", "sum-a"}),
        ("!account=9", set(SERIES)),
        ("(metric=Invocations or metric=CPUUtilization)", SUMS | {"cpu"}),
        ("metric=Invocations OR metric=CPUUtilization modelid=*", SUMS),
        ("metric=(Invocations, CPUUtilization)", SUMS | {"cpu"}),
        ("metric=(Invocations OR cpu*)", SUMS | {"cpu"}),
        ("modelid=(m-b)", {"latency-b", "sum-b"}),
        ('host="alpha prod"', {"cpu"}),
        ('host="ALPHA*"', {"cpu"}),
        ("host=alpha", set()),
        ('%"x%y_z"="a*b"', {"cpu"}),
        ("CPUUtilization", {"cpu"}),
        ("cpuutil*", {"cpu"}),
        ("m-a", {"latency-a", "sum-a"}),
        ("percent", {"cpu"}),
        ("host", {"cpu"}),
        ("modelid* statistic=average", LATENCY),
        ("nothing", set()),
        ("metric=Invocations and statistic=sum", SUMS),
        ("account=* region=* metric=Invocations /* all */ // of them", SUMS),
        ("*", set(SERIES)),
    ],
)
def test_selectors(here: World, selector: str, names: set[str]) -> None:
    assert _selected(here, selector) == names


def test_series_carry_their_dimensions_and_unit(here: World) -> None:
    outcome = _run(here, "metric=Invocations modelid=m-b")
    (series,) = outcome.series
    assert series.metric == "Invocations"
    assert series.dimensions["modelid"] == "M-B"
    assert "metric" not in series.dimensions
    assert outcome.unit == "Count"
    assert _run(here, "metric=Invocation*").unit is None


def _values(outcome: MetricOutcome) -> dict[tuple[str, ...], list[tuple[int, float]]]:
    """Points by the values of the dimensions: minutes since the start, and values."""
    return {
        tuple(series.dimensions.values()): [
            ((time - START) // MINUTE, value) for time, value in zip(series.times, series.values, strict=True)
        ]
        for series in outcome.series
    }


def _single(outcome: MetricOutcome) -> list[tuple[int, float]]:
    ((_, points),) = _values(outcome).items()
    return points


A = "metric=InvocationLatency modelid=m-a"


@pytest.mark.parametrize(
    ("query", "points"),
    [
        (f"{A} | quantize to 1m", [(0, 10), (1, 20), (2, 30), (3, 40), (4, 50), (5, 60)]),
        (f"{A} | quantize 2m", [(0, 15), (2, 35), (4, 55)]),
        (f"{A} | quantize to 2m using avg", [(0, 15), (2, 35), (4, 55)]),
        (f"{A} | quantize 3m using sum", [(0, 60), (3, 150)]),
        (f"{A} | quantize to 3m using min", [(0, 10), (3, 40)]),
        (f"{A} | quantize to 3m using MAX", [(0, 30), (3, 60)]),
        (f"{A} | quantize to 4m using count", [(0, 4), (4, 2)]),
        (f"{A} | quantize to 1h", [(0, 35)]),
        # Later in the pipe it works on what there is: means of two, then the largest of each four minutes.
        (f"{A} | quantize to 2m | quantize to 4m using max", [(0, 35), (4, 55)]),
        (f"{A} | quantize to 2m | quantize to 4m", [(0, 25), (4, 55)]),
        (f"{A} | quantize to 2m | quantize using sum", [(0, 15), (2, 35), (4, 55)]),
        # A later one is never finer than what it reads.
        (f"{A} | quantize to 4m | quantize to 1m", [(0, 25), (4, 55)]),
    ],
)
def test_quantize(here: World, query: str, points: Sequence[tuple[int, float]]) -> None:
    assert _single(_run(here, query)) == points


def test_without_quantize_buckets_and_rollup_are_the_defaults(here: World) -> None:
    outcome = _run(here, A)
    assert (outcome.interval, outcome.folding) == (15_000, Folding(Rollup.AVG))
    assert len(outcome.series[0].times) == 6
    day = _run(here, A, TimeRange(NOW - DAY, NOW))
    assert day.interval == 5 * MINUTE
    assert _single(day) == [(0, 30), (5, 60)]


def test_the_interval_and_rollup_of_the_request_hold_where_the_text_is_silent(here: World) -> None:
    request = MetricRequest("A", f"{A} | avg", 3 * MINUTE, Folding(Rollup.MAX))
    assert _single(here.metrics.run_row(request, LAST_HOUR)) == [(0, 30), (3, 60)]
    request = MetricRequest("A", f"{A} | quantize to 2m using min | avg", 3 * MINUTE, Folding(Rollup.MAX))
    assert _single(here.metrics.run_row(request, LAST_HOUR)) == [(0, 10), (2, 30), (4, 50)]


def test_buckets_are_aligned_to_the_epoch_and_points_outside_the_range_are_out(here: World) -> None:
    late = TimeRange(START + 90_000, START + 5 * MINUTE)
    assert _single(_run(here, f"{A} | quantize to 2m", late)) == [(2, 35), (4, 50)]


def test_a_point_that_came_twice_counts_once_and_the_end_is_out(here: World) -> None:
    assert _single(_run(here, "metric=CPUUtilization | quantize to 1h using sum")) == [(0, 12)]


@pytest.mark.parametrize(
    ("operators", "values"),
    [
        ("sum by modelid", {("m-a",): [(0, 21)], ("M-B",): [(0, 30)]}),
        ("avg by MODELID", {("m-a",): [(0, 21)], ("M-B",): [(0, 30)]}),
        ("sum", {(): [(0, 51)]}),
        ("avg", {(): [(0, 25.5)]}),
        ("Min", {(): [(0, 21)]}),
        ("max", {(): [(0, 30)]}),
        ("count", {(): [(0, 2)]}),
        ("count by account, region", {("123456789012", "us-east-1"): [(0, 2)]}),
        ("sum by (account, region)", {("123456789012", "us-east-1"): [(0, 51)]}),
        ("sum by metric", {(): [(0, 51)]}),
        ("sum by nothing", {("",): [(0, 51)]}),
        ("sum by modelid | max", {(): [(0, 30)]}),
        ("sum by modelid, account | count by account", {("123456789012",): [(0, 2)]}),
        ("sum by modelid | sum by other", {("",): [(0, 51)]}),
        ("sum by modelid | quantize to 2h using max | sum", {(): [(-60, 51)]}),
    ],
)
def test_aggregates_across_series(
    here: World, operators: str, values: dict[tuple[str, ...], list[tuple[int, float]]]
) -> None:
    # 12:00 UTC is a whole number of two hours: the last hour lies in the second half of one.
    outcome = _run(here, f"metric=Invocations | quantize to 1h using sum | {operators}")
    assert _values(outcome) == values


def test_aggregates_work_a_bucket_at_a_time(here: World) -> None:
    outcome = _run(here, "metric=InvocationLatency | quantize to 1m | avg")
    # Where only one series has a point, it is the mean.
    assert _single(outcome) == [(0, 55), (1, 110), (2, 30), (3, 40), (4, 50), (5, 60)]
    assert outcome.series[0].metric == "avg"
    assert outcome.unit == "Milliseconds"


def test_names_of_dimensions_are_shown_as_written(here: World) -> None:
    outcome = _run(here, "metric=Invocations | sum by ModelId, REGION")
    assert [list(s.dimensions) for s in outcome.series] == [["ModelId", "REGION"]] * 2


def test_the_document_s_queries(here: World) -> None:
    latency = (
        "account=* region=* namespace=aws/sagemaker modelid=* metric=InvocationLatency statistic=average"
    )
    assert _values(_run(here, f"{latency} | quantize to 1h | avg by modelid ")) == {
        ("m-a",): [(0, 35)],
        ("M-B",): [(0, 150)],
    }
    invocations = "account=* region=* namespace=aws/sagemaker modelid=* metric=Invocations statistic= sum"
    outcome = _run(here, f"{invocations} | quantize using sum | sum by modelid")
    assert sum(value for points in _values(outcome).values() for _, value in points) == 51


def test_no_series_is_an_empty_answer(here: World) -> None:
    for query in ("metric=Nothing", "metric=Nothing | sum", "metric=Nothing | sum by a | count"):
        assert _run(here, query).series == []


def test_a_text_stays_a_text(here: World) -> None:
    for value in ("' OR 1=1 --", "\\", "`", "{a:String}", "%", "_", "\ue000"):
        written = value.replace("\\", "\\\\").replace('"', '\\"')
        assert _run(here, f'metric="{written}" or "{written}"').series == []


@pytest.mark.parametrize(
    ("query", "faults"),
    [
        ("metric=", [("metrics.expected_value", "=")]),
        ("(metric=a", [("syntax.expected", "a")]),
        ("metric=a)", [("metrics.leftover", ")")]),
        ("metric=(a", [("metrics.list", "a")]),
        ("#A * 2", [("metrics.rows_circle", "#A")]),
        ("=a", [("metrics.expected_term", "=")]),
        ("metric=a or", [("metrics.expected_term", "r")]),
        ("metric=a | sm by b", [("operator.unknown", "sm")]),
        ("metric=a | ", [("stage.empty", " ")]),
        ("metric=a | sum by", [("syntax.expected_name", "y")]),
        ("metric=a | sum over b", [("syntax.leftover", "over b")]),
        ("metric=a | quantize", [("quantize.empty", "quantize")]),
        ("metric=a | quantize to", [("quantize.interval", "o")]),
        ("metric=a | quantize to 5", [("quantize.interval", "5")]),
        ("metric=a | quantize to 0m", [("quantize.interval", "0m")]),
        ("metric=a | quantize to 1.5m", [("quantize.interval", "1.5m")]),
        ("metric=a | quantize to 5m using med", [("quantize.rollup", "med")]),
        (f"metric=a{' | sum' * 31}", [("metrics.too_many_stages", "sum")]),
        (f"metric={'a' * 3_000}", [("metrics.too_long", "")]),
        ("metric=( | quantize to 5 | nope", [("metrics.list", "|"), ("quantize.interval", "5"), ("operator.unknown", "nope")]),
        ('metric="a', [("syntax.unclosed_quote", '"')]),
    ],
)  # fmt: skip
def test_faults(query: str, faults: list[tuple[str, str]]) -> None:
    with pytest.raises(Refusal) as refused:
        compile_metrics(query, LAST_HOUR)
    shown = [(f.code, query[f.span.start : f.span.end] if f.span else "") for f in refused.value.faults]
    assert shown == faults


def test_rows_that_all_read_the_ones_after_them_are_refused() -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    texts = [" + ".join(f"#{to}" for to in letters[at + 1 :]) or "metric=a" for at in range(26)]
    rows = {letter: RowQuery(text) for letter, text in zip(letters, texts, strict=True)}
    with pytest.raises(Refusal) as refused:
        compile_metrics(texts[0], LAST_HOUR, rows=rows, letter="A")
    assert [fault.code for fault in refused.value.faults] == ["metrics.rows_many"]


@pytest.mark.parametrize(
    ("length", "interval"),
    [
        (HOUR, 15_000),
        (3 * HOUR, 30_000),
        (6 * HOUR, MINUTE),
        (DAY, 5 * MINUTE),
        (2 * DAY, 10 * MINUTE),
        (3 * DAY, HOUR),
        (7 * DAY, HOUR),
        (14 * DAY, HOUR),
        (30 * DAY, 2 * HOUR),
        (90 * DAY, 6 * HOUR),
        (150 * DAY, 12 * HOUR),
        (200 * DAY, DAY),
        (400 * DAY, DAY),
        # Between the published rows the next longer one counts.
        (HOUR + 1, 30_000),
        (12 * HOUR, 5 * MINUTE),
        (DAY + 1, 10 * MINUTE),
        (5 * DAY, HOUR),
        (91 * DAY, 12 * HOUR),
    ],
)
def test_the_default_interval_follows_the_range(length: int, interval: int) -> None:
    assert default_interval(length) == interval
    assert effective_interval(length, None) == interval


@pytest.mark.parametrize("length", [MINUTE, HOUR, DAY, 30 * DAY, 400 * DAY, 4_000 * DAY])
@pytest.mark.parametrize("asked", [1_000, 15_000, 12 * MINUTE, HOUR, DAY])
def test_an_interval_is_only_ever_raised(length: int, asked: int) -> None:
    used = effective_interval(length, asked)
    assert used >= asked
    assert length <= used * MOST_POINTS
    if length <= asked * MOST_POINTS:
        assert used == asked


def test_a_raised_interval_is_told(here: World) -> None:
    long = TimeRange(NOW - 30 * DAY, NOW)
    outcome = _run(here, f"{A} | quantize to 1m", long)
    assert outcome.interval > MINUTE
    assert [w.code for w in outcome.warnings] == ["metrics.interval"]
    assert _run(here, A, long).warnings == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("metric=a", "metric=a | quantize to 5m using sum"),
        ("metric=a | eval _value / 2 | sum", "metric=a | quantize to 5m using sum | eval _value / 2 | sum"),
        ("metric=a | quantize to 1m using max | sum", "metric=a | quantize to 1m using max | sum"),
        ("#A / #B along x | sum", "#A / #B along x | sum"),
        ('metric="a|b" | avg', 'metric="a|b" | quantize to 5m using sum | avg'),
    ],
)
def test_buckets_are_put_before_the_other_stages(text: str, wanted: str) -> None:
    assert quantized(text, "quantize to 5m using sum") == wanted
    assert parse_row(wanted).faults == ()
