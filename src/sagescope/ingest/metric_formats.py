"""The formats of metric bodies, and which of them a request is in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sagescope.errors import Fault, Refusal
from sagescope.ingest.formats import carbon2, graphite, otlp, prometheus, remote_write
from sagescope.ingest.points import Points


@dataclass(frozen=True, slots=True)
class MetricFormat:
    """A format: its name, which is the dimension `_contentType`, and its decoder."""

    name: str
    parse: Callable[..., Points]


CARBON2 = MetricFormat("Carbon2", carbon2.parse)
GRAPHITE = MetricFormat("Graphite", graphite.parse)
PROMETHEUS = MetricFormat("Prometheus", prometheus.parse)
OTLP = MetricFormat("Otlp", otlp.parse)
OTLP_JSON = MetricFormat("Otlp", otlp.parse_json)
REMOTE_WRITE = MetricFormat("PrometheusRemoteWrite", remote_write.parse)
REMOTE_WRITE_2 = MetricFormat("PrometheusRemoteWrite", remote_write.parse_second)

STREAM = "KinesisMetric"
"""The `_contentType` of CloudWatch metric streams (reference metrics-language.md, 8.2)."""

_TEXTS = {
    "application/vnd.sumologic.carbon2": CARBON2,
    "application/vnd.sumologic.graphite": GRAPHITE,
    "application/vnd.sumologic.prometheus": PROMETHEUS,
}
_PROTOBUF = ("application/x-protobuf", "application/vnd.google.protobuf", "application/protobuf")
_SECOND = "io.prometheus.write.v2.request"


def format_of(headers: Mapping[str, str]) -> MetricFormat | None:
    """The metric format of a request to a source's own address, None where the body is logs.

    `headers` have lower-case names. Raises Refusal `receive.protobuf` for protobuf that does not say what it is.
    """
    content = headers.get("content-type", "").lower()
    for kind, found in _TEXTS.items():
        if kind in content:
            return found
    if not is_protobuf(content):
        return None
    if (
        "x-prometheus-remote-write-version" in headers
        or headers.get("content-encoding", "").lower() == "snappy"
    ):
        return remote_write_format(headers)
    raise Refusal(
        Fault(
            "receive.protobuf",
            "The body is protobuf, and nothing says of which kind.",
            "Send OTLP metrics to the source's address with /v1/metrics behind it, remote write to "
            "/api/v1/write, or with the header X-Prometheus-Remote-Write-Version.",
        )
    )


def is_protobuf(content_type: str) -> bool:
    """Whether a content type in lower case is one of protobuf's."""
    return any(kind in content_type for kind in _PROTOBUF)


def otlp_format(headers: Mapping[str, str]) -> MetricFormat:
    """The format of a request to the OTLP address of metrics; raises as `is_otlp_protobuf` does."""
    return OTLP if is_otlp_protobuf(headers) else OTLP_JSON


def is_otlp_protobuf(headers: Mapping[str, str]) -> bool:
    """Whether a request to an OTLP address is protobuf; else it is JSON.

    Raises Refusal `receive.content_type` for another type.
    """
    content = headers.get("content-type", "").lower()
    if is_protobuf(content):
        return True
    if "application/json" in content:
        return False
    raise Refusal(
        Fault(
            "receive.content_type",
            f"The content type {content!r} is not one of OTLP over HTTP.",
            "Send application/x-protobuf or application/json.",
        )
    )


def remote_write_format(headers: Mapping[str, str]) -> MetricFormat:
    """The version of remote write of a request, by its content type."""
    return REMOTE_WRITE_2 if _SECOND in headers.get("content-type", "").lower() else REMOTE_WRITE
