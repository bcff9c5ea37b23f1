"""What came with the bytes: the source, and what the request's headers say about its messages."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sagescope.ingest.pairs import DIMENSION_VALUE_LIMIT, parse_pairs
from sagescope.model.checks import CATEGORY_LENGTH, FIELD_VALUE_LENGTH, SWITCHES
from sagescope.model.collector import Collector
from sagescope.model.source import Source

DEFAULT_NAME = "Http Input"
HOST_LENGTH = 400

_CONVERT = "_convertheaderstofields"
_RESERVED = frozenset(
    {
        "x-sumo-name",
        "x-sumo-host",
        "x-sumo-category",
        "x-sumo-fields",
        "x-sumo-dimensions",
        "x-sumo-metadata",
        "webhook-authid",
        "webhook-validationcode",
        "x-amz-sns-topic-arn",
    }
)
"""Headers that are never fields."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """The metadata that all messages of one request share.

    `fields` are those of the collector, the source and the header, the nearer ones winning; `offered` are
    further ones that are kept only where somebody has declared them;
    `dimensions` identify metric series, `meta` only describes them. `notes` say what of the headers
    was left out.
    """

    collector_id: int
    collector: str
    source_id: int
    source: str
    category: str
    host: str
    name: str
    fields: Mapping[str, str]
    dimensions: Mapping[str, str]
    meta: Mapping[str, str]
    receipt: int
    notes: tuple[str, ...] = ()
    offered: Mapping[str, str] = field(default_factory=dict)


def make_envelope(
    source: Source, collector: Collector, headers: Mapping[str, str], client: str, receipt: int
) -> Envelope:
    """The envelope of a request.

    `headers` have lower-case names; an empty header counts as not sent (reference protocols.md, 1.2).
    `client` is the sender's address, which stands in for a host that nobody names.
    """

    def header(name: str) -> str:
        return headers.get(name, "").strip()

    pairs = parse_pairs(header("x-sumo-fields"))
    dimensions = parse_pairs(header("x-sumo-dimensions"), DIMENSION_VALUE_LIMIT)
    meta = parse_pairs(header("x-sumo-metadata"), DIMENSION_VALUE_LIMIT)
    held = {**collector.fields, **source.fields}
    category = header("x-sumo-category") or source.category or collector.category
    host = header("x-sumo-host") or source.host_name or collector.host_name or client
    return Envelope(
        collector_id=collector.id,
        collector=collector.name,
        source_id=source.id,
        source=source.name,
        category=category[:CATEGORY_LENGTH],
        host=host[:HOST_LENGTH],
        name=header("x-sumo-name") or DEFAULT_NAME,
        fields={
            **{name: value for name, value in held.items() if name.lower() not in SWITCHES},
            **pairs.values,
        },
        dimensions=dimensions.values,
        meta=meta.values,
        receipt=receipt,
        offered=_from_headers(headers) if _converts(held) else {},
        notes=(*pairs.faults, *dimensions.faults, *meta.faults),
    )


def _converts(fields: Mapping[str, str]) -> bool:
    """Whether a source wants the headers of its requests as fields (reference protocols.md, 1.2)."""
    return any(name.lower() == _CONVERT and value.lower() == "true" for name, value in fields.items())


def _from_headers(headers: Mapping[str, str]) -> Mapping[str, str]:
    return {
        name: value.strip()[:FIELD_VALUE_LENGTH]
        for name, value in headers.items()
        if name not in _RESERVED and value.strip()
    }
