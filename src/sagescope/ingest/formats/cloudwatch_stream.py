"""CloudWatch metric streams as Firehose delivers them: JSON, OpenTelemetry 0.7 and 1.0.

(Reference protocols.md, 2.4 and 2.5.) All three give the same series at the same times: a point has the time at
which its period begins, and `average` is worked out from sum and count.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from google.protobuf.message import DecodeError

from sagescope.ingest.formats.cloudwatch_names import CloudWatchMetric, quantile_statistic, unit_of_code
from sagescope.ingest.formats.protobuf_messages import message_classes
from sagescope.ingest.points import NONE, NOT_FINITE, BadLine, Points, PointsBuilder

_STATISTICS = {"sum": "sum", "max": "maximum", "min": "minimum", "count": "samplecount"}
_NANOSECONDS = 1_000_000
_SIGN = b'"metric_stream_name"'
_SIGN_WITHIN = 4_096
_RESOURCE_METRICS = b"\x0a"
"""How a request's first field begins in protobuf: number 1, of a length."""
_LONGEST_LENGTH = 5
"""Bytes of the number before each message, which has at most 32 bits."""

# Both versions at once: 0.7 has labels where 1.0 has attributes.
_MESSAGES = message_classes(
    "sagescope.cloudwatch",
    {
        "Request": {"resource_metrics": (1, "ResourceMetrics*")},
        "ResourceMetrics": {"resource": (1, "Resource"), "scopes": (2, "ScopeMetrics*")},
        "Resource": {"attributes": (1, "Attribute*")},
        "ScopeMetrics": {"metrics": (2, "Metric*")},
        "Metric": {"name": (1, "bytes"), "unit": (3, "bytes"), "summary": (11, "Summary")},
        "Summary": {"points": (1, "Point*")},
        "Point": {
            "labels": (1, "Label*"),
            "start": (2, "fixed64"),
            "time": (3, "fixed64"),
            "count": (4, "fixed64"),
            "sum": (5, "double"),
            "quantiles": (6, "Quantile*"),
            "attributes": (7, "Attribute*"),
        },
        "Quantile": {"quantile": (1, "double"), "value": (2, "double")},
        "Label": {"key": (1, "bytes"), "value": (2, "bytes")},
        "Attribute": {"key": (1, "bytes"), "value": (2, "Value")},
        "Value": {"text": (1, "bytes"), "entries": (6, "Entries")},
        "Entries": {"values": (1, "Attribute*")},
    },
)
_REQUEST = _MESSAGES["Request"]


class _Line(msgspec.Struct):
    namespace: str
    metric_name: str
    timestamp: int
    value: dict[str, float | None]
    account_id: str = ""
    region: str = ""
    dimensions: dict[str, str] | None = None
    unit: str = ""


_UNREADABLE = (msgspec.DecodeError, UnicodeError, RecursionError)
_READ_LINE = msgspec.json.Decoder(_Line)


def parse(
    records: Sequence[bytes],
    receipt: int,
    *,
    dimensions: Mapping[str, str] = NONE,
    meta: Mapping[str, str] = NONE,
    window: int | None = None,
) -> Points:
    """The points of records: each is lines of JSON, or messages with their lengths before them.

    A line or a message that cannot be read is rejected, and hurts no other. The other parameters are those
    of PointsBuilder.
    """
    builder = PointsBuilder(receipt, dimensions, meta, window)
    for record in records:
        if record[:1] == b"{" and _is_json(record):
            _add_lines(builder, record)
        else:
            _add_messages(builder, record)
    return builder.points


def is_record(record: bytes) -> bool:
    """Whether a record looks like one of a metric stream, in either form."""
    if record[:1] == b"{":
        return _SIGN in record[:_SIGN_WITHIN]
    return _has_lengths(record)


def _has_lengths(record: bytes) -> bool:
    """Whether a record is nothing but messages with their lengths before them, each of a resource's metrics."""
    at = 0
    while at < len(record):
        try:
            length, at = _length(record, at)
        except ValueError:
            return False
        if length and record[at : at + 1] != _RESOURCE_METRICS:
            return False
        at += length
    return at == len(record) > 0


def _is_json(record: bytes) -> bool:
    # A message of 123 bytes begins with a brace too, but what follows it there is no JSON.
    try:
        _READ_LINE.decode(record.split(b"\n", 1)[0])
    except _UNREADABLE:
        return record[1:].lstrip()[:1] == b'"'
    return True


