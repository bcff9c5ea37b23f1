"""CloudWatch Logs as subscriptions deliver them, in records of Firehose and in events of Lambda.

(Reference protocols.md, 2.3.) A record is gzip of JSON with the log group, the stream and its events; Firehose
can also have it decompressed or extracted already. What is none of these is text.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from sagescope.errors import Fault, Refusal
from sagescope.ingest.boundaries import Boundary, chunks, is_long, split
from sagescope.ingest.encoding import decode
from sagescope.ingest.streams import Decoded, Stream
from sagescope.ingest.text import to_text

GZIP = b"\x1f\x8b"
_DATA, _CONTROL = "DATA_MESSAGE", "CONTROL_MESSAGE"
_SIGN = b'"messageType"'
_SIGN_WITHIN = 4_096
_SURELY_SHORT = 1_024


class _Event(msgspec.Struct, gc=False):
    message: str
    timestamp: int = 0


class _Envelope(msgspec.Struct, gc=False):
    messageType: str
    logEvents: list[_Event]
    owner: str = ""
    logGroup: str = ""
    logStream: str = ""


_READ = msgspec.json.Decoder(_Envelope)
_UNREADABLE = (msgspec.DecodeError, UnicodeError, RecursionError)
_PLAIN = json.JSONDecoder()


def is_envelope(record: bytes) -> bool:
    """Whether a record is one of CloudWatch Logs, compressed or not."""
    return record.startswith(GZIP) or (record[:1] == b"{" and _SIGN in record[:_SIGN_WITHIN])


@dataclass(slots=True)
class _Reader:
    """What has been read so far; streams are in the order in which they were first met."""

    boundary: Boundary
    most: int
    events: dict[tuple[str, str, str], tuple[list[str], list[int]]] = field(default_factory=dict)
    plain: list[str] = field(default_factory=list)
    faults: dict[str, Fault] = field(default_factory=dict)
    size: int = 0
    damaged: int = 0
    long: int = 0

    def add(self, record: bytes) -> None:
        if record.startswith(GZIP):
            try:
                document = decode(record, "gzip", self.most - self.size)
            except Refusal as refused:
                self._keep_damaged(record, refused)
                return
            self.size += len(document)
            self._add_document(document)
        elif record:
            self.size += len(record)
            if is_envelope(record):
                self._add_document(record)
            else:
                self._add_text(record)

    def _add_document(self, document: bytes) -> None:
        try:
            self._add_envelope(_READ.decode(document))
        except _UNREADABLE:
            self._add_documents(document)

    def _add_documents(self, document: bytes) -> None:
        """Several envelopes after each other, as a record of several subscriptions has them; or something else."""
        text = to_text(document)
        at = 0
        while at < len(text.text):
            if text.text[at] in " \t\r\n":
                at += 1
                continue
            try:
                value, end = _PLAIN.raw_decode(text.text, at)
                envelope = msgspec.convert(value, _Envelope)
            except (ValueError, RecursionError, msgspec.ValidationError):
                self.faults.setdefault("firehose.not_json", _NOT_JSON)
                self._add_text(text.text[at:].encode())
                return
            self._add_envelope(_storable(envelope))
            at = end

    def _add_envelope(self, envelope: _Envelope) -> None:
        if envelope.messageType == _CONTROL:
            return
        if envelope.messageType != _DATA:
            self.damaged += 1
            self.faults.setdefault("firehose.message_type", _wrong_type(envelope.messageType))
        key = (envelope.logGroup, envelope.logStream, envelope.owner)
        held = self.events.get(key)
        if held is None:
            held = self.events[key] = ([], [])
        texts, times = held
        for event in envelope.logEvents:
            text = event.message.rstrip("\r\n")
            if len(text) > _SURELY_SHORT and is_long(text):
                pieces = chunks(text)
                self.long += len(pieces) > 1
                texts += pieces
                times += [event.timestamp] * len(pieces)
            elif text and not text.isspace():
                texts.append(text)
                times.append(event.timestamp)

    def _add_text(self, record: bytes) -> None:
        cut = split(record, self.boundary)
        self.damaged += cut.damaged
        self.long += cut.long
        self.plain += cut.messages

    def _keep_damaged(self, record: bytes, refused: Refusal) -> None:
        # Sent again it would be the same: it is kept as it came, so that it can be looked into.
        self.damaged += 1
        self.faults.setdefault("firehose.damaged", _damaged(refused))
        self.plain += chunks(base64.b64encode(record).decode())


def parse(records: Sequence[bytes], boundary: Boundary, most: int, region: str = "") -> Decoded:
    """The messages of records.

    Each log event is one, of the host and name that its group and stream are, at the event's time, with the
    field `accountid` of its owner and `region` where it is known. Text is cut by `boundary`. `most` is the
    most bytes that all records may come to.

    A record that cannot be decompressed is one message in base64, and one of an unknown type is taken as
    data; both are counted as damaged.
    """
    reader = _Reader(boundary, most)
    for record in records:
        reader.add(record)
    regional = {"region": region} if region else {}
    streams = [
        Stream(texts, times, group, name, fields={"accountid": owner, **regional} if owner else regional)
        for (group, name, owner), (texts, times) in reader.events.items()
        if texts
    ]
    if reader.plain:
        streams.append(Stream(reader.plain, fields=regional))
    return Decoded(
        streams, reader.size, reader.damaged, faults=tuple(reader.faults.values()), long=reader.long
    )


def _storable(envelope: _Envelope) -> _Envelope:
    """Python's decoder lets half a surrogate pair through, which no text on the disk can have."""

    def whole(text: str) -> str:
        return text.encode("utf-8", "backslashreplace").decode()

    events = [_Event(whole(event.message), event.timestamp) for event in envelope.logEvents]
    names = (envelope.owner, envelope.logGroup, envelope.logStream)
    return _Envelope(whole(envelope.messageType), events, *map(whole, names))


_NOT_JSON = Fault(
    "firehose.not_json",
    "A record looked like one of CloudWatch Logs and is not JSON; it was kept as text.",
    "Look at the newest messages of the source, and at what writes into the Firehose stream beside its subscriptions.",
)


def _wrong_type(told: str) -> Fault:
    return Fault(
        "firehose.message_type",
        f"A record of CloudWatch Logs has the type {told[:100]!r}; its events were kept as messages.",
        "Records are of type DATA_MESSAGE or CONTROL_MESSAGE; look at what writes into the Firehose stream.",
    )


def _damaged(refused: Refusal) -> Fault:
    reason = refused.faults[0].message
    return Fault(
        "firehose.damaged",
        f"A record could not be decompressed ({reason.rstrip('.')}); it was kept in base64.",
        "Look at what compresses records before they come into the Firehose stream.",
    )
