"""OpenTelemetry's own exporters for Python: logs and metrics, in each compression that they have."""

import json
import time

import pytest
from opentelemetry._logs import LogRecord, SeverityNumber
from opentelemetry.exporter.otlp.proto.http import Compression
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import SimpleLogRecordProcessor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource

from running_server import RunningServer

COMPRESSIONS = pytest.mark.parametrize("compression", list(Compression), ids=lambda one: str(one.value))


@COMPRESSIONS
def test_logs(server: RunningServer, compression: Compression) -> None:
    word = f"otelogged{compression.value}"
    url = server.source(f"otel logs {word}", contentType="Otlp", category=f"tests/{word}")
    resource = Resource({"service.name": "trainer", "_sourceHost": "otel-host"})
    provider = LoggerProvider(resource=resource)
    exporter = OTLPLogExporter(f"{url}/v1/logs", compression=compression)
    provider.add_log_record_processor(SimpleLogRecordProcessor(exporter))
    provider.get_logger("tests").emit(
        LogRecord(
            timestamp=time.time_ns(),
            severity_text="WARN",
            severity_number=SeverityNumber.WARN,
            body=f"{word} once",
        )
    )
    provider.shutdown()
    (row,) = server.records(f'{word} | json "log", "severity" as text, severity')
    assert (row["text"], row["severity"]) == (f"{word} once", "WARN")
    assert (row["_sourceHost"], row["_sourceName"], row["_sourceCategory"]) == (
        "otel-host",
        "trainer",
        f"tests/{word}",
    )


@COMPRESSIONS
def test_metrics(server: RunningServer, compression: Compression) -> None:
    name = f"otel_waits_{compression.value}"
    url = server.source(f"otel metrics {name}", contentType="Otlp", fields={"account": "dev"})
    exporter = OTLPMetricExporter(endpoint=f"{url}/v1/metrics", compression=compression)
    reader = PeriodicExportingMetricReader(exporter, export_interval_millis=60_000)
    provider = MeterProvider([reader], Resource({"cloud.region": "eu-west-1"}))
    provider.get_meter("tests").create_gauge(name, "s").set(2.5, {"queue": "q1"})
    provider.shutdown()
    query = f"metric={name} queue=q1 account=dev region=eu-west-1"
    done = server.command("metrics", query, "--from", "-10m", "--to", "+10m", "--format", "ndjson")
    assert done.returncode == 0, done.stderr
    assert {json.loads(row)["value"] for row in done.stdout.splitlines()} == {2.5}
