"""Explore: the hierarchy with its health, entities with all that is known of them, changes, idle endpoints, home."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from sagescope.api.routes.alerts import alert_shown
from sagescope.api.security import LibraryViewer, MonitorViewer, UseCases
from sagescope.explore.changes import Change
from sagescope.explore.configuration import Variant
from sagescope.explore.dashboards import Applicable
from sagescope.explore.filters import read_filter
from sagescope.explore.health import Health, Level
from sagescope.explore.home import Overview
from sagescope.explore.idle import HOURS, Idle
from sagescope.explore.kinds import Kinds
from sagescope.explore.prices import PATH
from sagescope.explore.queries import EntityQueries
from sagescope.explore.service import MOST_CHILDREN, EntityView
from sagescope.explore.standing import is_deleted
from sagescope.explore.tree import Node
from sagescope.model.aws_entity import EntityEvent
from sagescope.timerange import parse_instant, parse_range

router = APIRouter(prefix="/api/v1/explore", tags=["explore"])

At = Annotated[str | None, Query(description="The time to show: now, -2h, a time, or milliseconds.")]


@router.get("/tree")
def tree(
    services: UseCases,
    principal: MonitorViewer,
    filter: Annotated[
        list[str] | None, Query(description="key=value, !key=value, or a part of a name.")
    ] = None,
    at: At = None,
    deleted: bool = False,
    limit: int = MOST_CHILDREN,
) -> dict[str, Any]:
    """Accounts, regions, namespaces and entities, each with its health; the worst children where there are too many."""
    nodes = services.explore.tree(
        read_filter(filter or ()),
        at=_instant(services, at),
        deleted=deleted,
        most=max(1, min(limit, 5_000)),
    )
    kinds = services.explore.kinds
    return {
        "data": [node_json(node, kinds) for node in nodes],
        "kinds": [
            {"id": kind.id, "label": kind.label, "plural": kind.plural, "key": kind.keys[0]}
            for kind in kinds
            if kind.shown
        ],
    }


@router.get("/node")
def node(
    services: UseCases,
    principal: MonitorViewer,
    library: LibraryViewer,
    path: Annotated[str, Query(description="The id of a node, such as account=prod/region=us-east-1.")],
    at: At = None,
) -> dict[str, Any]:
    """One node, and the dashboards that apply to it with the variables to be set."""
    found, dashboards = services.explore.node(path, _instant(services, at))
    return {
        **node_json(found, services.explore.kinds, inner=False),
        "dashboards": [_dashboard(one) for one in dashboards],
    }


@router.get("/entity")
def entity(
    services: UseCases,
    principal: MonitorViewer,
    library: LibraryViewer,
    id: Annotated[str, Query(description="The id of an entity, its path, or a name that only one has.")],
    at: At = None,
) -> dict[str, Any]:
    """All that is known of one entity."""
    return entity_json(services.explore.entity(id, _instant(services, at)), services.explore.kinds)


@router.get("/changes")
def changes(
    services: UseCases,
    principal: MonitorViewer,
    start: Annotated[str, Query(alias="from")] = "-1d",
    to: str = "now",
    account: str = "",
    region: str = "",
    kind: str = "",
    name: str = "",
    limit: int = 200,
) -> dict[str, Any]:
    """What was created, updated and deleted, the newest first: the change markers of charts."""
    range_ = parse_range(start, to, services.clock.now())
    found = services.explore.changes(
        range_.start,
        range_.end,
        account=account,
        region=region,
        kind=kind,
        name=name,
        limit=max(1, min(limit, 1_000)),
    )
    return {"data": [_change(change, services.explore.kinds) for change in found]}


@router.get("/idle")
def idle(services: UseCases, principal: MonitorViewer, hours: float = HOURS) -> dict[str, Any]:
    """Endpoints that nobody has called for so many hours, with what they cost in US dollars."""
    found = services.explore.idle(hours)
    return {
        "data": [_idle(one) for one in found],
        "hours": hours,
        "prices": PATH,
        "perHour": sum(one.per_hour or 0.0 for one in found),
    }


@router.get("/home")
def home(services: UseCases, principal: MonitorViewer, library: LibraryViewer) -> dict[str, Any]:
    """What is wrong now, what arrives, and what was changed."""
    return _overview(services.home.overview(), services.explore.kinds)


def node_json(node: Node, kinds: Kinds, *, inner: bool = True) -> dict[str, Any]:
    """A node as the API shows it."""
    kind = kinds.by_id.get(node.kind)
    shown: dict[str, Any] = {
        "id": node.id,
        "kind": node.kind,
        "kindLabel": kind.label if kind else node.kind.capitalize(),
        "name": node.name,
        "labels": {step.key: step.value for step in node.path},
        **_health(node.health),
    }
    if node.entity is not None:
        held = node.entity
        shown["entity"] = {
            "id": held.key.id,
            "firstSeen": held.first_seen,
            "lastSeen": held.last_seen,
            "status": held.status,
            "statusAt": held.status_at or None,
            "createdAt": held.created_at or None,
            "deleted": is_deleted(held),
        }
    if inner:
        shown["children"] = [node_json(child, kinds) for child in node.children]
        shown["leftOut"] = node.left_out
    return shown


def entity_json(view: EntityView, kinds: Kinds) -> dict[str, Any]:
    """An entity as the API shows it."""
    return {
        **node_json(view.node, kinds),
        "ancestors": [node_json(node, kinds, inner=False) for node in view.ancestors],
        "accountNumber": view.number,
        "arn": view.arn,
        "namespaces": sorted(view.node.entity.namespaces) if view.node.entity else [],
        "configuration": [{"label": fact.label, "value": fact.value, "at": fact.at} for fact in view.facts],
        "variants": [_variant(variant) for variant in view.variants],
        "statuses": [_status(event) for event in view.statuses],
        "changes": [_change(change, kinds) for change in view.changes],
        "alerts": [alert_shown(alert) for alert in view.alerts],
        "dashboards": [_dashboard(one) for one in view.dashboards],
        **_queries(view.queries),
    }


def _instant(services: UseCases, at: str | None) -> int | None:
    return None if at is None or at == "now" else parse_instant(at, services.clock.now())


def _health(health: Health) -> dict[str, Any]:
    return {
        "health": health.level.value,
        "reasons": [
            {
                "level": reason.level.value,
                "text": reason.text,
                "alert": reason.alert or None,
                "entity": reason.entity or None,
            }
            for reason in health.reasons[:20]
        ],
        "counts": {level.value: count for level, count in (health.counts or {}).items()},
    }


def _dashboard(one: Applicable) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "description": one.description,
        "variables": dict(one.variables),
    }


def _variant(variant: Variant) -> dict[str, Any]:
    return {
        "name": variant.name,
        "model": variant.model,
        "instanceType": variant.instance_type,
        "instances": variant.instances,
        "weight": variant.weight,
        "serverless": variant.serverless,
    }


def _status(event: EntityEvent) -> dict[str, Any]:
    return {"at": event.at, "status": event.status, "reason": event.reason, "event": event.name}


def _change(change: Change, kinds: Kinds) -> dict[str, Any]:
    return {
        "id": change.id,
        "at": change.at,
        "action": change.action.value,
        "call": change.call,
        "account": change.key.account,
        "region": change.key.region,
        "kind": change.key.kind,
        "name": change.key.name,
        # What is not shown has no page.
        "entity": change.key.id if kinds[change.key.kind].shown else None,
        "who": change.who,
        "caller": change.caller,
        "address": change.address,
    }


def _queries(queries: EntityQueries) -> dict[str, Any]:
    return {
        "charts": [
            {"title": chart.title, "rows": list(chart.rows), "otherwise": list(chart.otherwise)}
            for chart in queries.charts
        ],
        "logs": queries.logs,
        "callers": queries.callers,
    }


def _idle(one: Idle) -> dict[str, Any]:
    key = one.entity.key
    return {
        "entity": key.id,
        "account": key.account,
        "region": key.region,
        "name": key.name,
        "idleSince": one.since,
        "sinceKnown": one.since_known,
        "hours": round(one.hours, 2),
        "instances": [
            {
                "variant": held.variant,
                "type": held.type,
                "count": held.count,
                "perHour": held.price.per_hour if held.price else None,
                "asOf": held.price.as_of if held.price else "",
                "note": held.price.note if held.price else "",
            }
            for held in one.instances
        ],
        "perHour": one.per_hour,
        "soFar": None if one.so_far is None else round(one.so_far, 2),
        "unknown": one.unknown,
    }


def _overview(found: Overview, kinds: Kinds) -> dict[str, Any]:
    return {
        "at": found.at,
        "messages": list(found.messages),
        "points": list(found.points),
        "categories": [
            {"category": one.category, "messages": one.messages, "last": one.last} for one in found.categories
        ],
        "stored": {"messages": found.stored_messages, "bytes": found.stored_bytes},
        "kinds": [
            {
                "id": kind.id,
                "plural": kind.plural,
                "counts": {level.value: count for level, count in found.kinds[kind.id].items()},
            }
            for kind in kinds
            if kind.id in found.kinds
        ],
        "unwell": [node_json(node, kinds, inner=False) for node in found.unwell],
        "alerts": [alert_shown(alert) for alert in found.alerts],
        "changes": [_change(change, kinds) for change in found.changes],
        "dashboards": [
            {"id": item.id, "name": item.name, "modifiedAt": item.modified_at} for item in found.dashboards
        ],
        "levels": [level.value for level in Level],
    }
