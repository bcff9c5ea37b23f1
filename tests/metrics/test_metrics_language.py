"""The metrics language: selectors and operators over real points, faults, and default intervals."""

from collections.abc import Iterator

import pytest

from sagescope.clock import FixedClock
from sagescope.errors import Refusal
from sagescope.ingest.batch import MetricPart, points_table, series_id, series_table
from sagescope.ingest.points import Series
from sagescope.metrics.compile import compile_metrics
from sagescope.metrics.quantization import default_interval, effective_interval
from sagescope.search.metrics import MetricRequest, MetricService, TimeSeries
from sagescope.timerange import TimeRange
from store_world import World, world

START = 1_767_225_600_000
MINUTE = 60_000
RANGE = TimeRange(START, START + 10 * MINUTE)

SERIES: dict[str, tuple[dict[str, str], list[float]]] = {
    "a": (
        {"namespace": "AWS/SageMaker", "modelid": "m1", "statistic": "Sum", "region": "us-east-1"},
        [1, 2, 3, 4],
    ),
    "b": (
        {"namespace": "/aws/sagemaker", "modelid": "m1", "statistic": "Sum", "region": "eu-west-1"},
        [10, 20, 30, 40],
    ),
    "c": (
        {"namespace": "aws/sagemaker", "modelid": "m2", "statistic": "Average", "region": "us-east-1"},
        [5, 5, 5, 5],
    ),
    "d": ({"namespace": "aws/other", "statistic": "Sum", "region": "us-east-1"}, [100, 100, 100, 100]),
}


@pytest.fixture(scope="module")
def here() -> World:
    return world()


@pytest.fixture(scope="module")
def metrics(here: World) -> Iterator[MetricService]:
    engine = here.store.engine
    for dimensions, values in SERIES.values():
        series = Series("TestInvocations", tuple(sorted(dimensions.items())))
        part = MetricPart(
            [(series_id(series), series)], [0] * 4, [START + n * MINUTE for n in range(4)], values, START, 0
        )
        engine.insert("metric_series", series_table({series_id(series): series}, START))
        engine.insert("metric_points", points_table([part]))
    yield MetricService(here.store, FixedClock(START))


def run(metrics: MetricService, query: str) -> list[TimeSeries]:
    return metrics.run(MetricRequest("A", f"metric=TestInvocations {query}"), RANGE).series


def values(series: list[TimeSeries], key: str) -> dict[str, list[float]]:
    return {s.dimensions[key]: s.values for s in series}


@pytest.mark.parametrize(
    ("selector", "count"),
    [
        ("", 4),
        ("namespace=aws/sagemaker", 3),
        ("Namespace=/AWS/sagemaker", 3),
        ("statistic= sum", 3),
        ("statistic=SUM", 3),
        ("modelid=*", 3),
        ("!(modelid=*)", 1),
        ("not modelid=m1", 2),
        ("modelid=m*", 3),
        ("modelid=(m1, m2)", 3),
        ("modelid=(m1 OR m2)", 3),
        ("(modelid=m2 or region=eu-west-1)", 2),
        ("region=us* statistic=sum", 2),
        ("eu-west-1", 1),
        ("modelid=nothing", 0),
    ],
)
def test_selectors(metrics: MetricService, selector: str, count: int) -> None:
    assert len(run(metrics, selector)) == count


@pytest.mark.parametrize(
    ("operator", "m1"),
    [
        ("sum by modelid", [11, 22, 33, 44]),
        ("avg by modelid", [5.5, 11, 16.5, 22]),
        ("min by modelid", [1, 2, 3, 4]),
        ("Max by ModelId", [10, 20, 30, 40]),
        ("count by modelid", [2, 2, 2, 2]),
    ],
)
def test_across_series(metrics: MetricService, operator: str, m1: list[float]) -> None:
    found = run(metrics, f"modelid=* | quantize to 1m | {operator}")
    key = "ModelId" if "ModelId" in operator else "modelid"
    assert values(found, key)["m1"] == m1
    assert {s.metric for s in found} == {operator.split()[0].lower()}


@pytest.mark.parametrize(
    ("rollup", "value"), [("avg", 2.5), ("sum", 10), ("min", 1), ("max", 4), ("count", 4)]
)
def test_quantize_rolls_points_up(metrics: MetricService, rollup: str, value: float) -> None:
    (series,) = run(metrics, f"modelid=m1 region=us-east-1 | quantize to 5m using {rollup}")
    assert (series.times, series.values) == ([START], [value])
    assert series.dimensions["region"] == "us-east-1"


def test_operators_chain(metrics: MetricService) -> None:
    (total,) = run(
        metrics, "statistic=sum | quantize 1m using sum | sum by modelid, region | max by region | sum"
    )
    assert total.values == [110, 120, 130, 140]
    (again,) = run(metrics, "modelid=m1 | quantize to 1m using sum | sum | quantize to 2m using max")
    assert again.values == [22, 44]


def test_the_newest_delivery_of_a_point_counts(metrics: MetricService, here: World) -> None:
    series = Series("TestTwice", (("host", "h"),))
    for received, value in ((START, 1.0), (START + 5, 7.0)):
        part = MetricPart([(series_id(series), series)], [0], [START], [value], received, 0)
        here.store.engine.insert("metric_points", points_table([part]))
    here.store.engine.insert("metric_series", series_table({series_id(series): series}, START))
    (found,) = metrics.run(MetricRequest("A", "metric=TestTwice | quantize using sum"), RANGE).series
    assert found.values == [7.0]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("metric=a | avrg by x", "operator.unknown"),
        ("metric=", "metrics.expected_value"),
        ("metric=a | quantize", "quantize.empty"),
        ("metric=a | quantize to 5x", "quantize.interval"),
        ("metric=a | quantize using mode", "quantize.rollup"),
        ("(metric=a", "syntax.expected"),
        ('metric="a', "syntax.unclosed_quote"),
        ("metric=a | ", "stage.empty"),
        ("#A / #B", "metrics.rows"),
    ],
)
def test_faults_have_a_place(query: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        compile_metrics(query, RANGE)
    fault = caught.value.faults[0]
    assert fault.code == code
    assert fault.span is not None
    assert 0 <= fault.span.start <= fault.span.end <= len(query)


@pytest.mark.parametrize(
    ("minutes", "seconds"),
    [
        (60, 15),
        (180, 30),
        (360, 60),
        (1_440, 300),
        (2_880, 600),
        (4_320, 3_600),
        (10_080, 3_600),
        (43_200, 7_200),
        (129_600, 21_600),
    ],
)
def test_default_intervals_are_those_of_the_table(minutes: int, seconds: int) -> None:
    assert default_interval(minutes * MINUTE) == seconds * 1_000
    assert default_interval(minutes * MINUTE - 1) == seconds * 1_000


def test_an_interval_is_never_made_smaller_and_raised_where_it_must_be() -> None:
    assert effective_interval(60 * MINUTE, 5 * MINUTE) == 5 * MINUTE
    month = 30 * 1_440 * MINUTE
    assert effective_interval(month, MINUTE) == 60 * MINUTE
    assert month <= effective_interval(month, MINUTE) * 1_440
