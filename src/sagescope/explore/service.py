"""Explore as people use it: the tree, one entity with all that is known of it, what has changed, what nobody uses."""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sagescope.clock import Clock
from sagescope.durations import UNITS
from sagescope.errors import Cause, Fault, Refusal
from sagescope.explore.catalogue import KEPT, Catalogue
from sagescope.explore.changes import CHANGES, Change, changes_of
from sagescope.explore.configuration import (
    Known,
    Variant,
    configuration_name,
    facts_of,
    variants_of,
)
from sagescope.explore.dashboards import Applicable, Cards, applicable
from sagescope.explore.filters import Filter
from sagescope.explore.health import health_of
from sagescope.explore.idle import HOURS, Idle, idle_endpoints
from sagescope.explore.kinds import Kinds
from sagescope.explore.measuring import Measuring
from sagescope.explore.prices import Prices
from sagescope.explore.queries import EntityQueries, queries_of
from sagescope.explore.standing import is_deleted
from sagescope.explore.tree import Node, World, build, filtered, find_entity, node_at
from sagescope.model.alert import Alert
from sagescope.model.aws_entity import Action, AwsEntity, EntityEvent, EntityKey
from sagescope.monitors.alerts import Alerts

FRESH = 10 * UNITS["s"]
"""How old what is shown may be."""

NOW = UNITS["m"]
"""A time so close to now is now."""

MOST_CHILDREN = 500
MOST_EVENTS = 500
_CONFIGURATION = "endpoint_config"
_PARTITIONS = {"cn-": "aws-cn", "us-gov-": "aws-us-gov"}


@dataclass(frozen=True, slots=True)
class EntityView:
    """All that is known of one entity. `ancestors` are the nodes around it, the account first."""

    node: Node
    ancestors: tuple[Node, ...]
    number: str
    arn: str
    facts: tuple[Known, ...]
    variants: tuple[Variant, ...]
    statuses: tuple[EntityEvent, ...]
    changes: tuple[Change, ...]
    alerts: tuple[Alert, ...]
    dashboards: tuple[Applicable, ...]
    queries: EntityQueries


