"""OTLP metrics over HTTP, as protobuf or JSON.

(OpenTelemetry specification, "OTLP Specification" and "Metrics Data Model", 1.x; reference protocols.md, 1.7.)
"""

import base64
import json
import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue
from opentelemetry.proto.metrics.v1.metrics_pb2 import (
    AggregationTemporality,
    ExponentialHistogramDataPoint,
    HistogramDataPoint,
    Metric,
    NumberDataPoint,
    SummaryDataPoint,
)

from sagescope.errors import Fault, Refusal
from sagescope.ingest.formats.histograms import (
    Exponential,
    Histogram,
    explicit_buckets,
    exponential_buckets,
    put_histogram,
)
from sagescope.ingest.formats.otlp_requests import DEEPEST, from_json, from_protobuf
from sagescope.ingest.points import NONE, NOT_FINITE, BadLine, Points, PointsBuilder

_NO_VALUE = 1
"""The flag of a point by which a sender says that the series has no value at its time."""

_OWN = {"_sourcecategory": "_sourceCategory", "_sourcehost": "_sourceHost", "_sourcename": "_sourceName"}
"""Resource attributes that go before what the source says of itself (reference protocols.md, 1.7)."""

CLOUD = {"cloud.account.id": "accountid", "cloud.region": "region"}
"""Resource attributes whose values are also dimensions by the names that CloudWatch's series have."""

_DESCRIBING = "telemetry."
_NANOSECONDS = 1_000_000


def parse(
    body: bytes,
    receipt: int,
    *,
    dimensions: Mapping[str, str] = NONE,
    meta: Mapping[str, str] = NONE,
    window: int | None = None,
) -> Points:
    """The points of an `ExportMetricsServiceRequest`.

    Attributes of a point, its scope and its resource are dimensions, the nearest winning, and so is the unit.
    What `telemetry.` says of the library, the scope's name and version, and how a sum or histogram
    counts (`otel.temporality`) are meta tags. Histograms become buckets (`formats/histograms`), a summary
    becomes `<name>` by `quantile` with `<name>_count` and `<name>_sum`. Points that say they have no value
    are gaps; those that are not finite or do not hold together are rejected, and hurt no other. The other
    parameters are those of PointsBuilder.

    Raises Refusal `receive.otlp` for a body that is no such message.
    """
    request = from_protobuf(ExportMetricsServiceRequest, body, _refused)
    return _points(request, PointsBuilder(receipt, dimensions, meta, window))


def parse_json(
    body: bytes,
    receipt: int,
    *,
    dimensions: Mapping[str, str] = NONE,
    meta: Mapping[str, str] = NONE,
    window: int | None = None,
) -> Points:
    """The points of an `ExportMetricsServiceRequest` in JSON, which are read as in `parse`.

    Keys that the message does not have are ignored. Raises Refusal as `parse` does.
    """
    # Exemplars hold ids in hex; no point needs them.
    request = from_json(ExportMetricsServiceRequest, body, _without_exemplars, _refused)
    return _points(request, PointsBuilder(receipt, dimensions, meta, window))


def _refused(encoding: str) -> Refusal:
    return Refusal(
        Fault(
            "receive.otlp",
            f"The body is not an OTLP metrics request in {encoding}.",
            "Send application/x-protobuf or application/json as the Content-Type says, "
            "metrics to …/v1/metrics only.",
        )
    )


def _without_exemplars(value: Any, depth: int = 0) -> Any:
    if depth > DEEPEST:
        return value
    if isinstance(value, dict):
        return {k: _without_exemplars(v, depth + 1) for k, v in value.items() if k != "exemplars"}
    if isinstance(value, list):
        return [_without_exemplars(v, depth + 1) for v in value]
    return value


def _points(request: ExportMetricsServiceRequest, builder: PointsBuilder) -> Points:
    for resource_metrics in request.resource_metrics:
        resource = _attributes(resource_metrics.resource.attributes)
        own = {_OWN[k.lower()]: v for k, v in resource.items() if k.lower() in _OWN and v}
        describing = {k: v for k, v in resource.items() if k.startswith(_DESCRIBING)}
        known = {name: resource[key] for key, name in CLOUD.items() if key in resource}
        shared = {**known, **{k: v for k, v in resource.items() if k not in describing}}
        for scope_metrics in resource_metrics.scope_metrics:
            scope = scope_metrics.scope
            named = {"otel.scope.name": scope.name, "otel.scope.version": scope.version}
            context = _Context(
                builder, {**shared, **_attributes(scope.attributes)}, {**describing, **named}, own
            )
            for metric in scope_metrics.metrics:
                context.add(metric)
    return builder.points


