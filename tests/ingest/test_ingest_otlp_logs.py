"""OTLP logs as messages."""

import json
from typing import Any

import pytest
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest

from sagescope.errors import Refusal
from sagescope.ingest.formats.otlp_logs import parse, parse_json

NOW = 1_767_225_600_000
AT = NOW - 5_000


def request(record: dict[str, Any], resource: dict[str, str] | None = None) -> bytes:
    attributes = [{"key": k, "value": {"stringValue": v}} for k, v in (resource or {}).items()]
    one = {"timeUnixNano": str(AT * 10**6), **record}
    held = {"resource": {"attributes": attributes}, "scopeLogs": [{"logRecords": [one]}]}
    return json.dumps({"resourceLogs": [held]}).encode()


def text_of(record: dict[str, Any]) -> str:
    (stream,) = parse_json(request(record), NOW).streams
    (text,) = stream.texts
    assert stream.times == [AT]
    return text


def test_a_body_that_is_all_stays_as_it_is() -> None:
    assert text_of({"body": {"stringValue": "hello, world"}}) == "hello, world"
    assert text_of({"body": {"intValue": "7"}}) == "7"


def test_what_is_beside_the_body_is_kept_with_it() -> None:
    record = {
        "body": {"stringValue": "hello"},
        "severityText": "WARN",
        "traceId": "5b8efff798038103d269b633813fc60c",
        "spanId": "eee19b7ec3c1b174",
        "attributes": [{"key": "n", "value": {"intValue": "1"}}],
    }
    assert json.loads(text_of(record)) == {
        "log": "hello",
        "n": 1,
        "severity": "WARN",
        "traceId": "5b8efff798038103d269b633813fc60c",
        "spanId": "eee19b7ec3c1b174",
    }
    body = {"kvlistValue": {"values": [{"key": "a", "value": {"boolValue": True}}]}}
    assert json.loads(text_of({"body": body, "severityText": "INFO"})) == {"severity": "INFO", "a": True}


def test_the_resource_says_whose_messages_they_are() -> None:
    resource = {
        "service.name": "svc",
        "host.name": "box",
        "cloud.account.id": "123456789012",
        "cloud.region": "us-east-1",
        "telemetry.sdk.name": "x",
    }
    body = {"body": {"stringValue": "x"}}
    (stream,) = parse_json(request(body, resource), NOW).streams
    assert (stream.host, stream.name, stream.category) == ("box", "svc", "")
    assert stream.fields == {
        "service.name": "svc",
        "host.name": "box",
        "accountid": "123456789012",
        "region": "us-east-1",
    }
    own = {"_sourceCategory": "c/d", "_sourceHost": "h", "_sourceName": "n", **resource}
    (named,) = parse_json(request(body, own), NOW).streams
    assert (named.category, named.host, named.name) == ("c/d", "h", "n")


def test_protobuf_and_json_are_read_alike() -> None:
    message = ExportLogsServiceRequest()
    record = message.resource_logs.add().scope_logs.add().log_records.add()
    record.observed_time_unix_nano = AT * 10**6
    record.body.string_value = "x"
    (stream,) = parse(message.SerializeToString(), NOW).streams
    assert (stream.texts, stream.times) == (["x"], [AT])
    record.observed_time_unix_nano = 0
    assert parse(message.SerializeToString(), NOW).streams[0].times == [NOW]


@pytest.mark.parametrize(
    "body", [b"[]", b"{", b'{"resourceLogs": 3}', b'{"resourceLogs": [{"scopeLogs": 1}]}']
)
def test_what_is_no_request_is_refused(body: bytes) -> None:
    with pytest.raises(Refusal, match="OTLP logs"):
        parse_json(body, NOW)
    with pytest.raises(Refusal, match="OTLP logs"):
        parse(b"\xff\xff\xff", NOW)
