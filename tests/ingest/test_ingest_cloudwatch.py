"""CloudWatch's metrics: three encodings of a stream, and GetMetricData, give the same series."""

import base64
import contextlib
import json
import math
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest

from protobuf_writer import block, double, fixed, varint
from sagescope.errors import Refusal
from sagescope.ingest.formats import cloudwatch_data, cloudwatch_stream, firehose
from sagescope.ingest.formats.cloudwatch_names import quantile_statistic, unit_of_code
from sagescope.ingest.points import Points

RECEIPT = 1_769_851_860_000
START = RECEIPT - 60_000
ACCOUNT = "123456789012"

VALUES = {"count": 4.0, "sum": 40.0, "min": 2.0, "max": 20.0, "p99": 19.0, "p99.9": 19.5}
DIMENSIONS = {"EndpointName": "churn", "VariantName": "AllTraffic"}


def json_line(**changes: Any) -> bytes:
    line = {
        "metric_stream_name": "S",
        "account_id": ACCOUNT,
        "region": "us-east-1",
        "namespace": "AWS/SageMaker",
        "metric_name": "ModelLatency",
        "dimensions": DIMENSIONS,
        "timestamp": START,
        "value": VALUES,
        "unit": "Microseconds",
    }
    return json.dumps(line | changes).encode() + b"\n"


def quantiles() -> dict[float, float]:
    return {0.0: VALUES["min"], 0.99: VALUES["p99"], 0.999: VALUES["p99.9"], 1.0: VALUES["max"]}


def version_1() -> bytes:
    """A message of OpenTelemetry 1.0, by the official classes."""
    request = ExportMetricsServiceRequest()
    held = request.resource_metrics.add()
    for key, text in {
        "cloud.provider": "aws",
        "cloud.account.id": ACCOUNT,
        "cloud.region": "us-east-1",
        "aws.exporter.arn": f"arn:aws:cloudwatch:us-east-1:{ACCOUNT}:metric-stream/S",
    }.items():
        held.resource.attributes.add(key=key).value.string_value = text
    metric = held.scope_metrics.add().metrics.add(name="amazonaws.com/AWS/SageMaker/ModelLatency", unit="us")
    point = metric.summary.data_points.add(
        start_time_unix_nano=START * 10**6, time_unix_nano=RECEIPT * 10**6, count=4, sum=40
    )
    for quantile, value in quantiles().items():
        point.quantile_values.add(quantile=quantile, value=value)
    point.attributes.add(key="Namespace").value.string_value = "AWS/SageMaker"
    point.attributes.add(key="MetricName").value.string_value = "ModelLatency"
    entries = point.attributes.add(key="Dimensions").value.kvlist_value.values
    for key, text in DIMENSIONS.items():
        entries.add(key=key).value.string_value = text
    message = request.SerializeToString()
    return varint(len(message)) + message


def version_0_7() -> bytes:
    """A message of OpenTelemetry 0.7, by the numbers of its fields: its points have labels."""
    labels = {"Namespace": "AWS/SageMaker", "MetricName": "ModelLatency", **DIMENSIONS}
    resource = {"cloud.account.id": ACCOUNT, "cloud.region": "us-east-1"}
    point = block(
        1,
        *(block(1, block(1, key), block(2, value)) for key, value in labels.items()),
        fixed(2, START * 10**6),
        fixed(3, RECEIPT * 10**6),
        fixed(4, 4),
        double(5, 40),
        *(block(6, double(1, quantile), double(2, value)) for quantile, value in quantiles().items()),
    )
    metric = block(2, block(1, "amazonaws.com/AWS/SageMaker/ModelLatency"), block(3, "us"), block(11, point))
    attributes = (block(1, block(1, key), block(2, block(1, value))) for key, value in resource.items())
    message = block(1, block(1, *attributes), block(2, metric))
    return varint(len(message)) + message


def by_statistic(points: Points) -> dict[str, tuple[dict[str, str], int, float]]:
    found = {}
    for i, ms, value in zip(points.index, points.times, points.values, strict=True):
        series = points.series[i]
        assert series.metric == "ModelLatency"
        tags = dict(series.dimensions)
        found[tags.pop("statistic")] = (tags, ms, value)
    return found


TAGS = {
    "namespace": "AWS/SageMaker", "region": "us-east-1", "accountid": ACCOUNT, "unit": "Microseconds",
    "endpointname": "churn", "variantname": "AllTraffic",
}  # fmt: skip
EXPECTED = {
    "samplecount": 4.0, "sum": 40.0, "minimum": 2.0, "maximum": 20.0, "average": 10.0, "p99": 19.0, "p99.9": 19.5,
}  # fmt: skip


