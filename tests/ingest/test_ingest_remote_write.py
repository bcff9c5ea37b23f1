"""Prometheus remote write: what a sender writes by field numbers is read by the decoder's table."""

import contextlib
import math
import struct

import cramjam
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from protobuf_writer import block, double, number, signed, varint
from sagescope.errors import Refusal
from sagescope.ingest.encoding import decode
from sagescope.ingest.formats import remote_write
from sagescope.ingest.points import Points, Series

RECEIPT = 1_769_851_800_000
STALE = struct.unpack(">d", (0x7FF0000000000002).to_bytes(8, "big"))[0]


def sample(value: float, ms: int) -> bytes:
    return double(1, value) + number(2, ms)


def series(labels: list[tuple[str, str]], *samples: bytes, histograms: tuple[bytes, ...] = ()) -> bytes:
    """A series of version 1."""
    return block(
        1,
        *(block(1, block(1, name), block(2, value)) for name, value in labels),
        *(block(2, one) for one in samples),
        *(block(4, one) for one in histograms),
    )


def spans(field: int, *given_spans: tuple[int, int]) -> bytes:
    return b"".join(block(field, signed(1, offset) + number(2, length)) for offset, length in given_spans)


def zigzags(field: int, *values: int) -> bytes:
    """A packed list of sint64."""
    return block(field, b"".join(varint(v << 1 ^ v >> 63) for v in values))


def rows(points: Points) -> list[tuple[str, dict[str, str], int, float]]:
    return [
        (points.series[i].metric, dict(points.series[i].dimensions), ms, value)
        for i, ms, value in zip(points.index, points.times, points.values, strict=True)
    ]


def buckets(points: Points) -> list[tuple[str, float]]:
    return [(d["le"], v) for name, d, _, v in rows(points) if name.endswith("_bucket")]


def test_samples_labels_and_units() -> None:
    body = series(
        [("__name__", "http_seconds_total"), ("job", "api"), ("zone", "münchen"), ("empty", "")],
        sample(1.5, RECEIPT - 5),
        sample(-2.0, RECEIPT - 60_000),
    ) + block(3, number(1, 1), block(2, "http_seconds_total"), block(4, "help"), block(5, "seconds"))
    points = remote_write.parse(body, RECEIPT)
    tags = {"job": "api", "zone": "münchen", "unit": "seconds"}
    assert rows(points) == [
        ("http_seconds_total", tags, RECEIPT - 5, 1.5),
        ("http_seconds_total", tags, RECEIPT - 60_000, -2.0),
    ]
    assert points.rejected == []


def test_stale_markers_are_gaps_and_other_nans_are_rejected() -> None:
    body = series(
        [("__name__", "up")],
        sample(STALE, RECEIPT),
        sample(math.nan, RECEIPT),
        sample(math.inf, RECEIPT),
        sample(1, RECEIPT),
    )
    points = remote_write.parse(body, RECEIPT)
    assert rows(points) == [("up", {}, RECEIPT, 1.0)]
    assert points.gaps == ["up"]
    assert [r.note for r in points.rejected] == ["up: the value is not finite"] * 2


def test_a_series_without_a_name_hurts_no_other() -> None:
    body = series([("job", "a")], sample(1, RECEIPT)) + series([("__name__", "b")], sample(2, RECEIPT))
    points = remote_write.parse(body, RECEIPT)
    assert rows(points) == [("b", {}, RECEIPT, 2.0)]
    assert [r.reason for r in points.rejected] == ["the metric has no name"]


def test_a_label_that_is_not_utf_8_costs_nothing() -> None:
    body = block(
        1,
        block(1, block(1, "__name__"), block(2, "a")),
        block(1, block(1, "l"), block(2, b"\xff")),
        block(2, sample(1, 5)),
    )
    assert remote_write.parse(body, RECEIPT).series == [Series("a", (("l", "\\xff"),))]


def test_native_histograms_become_buckets() -> None:
    # Schema 0: bounds are powers of two; the first bucket of the span is (0.5, 1].
    histogram = b"".join(
        [
            number(1, 14),
            double(3, 30.5),
            signed(4, 0),
            double(5, 0.001),
            number(6, 2),
            spans(11, (0, 2), (1, 1)),
            zigzags(12, 3, 2, -1),
            number(15, RECEIPT),
        ]
    )
    points = remote_write.parse(
        series([("__name__", "wait"), ("job", "j")], histograms=(histogram,)), RECEIPT
    )
    assert buckets(points) == [
        ("0.001", 2), ("0.5", 2), ("1", 5), ("2", 10), ("4", 10), ("8", 14), ("+Inf", 14),
    ]  # fmt: skip
    assert [(n, v) for n, _, _, v in rows(points) if not n.endswith("_bucket")] == [
        ("wait_count", 14),
        ("wait_sum", 30.5),
    ]
    assert points.histograms == [9]


