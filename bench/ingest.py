"""Ingest over HTTP as a share of the engine's own insert rate for the same rows and table."""

import base64
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import httpx2
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest

from bench.document_rules import document_rules
from bench.messages import cloudtrail
from bench.store import NOW, Kind, landing_rows
from sagescope.clock import FixedClock
from sagescope.config import Settings
from sagescope.core import open_core
from sagescope.store.tables.logs import LANDING, LOGS

BATCH = 20_000
LINES_PER_REQUEST = 1_000
EVENTS_PER_RECORD = 100
SENDERS = 32
CATEGORY = "aws/observability/cloudtrail/logs"


@dataclass(frozen=True, slots=True)
class Rates:
    """Rows a second of each way, and the rows and bytes of each run."""

    engine: float
    http: float
    rows: int
    size: int

    @property
    def megabytes(self) -> float:
        """Megabytes of messages a second, ours."""
        return self.http * self.size / self.rows / 1e6

    @property
    def share(self) -> float:
        """Ours as a share of the engine's."""
        return self.http / self.engine


def measure(rows: int, format_: str = "lines") -> Rates:
    """Insert the same messages both ways, each into a fresh store with the document's rules.

    `format_` is a name of FORMATS.
    """
    messages = list(cloudtrail(rows, seed=3))
    size = sum(len(text.encode()) for _, text in messages)
    return Rates(_engine(messages), _http(messages, FORMATS[format_]), rows, size)


@dataclass(frozen=True, slots=True)
class Format:
    """How messages are posted: the keys of the source, what follows its address, and a request of some of them."""

    source: Mapping[str, object]
    path: str
    request: Callable[[Sequence[tuple[int, str]]], tuple[bytes, dict[str, str]]]


def _lines(messages: Sequence[tuple[int, str]]) -> tuple[bytes, dict[str, str]]:
    return "\n".join(text for _, text in messages).encode(), {}


def _firehose(messages: Sequence[tuple[int, str]]) -> tuple[bytes, dict[str, str]]:
    """A delivery of CloudWatch Logs, ten records of a hundred events each, as subscriptions make them."""
    records = []
    for start in range(0, len(messages), EVENTS_PER_RECORD):
        events = [
            {"id": f"{n:056}", "timestamp": at, "message": text}
            for n, (at, text) in enumerate(messages[start : start + EVENTS_PER_RECORD])
        ]
        envelope = {
            "messageType": "DATA_MESSAGE",
            "owner": "123456789012",
            "logGroup": "trail",
            "logStream": "stream",
            "subscriptionFilters": ["all"],
            "logEvents": events,
        }
        records.append({"data": base64.b64encode(gzip.compress(json.dumps(envelope).encode(), 6)).decode()})
    id_ = str(uuid.uuid4())
    body = json.dumps({"requestId": id_, "timestamp": NOW, "records": records}).encode()
    headers = {"X-Amz-Firehose-Request-Id": id_, "Content-Encoding": "gzip"}
    return gzip.compress(body, 1), headers


def _otlp(messages: Sequence[tuple[int, str]]) -> tuple[bytes, dict[str, str]]:
    request = ExportLogsServiceRequest()
    logs = request.resource_logs.add().scope_logs.add()
    for at, text in messages:
        record = logs.log_records.add()
        record.time_unix_nano = at * 10**6
        record.body.string_value = text
    headers = {"Content-Type": "application/x-protobuf", "Content-Encoding": "gzip"}
    return gzip.compress(request.SerializeToString(), 1), headers


FORMATS: dict[str, Format] = {
    "lines": Format({}, "", _lines),
    "firehose": Format({"contentType": "KinesisLog"}, "", _firehose),
    "otlp": Format({"contentType": "Otlp"}, "/v1/logs", _otlp),
}
"""The formats that are measured, by name."""


