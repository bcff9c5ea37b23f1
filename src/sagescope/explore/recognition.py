"""What series, logs and events tell of entities: pure, by the rows of the kinds.

Nothing here raises for what a message is: what cannot be read tells nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from sagescope.explore.kinds import Calls, Kind, Kinds, StateChange
from sagescope.explore.names import folded_namespace
from sagescope.ids import stable_id
from sagescope.model.aws_entity import Action, EntityEvent, EntityKey

LONGEST_NAME = 255
LONGEST_DETAILS = 32_768
"""Characters of what an event says in full; of longer ones the parts that are long are left out."""

_LONGEST_PART = 2_000
_MOST_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Place:
    """The account, as its alias or its number, and the region that data comes from."""

    account: str
    region: str


def of_series(dimensions: Mapping[str, str], place: Place, kinds: Kinds) -> list[EntityKey]:
    """The entities that a series is of, by its dimensions, whose keys are in lower case."""
    namespace = folded_namespace(dimensions.get("namespace", ""))
    found: dict[str, str] = {}
    for kind in kinds:
        for dimension in kind.dimensions:
            value = dimensions.get(dimension.key, "")
            if value and namespace.startswith(dimension.namespace) and (name := dimension.value(value)):
                found[kind.id] = name
                break
    return [
        key
        for kind_id, name in found.items()
        if (key := _key(kinds[kind_id], name, found.get(kinds[kind_id].parent, ""), place)) is not None
    ]


def of_logs(group: str, stream: str, place: Place, kinds: Kinds) -> list[EntityKey]:
    """The entities that a log stream is of."""
    found = []
    for kind in kinds:
        for where in kind.places:
            in_group = where.group.fullmatch(group)
            in_stream = where.stream.fullmatch(stream) if where.stream.pattern else where.stream.match("")
            if in_group is None or in_stream is None:
                continue
            named = in_group.groupdict() | in_stream.groupdict()
            key = _key(kind, named.get("name", ""), named.get("parent", ""), place)
            if key is not None:
                found.append(key)
    return found


def events_in(message: str, at: int, place: Place, kinds: Kinds) -> list[EntityEvent]:
    """What a message tells that happened: a record of CloudTrail or an event of EventBridge, bare or as CloudWatch
    Logs hands it on.

    `at` is the time of the message, and `place` what is known of where it comes from; the message's own words go
    before.
    """
    return [
        event
        for record in _records(message)
        for event in (*_calls(record, at, place, kinds), *_changes(record, at, place, kinds))
    ]


def value_at(document: object, path: str) -> Any:
    """The value at a path of keys parted by dots, None where there is none."""
    for step in path.split("."):
        if not isinstance(document, Mapping):
            return None
        document = document.get(step)
    return document


def text_at(document: object, path: str) -> str:
    """The text at a path, empty where there is none."""
    found = value_at(document, path)
    return found if isinstance(found, str) else ""


def _records(message: str) -> Iterator[Mapping[str, Any]]:
    try:
        found = orjson.loads(message)
    except orjson.JSONDecodeError:
        return
    if isinstance(found, dict) and "logGroup" in found and "message" in found:
        found = found["message"]
        if isinstance(found, str):
            try:
                found = orjson.loads(found)
            except orjson.JSONDecodeError:
                return
    if isinstance(found, dict):
        record = _top_lowered(found)
        yield record
        # An event that tells of a call holds the call's record.
        detail = record.get("detail")
        if isinstance(detail, dict) and "eventname" in (call := _top_lowered(detail)):
            yield call


def _calls(record: Mapping[str, Any], at: int, place: Place, kinds: Kinds) -> Iterator[EntityEvent]:
    name, source = text_at(record, "eventname"), text_at(record, "eventsource")
    # What was refused has changed nothing.
    if not name or record.get("errorcode"):
        return
    for kind, calls in kinds.called.get((source, name), ()):
        key = _key(
            kind,
            _named_by(record, calls),
            "",
            Place(
                place.account or text_at(record, "recipientaccountid"),
                place.region or text_at(record, "awsregion"),
            ),
        )
        if key is not None:
            lowered = _lowered(record)
            yield EntityEvent(
                stable_id("call", text_at(lowered, "eventid") or f"{at} {name}", key.id),
                _time(text_at(lowered, "eventtime"), at),
                key,
                calls.names[name],
                name,
                caller=_caller(lowered),
                address=text_at(lowered, "sourceipaddress")[:LONGEST_NAME],
                details=_bounded(
                    {
                        part: lowered[part]
                        for part in ("requestparameters", "responseelements", "useragent")
                        if lowered.get(part)
                    }
                ),
            )


def _changes(record: Mapping[str, Any], at: int, place: Place, kinds: Kinds) -> Iterator[EntityEvent]:
    source, detail_type = text_at(record, "source"), text_at(record, "detail-type")
    told = kinds.told.get((source, detail_type.casefold()), ())
    if not told or not isinstance(record.get("detail"), dict):
        return
    detail = _lowered(record["detail"])
    for kind, change in told:
        key = _key(
            kind,
            _last(text_at(detail, change.name), change.resource if change.name.endswith("arn") else ""),
            _last(text_at(detail, change.parent), change.resource) if change.parent else "",
            Place(place.account or text_at(record, "account"), place.region or text_at(record, "region")),
        )
        if key is not None:
            yield EntityEvent(
                stable_id("event", text_at(record, "id") or f"{at} {detail_type}", key.id),
                _time(text_at(record, "time"), at),
                key,
                Action.STATUS,
                detail_type,
                status=_status(detail, change)[:64],
                reason=text_at(detail, change.reason)[:_LONGEST_PART],
                details=_bounded(detail),
            )


def _status(detail: Mapping[str, Any], change: StateChange) -> str:
    return text_at(detail, change.status) if change.status else ""


def _named_by(record: Mapping[str, Any], calls: Calls) -> str:
    # Only what is named is worth lowering whole, which costs ten times the rest of what is done with a call.
    for path in calls.parameters:
        found: Any = record
        for step in path.lower().split("."):
            found = _top_lowered(found).get(step) if isinstance(found, dict) else None
        if found and isinstance(found, str):
            return _last(found, calls.resource)
    return ""


def _last(text: str, resource: str) -> str:
    """The name in an ARN of a resource, `…:pipeline/name/…`; other texts are names themselves."""
    if not text.startswith("arn:"):
        return text
    if resource and (found := re.search(rf":{re.escape(resource)}/([^/]+)", text)):
        return found[1]
    return text.rpartition("/")[2]


def _caller(record: Mapping[str, Any]) -> str:
    """Who made a call: an ARN, or the service."""
    identity = record.get("useridentity") or {}
    return (text_at(identity, "arn") or text_at(identity, "invokedby") or text_at(identity, "type"))[
        :_LONGEST_PART
    ]


def _key(kind: Kind, name: str, parent: str, place: Place) -> EntityKey | None:
    """The key of an entity, None where its name or the name of what it is a part of is missing or none."""
    for text in (name, parent, place.account, place.region):
        if len(text) > LONGEST_NAME or not text.isprintable():
            return None
    if not name or bool(kind.parent) != bool(parent):
        return None
    return EntityKey(place.account, place.region[:64], kind.id, parent, name)


def _time(text: str, otherwise: int) -> int:
    try:
        read = datetime.fromisoformat(text)
        return round(read.replace(tzinfo=read.tzinfo or UTC).timestamp() * 1000)
    except (ValueError, OverflowError):
        return otherwise


def _lowered(value: Any, depth: int = 0) -> Any:
    """A document with its keys in lower case: calls are in camel case, events in Pascal case."""
    if depth > _MOST_DEPTH:
        return None
    if isinstance(value, dict):
        return {str(key).lower(): _lowered(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_lowered(inner, depth + 1) for inner in value]
    return value


def _top_lowered(document: Mapping[str, Any]) -> dict[str, Any]:
    """A document whose own keys are in lower case, but not those of what is in it."""
    return {key.lower(): value for key, value in document.items()}


def _bounded(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """A document that is not too large to keep: of one that is, long texts and lists are left out."""
    if len(orjson.dumps(document)) <= LONGEST_DETAILS:
        return document
    short = _shortened(document)
    return short if len(orjson.dumps(short)) <= LONGEST_DETAILS else {}


def _shortened(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _shortened(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_shortened(inner) for inner in value[:20]]
    return value[:_LONGEST_PART] if isinstance(value, str) else value
