import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from sagescope.errors import Cause, Refusal
from sagescope.ingest.encoding import decode

LIMIT = 1 << 20


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def zstd_stream(data: bytes) -> bytes:
    packer = zstandard.ZstdCompressor(write_content_size=False).compressobj()
    return packer.compress(data) + packer.flush()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "GZIP ": gzip.compress,
    "deflate": zlib.compress,
    "Deflate": raw_deflate,
    "zstd": zstandard.ZstdCompressor().compress,
    "ZSTD": zstd_stream,
    "identity": bytes,
    "": bytes,
}


@pytest.mark.parametrize("name", PACKERS)
@given(data=st.binary(max_size=4000))
def test_every_coding_round_trips(name: str, data: bytes) -> None:
    assert decode(PACKERS[name](data), name, LIMIT) == data


def test_no_header_is_plain() -> None:
    assert decode(b"\x1f\x8b", None, LIMIT) == b"\x1f\x8b"


@pytest.mark.parametrize("name", ["gzip", "zstd"])
@given(parts=st.lists(st.binary(max_size=300), min_size=1, max_size=5))
def test_members_and_frames_follow_each_other(name: str, parts: list[bytes]) -> None:
    body = b"".join(PACKERS[name](part) for part in parts)
    assert decode(body, name, LIMIT) == b"".join(parts)


def test_many_tiny_members_stay_cheap() -> None:
    assert decode(gzip.compress(b"") * 30_000, "gzip", LIMIT) == b""


def test_zeros_behind_a_gzip_member_are_padding() -> None:
    assert decode(gzip.compress(b"a") + b"\0" * 100, "gzip", LIMIT) == b"a"


def test_skippable_zstd_frame() -> None:
    frame = zstandard.ZstdCompressor().compress(b"text")
    assert decode(b"\x50\x2a\x4d\x18\x02\x00\x00\x00ab" + frame, "zstd", LIMIT) == b"text"


def test_a_raw_deflate_stream_that_looks_like_zlib() -> None:
    # A stored block of one byte, whose padding bits and length make up a valid zlib header, and an empty one.
    body = b"\x78\x01\x00\xfe\xffa" + b"\x01\x00\x00\xff\xff"
    assert decode(body, "deflate", LIMIT) == b"a"


def test_codings_are_undone_in_reverse() -> None:
    assert decode(zlib.compress(gzip.compress(b"text")), "gzip, deflate", LIMIT) == b"text"
    assert decode(gzip.compress(b"text"), "identity, gzip,", LIMIT) == b"text"


def test_too_many_codings() -> None:
    with pytest.raises(Refusal, match="4 content codings"):
        decode(b"", "gzip,gzip,gzip,gzip", LIMIT)


@pytest.mark.parametrize("name", ["br", "compress", "gzip;q=1", "utf-8", "gzip, br"])
def test_unknown_codings_are_refused_with_those_that_work(name: str) -> None:
    with pytest.raises(Refusal) as caught:
        decode(b"text", name, LIMIT)
    fault = caught.value.faults[0]
    assert (caught.value.cause, fault.code) == (Cause.INVALID, "receive.coding")
    assert "identity, gzip, deflate, zstd" in fault.hint


@pytest.mark.parametrize("name", ["gzip", "deflate", "zstd"])
@pytest.mark.parametrize("body", [b"", b"plain text", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"x" * 1000])
def test_damaged_bodies_say_why(name: str, body: bytes) -> None:
    with pytest.raises(Refusal, match=f"not valid {name}") as caught:
        decode(body, name, LIMIT)
    assert caught.value.cause is Cause.INVALID


@pytest.mark.parametrize("name", ["gzip", "deflate", "zstd", "ZSTD"])
@given(data=st.binary(min_size=1, max_size=500), cut=st.integers(1, 8))
def test_a_body_cut_short_is_damaged(name: str, data: bytes, cut: int) -> None:
    with pytest.raises(Refusal):
        decode(PACKERS[name](data)[:-cut], name, LIMIT)


@pytest.mark.parametrize("name", ["gzip", "deflate"])
def test_what_follows_the_end_is_damage(name: str) -> None:
    with pytest.raises(Refusal):
        decode(PACKERS[name](b"text") + b"more", name, LIMIT)


@pytest.mark.parametrize("name", PACKERS)
def test_the_limit_is_exact(name: str) -> None:
    body = PACKERS[name](b"\0" * 1000)
    assert len(decode(body, name, 1000)) == 1000
    with pytest.raises(Refusal) as caught:
        decode(body, name, 999)
    assert caught.value.cause is Cause.TOO_LARGE


@pytest.mark.parametrize("name", ["gzip", "deflate", "zstd", "ZSTD"])
def test_a_bomb_does_not_expand(name: str) -> None:
    body = PACKERS[name](b"\0" * (200 << 20))
    tracemalloc.start()
    try:
        with pytest.raises(Refusal) as caught:
            decode(body, name, LIMIT)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert caught.value.cause is Cause.TOO_LARGE
    assert peak < 32 << 20


def test_the_limit_holds_over_all_members() -> None:
    with pytest.raises(Refusal) as caught:
        decode(gzip.compress(b"\0" * 600) * 2, "gzip", 1000)
    assert caught.value.cause is Cause.TOO_LARGE


@pytest.mark.parametrize("name", ["gzip", "deflate", "zstd"])
@given(noise=st.binary(max_size=300), at=st.integers(0, 60), data=st.binary(max_size=100))
def test_any_bytes_are_decoded_or_refused(name: str, noise: bytes, at: int, data: bytes) -> None:
    packed = PACKERS[name](data)
    for body in (noise, packed[:at] + noise + packed[at:]):
        try:
            decode(body, name, 5000)
        except Refusal as refusal:
            assert refusal.faults[0].message
