"""OTLP: what the SDK and its own encoder make, and what the official classes hold, comes out as points."""

import contextlib
import json
import math

import pytest
from google.protobuf import json_format
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry.exporter.otlp.proto.common.metrics_encoder import encode_metrics
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.metrics.v1.metrics_pb2 import Metric
from opentelemetry.sdk.metrics import Histogram, MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.metrics.view import ExponentialBucketHistogramAggregation, View
from opentelemetry.sdk.resources import Resource

from sagescope.errors import Refusal
from sagescope.ingest.formats import otlp
from sagescope.ingest.points import Points

RECEIPT = 1_769_851_800_000
NANO = RECEIPT * 1_000_000


def rows(points: Points) -> list[tuple[str, dict[str, str], int, float]]:
    return [
        (points.series[i].metric, dict(points.series[i].dimensions), ms, value)
        for i, ms, value in zip(points.index, points.times, points.values, strict=True)
    ]


def request(*metrics: Metric, resource: dict[str, str] | None = None) -> ExportMetricsServiceRequest:
    made = ExportMetricsServiceRequest()
    held = made.resource_metrics.add()
    for key, value in (resource or {}).items():
        held.resource.attributes.add(key=key).value.string_value = value
    held.scope_metrics.add().metrics.extend(metrics)
    return made


def gauge(name: str, value: float, ms: int = RECEIPT, **attributes: str) -> Metric:
    metric = Metric(name=name)
    point = metric.gauge.data_points.add(as_double=value, time_unix_nano=ms * 1_000_000)
    for key, text in attributes.items():
        point.attributes.add(key=key).value.string_value = text
    return metric


def read(made: ExportMetricsServiceRequest) -> Points:
    """The points of a request, which are the same in both encodings."""
    in_protobuf = otlp.parse(made.SerializeToString(), RECEIPT)
    in_json = otlp.parse_json(json_format.MessageToJson(made).encode(), RECEIPT)
    assert in_protobuf == in_json
    return in_protobuf


def test_what_the_sdk_counts_comes_out() -> None:
    reader = InMemoryMetricReader()
    resource = Resource(
        {
            "service.name": "churn",
            "cloud.region": "eu-west-1",
            "cloud.account.id": "123456789012",
            "team": "ml",
        }
    )
    provider = MeterProvider(
        [reader],
        resource,
        views=[
            View(
                instrument_type=Histogram,
                instrument_name="exp",
                aggregation=ExponentialBucketHistogramAggregation(),
            )
        ],
    )
    meter = provider.get_meter("lib", "1.2", attributes={"scoped": True})
    meter.create_counter("requests", "1").add(3, {"code": 200, "team": "own"})
    meter.create_up_down_counter("queue").add(-2)
    meter.create_gauge("load", "%").set(0.5)
    wait = meter.create_histogram("wait", "ms", explicit_bucket_boundaries_advisory=[1, 10])
    for value in (0.5, 5, 500):
        wait.record(value)
    exponential = meter.create_histogram("exp", "s")
    for value in (0, 1.5, 3, 3, 100):
        exponential.record(value)
    data = reader.get_metrics_data()
    provider.shutdown()
    assert data is not None
    points = otlp.parse(encode_metrics(data).SerializeToString(), RECEIPT)
    assert points.rejected == []
    found = rows(points)
    by_name = {name: (tags, value) for name, tags, _, value in found if not name.endswith("_bucket")}
    tags, value = by_name["requests"]
    assert value == 3
    expected = {"code": "200", "region": "eu-west-1", "accountid": "123456789012", "team": "own", "unit": "1"}
    assert expected.items() <= tags.items()
    assert tags["scoped"] == "true" and tags["service.name"] == "churn"
    assert not any(key.startswith("telemetry.") for key in tags)
    requests = next(s for s in points.series if s.metric == "requests")
    assert {"otel.temporality": "cumulative", "otel.scope.name": "lib"}.items() <= dict(requests.meta).items()
    assert (by_name["queue"][1], by_name["load"][1]) == (-2, 0.5)
    assert [by_name[f"wait_{n}"][1] for n in ("count", "sum", "min", "max")] == [3, 505.5, 0.5, 500]
    assert (by_name["wait_sum"][0]["unit"], "unit" in by_name["wait_count"][0]) == ("ms", False)
    assert [(t["le"], v) for n, t, _, v in found if n == "wait_bucket"] == [("1", 1), ("10", 2), ("+Inf", 3)]
    exp = [(float(t["le"]), v) for n, t, _, v in found if n == "exp_bucket"]
    assert (exp[0], exp[-1]) == ((0.0, 1.0), (math.inf, 5.0))
    for value, below in ((1.5, 2), (3, 4), (100, 5)):
        # The bucket that holds a value ends within 9 % above it.
        assert next(v for le, v in exp if le >= value) == below
        assert next(le for le, v in exp if v >= below) <= value * 2 ** (1 / 8)


def test_a_resource_may_say_what_its_source_is() -> None:
    points = read(
        request(
            gauge("a", 1), resource={"_sourceCategory": "own/cat", "_sourceHost": "h", "_collector": "no"}
        )
    )
    assert dict(points.series[0].dimensions) == {"_sourceCategory": "own/cat", "_sourceHost": "h"}


def test_a_summary_keeps_its_quantiles() -> None:
    metric = Metric(name="lat", unit="ms")
    point = metric.summary.data_points.add(count=4, sum=10, time_unix_nano=NANO)
    point.quantile_values.add(quantile=0.99, value=7)
    point.quantile_values.add(quantile=0.5, value=math.nan)
    assert rows(read(request(metric))) == [
        ("lat_count", {}, RECEIPT, 4),
        ("lat_sum", {"unit": "ms"}, RECEIPT, 10),
        ("lat", {"unit": "ms", "quantile": "0.99"}, RECEIPT, 7),
    ]


