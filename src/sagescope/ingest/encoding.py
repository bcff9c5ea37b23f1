"""Content codings of a request body, undone within a limit.

The receiver accepts `gzip`, `deflate` and `zstd` (reference protocols.md, 1.2), and `snappy` as remote write
sends it. Anything else is refused rather than read as plain text: bytes of an unknown coding are not text, and
a sender that learns of it can be put right.
"""

import zlib
from collections.abc import Callable

import cramjam
import zstandard

from sagescope.errors import Cause, Fault, Refusal

CODINGS = ("identity", "gzip", "deflate", "zstd", "snappy")

_MOST_CODINGS = 3
# The largest window a decoder of the `zstd` content coding has to support (RFC 9659).
_ZSTD_WINDOW = 8 << 20
# One zstd block of four bytes can stand for 128 KiB, so input goes in by the slice: what a bomb can
# expand to ahead of the next look at the limit is then at most 16 MiB.
_ZSTD_SLICE = 512
_ZLIB_SLICE = 16 << 10
_GZIP = 31
_ZLIB = 15
_RAW_DEFLATE = -15


def decode(body: bytes, content_encoding: str | None, limit: int) -> bytes:
    """The body with its content codings undone, last one first.

    `content_encoding` is the header's value: a comma-separated list of at most 3 codings, where `identity`
    and nothing mean plain. `limit` is the most bytes that any step may come to; it is looked at while
    inflating, so that a bomb is never expanded.

    Raises Refusal `receive.coding` for an unknown coding, `receive.damaged` for data that the coding
    cannot read, and `receive.too_large` (Cause.TOO_LARGE) above the limit.
    """
    names = [name for part in (content_encoding or "").split(",") if (name := part.strip().lower())]
    steps = [_decoder(name) for name in names if name != "identity"]
    if len(steps) > _MOST_CODINGS:
        raise Refusal(
            Fault(
                "receive.coding",
                f"The body has {len(steps)} content codings.",
                f"Use one; at most {_MOST_CODINGS} are undone.",
            )
        )
    if len(body) > limit:
        raise _too_large(limit)
    for step in reversed(steps):
        body = step(body, limit)
    return body


def _decoder(name: str) -> Callable[[bytes, int], bytes]:
    match name:
        case "gzip" | "x-gzip":
            return _gunzip
        case "deflate":
            return _inflate
        case "zstd":
            return _unzstd
        case "snappy":
            return _unsnappy
        case _:
            raise Refusal(
                Fault(
                    "receive.coding",
                    f"The content encoding {name!r} is not supported.",
                    f"Send one of {', '.join(CODINGS)}.",
                )
            )


def _gunzip(body: bytes, limit: int) -> bytes:
    """Every member of a gzip file, one after the other (RFC 1952, 2.2)."""
    parts: list[bytes] = []
    size = at = 0
    while True:
        part, at = _zlib_stream(body, at, _GZIP, "gzip", size, limit)
        parts.append(part)
        size += len(part)
        while at < len(body) and body[at] == 0:  # some writers fill their last block with zeros
            at += 1
        if at == len(body):
            return b"".join(parts)


def _inflate(body: bytes, limit: int) -> bytes:
    """A zlib stream, or the bare deflate stream that some senders mean by `deflate`."""
    wrapped = len(body) >= 2 and body[0] & 15 == 8 and (body[0] << 8 | body[1]) % 31 == 0
    if not wrapped:
        return _one_stream(body, _RAW_DEFLATE, limit)
    try:
        return _one_stream(body, _ZLIB, limit)
    except Refusal as refusal:
        if refusal.cause is Cause.TOO_LARGE:
            raise
        # The first two bytes of a bare stream may look like a zlib header by chance.
        try:
            return _one_stream(body, _RAW_DEFLATE, limit)
        except Refusal:
            raise refusal from None


def _one_stream(body: bytes, wbits: int, limit: int) -> bytes:
    content, end = _zlib_stream(body, 0, wbits, "deflate", 0, limit)
    if end < len(body):
        raise _damaged("deflate", f"{len(body) - end} bytes follow its end")
    return content


def _zlib_stream(body: bytes, at: int, wbits: int, name: str, size: int, limit: int) -> tuple[bytes, int]:
    """The content of the stream that starts at `at`, and where it ends.

    `size` is how much earlier streams of the body came to. The input goes in by the slice, as each stream
    copies what follows its end: a body of a hundred thousand tiny members would be copied as often.
    """
    stream = zlib.decompressobj(wbits)
    parts: list[bytes] = []
    while not stream.eof:
        piece = body[at : at + _ZLIB_SLICE]
        if not piece:
            raise _damaged(name, "it ends in the middle")
        at += len(piece)
        try:
            # One byte more than is left tells "full" from "too much"; a length of 0 would mean "no limit".
            part = stream.decompress(piece, limit - size + 1)
        except zlib.error as fault:
            raise _damaged(name, str(fault)) from None
        size += len(part)
        if size > limit:
            raise _too_large(limit)
        parts.append(part)
    return b"".join(parts), at - len(stream.unused_data)


def _unzstd(body: bytes, limit: int) -> bytes:
    """Every frame of a zstd stream, whether or not its size is announced (RFC 8878, 3.1)."""
    decompressor = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    parts: list[bytes] = []
    size = at = 0
    frame = decompressor.decompressobj()
    if not body:
        raise _damaged("zstd", "it is empty")
    while at < len(body):
        piece = body[at : at + _ZSTD_SLICE]
        at += len(piece)
        try:
            part = frame.decompress(piece)
        except zstandard.ZstdError as fault:
            raise _damaged("zstd", str(fault)) from None
        size += len(part)
        if size > limit:
            raise _too_large(limit)
        parts.append(part)
        if frame.eof:
            at -= len(frame.unused_data)
            if at < len(body):
                frame = decompressor.decompressobj()
    if not frame.eof:
        raise _damaged("zstd", "it ends in the middle")
    return b"".join(parts)


def _unsnappy(body: bytes, limit: int) -> bytes:
    """One block, as remote write sends it; it says first how much it stands for."""
    if not body:
        raise _damaged("snappy", "it is empty")
    try:
        if cramjam.snappy.decompress_raw_len(body) > limit:
            raise _too_large(limit)
        return bytes(cramjam.snappy.decompress_raw(body))
    except cramjam.DecompressionError as fault:
        raise _damaged("snappy", str(fault).removeprefix("snappy: ")) from None


def _damaged(name: str, reason: str) -> Refusal:
    return Refusal(
        Fault(
            "receive.damaged",
            f"The body is not valid {name}: {reason}.",
            "Send it again; the Content-Encoding header must name how the body was packed.",
        )
    )


def _too_large(limit: int) -> Refusal:
    return Refusal(
        Fault(
            "receive.too_large",
            f"The body holds more than {limit} bytes.",
            "Split it into smaller requests; 100 KB to 1 MB each works best.",
        ),
        Cause.TOO_LARGE,
    )
