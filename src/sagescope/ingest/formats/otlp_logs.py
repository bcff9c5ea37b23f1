"""OTLP logs over HTTP, as protobuf or JSON (OpenTelemetry specification, "Logs Data Model"; reference protocols.md,
1.7)."""

import base64
import json
from collections.abc import Mapping
from typing import Any

import orjson
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.logs.v1.logs_pb2 import LogRecord

from sagescope.errors import Fault, Refusal
from sagescope.ingest.boundaries import chunks
from sagescope.ingest.formats.otlp import CLOUD, attribute_value, value_text
from sagescope.ingest.formats.otlp_requests import DEEPEST, from_json, from_protobuf
from sagescope.ingest.streams import Decoded, Stream

_NANOSECONDS = 1_000_000
_OWN = ("_sourcecategory", "_sourcehost", "_sourcename")
_IDS = ("traceId", "spanId")


def parse(body: bytes, receipt: int) -> Decoded:
    """The messages of an `ExportLogsServiceRequest`.

    A record whose body is all that it has is the body's text. Else it is a JSON object with the text as `log`,
    or the body's own keys, and beside them the attributes, `severity`, `traceId` and `spanId`. Attributes of the
    resource are fields; `_sourceCategory`, `_sourceHost` and `_sourceName` among them are what they say, and
    else `host.name` is the host and `service.name` the name.

    Raises Refusal `receive.otlp` for a body that is no such message.
    """
    return _decoded(from_protobuf(ExportLogsServiceRequest, body, _refused), receipt, len(body))


def parse_json(body: bytes, receipt: int) -> Decoded:
    """The messages of an `ExportLogsServiceRequest` in JSON, read as in `parse`; unknown keys are ignored."""
    request = from_json(ExportLogsServiceRequest, body, _with_ids_in_base64, _refused)
    return _decoded(request, receipt, len(body))


def _refused(encoding: str) -> Refusal:
    return Refusal(
        Fault(
            "receive.otlp",
            f"The body is not an OTLP logs request in {encoding}.",
            "Send application/x-protobuf or application/json as the Content-Type says, logs to …/v1/logs only.",
        )
    )


def _with_ids_in_base64(value: Any, depth: int = 0) -> Any:
    if depth > DEEPEST:
        return value
    if isinstance(value, dict):
        return {
            key: base64.b64encode(bytes.fromhex(held)).decode()
            if key in _IDS and isinstance(held, str)
            else _with_ids_in_base64(held, depth + 1)
            for key, held in value.items()
        }
    if isinstance(value, list):
        return [_with_ids_in_base64(one, depth + 1) for one in value]
    return value


def _decoded(request: ExportLogsServiceRequest, receipt: int, size: int) -> Decoded:
    streams: list[Stream] = []
    long = 0
    for resource_logs in request.resource_logs:
        texts: list[str] = []
        times: list[int] = []
        for scope in resource_logs.scope_logs:
            for record in scope.log_records:
                pieces = [piece for piece in chunks(_text(record)) if piece and not piece.isspace()]
                long += len(pieces) > 1
                texts += pieces
                times += [_time(record, receipt)] * len(pieces)
        if texts:
            resource = {one.key: value_text(one.value) for one in resource_logs.resource.attributes}
            streams.append(_stream(resource, texts, times))
    return Decoded(streams, size, long=long)


def _stream(resource: Mapping[str, str], texts: list[str], times: list[int]) -> Stream:
    named = {key.lower(): value for key, value in resource.items() if value}
    category, host, name = (named.pop(key, "") for key in _OWN)
    fields = {CLOUD.get(key, key): value for key, value in named.items() if not key.startswith("telemetry.")}
    return Stream(
        texts,
        times,
        host or named.get("host.name", ""),
        name or named.get("service.name", ""),
        category,
        fields,
    )


def _time(record: LogRecord, receipt: int) -> int:
    return (record.time_unix_nano or record.observed_time_unix_nano) // _NANOSECONDS or receipt


def _text(record: LogRecord) -> str:
    body = attribute_value(record.body)
    beside: dict[str, Any] = {one.key: attribute_value(one.value) for one in record.attributes}
    if record.severity_text:
        beside["severity"] = record.severity_text
    if record.trace_id:
        beside["traceId"] = record.trace_id.hex()
    if record.span_id:
        beside["spanId"] = record.span_id.hex()
    if isinstance(body, dict):
        return _plain({**beside, **body})
    if not beside:
        return "" if body is None else _plain(body)
    return _plain({"log": body, **{key: value for key, value in beside.items() if key != "log"}})


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    try:
        return orjson.dumps(value).decode()
    except (TypeError, ValueError):  # a number of more than 64 bits, or a text that is no Unicode
        return json.dumps(value, ensure_ascii=True, default=str)