class Explore:
    """The use case of Explore."""

    def __init__(
        self,
        catalogue: Catalogue,
        measuring: Measuring,
        alerts: Alerts,
        cards: Cards,
        prices: Prices,
        clock: Clock,
        kinds: Kinds,
    ) -> None:
        self.catalogue = catalogue
        self.kinds = kinds
        self._measuring = measuring
        self._alerts = alerts
        self._cards = cards
        self._prices = prices
        self._clock = clock
        self._lock = threading.Lock()
        self._built: dict[bool, tuple[int, tuple[Node, ...]]] = {}

    def tree(
        self,
        filter_: Filter | None = None,
        *,
        at: int | None = None,
        deleted: bool = False,
        most: int = MOST_CHILDREN,
    ) -> tuple[Node, ...]:
        """The hierarchy as it is, or was at a time: accounts with what is in them, at most `most` children of a node.

        `deleted` entities are left out unless asked for.
        """
        return filtered(self._nodes(at, deleted=deleted), filter_ or Filter(), most)

    def node(self, path: str, at: int | None = None) -> tuple[Node, list[Applicable]]:
        """A node by its path, and the dashboards that apply. Raises Refusal NOT_FOUND."""
        found = node_at(self._nodes(at, deleted=True), path)
        if found is None:
            raise Refusal(
                Fault(
                    "explore.node",
                    f"Nothing at {path!r} was seen.",
                    "Look at the tree: `sagescope explore tree`.",
                ),
                Cause.NOT_FOUND,
            )
        kind = self.kinds.by_id.get(found.kind)
        return found, applicable(self._cards.listed(), found.path, kind)

    def entity(self, wanted: str, at: int | None = None) -> EntityView:
        """The entity of an id, of a path, or of a name that only one has. Raises Refusal NOT_FOUND, or CONFLICT for a
        name of several.
        """
        nodes = self._nodes(at, deleted=True)
        node = find_entity(nodes, wanted) or node_at(nodes, wanted) or _named(nodes, wanted)
        if node is None or node.entity is None:
            raise Refusal(
                Fault(
                    "explore.entity",
                    f"No entity {wanted!r} was seen.",
                    "List what was: `sagescope explore tree`.",
                ),
                Cause.NOT_FOUND,
            )
        entity, kind, now = node.entity, self.kinds[node.kind], self._now(at)
        names = (entity.key.name, *([entity.key.parent] if kind.parent else []))
        events = self._events_of(entity.key, kind.id, names[:1], now)
        above = self._events_of(entity.key, kind.parent, names[1:], now) if kind.parent else []
        endpoint_events = events if kind.id == "endpoint" else above if kind.parent == "endpoint" else []
        configured = configuration_name(endpoint_events)
        configurations = self._events_of(entity.key, _CONFIGURATION, (configured,), now) if configured else []
        variants = variants_of(endpoint_events, configurations)
        number = self._number(entity.key.account)
        return EntityView(
            node,
            tuple(_around(nodes, node)),
            number,
            _arn(kind.arn, entity, number),
            tuple(facts_of(kind, events)),
            tuple(v for v in variants if kind.id == "endpoint" or v.name == entity.key.name),
            tuple(event for event in events if event.action is Action.STATUS and event.status),
            tuple(changes_of((*events, *above, *configurations))),
            tuple(self._open(now, [reason.alert for reason in node.health.reasons])),
            tuple(applicable(self._cards.listed(), node.path, kind)),
            queries_of(kind, node.path, entity.key.parent),
        )

    def changes(
        self,
        start: int,
        end: int,
        *,
        account: str = "",
        region: str = "",
        kind: str = "",
        name: str = "",
        limit: int = MOST_EVENTS,
    ) -> list[Change]:
        """What was created, updated and deleted from `start` up to but without `end`, the newest first: the change
        markers of a chart.
        """
        found = self.catalogue.events(
            start,
            end,
            kinds=[kind] if kind else None,
            names=[name] if name else None,
            actions=CHANGES,
            limit=10_000,
        )
        accounts = {held.casefold() for held in self.catalogue.names_of(account)}
        return changes_of(
            event
            for event in found
            if (not account or event.key.account.casefold() in accounts)
            and (not region or event.key.region.casefold() == region.casefold())
        )[:limit]

    def idle(self, hours: float = HOURS) -> list[Idle]:
        """The endpoints that nobody has called for so many hours. Raises Refusal for no length of time."""
        if not 0 < hours <= 24 * 365:
            raise Refusal(
                Fault("explore.hours", f"{hours:g} hours are no time to be idle for.", "Give 1 to 8760.")
            )
        self.catalogue.refresh(FRESH)
        now = self._clock.now()
        endpoints = [
            entity
            for entity in self.catalogue.entities()
            if entity.key.kind == "endpoint" and not is_deleted(entity)
        ]
        events: dict[EntityKey, list[EntityEvent]] = {}
        configurations: dict[EntityKey, list[EntityEvent]] = {}
        for event in self.catalogue.events(now - KEPT, now + NOW, kinds=("endpoint", _CONFIGURATION)):
            events.setdefault(event.key, []).append(event)
        for endpoint in endpoints:
            name = configuration_name(events.get(endpoint.key, ()))
            key = replace(endpoint.key, kind=_CONFIGURATION, name=name)
            configurations[endpoint.key] = events.get(key, [])
        return idle_endpoints(
            endpoints,
            self._measuring.last_uses("endpoint", now, self.catalogue.aliases),
            {
                endpoint.key: variants_of(events.get(endpoint.key, ()), configurations[endpoint.key])
                for endpoint in endpoints
            },
            self._prices.listed(),
            now,
            hours,
        )

    def _now(self, at: int | None) -> int:
        now = self._clock.now()
        return now if at is None or abs(now - at) < NOW else min(at, now)

    def _nodes(self, at: int | None, *, deleted: bool) -> tuple[Node, ...]:
        self.catalogue.refresh(FRESH)
        now, present = self._now(at), self._clock.now()
        with self._lock:
            # One that waits takes what the other has made.
            held = self._built.get(deleted)
            if at is None and held is not None and present - held[0] < FRESH:
                return held[1]
            nodes = self._build(now, past=now < present, deleted=deleted)
            if at is None:
                self._built[deleted] = (present, nodes)
            return nodes

    def _build(self, at: int, *, past: bool, deleted: bool) -> tuple[Node, ...]:
        entities: Iterable[AwsEntity] = self.catalogue.entities()
        if past:
            entities = as_they_were(entities, self.catalogue.events(at - KEPT, at + 1, limit=100_000), at)
        kept = [entity for entity in entities if deleted or not is_deleted(entity)]
        measures = self._measuring.at(at, self.catalogue.aliases)
        world = World(
            kept,
            self.catalogue.names_of,
            self._open(at),
            lambda entity, kind, alerts: health_of(entity, kind, measures, at, alerts),
        )
        return build(world, self.kinds)

    def _open(self, at: int, only: Sequence[str] | None = None) -> list[Alert]:
        return [
            alert
            for alert in self._alerts.listed(since=at - KEPT)
            if alert.opened_at <= at
            and (alert.resolved_at is None or alert.resolved_at > at)
            and (only is None or alert.id in only)
        ]

    def _events_of(self, key: EntityKey, kind: str, names: Sequence[str], until: int) -> list[EntityEvent]:
        found = self.catalogue.events(until - KEPT, until + 1, kinds=[kind], names=names, limit=MOST_EVENTS)
        return [
            event
            for event in found
            if event.key.account == key.account
            and event.key.region == key.region
            and (kind != key.kind or event.key.parent == key.parent)
        ]

    def _number(self, account: str) -> str:
        """The number of an account, empty where data has not told it."""
        return next((name for name in self.catalogue.names_of(account) if name.isdigit()), "")


