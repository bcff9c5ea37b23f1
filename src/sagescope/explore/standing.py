"""How an entity stands after what was seen of it: pure, and the same in whatever order and however often it is told."""

from collections.abc import Iterable
from dataclasses import replace

from sagescope.durations import UNITS
from sagescope.explore.names import folded_namespace
from sagescope.model.aws_entity import Action, AwsEntity, EntityEvent, EntityKey

STILL = 15 * UNITS["m"]
"""Data that comes for so long after a deletion is what was under way, and no new entity of the same name."""


def in_metrics(key: EntityKey, namespace: str, first: int, last: int) -> AwsEntity:
    """An entity as points from `first` to `last` tell of it."""
    return AwsEntity(key, first, last, frozenset({namespace} if namespace else ()), metrics_at=last)


def in_logs(key: EntityKey, first: int, last: int) -> AwsEntity:
    """An entity as messages from `first` to `last` tell of it."""
    return AwsEntity(key, first, last, logs_at=last)


def in_event(event: EntityEvent) -> AwsEntity:
    """An entity as one event tells of it."""
    found = AwsEntity(event.key, event.at, event.at)
    match event.action:
        case Action.CREATE:
            return replace(found, created_at=event.at)
        case Action.DELETE:
            return replace(found, deleted_at=event.at)
        case Action.STATUS if event.status:
            return replace(found, status=event.status, status_at=event.at, status_reason=event.reason)
        case _:
            return found


def both(one: AwsEntity, other: AwsEntity) -> AwsEntity:
    """An entity as two tell of it: the key is that of the first."""
    # Of two statuses of one time any may count, but always the same one.
    newer = max(one, other, key=lambda e: (e.status_at, e.status, e.status_reason))
    return AwsEntity(
        one.key,
        min(one.first_seen, other.first_seen),
        max(one.last_seen, other.last_seen),
        one.namespaces | other.namespaces,
        max(one.metrics_at, other.metrics_at),
        max(one.logs_at, other.logs_at),
        max(one.created_at, other.created_at),
        max(one.deleted_at, other.deleted_at),
        newer.status,
        newer.status_at,
        newer.status_reason,
    )


def gathered(entities: Iterable[AwsEntity]) -> dict[EntityKey, AwsEntity]:
    """Entities by their keys, each told together."""
    found: dict[EntityKey, AwsEntity] = {}
    for entity in entities:
        held = found.get(entity.key)
        found[entity.key] = entity if held is None else both(held, entity)
    return found


def is_deleted(entity: AwsEntity) -> bool:
    """Whether it was deleted, and nothing has come of one of that name since."""
    if not entity.deleted_at or entity.created_at > entity.deleted_at:
        return False
    return max(entity.metrics_at, entity.logs_at) <= entity.deleted_at + STILL


def is_in(entity: AwsEntity, namespace: str) -> bool:
    """Whether its metrics came in a namespace, however that is written."""
    return any(folded_namespace(held) == folded_namespace(namespace) for held in entity.namespaces)
