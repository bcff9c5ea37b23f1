"""Collectors and sources in Sumo's shape (reference protocols.md, 4.4 and 5.4)."""

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson

from sagescope.errors import Fault, Refusal
from sagescope.model.collector import Collector
from sagescope.model.source import Boundaries, BoundaryMode, Source, TimeFormat, TimeSettings


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


def source_json(source: Source, receiver: str, *, secret: bool) -> dict[str, Any]:
    """A source; `receiver` is the address of the receivers, whose secret only managers of collection see."""
    mode = source.boundaries.mode
    shown: dict[str, Any] = {
        "id": source.id,
        "name": source.name,
        "description": source.description,
        "category": source.category,
        "hostName": source.host_name,
        "sourceType": "HTTP",
        "fields": dict(source.fields),
        "alive": source.enabled,
        "automaticDateParsing": source.times.automatic,
        "timeZone": source.times.time_zone or "UTC",
        "forceTimeZone": source.times.force_time_zone,
        "defaultDateFormats": [{"format": f.format, "locator": f.locator} for f in source.times.formats],
        "messagePerRequest": mode is BoundaryMode.REQUEST,
        "multilineProcessingEnabled": mode in (BoundaryMode.INFER, BoundaryMode.PREFIX),
        "useAutolineMatching": mode is BoundaryMode.INFER,
        "manualPrefixRegexp": source.boundaries.prefix,
        "encoding": "UTF-8",
        "filters": [],
        "cutoffTimestamp": 0,
    }
    if secret:
        shown["url"] = f"{receiver}/receiver/v1/http/{source.token}"
    return shown


def boundaries_of(body: Mapping[str, Any]) -> Boundaries:
    """How a source's body says that messages are cut."""
    if body.get("messagePerRequest"):
        return Boundaries(mode=BoundaryMode.REQUEST)
    if not body.get("multilineProcessingEnabled", True):
        return Boundaries(mode=BoundaryMode.LINES)
    prefix = str(body.get("manualPrefixRegexp") or "")
    if prefix and not body.get("useAutolineMatching", True):
        return Boundaries(mode=BoundaryMode.PREFIX, prefix=prefix)
    return Boundaries(mode=BoundaryMode.INFER)


def times_of(body: Mapping[str, Any]) -> TimeSettings:
    """How a source's body says that times are found."""
    formats = tuple(
        TimeFormat(format=str(f.get("format", "")), locator=str(f.get("locator") or ""))
        for f in body.get("defaultDateFormats") or ()
    )
    return TimeSettings(
        automatic=bool(body.get("automaticDateParsing", True)),
        time_zone=str(body.get("timeZone") or ""),
        force_time_zone=bool(body.get("forceTimeZone", False)),
        formats=formats,
    )


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
