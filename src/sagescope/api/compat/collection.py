"""Collectors and sources in Sumo's shape (reference protocols.md, 4.4 and 5.4)."""

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson

from sagescope.errors import Cause, Fault, Refusal
from sagescope.ingest.collection import SourceDraft
from sagescope.model.collector import Collector
from sagescope.model.sealed import Seal
from sagescope.model.source import Boundaries, BoundaryMode, Cutoff, Source, TimeFormat, TimeSettings
from sagescope.model.source_filter import FilterKind, HashAlgorithm, SourceFilter
from sagescope.model.source_kinds import KINDS, KindSettings, SourceKind

_COMMON = frozenset(
    {
        "name", "description", "category", "hostName", "sourceType", "contentType", "fields", "paused",
        "automaticDateParsing", "timeZone", "forceTimeZone", "defaultDateFormats", "messagePerRequest",
        "multilineProcessingEnabled", "useAutolineMatching", "manualPrefixRegexp", "filters", "hashAlgorithm",
        "cutoffTimestamp", "cutoffRelativeTime", "encoding", "thirdPartyRef",
    }
)  # fmt: skip
_READ_ONLY = frozenset(
    {"id", "alive", "status", "url", "endpoint", "baseUrl", "token", "dateFormats", "createdAt", "createdBy"}
    | {"modifiedAt", "modifiedBy", "health", "links"}
)


def collector_json(collector: Collector) -> dict[str, Any]:
    """A collector."""
    return {
        "id": collector.id,
        "name": collector.name,
        "description": collector.description,
        "category": collector.category,
        "hostName": collector.host_name,
        "timeZone": collector.time_zone or "UTC",
        "fields": dict(collector.fields),
        "collectorType": "Hosted",
        "collectorVersion": "",
        "alive": True,
        "lastSeenAlive": collector.modified_at,
        "ephemeral": False,
        "sourceSyncMode": "Json",
        "cutoffTimestamp": 0,
        "links": [{"rel": "sources", "href": f"/v1/collectors/{collector.id}/sources"}],
    }


def collector_values(given: Mapping[str, Any]) -> dict[str, Any]:
    """What a body says of a collector, by the names that `Collector` has."""
    return {
        "name": text_of(given, "name"),
        "description": text_of(given, "description"),
        "category": text_of(given, "category"),
        "host_name": text_of(given, "hostName"),
        "time_zone": text_of(given, "timeZone"),
        "fields": texts_of(given, "fields"),
    }


def source_json(source: Source, receiver: str, *, secret: bool) -> dict[str, Any]:
    """A source; `receiver` is the address of the receivers, whose secret only managers of collection see."""
    mode = source.boundaries.mode
    settings: KindSettings = source.settings
    shown: dict[str, Any] = {
        **source.extra,
        "id": source.id,
        "name": source.name,
        "description": source.description,
        "category": source.category,
        "hostName": source.host_name,
        "sourceType": settings.source_type,
        "fields": dict(source.fields),
        "alive": source.enabled,
        "paused": not source.enabled,
        "automaticDateParsing": source.times.automatic,
        "timeZone": source.times.time_zone or "UTC",
        "forceTimeZone": source.times.force_time_zone,
        "defaultDateFormats": [{"format": f.format, "locator": f.locator} for f in source.times.formats],
        "messagePerRequest": mode is BoundaryMode.REQUEST,
        "multilineProcessingEnabled": mode in (BoundaryMode.INFER, BoundaryMode.PREFIX),
        "useAutolineMatching": mode is BoundaryMode.INFER,
        "manualPrefixRegexp": source.boundaries.prefix,
        "encoding": "UTF-8",
        "filters": [filter_json(one) for one in source.filters],
        "hashAlgorithm": source.hash_algorithm.value,
        "cutoffTimestamp": source.cutoff.time,
        **settings.shown(),
    }
    if source.cutoff.relative:
        shown["cutoffRelativeTime"] = source.cutoff.relative
    if secret:
        shown["url"] = f"{receiver}/receiver/v1/http/{source.token}"
    return shown


def filter_json(one: SourceFilter) -> dict[str, Any]:
    """A filter of a source."""
    shown = {"filterType": one.kind.value, "name": one.name, "regexp": one.pattern}
    if one.kind is FilterKind.MASK:
        shown["mask"] = one.mask
    return shown


def source_etag(source: Source) -> str:
    """The tag of a source's state, the same for everybody who sees it."""
    return etag(source_json(source, "", secret=False) | {"token": source.token})


def source_draft(given: Mapping[str, Any], seal: Seal, held: Source | None = None) -> SourceDraft:
    """What a body says of a source.

    `seal` is for the secrets in it; those that are masked or left out stay as in `held`. Keys that are not
    known are kept. Raises Refusal with what is wrong.
    """
    kind = kind_of(given)
    settings = KINDS[kind]
    before = held.settings if held is not None and held.kind is kind else None
    known = _COMMON | _READ_ONLY | settings.keys
    return SourceDraft(
        name=text_of(given, "name"),
        settings=settings.read(given, seal, before),  # type: ignore[arg-type]  # of the same kind
        description=text_of(given, "description"),
        category=text_of(given, "category"),
        host_name=text_of(given, "hostName"),
        fields=texts_of(given, "fields"),
        boundaries=boundaries_of(given),
        times=times_of(given),
        filters=tuple(_filter(one) for one in _list(given, "filters")),
        hash_algorithm=_algorithm(text_of(given, "hashAlgorithm") or HashAlgorithm.MD5.value),
        cutoff=Cutoff(time=given.get("cutoffTimestamp") or 0, relative=text_of(given, "cutoffRelativeTime")),
        extra={key: value for key, value in given.items() if key not in known},
        enabled=not given.get("paused", False),
    )