def as_they_were(entities: Iterable[AwsEntity], events: Iterable[EntityEvent], at: int) -> list[AwsEntity]:
    """Entities as they were at a time: those that were there, with the status that they had; `events` are those before
    it, the newest first.
    """
    statuses: dict[EntityKey, EntityEvent] = {}
    created: dict[EntityKey, int] = {}
    deleted: dict[EntityKey, int] = {}
    for event in events:
        match event.action:
            case Action.STATUS if event.status:
                statuses.setdefault(event.key, event)
            case Action.CREATE:
                created.setdefault(event.key, event.at)
            case Action.DELETE:
                deleted.setdefault(event.key, event.at)
            case _:
                pass
    found = []
    for entity in entities:
        if entity.first_seen > at:
            continue
        status = statuses.get(entity.key)
        found.append(
            replace(
                entity,
                last_seen=min(entity.last_seen, at),
                metrics_at=min(entity.metrics_at, at),
                logs_at=min(entity.logs_at, at),
                created_at=created.get(entity.key, 0),
                deleted_at=deleted.get(entity.key, 0),
                status=status.status if status else "",
                status_at=status.at if status else 0,
                status_reason=status.reason if status else "",
            )
        )
    return found


def _named(nodes: Iterable[Node], name: str) -> Node | None:
    found = [
        inner
        for node in nodes
        for inner in node.walk()
        if inner.entity is not None and inner.entity.key.name == name
    ]
    if len(found) > 1:
        raise Refusal(
            Fault(
                "explore.several",
                f"{len(found)} entities are called {name!r}.",
                "Give the path of one: " + ", ".join(node.id for node in found[:3]) + ".",
            ),
            Cause.CONFLICT,
        )
    return found[0] if found else None


def _around(nodes: Iterable[Node], wanted: Node) -> list[Node]:
    for node in nodes:
        if node is wanted:
            return []
        if wanted.id.startswith(f"{node.id}/"):
            return [node, *_around(node.children, wanted)]
    return []


def _arn(template: str, entity: AwsEntity, number: str) -> str:
    """The ARN of an entity; empty where its account's number or its region is not known."""
    key = entity.key
    if not number or not key.region:
        return ""
    partition = next((held for begin, held in _PARTITIONS.items() if key.region.startswith(begin)), "aws")
    parts = {"partition": partition, "region": key.region, "number": number, "name": key.name}
    for name, value in parts.items():
        template = template.replace(f"{{{name}}}", value)
    return template