class _Context:
    """What the metrics of one scope share: dimensions, meta tags, and what the resource says of the source."""

    def __init__(
        self,
        builder: PointsBuilder,
        tags: Mapping[str, str],
        meta: Mapping[str, str],
        own: Mapping[str, str],
    ) -> None:
        self._builder = builder
        self._tags = tags
        self._meta = meta
        self._own = own

    def add(self, metric: Metric) -> None:
        """Add the points of a metric; a kind that is not known here has none."""
        tags = {**({"unit": metric.unit} if metric.unit else {}), **self._tags}
        kind = metric.WhichOneof("data")
        match kind:
            case "gauge":
                self._each(metric.name, tags, self._meta, metric.gauge.data_points, self._number)
            case "sum":
                meta = {**self._meta, **_temporality(metric.sum.aggregation_temporality)}
                self._each(metric.name, tags, meta, metric.sum.data_points, self._number)
            case "histogram":
                meta = {**self._meta, **_temporality(metric.histogram.aggregation_temporality)}
                self._each(metric.name, tags, meta, metric.histogram.data_points, self._histogram)
            case "exponential_histogram":
                exponential = metric.exponential_histogram
                meta = {**self._meta, **_temporality(exponential.aggregation_temporality)}
                self._each(metric.name, tags, meta, exponential.data_points, self._exponential)
            case "summary":
                self._each(metric.name, tags, self._meta, metric.summary.data_points, self._summary)
            case _:
                self._builder.reject(0, metric.name, "it has no points of a known kind")

    def _each(
        self,
        name: str,
        tags: Mapping[str, str],
        meta: Mapping[str, str],
        points: Iterable[Any],
        put: Callable[[str, Mapping[str, str], Mapping[str, str], Any, int | None], None],
    ) -> None:
        for point in points:
            if point.flags & _NO_VALUE:
                self._builder.skip(name)
                continue
            own = _attributes(point.attributes)
            # A time of 0 is none.
            ms = point.time_unix_nano // _NANOSECONDS if point.time_unix_nano else None
            try:
                put(name, {**tags, **own} if own else tags, meta, point, ms)
            except BadLine as wrong:
                self._builder.reject(0, name, str(wrong))

    def _number(
        self,
        name: str,
        tags: Mapping[str, str],
        meta: Mapping[str, str],
        point: NumberDataPoint,
        ms: int | None,
    ) -> None:
        match point.WhichOneof("value"):
            case "as_double":
                value = point.as_double
            case "as_int":
                value = float(point.as_int)
            case _:
                raise BadLine("it has no value")
        if not math.isfinite(value):
            raise BadLine(NOT_FINITE)
        self._builder.put(self._builder.series(name, tags, meta, self._own), value, ms)

    def _histogram(
        self,
        name: str,
        tags: Mapping[str, str],
        meta: Mapping[str, str],
        point: HistogramDataPoint,
        ms: int | None,
    ) -> None:
        buckets = explicit_buckets(point.explicit_bounds, [float(n) for n in point.bucket_counts])
        put_histogram(self._builder, name, tags, meta, self._own, _summed(point, buckets), ms)

    def _exponential(
        self,
        name: str,
        tags: Mapping[str, str],
        meta: Mapping[str, str],
        point: ExponentialHistogramDataPoint,
        ms: int | None,
    ) -> None:
        buckets = exponential_buckets(
            Exponential(
                scale=point.scale,
                positive=[
                    (point.positive.offset + i, float(n)) for i, n in enumerate(point.positive.bucket_counts)
                ],
                negative=[
                    (point.negative.offset + i, float(n)) for i, n in enumerate(point.negative.bucket_counts)
                ],
                zero=float(point.zero_count),
                zero_bound=point.zero_threshold,
            )
        )
        put_histogram(self._builder, name, tags, meta, self._own, _summed(point, buckets), ms)

    def _summary(
        self,
        name: str,
        tags: Mapping[str, str],
        meta: Mapping[str, str],
        point: SummaryDataPoint,
        ms: int | None,
    ) -> None:
        if not name:
            raise BadLine("the metric has no name")
        put_histogram(
            self._builder, name, tags, meta, self._own, Histogram((), float(point.count), point.sum), ms
        )
        for quantile in point.quantile_values:
            if math.isfinite(quantile.value):
                at = self._builder.series(
                    name, {**tags, "quantile": f"{quantile.quantile:.10g}"}, meta, self._own
                )
                self._builder.put(at, quantile.value, ms)


def _summed(
    point: HistogramDataPoint | ExponentialHistogramDataPoint, buckets: list[tuple[float, float]]
) -> Histogram:
    return Histogram(
        buckets,
        float(point.count),
        point.sum if point.HasField("sum") else None,
        point.min if point.HasField("min") else None,
        point.max if point.HasField("max") else None,
    )


def _temporality(kind: AggregationTemporality.ValueType) -> dict[str, str]:
    match kind:
        case AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA:
            return {"otel.temporality": "delta"}
        case AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE:
            return {"otel.temporality": "cumulative"}
        case _:
            return {}


def _attributes(attributes: Iterable[KeyValue]) -> dict[str, str]:
    return {a.key: value_text(a.value) for a in attributes}


def value_text(value: AnyValue) -> str:
    """An attribute's value as a text: lists and maps as JSON, bytes as base64."""
    held = attribute_value(value, 0)
    if isinstance(held, str):
        return held
    if isinstance(held, float):
        return f"{held:.17g}" if math.isfinite(held) else str(held)
    return "" if held is None else json.dumps(held, ensure_ascii=False, separators=(",", ":"))


def attribute_value(value: AnyValue, depth: int = 0) -> Any:
    """What a value of OTLP stands for; bytes are base64, and what is nested too deeply is None."""
    match value.WhichOneof("value"):
        case "array_value" if depth < DEEPEST:
            return [attribute_value(one, depth + 1) for one in value.array_value.values]
        case "kvlist_value" if depth < DEEPEST:
            return {one.key: attribute_value(one.value, depth + 1) for one in value.kvlist_value.values}
        case "bytes_value":
            return base64.b64encode(value.bytes_value).decode()
        case "string_value" | "bool_value" | "int_value" | "double_value" as kind:
            return getattr(value, kind)
        case _:
            return None
