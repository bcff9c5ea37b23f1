"""What is kept of the entities of AWS accounts, and of what happened to them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, insert, select, update

from sagescope.meta.db import Session
from sagescope.meta.tables import AwsEntityRow, EntityEventRow
from sagescope.model.aws_entity import Action, AwsEntity, EntityEvent, EntityKey

_IN_ONE_QUERY = 500


def put(session: Session, entities: Iterable[AwsEntity], events: Iterable[EntityEvent]) -> None:
    """Keep entities, of which those of the same ids are replaced, and events, of which those that are there stay."""
    told = {row["id"]: row for row in map(_entity_values, entities)}
    held = _held(session, AwsEntityRow, list(told))
    if new := [row for id_, row in told.items() if id_ not in held]:
        session.execute(insert(AwsEntityRow), new)
    if changed := [row for id_, row in told.items() if id_ in held]:
        session.execute(update(AwsEntityRow), changed)
    happened = {row["id"]: row for row in map(_event_values, events)}
    known = _held(session, EntityEventRow, list(happened))
    if new := [row for id_, row in happened.items() if id_ not in known]:
        session.execute(insert(EntityEventRow), new)


def _held(session: Session, row: type[AwsEntityRow | EntityEventRow], ids: list[str]) -> set[str]:
    """Those of the ids that are there."""
    found: set[str] = set()
    for start in range(0, len(ids), _IN_ONE_QUERY):
        found.update(session.scalars(select(row.id).where(row.id.in_(ids[start : start + _IN_ONE_QUERY]))))
    return found


def _entity_values(entity: AwsEntity) -> dict[str, Any]:
    key = entity.key
    return {
        "id": key.id,
        "account": key.account,
        "region": key.region,
        "kind": key.kind,
        "parent": key.parent,
        "name": key.name,
        "namespaces": sorted(entity.namespaces),
        "first_seen": entity.first_seen,
        "last_seen": entity.last_seen,
        "metrics_at": entity.metrics_at,
        "logs_at": entity.logs_at,
        "created_at": entity.created_at,
        "deleted_at": entity.deleted_at,
        "status": entity.status,
        "status_at": entity.status_at,
        "status_reason": entity.status_reason,
    }


def _event_values(event: EntityEvent) -> dict[str, Any]:
    key = event.key
    return {
        "id": event.id,
        "at": event.at,
        "account": key.account,
        "region": key.region,
        "kind": key.kind,
        "parent": key.parent,
        "name": key.name,
        "action": event.action.value,
        "event": event.name,
        "status": event.status,
        "reason": event.reason,
        "caller": event.caller,
        "address": event.address,
        "details": dict(event.details),
    }


def listed(session: Session) -> list[AwsEntity]:
    """All entities."""
    return [_entity(row) for row in session.scalars(select(AwsEntityRow))]


def events(
    session: Session,
    start: int,
    end: int,
    *,
    kinds: Iterable[str] | None = None,
    names: Iterable[str] | None = None,
    actions: Iterable[Action] | None = None,
    limit: int = 10_000,
) -> list[EntityEvent]:
    """Events from `start` up to but without `end`, the newest first; of some kinds, names and actions, or of all."""
    statement = select(EntityEventRow).where(EntityEventRow.at >= start, EntityEventRow.at < end)
    if kinds is not None:
        statement = statement.where(EntityEventRow.kind.in_(list(kinds)))
    if names is not None:
        statement = statement.where(EntityEventRow.name.in_(list(names)))
    if actions is not None:
        statement = statement.where(EntityEventRow.action.in_([action.value for action in actions]))
    ordered = statement.order_by(EntityEventRow.at.desc(), EntityEventRow.id).limit(limit)
    return [_event(row) for row in session.scalars(ordered)]


def remove(session: Session, entities: Iterable[str], before: int) -> None:
    """Forget entities by their ids, and events from before a time."""
    for entity_id in entities:
        session.execute(delete(AwsEntityRow).where(AwsEntityRow.id == entity_id))
    session.execute(delete(EntityEventRow).where(EntityEventRow.at < before))


def _entity(row: AwsEntityRow) -> AwsEntity:
    return AwsEntity(
        EntityKey(row.account, row.region, row.kind, row.parent, row.name),
        row.first_seen,
        row.last_seen,
        frozenset(map(str, row.namespaces)),
        row.metrics_at,
        row.logs_at,
        row.created_at,
        row.deleted_at,
        row.status,
        row.status_at,
        row.status_reason,
    )


def _event(row: EntityEventRow) -> EntityEvent:
    return EntityEvent(
        row.id,
        row.at,
        EntityKey(row.account, row.region, row.kind, row.parent, row.name),
        Action(row.action),
        row.event,
        row.status,
        row.reason,
        row.caller,
        row.address,
        row.details,
    )
