"""Writers of every kind that sends to an address, which go on while the server dies and comes back."""

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import httpx2
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest

from firehose_sender import body_of, is_delivered, log_record

DAY = 86_400_000
MINUTE = 60_000
PAUSE = 0.02
"""Seconds between two batches, so that many rounds do not come to millions of messages."""


@dataclass(frozen=True, slots=True)
class Request:
    """A batch: the ids of its messages or points, and how it is posted."""

    ids: tuple[str, ...]
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of writer.

    `repeats` says that a batch without an answer is sent again until it has one, as the sender of that protocol does and
    Sagescope can tell; others go on with the next. `points` says that it writes metrics.
    """

    name: str
    source: Mapping[str, object]
    request: Callable[[str, int], Request]
    path: str = ""
    repeats: bool = True
    points: bool = False


def _now() -> int:
    return time.time_ns() // 10**6


def _ids(batch: str, count: int) -> tuple[str, ...]:
    return tuple(f"{batch}-{n:02}" for n in range(count))


def _lines(batch: str, number: int) -> Request:
    ids = _ids(f"{batch}-{number}", 20)
    return Request(ids, "\n".join(ids).encode())


def _firehose_headers(id_: str) -> dict[str, str]:
    return {"X-Amz-Firehose-Request-Id": id_, "Content-Type": "application/json"}


def _firehose_logs(batch: str, number: int) -> Request:
    id_ = f"{batch}-{number}"
    ids = _ids(id_, 40)
    # Events of two days are two parts on the disk, of which a kill may leave one.
    records = [log_record(ids[:20], at=_now()), log_record(ids[20:], at=_now() - DAY)]
    return Request(ids, body_of(id_, records), _firehose_headers(id_))


def point_id(batch: str, at: int) -> str:
    """The id of a point: whose it is, and when, in milliseconds."""
    return f"{batch}@{at}"


def _times(count: int) -> list[int]:
    start = _now() // MINUTE * MINUTE
    return [start - n * MINUTE for n in range(count)]


def _firehose_metrics(batch: str, number: int) -> Request:
    id_ = f"{batch}-{number}"
    times = _times(10)
    lines = [
        {
            "metric_stream_name": "crash",
            "account_id": "123456789012",
            "region": "us-east-1",
            "namespace": "crash",
            "metric_name": "streamed",
            "dimensions": {"batch": id_},
            "timestamp": at,
            "value": {"count": 1.0, "sum": 1.0, "max": 1.0, "min": 1.0},
            "unit": "Count",
        }
        for at in times
    ]
    record = "".join(json.dumps(line) + "\n" for line in lines).encode()
    ids = tuple(point_id(id_, at) for at in times)
    return Request(ids, body_of(id_, [record]), _firehose_headers(id_))


_PROTOBUF = {"Content-Type": "application/x-protobuf"}


def _otlp_logs(batch: str, number: int) -> Request:
    ids = _ids(f"{batch}-{number}", 20)
    request = ExportLogsServiceRequest()
    logs = request.resource_logs.add().scope_logs.add()
    for id_ in ids:
        record = logs.log_records.add(time_unix_nano=time.time_ns())
        record.body.string_value = id_
    return Request(ids, request.SerializeToString(), _PROTOBUF)


def _otlp_metrics(batch: str, number: int) -> Request:
    id_, times = f"{batch}-{number}", _times(10)
    request = ExportMetricsServiceRequest()
    metric = request.resource_metrics.add().scope_metrics.add().metrics.add(name="exported")
    for at in times:
        point = metric.gauge.data_points.add(as_double=1, time_unix_nano=at * 10**6)
        point.attributes.add(key="batch").value.string_value = id_
    return Request(tuple(point_id(id_, at) for at in times), request.SerializeToString(), _PROTOBUF)


def _event(batch: str, number: int) -> Request:
    id_ = f"{batch}-{number}-00"
    event = {"id": id_, "source": "aws.sagemaker", "detail-type": "Test", "account": "123456789012"}
    return Request((id_,), json.dumps(event).encode(), {"Content-Type": "application/json"})


KINDS = (
    Kind("lines", {}, _lines, repeats=False),
    Kind("firehose-logs", {"contentType": "KinesisLog"}, _firehose_logs),
    Kind("firehose-metrics", {"contentType": "KinesisMetric"}, _firehose_metrics, points=True),
    Kind("otlp-logs", {"contentType": "Otlp"}, _otlp_logs, "/v1/logs", repeats=False),
    Kind("otlp-metrics", {"contentType": "Otlp"}, _otlp_metrics, "/v1/metrics", points=True),
    Kind("events", {"contentType": "AwsEventBridge"}, _event),
)


class Writer(threading.Thread):
    """Writes batches of a kind to `address()`, which changes when the server comes back, until `stop` is set."""

    def __init__(self, kind: Kind, number: int, address: Callable[[], str], stop: threading.Event) -> None:
        super().__init__(name=f"{kind.name}-{number}")
        self.kind = kind
        self.sent: set[str] = set()
        self.acknowledged: set[str] = set()
        self.batches = self.tries = 0
        self._batch = f"crash-{kind.name}-{number}"
        # A connection of its own each time: the server of the last one may be gone.
        self._http = httpx2.Client(
            timeout=30, trust_env=False, limits=httpx2.Limits(max_keepalive_connections=0)
        )
        self._address = address
        self._stopping = stop

    def run(self) -> None:
        while not self._stopping.is_set():
            request = self.kind.request(self._batch, self.batches)
            self.sent.update(request.ids)
            while not (done := self._posted(request)) and self.kind.repeats:
                # The last one has to end too; the server is there by then.
                time.sleep(0.2)
            if done:
                self.acknowledged.update(request.ids)
            self.batches += 1
            time.sleep(PAUSE if done else 0.2)
        self._http.close()

    def _posted(self, request: Request) -> bool:
        self.tries += 1
        try:
            answer = self._http.post(self._address(), content=request.body, headers=dict(request.headers))
        except httpx2.TransportError:
            return False
        if id_ := request.headers.get("X-Amz-Firehose-Request-Id"):
            return is_delivered(answer, id_)
        return answer.status_code == 200


def polled_data(number: int, count: int, at: int) -> list[dict[str, object]]:
    """Data for PutMetricData, each a metric of its own with one point at `at`, in seconds."""
    return [
        {
            "MetricName": "polled",
            "Dimensions": [{"Name": "batch", "Value": f"crash-polled-{number}-{n}"}],
            "Timestamp": at,
            "Value": 1.0,
        }
        for n in range(count)
    ]
