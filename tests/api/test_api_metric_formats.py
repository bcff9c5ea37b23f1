"""Metric formats over real HTTP, by real clients where there are any, up to what a query finds."""

import base64
import gzip
import json
import time
import uuid
from typing import Any
from urllib.parse import urlparse

import cramjam
import httpx2
import pytest
from opentelemetry.exporter.otlp.proto.http import Compression
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import (
    ExportMetricsServiceRequest,
    ExportMetricsServiceResponse,
)
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource

from protobuf_writer import block, double, number
from running_server import RunningServer, post


@pytest.fixture(scope="module")
def url(server: RunningServer) -> str:
    return server.source("metric formats", category="tests/metrics", fields={"account": "dev"})


def found(server: RunningServer, query: str) -> list[dict[str, Any]]:
    """The rows of a metrics query over the minutes around now."""
    done = server.command("metrics", query, "--from", "-10m", "--to", "+10m", "--format", "ndjson")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_opentelemetry_sdk_exports_to_a_source(server: RunningServer, url: str) -> None:
    exporter = OTLPMetricExporter(endpoint=f"{url}/v1/metrics", compression=Compression.Gzip)
    reader = PeriodicExportingMetricReader(exporter, export_interval_millis=60_000)
    resource = Resource({"cloud.region": "eu-west-1", "_sourceCategory": "otel/own"})
    provider = MeterProvider([reader], resource)
    provider.get_meter("lib").create_counter("otel_jobs", "1").add(7, {"queue": "q1"})
    provider.get_meter("lib").create_histogram("otel_wait", explicit_bucket_boundaries_advisory=[1]).record(
        0.5
    )
    assert provider.force_flush(30_000)
    provider.shutdown()
    rows = found(server, "metric=otel_jobs queue=q1 account=dev region=eu-west-1 _sourceCategory=otel/own")
    # Flushing and shutting down export once each.
    assert {row["value"] for row in rows} == {7}
    assert {row["value"] for row in found(server, "metric=otel_wait_bucket le=+Inf")} == {1}


def otlp(*values: float) -> ExportMetricsServiceRequest:
    request = ExportMetricsServiceRequest()
    metric = request.resource_metrics.add().scope_metrics.add().metrics.add(name="otlp_direct")
    for at, value in enumerate(values):
        metric.gauge.data_points.add(as_double=value, time_unix_nano=time.time_ns() - at * 10**9)
    return request


def test_otlp_says_in_its_own_reply_what_was_rejected(server: RunningServer, url: str) -> None:
    body = otlp(4, float("nan"), float("inf")).SerializeToString()
    answer = post(f"{url}/v1/metrics", body, Content_Type="application/x-protobuf")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/x-protobuf")
    partial = ExportMetricsServiceResponse.FromString(answer.content).partial_success
    assert partial.rejected_data_points == 2
    assert "otlp_direct: the value is not finite" in partial.error_message
    assert [row["value"] for row in found(server, "metric=otlp_direct")] == [4]
    answer = post(f"{url}/v1/metrics", otlp(1).SerializeToString(), Content_Type="application/x-protobuf")
    assert answer.content == b""


def test_otlp_in_json(server: RunningServer, url: str) -> None:
    point = {"asDouble": 2.5, "timeUnixNano": str(time.time_ns())}
    metric = {"name": "otlp_json", "gauge": {"dataPoints": [point, {"timeUnixNano": "1"}]}}
    body = {"resourceMetrics": [{"scopeMetrics": [{"metrics": [metric]}]}]}
    answer = post(f"{url}/v1/metrics", json.dumps(body), Content_Type="application/json; charset=utf-8")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["partialSuccess"]["rejectedDataPoints"] == "1"
    assert [row["value"] for row in found(server, "metric=otlp_json")] == [2.5]


@pytest.mark.parametrize(
    ("body", "content_type", "status", "words"),
    [
        (b"\xff\xff", "application/x-protobuf", 400, b"not an OTLP metrics request in protobuf"),
        (b"{", "application/json", 400, b"not an OTLP metrics request in JSON"),
        (b"a 1 1", "text/plain", 400, b"Send application/x-protobuf or application/json"),
    ],
)
def test_otlp_refuses_in_the_encoding_of_the_request(
    url: str, body: bytes, content_type: str, status: int, words: bytes
) -> None:
    answer = post(f"{url}/v1/metrics", body, Content_Type=content_type)
    assert answer.status_code == status
    assert words in answer.content
    if content_type == "application/x-protobuf":
        assert answer.content.startswith(b"\x08\x03\x12")
    else:
        assert answer.json()["code"] == 3
    unknown = post(f"{url}x{'0' * 40}/v1/metrics", b"", Content_Type="application/json")
    assert (unknown.status_code, unknown.json()["code"]) == (401, 16)


