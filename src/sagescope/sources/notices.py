"""Notices of new objects: of S3, wrapped by SNS or not, of CloudTrail and of EventBridge (reference protocols.md, 4.5).

They come in messages of a queue, or as requests of SNS to the address of a source. A notice only says where to
look: what is taken is decided by the object.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus

import orjson

_MOST_WRAPPED = 3


@dataclass(frozen=True, slots=True)
class ObjectNotice:
    """That there is an object; `version` is empty where its bucket keeps none."""

    bucket: str
    key: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """That SNS wants to know whether a subscription is meant: by a GET of `url`."""

    topic: str
    url: str


@dataclass(frozen=True, slots=True)
class Objects:
    """New objects; none, where the message tells of something else, such as a removal or a test."""

    notices: tuple[ObjectNotice, ...] = ()
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A message that nobody here understands, and why."""

    reason: str


Notice = Objects | Confirmation | Unknown


def read_notice(body: str | bytes) -> Notice:
    """What a message says. Never raises: what cannot be read is Unknown."""
    try:
        return _read(orjson.loads(body), "", _MOST_WRAPPED)
    except (orjson.JSONDecodeError, UnicodeError):
        return Unknown("it is not JSON")


def _read(held: object, topic: str, depth: int) -> Notice:
    if not isinstance(held, dict):
        return Unknown("it is no object of JSON")
    match held.get("Type"):
        case "SubscriptionConfirmation":
            return Confirmation(_text(held, "TopicArn"), _text(held, "SubscribeURL"))
        case "UnsubscribeConfirmation":
            return Objects((), _text(held, "TopicArn"))
        case "Notification" if depth:
            try:
                inner = orjson.loads(_text(held, "Message"))
            except orjson.JSONDecodeError:
                return Unknown("the message of the SNS notification is not JSON")
            return _read(inner, _text(held, "TopicArn"), depth - 1)
        case _:
            return _plain(held, topic)


def _plain(held: Mapping[str, Any], topic: str) -> Notice:
    if held.get("Event") == "s3:TestEvent":
        return Objects((), topic)
    if isinstance(records := held.get("Records"), list):
        return Objects(tuple(_of_records(records)), topic)
    if isinstance(keys := held.get("s3ObjectKey"), list):
        bucket = _text(held, "s3Bucket")
        return Objects(tuple(ObjectNotice(bucket, str(key)) for key in keys if bucket and key), topic)
    if held.get("source") == "aws.s3":
        return Objects(tuple(_of_event(held)), topic)
    return Unknown("it tells of no object of S3")


def _of_records(records: list[Any]) -> Iterator[ObjectNotice]:
    for record in records:
        if not isinstance(record, dict) or "ObjectCreated" not in _text(record, "eventName"):
            continue
        s3 = _object(record, "s3")
        bucket, held = _text(_object(s3, "bucket"), "name"), _object(s3, "object")
        # The key is encoded as in a form, a blank as a plus.
        key = unquote_plus(_text(held, "key"))
        if bucket and key:
            yield ObjectNotice(bucket, key, _version(_text(held, "versionId")))


def _of_event(event: Mapping[str, Any]) -> Iterator[ObjectNotice]:
    detail = _object(event, "detail")
    bucket, held = _text(_object(detail, "bucket"), "name"), _object(detail, "object")
    if event.get("detail-type") == "Object Created" and bucket and _text(held, "key"):
        yield ObjectNotice(bucket, _text(held, "key"), _version(_text(held, "version-id")))


def _version(text: str) -> str:
    return "" if text == "null" else text


def _object(held: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = held.get(key)
    return found if isinstance(found, dict) else {}


def _text(held: Mapping[str, Any], key: str) -> str:
    found = held.get(key)
    return found if isinstance(found, str) else ""
