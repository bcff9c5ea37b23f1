"""Prometheus remote write, versions 1 and 2: protobuf, whose snappy is undone before.

(Prometheus documentation, "Prometheus Remote-Write Specification" 1.0 and 2.0.) Times are milliseconds.
"""

import struct
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from google.protobuf.message import DecodeError

from sagescope.errors import Fault, Refusal
from sagescope.ingest.formats.histograms import (
    Exponential,
    Histogram,
    explicit_buckets,
    exponential_buckets,
    put_histogram,
)
from sagescope.ingest.formats.protobuf_messages import Fields, message_classes
from sagescope.ingest.points import NONE, BadLine, Points, PointsBuilder

_HISTOGRAM: Fields = {
    "count_int": (1, "uint64"),
    "count_float": (2, "double"),
    "sum": (3, "double"),
    "schema": (4, "sint32"),
    "zero_threshold": (5, "double"),
    "zero_count_int": (6, "uint64"),
    "zero_count_float": (7, "double"),
    "negative_spans": (8, "BucketSpan*"),
    "negative_deltas": (9, "sint64*"),
    "negative_counts": (10, "double*"),
    "positive_spans": (11, "BucketSpan*"),
    "positive_deltas": (12, "sint64*"),
    "positive_counts": (13, "double*"),
    "timestamp": (15, "int64"),
    "custom_values": (16, "double*"),
}
_SHARED: Mapping[str, Fields] = {
    "Sample": {"value": (1, "double"), "timestamp": (2, "int64")},
    "BucketSpan": {"offset": (1, "sint32"), "length": (2, "uint32")},
    "Histogram": _HISTOGRAM,
}
_FIRST = message_classes(
    "sagescope.remote_write.v1",
    {
        **_SHARED,
        "Request": {"timeseries": (1, "Series*"), "metadata": (3, "Metadata*")},
        "Series": {"labels": (1, "Label*"), "samples": (2, "Sample*"), "histograms": (4, "Histogram*")},
        "Label": {"name": (1, "bytes"), "value": (2, "bytes")},
        "Metadata": {"metric_family_name": (2, "bytes"), "unit": (5, "bytes")},
    },
)
_SECOND = message_classes(
    "sagescope.remote_write.v2",
    {
        **_SHARED,
        "Request": {"symbols": (4, "bytes*"), "timeseries": (5, "Series*")},
        "Series": {
            "labels_refs": (1, "uint32*"),
            "samples": (2, "Sample*"),
            "histograms": (3, "Histogram*"),
            "metadata": (5, "Metadata"),
        },
        "Metadata": {"unit_ref": (4, "uint32")},
    },
)

_NAME = "__name__"
_CUSTOM_BUCKETS = -53
_STALE = 0x7FF0000000000002
"""The bits of the NaN by which Prometheus says that a series has ended."""


def parse(
    body: bytes,
    receipt: int,
    *,
    dimensions: Mapping[str, str] = NONE,
    meta: Mapping[str, str] = NONE,
    window: int | None = None,
) -> Points:
    """The points of a request of version 1 (`prometheus.WriteRequest`).

    Labels are dimensions, `__name__` the metric; a unit that the request tells of a metric family is the
    dimension `unit`. Native histograms become buckets (`formats/histograms`). Stale markers are gaps, and
    values that are not finite are rejected. The other parameters are those of PointsBuilder.

    Raises Refusal `receive.protobuf` for a body that is no such message.
    """
    request = _read(_FIRST["Request"], body)
    builder = PointsBuilder(receipt, dimensions, meta, window)
    units = {_text(m.metric_family_name): _text(m.unit) for m in request.metadata if m.unit}
    for series in request.timeseries:
        labels = {_text(label.name): _text(label.value) for label in series.labels}
        unit = units.get(labels.get(_NAME, ""), "") if units else ""
        _series(builder, labels, unit, series.samples, series.histograms)
    return builder.points