def _add_lines(builder: PointsBuilder, record: bytes) -> None:
    for number, line in enumerate(record.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            _add_line(builder, _READ_LINE.decode(line))
        except _UNREADABLE as wrong:
            builder.reject(
                number, line[:400].decode("utf-8", "replace"), f"it is not a metric of a stream: {wrong}"
            )


def _add_line(builder: PointsBuilder, line: _Line) -> None:
    metric = CloudWatchMetric(
        line.namespace, line.metric_name, line.dimensions or {}, line.region, line.account_id, line.unit
    )
    values = {_STATISTICS.get(key, key): value for key, value in line.value.items() if value is not None}
    _add_values(builder, metric, values, line.timestamp)


def _add_values(
    builder: PointsBuilder, metric: CloudWatchMetric, values: Mapping[str, float], ms: int | None
) -> None:
    count, total = values.get("samplecount"), values.get("sum")
    if count and total is not None:
        values = {**values, "average": total / count}
    for statistic, value in values.items():
        try:
            # First of all the value: a series of which no point is taken is none.
            if not math.isfinite(value):
                raise BadLine(NOT_FINITE)
            builder.put(builder.series(metric.name, metric.tags(statistic)), value, ms)
        except BadLine as wrong:
            builder.reject(0, metric.name, str(wrong))


def _add_messages(builder: PointsBuilder, record: bytes) -> None:
    for message in _messages(builder, record):
        try:
            request = _REQUEST.FromString(message)
        except DecodeError:
            builder.reject(0, "", "a message of the stream is no OpenTelemetry metrics request")
            continue
        for resource_metrics in request.resource_metrics:
            resource = _attributes(resource_metrics.resource.attributes)
            for scope in resource_metrics.scopes:
                for metric in scope.metrics:
                    _add_metric(builder, resource, metric)


def _messages(builder: PointsBuilder, record: bytes) -> Iterator[bytes]:
    """The messages of a record; each has its length before it as a varint."""
    at = 0
    while at < len(record):
        try:
            length, at = _length(record, at)
        except ValueError:
            builder.reject(0, "", "the record is neither JSON lines nor messages with their lengths")
            return
        if at + length > len(record):
            builder.reject(
                0, "", f"the record ends {at + length - len(record)} bytes before its last message"
            )
            return
        yield record[at : at + length]
        at += length


def _length(record: bytes, at: int) -> tuple[int, int]:
    """The varint that stands at a place, and where it ends. Raises ValueError where there is none."""
    length = shift = 0
    for place in range(at, min(len(record), at + _LONGEST_LENGTH)):
        byte = record[place]
        length |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return length, place + 1
    raise ValueError


def _add_metric(builder: PointsBuilder, resource: Mapping[str, Any], metric: Any) -> None:
    name = _text(metric.name)
    if not metric.HasField("summary"):
        builder.reject(0, name, "it is not a summary, as all metrics of a stream are")
        return
    for point in metric.summary.points:
        attributes = _attributes(point.attributes)
        labels = {_text(label.key): _text(label.value) for label in point.labels}
        dimensions = attributes.pop("Dimensions", None)
        if not isinstance(dimensions, dict):
            # Version 0.7 has the dimensions beside the names of metric and namespace.
            dimensions = {**labels, **{k: v for k, v in attributes.items() if isinstance(v, str)}}
        held = {**labels, **attributes}
        known = CloudWatchMetric(
            _str(held.get("Namespace")) or _named(name)[0],
            _str(held.get("MetricName")) or _named(name)[1],
            {
                k: v
                for k, v in dimensions.items()
                if k not in ("Namespace", "MetricName") and isinstance(v, str)
            },
            _str(resource.get("cloud.region")),
            _str(resource.get("cloud.account.id")),
            unit_of_code(_text(metric.unit)),
        )
        values = {"samplecount": float(point.count), "sum": point.sum}
        values |= {quantile_statistic(q.quantile): q.value for q in point.quantiles}
        nanoseconds = point.start or point.time
        _add_values(builder, known, values, nanoseconds // _NANOSECONDS if nanoseconds else None)


def _named(name: str) -> tuple[str, str]:
    """Namespace and metric of `amazonaws.com/<namespace>/<metric>`."""
    namespace, _, metric = name.removeprefix("amazonaws.com/").rpartition("/")
    return namespace, metric


def _attributes(attributes: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for attribute in attributes:
        value = attribute.value
        if value.HasField("entries"):
            found[_text(attribute.key)] = {_text(e.key): _text(e.value.text) for e in value.entries.values}
        else:
            found[_text(attribute.key)] = _text(value.text)
    return found


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "backslashreplace")


def _str(value: object) -> str:
    return value if isinstance(value, str) else ""
