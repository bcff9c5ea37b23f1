"""What Amazon Data Firehose posts to an HTTP endpoint, and the answer that it waits for.

(Reference protocols.md, 2.1 and 2.2.)
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from sagescope.errors import Fault, Refusal
from sagescope.ingest.formats import cloudwatch_logs, cloudwatch_stream

VERSION = "1.0"
MOST_RECORDS = 10_000
_LONGEST_MESSAGE = 8_000


class _Record(msgspec.Struct):
    data: str


class _Body(msgspec.Struct):
    requestId: str
    records: list[_Record]


class _Attributes(msgspec.Struct):
    commonAttributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery: its id, which is the same on every retry, and the bytes of its records in order."""

    request_id: str
    records: list[bytes]


_UNREADABLE = (msgspec.DecodeError, UnicodeError, RecursionError)
_READ = msgspec.json.Decoder(_Body)
_READ_ATTRIBUTES = msgspec.json.Decoder(_Attributes)


def parse(body: bytes, request_id: str) -> Delivery:
    """The records of a delivery; `request_id` is that of its header.

    Raises Refusal `firehose.body` where the body is none, `firehose.request_id` where it names another id,
    `firehose.record` where a record is not base64: Firehose sends such a delivery again, and in the end
    keeps it in its bucket, so nothing is lost.
    """
    try:
        read = _READ.decode(body)
    except _UNREADABLE as wrong:
        raise Refusal(
            Fault(
                "firehose.body",
                f"The body is not a Firehose delivery: {wrong}.",
                "Point a Firehose HTTP endpoint destination at this address.",
            )
        ) from wrong
    if request_id != read.requestId:
        raise Refusal(
            Fault(
                "firehose.request_id",
                "The request id of the body is not that of the header X-Amz-Firehose-Request-Id.",
                "Send both alike, as Firehose does.",
            )
        )
    records = []
    for number, record in enumerate(read.records, 1):
        try:
            records.append(base64.b64decode(record.data, validate=True))
        except (binascii.Error, ValueError):
            raise Refusal(
                Fault("firehose.record", f"Record {number} of the delivery is not base64.", "Send it again.")
            ) from None
    return Delivery(request_id, records)


def parted(records: Sequence[bytes], *, metrics: bool) -> tuple[list[bytes], list[bytes]]:
    """The records of a metric stream, and those of logs: as each looks, and else as the source is meant."""
    of_metrics: list[bytes] = []
    of_logs: list[bytes] = []
    for record in records:
        streamed = cloudwatch_stream.is_record(record) or (
            metrics and not cloudwatch_logs.is_envelope(record)
        )
        (of_metrics if streamed else of_logs).append(record)
    return of_metrics, of_logs


def common_attributes(header: str) -> Mapping[str, str]:
    """The attributes that a Firehose stream adds to each delivery; none where the header is none."""
    try:
        return _READ_ATTRIBUTES.decode(header.encode()).commonAttributes if header else {}
    except _UNREADABLE:
        return {}


def region_of(source_arn: str) -> str:
    """The region of the stream that a delivery names; empty where it names none."""
    parts = source_arn.split(":")
    return parts[3] if len(parts) > 5 and parts[0] == "arn" else ""


def answer(request_id: str, now: int, message: str = "") -> dict[str, object]:
    """The body of the answer: of success without a message. `now` is in milliseconds since the epoch."""
    body: dict[str, object] = {"requestId": request_id, "timestamp": now}
    if message:
        body["errorMessage"] = message[:_LONGEST_MESSAGE]
    return body