def parse_second(
    body: bytes,
    receipt: int,
    *,
    dimensions: Mapping[str, str] = NONE,
    meta: Mapping[str, str] = NONE,
    window: int | None = None,
) -> Points:
    """The points of a request of version 2 (`io.prometheus.write.v2.Request`), which are read as in `parse`.

    A series whose references point to no symbol is rejected. Raises Refusal as `parse` does.
    """
    request = _read(_SECOND["Request"], body)
    builder = PointsBuilder(receipt, dimensions, meta, window)
    symbols = [_text(symbol) for symbol in request.symbols]
    for series in request.timeseries:
        references = list(series.labels_refs)
        unit_reference = series.metadata.unit_ref
        if (
            len(references) % 2
            or any(at >= len(symbols) for at in references)
            or unit_reference >= max(1, len(symbols))
        ):
            for _ in range(max(1, len(series.samples) + len(series.histograms))):
                builder.reject(0, "", "its labels refer to symbols that are not there")
            continue
        labels = {symbols[references[i]]: symbols[references[i + 1]] for i in range(0, len(references), 2)}
        unit = symbols[unit_reference] if unit_reference else ""
        _series(builder, labels, unit, series.samples, series.histograms)
    return builder.points


def _read(message: Any, body: bytes) -> Any:
    try:
        return message.FromString(body)
    except DecodeError as wrong:
        raise Refusal(
            Fault(
                "receive.protobuf",
                "The body is not a remote write request.",
                "Send snappy-compressed protobuf as Prometheus does; the Content-Type names the version.",
            )
        ) from wrong


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "backslashreplace")


def _series(
    builder: PointsBuilder,
    labels: dict[str, str],
    unit: str,
    samples: Iterable[Any],
    histograms: Iterable[Any],
) -> None:
    metric = labels.pop(_NAME, "")
    tags = {"unit": unit, **labels} if unit else labels
    at: int | None = None
    for sample in samples:
        try:
            if at is None:
                at = builder.series(metric, tags)
            if sample.value != sample.value and _bits(sample.value) == _STALE:
                builder.skip(metric)
            else:
                builder.put(at, sample.value, sample.timestamp)
        except BadLine as wrong:
            builder.reject(0, metric, str(wrong))
    for native in histograms:
        try:
            if native.sum != native.sum and _bits(native.sum) == _STALE:
                builder.skip(metric)
            else:
                put_histogram(builder, metric, tags, NONE, NONE, _native(native), native.timestamp)
        except BadLine as wrong:
            builder.reject(0, metric, str(wrong))


def _bits(value: float) -> int:
    return int.from_bytes(struct.pack(">d", value), "big")


def _native(given: Any) -> Histogram:
    count = given.count_float if given.HasField("count_float") else float(given.count_int)
    total = given.sum if given.sum == given.sum else None
    positive = _spread(given.positive_spans, given.positive_deltas, given.positive_counts)
    if given.schema == _CUSTOM_BUCKETS:
        counts = dict(positive)
        bounds = list(given.custom_values)
        if any(index not in range(len(bounds) + 1) for index in counts):
            raise BadLine("it has buckets beyond its bounds")
        buckets = explicit_buckets(bounds, [counts.get(i, 0.0) for i in range(len(bounds) + 1)])
        return Histogram(buckets, count, total)
    # Prometheus numbers a bucket by the power that is its upper bound.
    exponential = Exponential(
        scale=given.schema,
        positive=[(index - 1, n) for index, n in positive],
        negative=[
            (i - 1, n) for i, n in _spread(given.negative_spans, given.negative_deltas, given.negative_counts)
        ],
        zero=given.zero_count_float if given.HasField("zero_count_float") else float(given.zero_count_int),
        zero_bound=given.zero_threshold,
    )
    return Histogram(exponential_buckets(exponential), count, total)


def _spread(spans: Sequence[Any], deltas: Sequence[int], counts: Sequence[float]) -> list[tuple[int, float]]:
    """(index, count) of the buckets that spans hold: whole counts as differences, or fractions as they are."""
    length = sum(span.length for span in spans)
    if length != (len(deltas) or len(counts)) or (deltas and counts):
        raise BadLine("its spans and its buckets do not fit together")
    values: list[float] = list(counts)
    total = 0
    for delta in deltas:
        total += delta
        values.append(float(total))
    found: list[tuple[int, float]] = []
    index = 0
    for span in spans:
        index += span.offset
        for _ in range(span.length):
            found.append((index, values[len(found)]))
            index += 1
    return found