def remote_write(name: str, value: float) -> bytes:
    labels = block(1, block(1, "__name__"), block(2, name)), block(1, block(1, "job"), block(2, "j"))
    series = block(1, *labels, block(2, double(1, value), number(2, time.time_ns() // 10**6)))
    return bytes(cramjam.snappy.compress_raw(series))


def test_remote_write_below_the_address_and_by_its_header(server: RunningServer, url: str) -> None:
    headers = {
        "Content_Type": "application/x-protobuf",
        "Content_Encoding": "snappy",
        "X_Prometheus_Remote_Write_Version": "0.1.0",
    }
    answer = post(f"{url}/api/v1/write", remote_write("rw_one", 1), **headers)
    assert (answer.status_code, answer.headers["X-Sagescope-Accepted"]) == (204, "1")
    assert answer.headers["X-Prometheus-Remote-Write-Samples-Written"] == "1"
    assert post(url, remote_write("rw_two", 2), **headers).status_code == 200
    for metric, value in (("rw_one", 1), ("rw_two", 2)):
        assert [row["value"] for row in found(server, f"metric={metric} job=j account=dev")] == [value]
    damaged = post(f"{url}/api/v1/write", b"no snappy", **headers)
    assert damaged.status_code == 400 and "snappy" in damaged.json()["message"]


def test_protobuf_that_does_not_say_what_it_is_is_refused(url: str) -> None:
    answer = post(url, otlp(1).SerializeToString(), Content_Type="application/x-protobuf")
    assert answer.status_code == 400
    assert "/v1/metrics" in answer.json()["message"]


def deliver(url: str, *records: bytes, request_id: str = "", **headers: str) -> httpx2.Response:
    id_ = request_id or str(uuid.uuid4())
    body = {
        "requestId": id_,
        "timestamp": time.time_ns() // 10**6,
        "records": [{"data": base64.b64encode(record).decode()} for record in records],
    }
    return post(
        url,
        gzip.compress(json.dumps(body).encode()),
        X_Amz_Firehose_Protocol_Version="1.0",
        X_Amz_Firehose_Request_Id=id_,
        X_Amz_Firehose_Common_Attributes='{"commonAttributes":{"env":"stage"}}',
        Content_Type="application/json",
        Content_Encoding="gzip",
        **headers,
    )


def stream_line(metric: str, **changes: Any) -> bytes:
    line = {
        "metric_stream_name": "S",
        "account_id": "123456789012",
        "region": "us-east-1",
        "namespace": "/aws/sagemaker/TrainingJobs",
        "metric_name": metric,
        "dimensions": {"Host": "job-1/algo-1"},
        "timestamp": time.time_ns() // 10**6,
        "value": {"count": 2, "sum": 90, "min": 40, "max": 50},
        "unit": "Percent",
    }
    return json.dumps(line | changes).encode() + b"\n"


def test_a_metric_stream_of_firehose(server: RunningServer, url: str) -> None:
    answer = deliver(
        url,
        stream_line("FirehoseCpu"),
        stream_line("FirehoseCpu", region="eu-west-1") + b"{bad\n",
        request_id="r-1",
    )
    assert answer.status_code == 200 and answer.headers["content-type"] == "application/json"
    assert answer.json()["requestId"] == "r-1" and isinstance(answer.json()["timestamp"], int)
    assert "content-encoding" not in answer.headers
    selector = (
        "namespace=aws/sagemaker/trainingjobs metric=firehosecpu host=job-1/* env=stage region=us-east-1"
    )
    for statistic, value in (
        ("average", 45),
        ("sum", 90),
        ("samplecount", 2),
        ("maximum", 50),
        ("minimum", 40),
    ):
        assert [row["value"] for row in found(server, f"{selector} statistic={statistic}")] == [value]


def test_a_delivery_that_comes_again_counts_once(server: RunningServer, url: str) -> None:
    line = stream_line("FirehoseTwice")
    for _ in range(2):
        assert deliver(url, line, request_id="r-2").status_code == 200
    rows = found(server, "metric=FirehoseTwice statistic=sum | quantize using sum")
    assert [row["value"] for row in rows] == [90]


def test_logs_and_metrics_of_one_delivery_are_told_apart(server: RunningServer, url: str) -> None:
    events = {"messageType": "DATA_MESSAGE", "logEvents": [{"timestamp": 0, "message": "besidemetrics"}]}
    both = deliver(
        url, stream_line("FirehoseBoth"), gzip.compress(json.dumps(events).encode()), request_id="r-3"
    )
    assert both.status_code == 200
    assert [row["value"] for row in found(server, "metric=FirehoseBoth statistic=sum")] == [90]
    assert server.records("besidemetrics | count")[0]["_count"] == 1


def test_what_is_no_delivery_is_left_with_firehose(url: str) -> None:
    other = post(url, b"{}", X_Amz_Firehose_Request_Id="r-4")
    assert other.status_code == 400 and other.json()["requestId"] == "r-4"
    unknown = deliver(f"{url}x{'0' * 40}", stream_line("a"), request_id="r-5")
    assert unknown.status_code == 401 and unknown.json()["requestId"] == "r-5"


def test_points_far_ahead_are_rejected(server: RunningServer, url: str) -> None:
    now = int(time.time())
    body = f"metric=ahead  1 {now}\nmetric=ahead  2 {now + 3 * 86_400}\nmetric=ahead  3 {now - 20 * 86_400}\n"
    answer = post(url, body, Content_Type="application/vnd.sumologic.carbon2")
    assert (answer.headers["X-Sagescope-Accepted"], answer.headers["X-Sagescope-Rejected"]) == ("2", "1")
    assert "ahead: the time is more than a day ahead" in answer.headers["X-Sagescope-Notes"]


def test_points_of_hundreds_of_days_come_in_one_request(tmp_path_factory: pytest.TempPathFactory) -> None:
    patient = RunningServer(
        tmp_path_factory.mktemp("days"), environment={"SAGESCOPE_METRICS__RAW_DAYS": "240"}
    )
    patient.start()
    try:
        now = int(time.time())
        body = "".join(f"metric=years  {n} {now - n * 86_400}\n" for n in range(250))
        answer = post(patient.source("days"), body, Content_Type="application/vnd.sumologic.carbon2")
        assert answer.status_code == 200
        accepted = int(answer.headers["X-Sagescope-Accepted"])
        # A day may begin between the two clocks.
        assert accepted in (239, 240)
        assert accepted + int(answer.headers["X-Sagescope-Rejected"]) == 250
        assert "before what is kept" in answer.headers["X-Sagescope-Notes"]
        query = "metric=years | quantize to 400d using count"
        done = patient.command("metrics", query, "--from", "-250d", "--to", "+1h", "--format", "ndjson")
        assert sum(json.loads(line)["value"] for line in done.stdout.splitlines()) == accepted
    finally:
        patient.stop()


def test_new_series_are_limited_and_old_ones_go_on(tmp_path_factory: pytest.TempPathFactory) -> None:
    limits = {"SAGESCOPE_INGEST__NEW_SERIES": "50"}
    small = RunningServer(tmp_path_factory.mktemp("series"), environment=limits)
    small.start()
    try:
        address = small.source("exploding")
        kind = {"Content_Type": "application/vnd.sumologic.carbon2"}

        def lines(names: range, value: int) -> str:
            now = int(time.time())
            return "".join(f"metric=m host=h pod=p{n}  {value} {now}\n" for n in names)

        assert post(address, lines(range(40), 1), **kind).status_code == 200
        refused = post(address, lines(range(80), 2), **kind)
        assert refused.status_code == 429 and 1 <= int(refused.headers["Retry-After"]) <= 60
        assert "30 of them with 30 points" in refused.json()["message"]
        assert "'pod' has the most values" in refused.json()["message"]
        values = [row["value"] for row in found(small, "metric=m | quantize to 1h using max")]
        assert values == [2] * 50
        # Another source has its own share.
        assert post(small.source("calm"), f"metric=n  1 {int(time.time())}\n", **kind).status_code == 200
        counted = httpx2.get(f"{small.url}/metrics", trust_env=False).text
        assert 'reason="new_series"} 30.0' in counted
        small.stop()
        small.start()
        # After a start nothing is known by heart, and yet what is stored is not new.
        address = small.url + urlparse(address).path
        again = post(address, lines(range(50), 3), **kind)
        assert again.status_code == 200
        more = post(address, lines(range(110), 4), **kind)
        assert more.status_code == 429
        assert [row["value"] for row in found(small, "metric=m | quantize to 1h using max")].count(4) == 100
    finally:
        small.stop()
