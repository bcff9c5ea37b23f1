"""Bytes from outside: whatever a sender writes is taken or refused, never a failure."""

import base64
import gzip
import json
import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firehose_sender import body_of, log_record
from sagescope.errors import Refusal
from sagescope.ingest.boundaries import LONGEST_MESSAGE, Infer, JsonArray, Lines, Request
from sagescope.ingest.formats import cloudwatch_logs, cloudwatch_stream, eventbridge, firehose, otlp_logs
from sagescope.ingest.streams import Decoded

NOW = 1_767_225_600_000
MOST = 1 << 20

OTLP = json.dumps(
    {
        "resourceLogs": [
            {
                "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "s"}}]},
                "scopeLogs": [{"logRecords": [{"timeUnixNano": "1767225600000000000", "traceId": "00" * 16,
                                               "body": {"stringValue": "x"},
                                               "attributes": [{"key": "a", "value": {"intValue": "1"}}]}]}],
            }
        ]
    }
).encode()  # fmt: skip
EVENT = b'{"id": "1", "source": "aws.sagemaker", "detail-type": "x", "detail": {}}'


def envelopes(data: bytes) -> Decoded:
    return cloudwatch_logs.parse([data, data], JsonArray(Infer()), MOST)


def delivery(data: bytes) -> Decoded:
    read = firehose.parse(data, "r")
    for record in read.records:
        cloudwatch_stream.is_record(record)
    return cloudwatch_logs.parse(read.records, Lines(), MOST)


READERS: dict[str, tuple[Callable[[bytes], Decoded], bytes]] = {
    "CloudWatch Logs": (envelopes, log_record(["one", "two"])),
    "CloudWatch Logs decompressed": (envelopes, gzip.decompress(log_record(["one", "two"]))),
    "Firehose": (delivery, body_of("r", [log_record(["one"]), b"text"])),
    "OTLP JSON": (lambda data: otlp_logs.parse_json(data, NOW), OTLP),
    "OTLP protobuf": (lambda data: otlp_logs.parse(data, NOW), b"\x0a\x0b\x12\x09\x12\x07\x2a\x05\x0a\x03abc"),
    "EventBridge": (lambda data: eventbridge.parse(data).decoded, EVENT),
}  # fmt: skip


def hold(decoded: Decoded) -> None:
    for stream in decoded.streams:
        assert stream.times is None or len(stream.times) == len(stream.texts)
        for text in stream.texts:
            assert 0 < len(text.encode()) <= LONGEST_MESSAGE, "a message is storable, and not too long"


def read(reader: Callable[[bytes], Decoded], data: bytes) -> None:
    try:
        decoded = reader(data)
    except Refusal as refused:
        assert all(fault.message and fault.hint for fault in refused.faults)
    else:
        hold(decoded)


@pytest.mark.parametrize("kind", READERS)
@given(data=st.binary(max_size=300))
def test_any_bytes(kind: str, data: bytes) -> None:
    read(READERS[kind][0], data)


@pytest.mark.parametrize("kind", READERS)
def test_bytes_that_are_nearly_right(kind: str) -> None:
    reader, good = READERS[kind]
    hold(reader(good))
    rng = random.Random(kind)
    for _ in range(400):
        data = bytearray(good)
        for _ in range(rng.randint(1, 4)):
            at = rng.randrange(len(data) + 1)
            match rng.randrange(4):
                case 0:
                    data[at : at + 1] = bytes([rng.randrange(256)])
                case 1:
                    del data[at : at + rng.randint(1, 20)]
                case 2:
                    data[at:at] = data[: rng.randint(1, 30)]
                case 3:
                    data[at:at] = rng.choice(
                        [b"null", b"\xff", b"{}", b"[", b'"\\ud800"', b"1e999", b"-", b"\0"]
                    )
        read(reader, bytes(data))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), max_size=6))
def test_what_cloudwatch_sends_is_what_is_read(texts: list[str]) -> None:
    decoded = cloudwatch_logs.parse([log_record(texts, at=NOW)], Request(), MOST)
    kept = [text.rstrip("\r\n") for text in texts]
    expected = [text for text in kept if text and not text.isspace()]
    assert [text for stream in decoded.streams for text in stream.texts] == expected


def test_half_a_surrogate_pair_is_written_out() -> None:
    record = gzip.decompress(log_record(["half \\ud800 pair"])).replace(b"\\\\ud800", b"\\ud800")
    decoded = cloudwatch_logs.parse([record], Lines(), MOST)
    hold(decoded)
    assert [text for stream in decoded.streams for text in stream.texts] == ["half \\ud800 pair"]


@given(st.binary(max_size=200))
def test_a_damaged_record_is_kept_as_it_came(tail: bytes) -> None:
    record = cloudwatch_logs.GZIP + tail
    decoded = cloudwatch_logs.parse([record], Lines(), MOST)
    texts = [text for stream in decoded.streams for text in stream.texts]
    if decoded.faults:
        assert base64.b64decode("".join(texts)) == record or decoded.damaged == 0