def test_points_without_a_time_have_that_of_the_receipt_and_attributes_are_texts() -> None:
    metric = Metric(name="m")
    point = metric.gauge.data_points.add(as_int=-3)
    values = point.attributes
    values.add(key="list").value.array_value.values.add().int_value = 1
    values.add(key="map").value.kvlist_value.values.add(key="k").value.bool_value = False
    values.add(key="bytes").value.bytes_value = b"\x00\xff"
    values.add(key="double").value.double_value = 0.1
    values.add(key="none")
    assert rows(read(request(metric))) == [
        (
            "m",
            {"list": "[1]", "map": '{"k":false}', "bytes": "AP8=", "double": "0.10000000000000001"},
            RECEIPT,
            -3,
        )
    ]


def test_bad_points_hurt_no_other() -> None:
    bad = Metric(name="bad")
    bad.histogram.data_points.add(count=1, bucket_counts=[1, 2, 3], explicit_bounds=[1], time_unix_nano=NANO)
    bad.histogram.data_points.add(
        count=1, bucket_counts=[1, 2, 3], explicit_bounds=[2, 1], time_unix_nano=NANO
    )
    scale = Metric(name="scale")
    scale.exponential_histogram.data_points.add(count=1, scale=-2_000_000_000, time_unix_nano=NANO)
    empty = Metric(name="empty")
    empty.gauge.data_points.add(time_unix_nano=NANO)
    gap = Metric(name="gap")
    gap.sum.data_points.add(time_unix_nano=NANO, flags=1)
    points = read(
        request(
            gauge("a", math.nan), gauge("", 1), bad, scale, empty, gap, Metric(name="kind"), gauge("z", 2)
        )
    )
    assert rows(points) == [("z", {}, RECEIPT, 2)]
    assert [r.text for r in points.rejected] == ["a", "", "bad", "bad", "scale", "empty", "kind"]
    assert points.gaps == ["gap"]


def test_json_of_other_versions_is_read() -> None:
    body = {
        "resourceMetrics": [
            {
                "unknownKey": {"a": 1},
                "scopeMetrics": [
                    {
                        "metrics": [
                            {
                                "name": "m",
                                "sum": {
                                    "aggregationTemporality": 1,
                                    "dataPoints": [
                                        {
                                            "asInt": "7",
                                            "timeUnixNano": str(NANO),
                                            "exemplars": [{"traceId": "5B8EFFF798038103D269B633813FC60C"}],
                                        },
                                        {"asDouble": "NaN", "timeUnixNano": NANO},
                                    ],
                                },
                            }
                        ]
                    }
                ],
            }
        ]
    }
    points = otlp.parse_json(json.dumps(body).encode(), RECEIPT)
    assert rows(points) == [("m", {}, RECEIPT, 7)]
    assert len(points.rejected) == 1


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"{", b'{"resourceMetrics": 3}', b"\xff", b"[" * 100_000, b'{"a":' * 5_000]
)
def test_what_is_no_request_is_refused(body: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        otlp.parse_json(body, RECEIPT)
    assert refused.value.faults[0].code == "receive.otlp"


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
NAMES = TEXT.filter(lambda t: t != "metric" and not t.startswith(("_", "telemetry.", "cloud.")))


@given(
    st.lists(
        st.tuples(
            TEXT,
            st.dictionaries(NAMES, TEXT, max_size=4),
            st.floats(allow_nan=False, allow_infinity=False),
            st.integers(1, 2**44),
        ),
        max_size=8,
    )
)
def test_what_is_written_is_read(given_points: list[tuple[str, dict[str, str], float, int]]) -> None:
    metrics = []
    for name, tags, value, ms in given_points:
        metric = Metric(name=name)
        point = metric.gauge.data_points.add(as_double=value, time_unix_nano=ms * 1_000_000)
        for key, text in tags.items():
            point.attributes.add(key=key).value.string_value = text
        metrics.append(metric)
    assert rows(read(request(*metrics))) == [(n, t, ms, v) for n, t, v, ms in given_points]


def _valid() -> ExportMetricsServiceRequest:
    exponential = Metric(name="e")
    made = exponential.exponential_histogram.data_points.add(
        count=3, scale=2, zero_count=1, time_unix_nano=NANO
    )
    made.positive.offset = -3
    made.positive.bucket_counts.extend([1, 0, 1])
    explicit = Metric(name="h")
    explicit.histogram.data_points.add(
        count=3, bucket_counts=[1, 2], explicit_bounds=[5], time_unix_nano=NANO
    )
    return request(gauge("g", 1.5, key="v"), exponential, explicit, resource={"a": "b"})


VALID = _valid().SerializeToString()
VALID_JSON = json_format.MessageToJson(_valid(), indent=None).encode()


def mutated(valid: bytes) -> st.SearchStrategy[bytes]:
    return st.tuples(st.integers(0, len(valid) - 1), st.integers(0, 6), st.binary(max_size=6)).map(
        lambda cut: valid[: cut[0]] + cut[2] + valid[cut[0] + cut[1] :]
    )


def check(points: Points) -> None:
    assert len(points.index) == len(points.times) == len(points.values)
    assert all(map(math.isfinite, points.values))
    assert all(series.metric for series in points.series)


@given(st.binary(max_size=200) | mutated(VALID))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    with contextlib.suppress(Refusal):
        check(otlp.parse(body, RECEIPT))


@given(st.binary(max_size=50) | st.text(max_size=50).map(str.encode) | mutated(VALID_JSON))
def test_any_text_is_read_or_refused(body: bytes) -> None:
    with contextlib.suppress(Refusal):
        check(otlp.parse_json(body, RECEIPT))