@pytest.mark.parametrize("record", [json_line(), version_1(), version_0_7()], ids=["json", "1.0", "0.7"])
def test_the_encodings_of_a_stream_give_the_same_points(record: bytes) -> None:
    points = cloudwatch_stream.parse([record + record, record], RECEIPT)
    assert points.rejected == []
    assert len(points.values) == 3 * len(EXPECTED)
    assert by_statistic(points) == {s: (TAGS, START, value) for s, value in EXPECTED.items()}


def test_get_metric_data_gives_the_same_series() -> None:
    named = {
        "Namespace": "AWS/SageMaker",
        "MetricName": "ModelLatency",
        "Dimensions": [{"Name": k, "Value": v} for k, v in DIMENSIONS.items()],
    }
    queries: list[dict[str, Any]] = [
        {"Id": f"m{i}", "MetricStat": {"Metric": named, "Period": 60, "Stat": stat}}
        for i, stat in enumerate(["SampleCount", "Sum", "Minimum", "Maximum", "Average", "p99", "p99.9"])
    ]
    queries.append({"Id": "e1", "Expression": "m1 / m2"})
    at = datetime.fromtimestamp(START / 1000, UTC)
    response = {
        "MetricDataResults": [
            {"Id": f"m{i}", "Label": "x", "Timestamps": [at], "Values": [value], "StatusCode": "Complete"}
            for i, value in enumerate([4.0, 40.0, 2.0, 20.0, 10.0, 19.0, 19.5])
        ]
        + [
            {"Id": "e1", "Label": "ratio", "Timestamps": [at], "Values": [1.0], "StatusCode": "Complete"},
            {"Id": "m0", "Timestamps": [], "Values": [], "StatusCode": "Forbidden"},
        ],
        "Messages": [],
    }
    points = cloudwatch_data.points_of(queries, response, RECEIPT, region="us-east-1", account_id=ACCOUNT)
    assert by_statistic(points) == {s: (TAGS, START, value) for s, value in EXPECTED.items()}
    assert [r.note for r in points.rejected] == ["ratio: no query of a metric has the id 'e1'"]


def test_get_metric_data_of_other_accounts_zones_and_units() -> None:
    query = {
        "Id": "a",
        "AccountId": "210987654321",
        "MetricStat": {
            "Metric": {"Namespace": "My/App", "MetricName": "m"},
            "Period": 1,
            "Stat": "Sum",
            "Unit": "Bytes",
        },
    }
    zone = datetime(2026, 1, 31, 10, 30, tzinfo=UTC).astimezone(tz=None) + timedelta(seconds=1)
    naive = datetime(2026, 1, 31, 10, 30)
    response = {
        "MetricDataResults": [{"Id": "a", "Timestamps": [zone, naive, naive], "Values": [1, math.inf, 2]}]
    }
    points = cloudwatch_data.points_of([query], response, RECEIPT, region="eu-west-1", account_id=ACCOUNT)
    assert points.times == [1_769_855_401_000, 1_769_855_400_000]
    assert dict(points.series[0].dimensions) == {
        "namespace": "My/App", "region": "eu-west-1", "accountid": "210987654321", "statistic": "sum", "unit": "Bytes",
    }  # fmt: skip
    assert len(points.rejected) == 1


def test_a_dimension_of_aws_never_hides_one_of_ours() -> None:
    points = cloudwatch_stream.parse(
        [json_line(dimensions={"Region": "elsewhere", "Unit": "x"}, value={"sum": 1})], RECEIPT
    )
    assert dict(points.series[0].dimensions) == {
        "namespace": "AWS/SageMaker", "region": "us-east-1", "accountid": ACCOUNT, "statistic": "sum",
        "unit": "Microseconds", "aws_region": "elsewhere", "aws_unit": "x",
    }  # fmt: skip


def test_a_bad_line_or_message_hurts_no_other() -> None:
    body = json_line() + b'{"namespace": 3}\n\n{broken\n' + json_line(value={"sum": 1, "p50": None})
    points = cloudwatch_stream.parse([body], RECEIPT)
    assert len(points.values) == len(EXPECTED) + 1
    assert [r.line for r in points.rejected] == [2, 4]
    bad = varint(3) + b"\xff\xff\xff"
    points = cloudwatch_stream.parse([bad + version_1(), version_1()[:-4], b"", version_0_7()], RECEIPT)
    assert len(points.values) == 2 * len(EXPECTED)
    assert len(points.rejected) == 2