def _engine(messages: list[tuple[int, str]]) -> float:
    with tempfile.TemporaryDirectory(prefix="sagescope-bench-") as folder:
        core = open_core(_settings(folder), FixedClock(NOW))
        try:
            administrator = core.first.administrator
            assert administrator is not None
            for rule in document_rules():
                core.services.schema.add_rule(rule.name, rule.scope, rule.expression, by=administrator.id)
            kind = Kind(CATEGORY, "trail", iter(messages))
            batches = []
            while batch := list(islice(kind.messages, BATCH)):
                batches.append(landing_rows(kind, batch, len(batches) * BATCH))
            # Each way is warmed by a batch that does not count.
            core.engine.insert(LANDING, landing_rows(kind, messages[:1_000], 0), "bench-warm")
            started = time.perf_counter()
            # One after the other, as the group commit writes them.
            for number, table in enumerate(batches):
                core.engine.insert(LANDING, table, f"bench-{number}")
            taken = time.perf_counter() - started
            stored = core.engine.query_text(f"SELECT count() AS n FROM {LOGS}").table["n"][0].as_py()
            assert stored == len(messages) + 1_000
            return len(messages) / taken
        finally:
            core.close()


def _http(messages: list[tuple[int, str]], format_: Format) -> float:
    bodies = [
        format_.request(messages[i : i + LINES_PER_REQUEST])
        for i in range(0, len(messages), LINES_PER_REQUEST)
    ]
    # The first request warms the server; a delivery of the same id would not be stored again.
    warm = format_.request(messages[:LINES_PER_REQUEST])
    with tempfile.TemporaryDirectory(prefix="sagescope-bench-") as folder:
        key = {"SAGESCOPE_ACCESS_ID": "bench", "SAGESCOPE_ACCESS_KEY": "benchbenchbenchbenchbenchbenchbench"}
        environment = {**os.environ, **key, "XDG_STATE_HOME": folder}
        command = [sys.executable, "-m", "sagescope", "serve", "--data", folder, "--port", "0"]
        server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout is not None
            url = server.stdout.readline().split()[-1]
            with httpx2.Client(base_url=url, auth=tuple(key.values()), timeout=60, trust_env=False) as http:  # type: ignore[arg-type]
                for rule in document_rules():
                    body = {"name": rule.name, "scope": rule.scope, "parseExpression": rule.expression}
                    assert http.post("/api/v1/extractionRules", json=body).status_code == 200
                collector = http.get("/api/v1/collectors/default").json()["collector"]["id"]
                fields = {"account": "dev", "region": "us-east-1"}
                source = {
                    "sourceType": "HTTP",
                    "name": "b",
                    "category": CATEGORY,
                    "multilineProcessingEnabled": False,
                    "fields": fields,
                    **format_.source,
                }
                made = http.post(f"/api/v1/collectors/{collector}/sources", json={"source": source}).json()[
                    "source"
                ]
                # The load of the geolocation would take a core for itself in the background.
                time.sleep(8)

                def send(part: list[tuple[bytes, dict[str, str]]]) -> None:
                    with httpx2.Client(timeout=120, trust_env=False) as sender:
                        for content, headers in part:
                            answer = sender.post(made["url"] + format_.path, content=content, headers=headers)
                            assert answer.status_code == 200

                send([warm])
                started = time.perf_counter()
                with ThreadPoolExecutor(SENDERS) as pool:
                    list(pool.map(send, [bodies[i::SENDERS] for i in range(SENDERS)]))
                taken = time.perf_counter() - started
                body = {"query": "* | count", "from": "12/31/2025", "to": "01/03/2026", "histogram": False}
                stored = http.post("/api/v1/search/run", json=body).json()["rows"][0][0]
                assert stored == len(messages) + LINES_PER_REQUEST, stored
                return len(messages) / taken
        finally:
            server.terminate()
            server.wait(60)


def _settings(folder: str) -> Settings:
    return Settings(data=Path(folder), store="", meta="", access_id="", access_key="")