def kind_of(given: Mapping[str, Any]) -> SourceKind:
    """The kind of source that a body describes, by its `sourceType` and `contentType`.

    Raises Refusal `collectors.source.type_invalid` where there is none such.
    """
    source_type, content_type = text_of(given, "sourceType") or "HTTP", text_of(given, "contentType")
    if source_type == "HTTP" and not content_type:
        return SourceKind.HTTP
    for kind, settings in KINDS.items():
        if kind.value == content_type and settings.source_type == source_type:
            return kind
    told = f"{source_type} with content type {content_type!r}" if content_type else repr(source_type)
    offered = ", ".join(f"{settings.source_type} {kind.value}" for kind, settings in KINDS.items())
    raise Refusal(
        Fault(
            "collectors.source.type_invalid",
            f"There are no sources of type {told}.",
            f"Use one of these types, with its content type: {offered}.",
        )
    )


def _filter(given: Any) -> SourceFilter:
    if not isinstance(given, Mapping):
        raise Refusal(Fault("filter.invalid", "A filter has to be an object.", _FILTER_HINT))
    told = text_of(given, "filterType")
    if told not in set(FilterKind):
        raise Refusal(
            Fault(
                "filter.kind",
                f"There are no filters of type {told!r}.",
                f"Use one of {', '.join(FilterKind)}; nothing is forwarded elsewhere.",
            )
        )
    kind = FilterKind(told)
    mask = text_of(given, "mask") if kind is FilterKind.MASK else ""
    return SourceFilter(kind=kind, name=text_of(given, "name"), pattern=text_of(given, "regexp"), mask=mask)


_FILTER_HINT = 'Write {"filterType": "Exclude", "name": "…", "regexp": "…"}.'


def _algorithm(told: str) -> HashAlgorithm:
    try:
        return HashAlgorithm(told)
    except ValueError:
        raise Refusal(
            Fault("source.hash_algorithm", f"There is no hash algorithm {told!r}.", "Use MD5 or SHA-256.")
        ) from None


def boundaries_of(body: Mapping[str, Any]) -> Boundaries:
    """How a source's body says that messages are cut."""
    if body.get("messagePerRequest"):
        return Boundaries(mode=BoundaryMode.REQUEST)
    if not body.get("multilineProcessingEnabled", True):
        return Boundaries(mode=BoundaryMode.LINES)
    prefix = text_of(body, "manualPrefixRegexp")
    if prefix and not body.get("useAutolineMatching", True):
        return Boundaries(mode=BoundaryMode.PREFIX, prefix=prefix)
    return Boundaries(mode=BoundaryMode.INFER)


def times_of(body: Mapping[str, Any]) -> TimeSettings:
    """How a source's body says that times are found."""
    formats = _list(body, "defaultDateFormats")
    if not all(isinstance(one, Mapping) for one in formats):
        raise Refusal(
            Fault(
                "source.times",
                "A timestamp format has to be an object.",
                'Write {"format": "yyyy-MM-dd HH:mm:ss", "locator": ""}.',
            )
        )
    return TimeSettings(
        automatic=bool(body.get("automaticDateParsing", True)),
        time_zone=text_of(body, "timeZone"),
        force_time_zone=bool(body.get("forceTimeZone", False)),
        formats=tuple(
            TimeFormat(format=text_of(one, "format"), locator=text_of(one, "locator")) for one in formats
        ),
    )


def text_of(given: Mapping[str, Any], name: str) -> str:
    """A text of a body, empty where it has none."""
    return str(given.get(name) or "")


def _list(given: Mapping[str, Any], name: str) -> list[Any]:
    held = given.get(name) or []
    if not isinstance(held, list):
        raise Refusal(Fault("body.list", f"{name} has to be a list.", f'Write "{name}": [].'))
    return held


def texts_of(body: Mapping[str, Any], name: str) -> dict[str, str]:
    """An object of texts in a body, empty where it has none."""
    held = body.get(name) or {}
    if not isinstance(held, dict):
        raise Refusal(
            Fault(
                "body.object",
                f"{name} has to be an object of names and values.",
                f'Write "{name}": {{"account": "dev"}}.',
            )
        )
    return {str(k): str(v) for k, v in held.items()}


def etag(shown: Mapping[str, Any]) -> str:
    """The tag of a state, which a change has to name."""
    return '"' + hashlib.md5(orjson.dumps(shown), usedforsecurity=False).hexdigest() + '"'


def check_etag(sent: str | None, held: str) -> None:
    """Return where a change names the state that it is of.

    Raises Refusal FORBIDDEN where it names none, STALE where it names another (reference protocols.md, 5.4).
    """
    if not sent:
        raise Refusal(
            Fault(
                "service.ifthen.missing",
                "The request does not say which state it changes.",
                "Send the ETag of the last GET as If-Match.",
            ),
            Cause.FORBIDDEN,
        )
    if sent.strip() not in (held, held.strip('"'), "*"):
        raise Refusal(
            Fault(
                "service.etagid.mismatch",
                "Somebody else has changed it meanwhile.",
                "Read it again, and repeat the change on what it is now.",
            ),
            Cause.STALE,
        )
