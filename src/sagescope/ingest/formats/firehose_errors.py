"""What Firehose keeps of deliveries that failed, in objects of its bucket (reference protocols.md, 2.2).

Below `http-endpoint-failed/` each line is JSON: how often it was tried, why it failed, and the record in base64. The
request that it was part of is not told.
"""

import base64
import binascii
from dataclasses import dataclass

import msgspec

from sagescope.errors import Fault


class _Line(msgspec.Struct):
    rawData: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The records of a part of such an object; `rejected` counts lines that hold none, of which `faults` say more."""

    records: list[bytes]
    rejected: int
    faults: tuple[Fault, ...]


_READ = msgspec.json.Decoder(_Line)
_UNREADABLE = (msgspec.DecodeError, UnicodeError, RecursionError, binascii.Error, ValueError)


def parse(part: bytes) -> Failed:
    """The records of lines, in their order; blank lines hold none. Never raises for what is written there."""
    records: list[bytes] = []
    rejected = 0
    for line in part.split(b"\n"):
        if not line.strip():
            continue
        try:
            records.append(base64.b64decode(_READ.decode(line).rawData, validate=True))
        except _UNREADABLE:
            rejected += 1
    return Failed(records, rejected, (_fault(rejected),) if rejected else ())


def _fault(count: int) -> Fault:
    return Fault(
        "firehose.failed_line",
        f"{count} lines of an object of failed deliveries hold no record in base64.",
        "Narrow the path expression to <prefix>/http-endpoint-failed/*, where Firehose keeps what it could not deliver.",
    )