def test_a_message_whose_length_looks_like_a_brace_is_no_json() -> None:
    padding = 0
    while True:
        request = ExportMetricsServiceRequest()
        metric = (
            request.resource_metrics.add()
            .scope_metrics.add()
            .metrics.add(name="amazonaws.com/N/" + "m" * padding)
        )
        metric.summary.data_points.add(time_unix_nano=START * 10**6, count=1, sum=1)
        message = request.SerializeToString()
        if len(message) == ord("{"):
            break
        padding += 1
    points = cloudwatch_stream.parse([varint(len(message)) + message], RECEIPT)
    assert len(points.values) == 3 and points.rejected == []


def test_names_of_statistics_and_units() -> None:
    assert [quantile_statistic(q) for q in (0, 1, 0.5, 0.999, 0.9999, 0.29)] == [
        "minimum", "maximum", "p50", "p99.9", "p99.99", "p29",
    ]  # fmt: skip
    assert [unit_of_code(c) for c in ("us", "%", "{Count}", "1", "By/s", "{Count}/s", "furlong", "a/b")] == [
        "Microseconds", "Percent", "Count", "None", "Bytes/Second", "Count/Second", "furlong", "a/b",
    ]  # fmt: skip


def test_a_firehose_delivery() -> None:
    records = [b"one", b"", b"\x00\xff"]
    body = json.dumps(
        {
            "requestId": "id-1",
            "timestamp": 1,
            "records": [{"data": base64.b64encode(r).decode()} for r in records],
        }
    ).encode()
    assert firehose.parse(body, "id-1") == firehose.Delivery("id-1", records)
    assert firehose.common_attributes('{"commonAttributes":{"env":"dev"}}') == {"env": "dev"}
    assert firehose.common_attributes("{oops") == firehose.common_attributes("") == {}
    for bad, id_, code in (
        (body, "id-2", "firehose.request_id"),
        (b"{}", "id-1", "firehose.body"),
        (body.replace(b'"AP8="', b'"AP8"'), "id-1", "firehose.record"),
    ):
        with pytest.raises(Refusal) as refused:
            firehose.parse(bad, id_)
        assert refused.value.faults[0].code == code


def mutated(valid: bytes) -> st.SearchStrategy[bytes]:
    return st.tuples(st.integers(0, len(valid) - 1), st.integers(0, 6), st.binary(max_size=6)).map(
        lambda cut: valid[: cut[0]] + cut[2] + valid[cut[0] + cut[1] :]
    )


@given(
    st.lists(
        st.binary(max_size=100) | mutated(json_line()) | mutated(version_1()) | mutated(version_0_7()),
        max_size=3,
    )
)
def test_any_records_are_read_or_rejected(records: list[bytes]) -> None:
    points = cloudwatch_stream.parse(records, RECEIPT)
    assert len(points.index) == len(points.times) == len(points.values)
    assert all(map(math.isfinite, points.values))


@given(st.binary(max_size=80) | mutated(b'{"requestId":"a","timestamp":1,"records":[{"data":"AP8="}]}'))
def test_any_body_is_a_delivery_or_refused(body: bytes) -> None:
    with contextlib.suppress(Refusal):
        firehose.parse(body, "a")


WORD = st.text(st.characters(codec="ascii", categories=["L", "Nd"]), min_size=1, max_size=8)


@given(
    st.dictionaries(
        st.sampled_from(["count", "sum", "min", "max", "p50", "TM(25%:75%)"]), st.floats(-1e9, 1e9)
    ),
    st.dictionaries(WORD.map(lambda w: f"D{w}"), WORD, max_size=3),
    st.integers(0, 2**44),
)
def test_what_a_stream_says_is_read(values: dict[str, float], dimensions: dict[str, str], ms: int) -> None:
    points = cloudwatch_stream.parse([json_line(value=values, dimensions=dimensions, timestamp=ms)], RECEIPT)
    found = {s: v for s, (_, _, v) in by_statistic(points).items()}
    names = {"count": "samplecount", "min": "minimum", "max": "maximum", "TM(25%:75%)": "tm(25%:75%)"}
    assert {names.get(k, k): v for k, v in values.items()}.items() <= found.items()
    assert set(points.times) <= {ms}
    for tags, _, _ in by_statistic(points).values():
        assert {k.lower() for k in dimensions} <= set(tags)
