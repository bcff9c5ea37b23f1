"""Programs that people send with, unchanged."""

import gzip
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from opentelemetry._logs import LogRecord, SeverityNumber
from opentelemetry.exporter.otlp.proto.http import Compression
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import SimpleLogRecordProcessor
from opentelemetry.sdk.resources import Resource

from running_server import RunningServer


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl_sends_files_plain_and_compressed(server: RunningServer, tmp_path: Path) -> None:
    url = server.source("curl")
    plain, packed = tmp_path / "a.log", tmp_path / "b.log.gz"
    plain.write_text("curled one\ncurled two\n")
    packed.write_bytes(gzip.compress(b"curled three\n"))
    for arguments in (["-T", str(plain)], ["-H", "Content-Encoding: gzip", "--data-binary", f"@{packed}"]):
        done = subprocess.run(["curl", "-sS", "--fail", *arguments, url], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    texts = {str(row["_raw"]) for row in server.records("curled")}
    assert texts == {"curled one", "curled two", "curled three"}


def test_opentelemetrys_exporter_sends_logs(server: RunningServer) -> None:
    url = server.source("otel logs", contentType="Otlp", category="tests/otel")
    resource = Resource({"service.name": "trainer", "_sourceHost": "otel-host"})
    provider = LoggerProvider(resource=resource)
    exporter = OTLPLogExporter(f"{url}/v1/logs", compression=Compression.Gzip)
    provider.add_log_record_processor(SimpleLogRecordProcessor(exporter))
    provider.get_logger("tests").emit(
        LogRecord(
            timestamp=time.time_ns(),
            severity_text="WARN",
            severity_number=SeverityNumber.WARN,
            body="otelogged once",
        )
    )
    provider.shutdown()
    (row,) = server.records('otelogged | json "log", "severity" as text, severity')
    assert (row["text"], row["severity"]) == ("otelogged once", "WARN")
    assert (row["_sourceHost"], row["_sourceName"], row["_sourceCategory"]) == (
        "otel-host",
        "trainer",
        "tests/otel",
    )
