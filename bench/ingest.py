"""Ingest over HTTP as a share of the engine's own insert rate for the same rows and table."""

import base64
import gzip
import json
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import httpx2
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest

from bench.document_rules import document_rules
from bench.messages import cloudtrail
from bench.server import serving
from bench.store import BATCH, NOW, TRAIL, batches, landing_rows, ruled_store
from sagescope.store.tables.logs import LANDING, LOGS

LINES_PER_REQUEST = 1_000
EVENTS_PER_RECORD = 100
SENDERS = 32


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
    with ruled_store() as core:
        tables = [
            landing_rows(TRAIL, batch, number * BATCH) for number, batch in enumerate(batches(iter(messages)))
        ]
        # Each way is warmed by a batch that does not count.
        core.engine.insert(LANDING, landing_rows(TRAIL, messages[:1_000], 0), "bench-warm")
        started = time.perf_counter()
        # One after the other, as the group commit writes them.
        for number, table in enumerate(tables):
            core.engine.insert(LANDING, table, f"bench-{number}")
        taken = time.perf_counter() - started
        stored = core.engine.query_text(f"SELECT count() AS n FROM {LOGS}").table["n"][0].as_py()
        assert stored == len(messages) + 1_000
        return len(messages) / taken


def _http(messages: list[tuple[int, str]], format_: Format) -> float:
    bodies = [
        format_.request(messages[i : i + LINES_PER_REQUEST])
        for i in range(0, len(messages), LINES_PER_REQUEST)
    ]
    # The first request warms the server; a delivery of the same id would not be stored again.
    warm = format_.request(messages[:LINES_PER_REQUEST])
    with serving() as server:
        for rule in document_rules():
            body = {"name": rule.name, "scope": rule.scope, "parseExpression": rule.expression}
            assert server.http.post("/api/v1/extractionRules", json=body).status_code == 200
        fields = {"account": "dev", "region": "us-east-1"}
        url = server.source("b", TRAIL.category, fields=fields, **format_.source) + format_.path

        def send(part: list[tuple[bytes, dict[str, str]]]) -> None:
            with httpx2.Client(timeout=120, trust_env=False) as sender:
                for content, headers in part:
                    assert sender.post(url, content=content, headers=headers).status_code == 200

        send([warm])
        started = time.perf_counter()
        with ThreadPoolExecutor(SENDERS) as pool:
            list(pool.map(send, [bodies[i::SENDERS] for i in range(SENDERS)]))
        taken = time.perf_counter() - started
        asked = {"query": "* | count", "from": "12/31/2025", "to": "01/03/2026", "histogram": False}
        stored = server.http.post("/api/v1/search/run", json=asked).json()["rows"][0][0]
        assert stored == len(messages) + LINES_PER_REQUEST, stored
        return len(messages) / taken
