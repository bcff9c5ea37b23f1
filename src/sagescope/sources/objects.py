"""What is in an object: undone compression, records of CloudTrail, text in parts.

Compression is told by the content, whatever the key or a header says (reference protocols.md, 4.2). Parts begin and end
at the same places whenever an object is read, since each is a delivery of its own.
"""

import bz2
import re
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Protocol

import msgspec
import zstandard

from sagescope.errors import Fault, Refusal
from sagescope.ingest.streams import Decoded, Stream
from sagescope.ingest.text import to_text

PART = 4 << 20
"""Bytes of text at which a part of an object ends, at the next end of a line."""

LONGEST_PART = 8 << 20
"""Bytes at which a part ends in the middle of a line: no line is that long."""

MOST_PLAIN = 4 << 30
"""Bytes that an object of text may come to; what expands to more is taken for a bomb."""

MOST_DOCUMENT = 256 << 20
"""Bytes that an object of CloudTrail may come to, which is read as a whole."""

_SLICES = {"gzip": 16 << 10, "zstd": 512, "bzip2": 512}
"""Bytes that are inflated at once: what a bomb can expand to before the next look at the limit is some 16 MiB."""

_SIGNATURE = 10
_ZSTD_WINDOW = 128 << 20
_BZIP2 = re.compile(rb"BZh[1-9]1AY&SY")
_ACCOUNT_KEY = re.compile(
    r"(?:^|/)AWSLogs/(?:o-[a-z0-9]+/)?(?P<account>\d{12})/[^/]+/(?P<region>[a-z]{2}(?:-[a-z]+)+-\d)/"
)


class _Inflater(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


def plain(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    """The content of an object that comes in chunks, its compression undone.

    gzip, zstd and bzip2 are known by their first bytes, several members behind each other too.

    Raises Refusal `object.damaged` where it ends in the middle or cannot be read, `object.too_large` above `most` bytes,
    `object.zip` for an archive.
    """
    size = 0
    for piece in _inflated(chunks):
        size += len(piece)
        if size > most:
            raise Refusal(
                Fault(
                    "object.too_large",
                    f"The object comes to more than {most >> 20:,} MiB.",
                    "Have it written in smaller parts; or it is a bomb, then leave it out by the path expression.",
                )
            )
        yield piece


def _inflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    start, rest = _begun(chunks)
    name = _format_of(start)
    if not name:
        yield start
        yield from rest
        return
    stream: _Inflater | None = None
    for chunk in chain((start,), rest):
        at = 0
        while at < len(chunk):
            if stream is None:
                # Some writers fill their last block with zeros.
                while at < len(chunk) and chunk[at] == 0:
                    at += 1
                if at == len(chunk):
                    break
                stream = _inflater(name)
            piece = chunk[at : at + _SLICES[name]]
            at += len(piece)
            try:
                yield stream.decompress(piece)
            except (zlib.error, zstandard.ZstdError, OSError, ValueError, EOFError) as wrong:
                raise _damaged(name, str(wrong)) from None
            if stream.eof:
                at -= len(stream.unused_data)
                stream = None
    if stream is not None:
        raise _damaged(name, "it ends in the middle")


def _begun(chunks: Iterable[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes, enough to know a format by, and the chunks behind them."""
    rest = iter(chunks)
    start = b""
    for chunk in rest:
        start += chunk
        if len(start) >= _SIGNATURE:
            break
    return start, rest


def _format_of(start: bytes) -> str:
    if start.startswith(b"\x1f\x8b"):
        return "gzip"
    if start.startswith(b"\x28\xb5\x2f\xfd"):
        return "zstd"
    if _BZIP2.match(start):
        return "bzip2"
    if start.startswith(b"PK\x03\x04"):
        raise Refusal(
            Fault(
                "object.zip", "The object is a zip archive.", "Have it written as text, gzip, zstd or bzip2."
            )
        )
    return ""


def _inflater(name: str) -> _Inflater:
    match name:
        case "gzip":
            return zlib.decompressobj(31)
        case "bzip2":
            return bz2.BZ2Decompressor()
        case _:
            made: _Inflater = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()
            return made


def _damaged(name: str, why: str) -> Refusal:
    return Refusal(
        Fault(
            "object.damaged",
            f"The object is no whole {name}: {why}.",
            "It is read again when it is written anew; what came before the fault may be stored already.",
        )
    )


def parts(content: Iterable[bytes], size: int = PART, longest: int = LONGEST_PART) -> Iterator[bytes]:
    """Text in parts that end at ends of lines, each `size` bytes and the rest of its last line, `longest` at most.

    Where they end depends on the content alone, not on how it comes.
    """
    held = bytearray()
    for piece in content:
        held += piece
        while len(held) >= size:
            end = held.find(b"\n", size - 1)
            if end < 0 or end >= longest:
                if len(held) < longest:
                    break
                end = longest - 1
            yield bytes(held[: end + 1])
            del held[: end + 1]
    if held:
        yield bytes(held)


class _Document(msgspec.Struct):
    records: list[msgspec.Raw] = msgspec.field(name="Records")


_READ = msgspec.json.Decoder(_Document)


def cloudtrail_records(content: bytes) -> Decoded:
    """The records of a file of CloudTrail, each one compact message as it was written.

    Lines of records without the frame around them are taken too, as tools write them. Raises Refusal
    `object.cloudtrail` where it is neither.
    """
    try:
        records = [bytes(record) for record in _READ.decode(content).records]
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        records = _lines(content)
    damaged = 0
    texts: list[str] = []
    for record in records:
        # As CloudTrail writes them they have no blanks; whoever laid them out for reading gets one line all the same.
        compact = (
            record if b"\n" not in record and b'": ' not in record else msgspec.json.format(record, indent=-1)
        )
        text = to_text(compact)
        damaged += text.damaged
        texts.append(text.text)
    return Decoded([Stream(texts)], len(content), damaged)


def _lines(content: bytes) -> list[bytes]:
    lines = [line for line in content.split(b"\n") if line.strip()]
    if not lines or not all(line.lstrip().startswith(b"{") and b'"eventName"' in line for line in lines):
        raise Refusal(
            Fault(
                "object.cloudtrail",
                "The object is no file of CloudTrail.",
                "Narrow the path expression to AWSLogs/*/CloudTrail/*, or use an S3 source.",
            )
        )
    return lines


def account_of(key: str) -> dict[str, str]:
    """The fields that a key of AWS's own log files tells: `accountid` and `region`."""
    found = _ACCOUNT_KEY.search(key)
    return {} if found is None else {"accountid": found["account"], "region": found["region"]}