def test_fractional_histograms_negative_buckets_and_own_bounds() -> None:
    counts = block(10, struct.pack("<dd", 1.5, 0.5))
    negative = double(2, 2.0) + signed(4, 0) + spans(8, (1, 2)) + counts + number(15, 1)
    points = remote_write.parse(series([("__name__", "n")], histograms=(negative,)), RECEIPT)
    assert buckets(points) == [("-4", 0), ("-2", 0.5), ("-1", 2), ("0", 2), ("+Inf", 2)]
    own = (
        number(1, 6)
        + double(3, 1)
        + signed(4, -53)
        + spans(11, (0, 3))
        + zigzags(12, 1, 1, 1)
        + number(15, 1)
    )
    own += block(16, struct.pack("<dd", 0.1, 5.0))
    points = remote_write.parse(series([("__name__", "o")], histograms=(own,)), RECEIPT)
    assert buckets(points) == [("0.1", 1), ("5", 3), ("+Inf", 6)]


@pytest.mark.parametrize(
    "histogram",
    [
        spans(11, (0, 2)) + zigzags(12, 1),
        spans(11, (0, 4_000_000_000)),
        signed(4, 60) + spans(11, (0, 1)) + zigzags(12, 1),
        signed(4, -53) + spans(11, (7, 1)) + zigzags(12, 1),
        double(2, math.nan),
    ],
)
def test_histograms_that_do_not_hold_together_are_rejected_whole(histogram: bytes) -> None:
    points = remote_write.parse(
        series([("__name__", "h")], sample(1, RECEIPT), histograms=(histogram + number(15, 1),)), RECEIPT
    )
    assert [n for n, *_ in rows(points)] == ["h"]
    assert len(points.rejected) == 1


def test_the_second_version_reads_symbols() -> None:
    symbols = ["", "__name__", "up", "job", "api", "bytes"]
    body = b"".join(block(4, s) for s in symbols)
    body += block(5, block(1, bytes([1, 2, 3, 4])), block(2, sample(7, RECEIPT)), block(5, number(4, 5)))
    body += block(5, block(1, bytes([1, 9])), block(2, sample(8, RECEIPT)))
    body += block(5, block(1, bytes([1])), block(2, sample(8, RECEIPT)))
    points = remote_write.parse_second(body, RECEIPT)
    assert rows(points) == [("up", {"job": "api", "unit": "bytes"}, RECEIPT, 7.0)]
    assert len(points.rejected) == 2


def test_the_body_is_one_block_of_snappy() -> None:
    body = series([("__name__", "a")], sample(1, RECEIPT))
    packed = bytes(cramjam.snappy.compress_raw(body))
    assert decode(packed, "snappy", 1000) == body
    with pytest.raises(Refusal, match="more than 10 bytes"):
        decode(packed, "snappy", 10)
    for damaged in (b"", packed[:-2], b"\xff" * 9, b"\x80", bytes(cramjam.snappy.compress(body))):
        with pytest.raises(Refusal, match="snappy"):
            decode(damaged, "snappy", 1000)


def test_what_is_no_message_is_refused() -> None:
    for read in (remote_write.parse, remote_write.parse_second):
        with pytest.raises(Refusal) as refused:
            read(b"\xff\xff\xff", RECEIPT)
        assert refused.value.faults[0].code == "receive.protobuf"


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
LABELS = st.dictionaries(TEXT.filter(lambda t: t != "metric" and not t.startswith("_")), TEXT, max_size=4)
VALUES = st.floats(allow_nan=False, allow_infinity=False)
SERIES = st.lists(
    st.tuples(TEXT, LABELS, st.lists(st.tuples(VALUES, st.integers(0, 2**44)), max_size=3)), max_size=5
)


@given(SERIES)
def test_what_is_written_is_read(
    given_series: list[tuple[str, dict[str, str], list[tuple[float, int]]]],
) -> None:
    expected = [(name, tags, ms, value) for name, tags, samples in given_series for value, ms in samples]
    first = b"".join(
        series([("__name__", name), *tags.items()], *(sample(value, ms) for value, ms in samples))
        for name, tags, samples in given_series
    )
    assert rows(remote_write.parse(first, RECEIPT)) == expected
    symbols = [""]
    second = b""
    for name, tags, samples in given_series:
        references = []
        for text in ("__name__", name, *(t for pair in tags.items() for t in pair)):
            symbols.append(text)
            references.append(varint(len(symbols) - 1))
        second += block(5, block(1, *references), *(block(2, sample(value, ms)) for value, ms in samples))
    second = b"".join(block(4, s) for s in symbols) + second
    assert rows(remote_write.parse_second(second, RECEIPT)) == expected


VALID = series(
    [("__name__", "a"), ("l", "v")],
    sample(1, RECEIPT),
    histograms=(number(1, 14) + signed(4, 0) + spans(11, (0, 2)) + zigzags(12, 3, 2) + number(15, 1),),
)


@given(st.binary(max_size=200) | st.tuples(st.integers(0, len(VALID) - 1), st.binary(max_size=6)).map(
    lambda cut: VALID[: cut[0]] + cut[1] + VALID[cut[0] + len(cut[1]) :]
))  # fmt: skip
@example(b"\n\x00")
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    for read in (remote_write.parse, remote_write.parse_second):
        try:
            points = read(body, RECEIPT)
        except Refusal:
            continue
        assert len(points.index) == len(points.times) == len(points.values)
        assert all(map(math.isfinite, points.values))


@given(st.binary(max_size=60))
def test_any_bytes_are_snappy_or_refused(body: bytes) -> None:
    with contextlib.suppress(Refusal):
        assert len(decode(body, "snappy", 500)) <= 500
