"""The hierarchy: account, region, namespace, entity, and what is a part of one. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from sagescope.explore.filters import Filter
from sagescope.explore.health import Health, Level, alert_reason, rolled_up, worst
from sagescope.explore.kinds import NAMESPACE_KIND, Kind, Kinds
from sagescope.explore.labels import NAMESPACE, REGION, Label, Path, account_label, is_of, label
from sagescope.model.alert import Alert
from sagescope.model.aws_entity import AwsEntity, EntityKey

LEVELS = ("account", "region", "namespace")


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the hierarchy. `kind` is a level above entities, or the kind of its entity.

    `left_out` is how many of its children are not in it, where there are too many to show.
    """

    path: Path
    kind: str
    health: Health
    entity: AwsEntity | None = None
    children: tuple["Node", ...] = ()
    left_out: int = 0

    @property
    def id(self) -> str:
        """Its path as text, which an address can hold."""
        return path_text(self.path)

    @property
    def name(self) -> str:
        """The value of its last label."""
        return self.path[-1].value

    def walk(self) -> Iterator["Node"]:
        """It and all that is in it."""
        yield self
        for child in self.children:
            yield from child.walk()


def path_text(path: Path) -> str:
    """`account=prod/region=us-east-1/…`, with values quoted as in an address."""
    return "/".join(f"{step.key}={quote(step.value, safe='')}" for step in path)


@dataclass(frozen=True, slots=True)
class World:
    """What a tree is made of: entities, the names of each account, open alerts, and how well an entity is with those
    that are open of it."""

    entities: Sequence[AwsEntity]
    names_of: Callable[[str], Sequence[str]]
    alerts: Sequence[Alert]
    judge: Callable[[AwsEntity, Kind, Sequence[Alert]], Health]


def build(world: World, kinds: Kinds) -> tuple[Node, ...]:
    """The accounts, by their names."""
    keys = hierarchy_keys(kinds)
    alerts = [(alert, _labels_of(alert)) for alert in world.alerts]

    def open_of(path: Path) -> list[Alert]:
        return [alert for alert, labels in alerts if is_of(labels, path, keys)]

    spaces: dict[tuple[str, str], set[str]] = defaultdict(set)
    inside: dict[tuple[str, str, str, str], list[AwsEntity]] = defaultdict(list)
    parts: dict[EntityKey, list[AwsEntity]] = defaultdict(list)
    there = {entity.key for entity in world.entities}
    for entity in world.entities:
        key = entity.key
        if key.kind == NAMESPACE_KIND:
            spaces[key.account, key.region].add(kinds.home_of.get(key.name, key.name))
            continue
        kind = kinds.by_id.get(key.kind)
        if kind is None or not kind.shown:
            continue
        spaces[key.account, key.region].add(kind.namespaces[0])
        of = parent_key(key, kind)
        if of is not None and of in there:
            parts[of].append(entity)
        else:
            inside[key.account, key.region, kind.namespaces[0], kind.id].append(entity)

    def leaf(entity: AwsEntity, above: Path) -> Node:
        kind = kinds[entity.key.kind]
        path = (*above, entity_label(entity, kind))
        below = tuple(leaf(part, path) for part in _ordered(parts.get(entity.key, ())))
        own = world.judge(entity, kind, open_of(path))
        return Node(path, kind.id, _together(own, below), entity, below)

    def branch(path: Path, kind: str, below: tuple[Node, ...]) -> Node:
        held = open_of(path)
        own = Health(
            worst(reason.level for reason in map(alert_reason, held)), tuple(map(alert_reason, held))
        )
        return Node(path, kind, _together(own, below), None, below)

    def namespace(account: str, region: str, name: str, above: Path) -> Node:
        path = (*above, namespace_label(name, kinds))
        below = tuple(
            leaf(entity, path)
            for kind in kinds
            for entity in _ordered(inside.get((account, region, name, kind.id), ()))
        )
        return branch(path, LEVELS[2], below)

    accounts: dict[str, list[str]] = defaultdict(list)
    for account, region in sorted(spaces):
        accounts[account].append(region)
    nodes = []
    for account, regions in accounts.items():
        top = (account_label(account, *world.names_of(account)),)
        below = tuple(
            branch(
                at := (*top, label((REGION,), region)),
                LEVELS[1],
                tuple(namespace(account, region, name, at) for name in sorted(spaces[account, region])),
            )
            for region in regions
        )
        nodes.append(branch(top, LEVELS[0], below))
    return tuple(nodes)


def filtered(nodes: Iterable[Node], filter_: Filter, most: int) -> tuple[Node, ...]:
    """The nodes that pass, or in which one does, with `most` children of each at the most: the worst, then the newest."""
    found = []
    for node in nodes:
        inner: Sequence[Node] = node.children
        if filter_ and not (node.entity is not None and _passes(node, filter_)):
            inner = filtered(node.children, filter_, most)
            if not inner and (node.entity is not None or node.children or not _passes(node, filter_)):
                continue
        else:
            inner = filtered(node.children, Filter(), most)
        shown = inner if node.kind in LEVELS[:2] else _most_telling(inner, most)
        found.append(replace(node, children=tuple(shown), left_out=len(inner) - len(shown)))
    return tuple(found)


def _passes(node: Node, filter_: Filter) -> bool:
    return filter_.lets(node.path, node.kind, node.health.level.value)


def node_at(nodes: Iterable[Node], text: str) -> Node | None:
    """The node of a path as text."""
    for node in nodes:
        if node.id == text:
            return node
        if text.startswith(f"{node.id}/") and (found := node_at(node.children, text)):
            return found
    return None


def find_entity(nodes: Iterable[Node], entity_id: str) -> Node | None:
    """The node of an entity."""
    for node in nodes:
        for inner in node.walk():
            if inner.entity is not None and inner.entity.key.id == entity_id:
                return inner
    return None


def entity_label(entity: AwsEntity, kind: Kind) -> Label:
    """The step of an entity in its path."""
    return label(kind.keys, entity.key.name)


def namespace_label(name: str, kinds: Kinds) -> Label:
    """The step of a namespace: those that stand under it are it, too."""
    return label((NAMESPACE,), name, *(inner for inner, home in kinds.home_of.items() if home == name))


def parent_key(key: EntityKey, kind: Kind) -> EntityKey | None:
    """The key of what an entity is a part of."""
    return EntityKey(key.account, key.region, kind.parent, "", key.parent) if kind.parent else None


def hierarchy_keys(kinds: Kinds) -> frozenset[str]:
    """All that nodes are called by."""
    return frozenset(
        {*account_label("").keys, REGION, NAMESPACE, *(key for kind in kinds for key in kind.keys)}
    )


def _labels_of(alert: Alert) -> Mapping[str, str]:
    """What an alert is of: its group, and where it has none its first row."""
    if alert.group:
        return dict(alert.group)
    return dict(alert.rows[0]) if alert.rows else {}


def _together(own: Health, below: Sequence[Node]) -> Health:
    found = rolled_up(own, [(_entity_id(node), node.name, node.health) for node in below])
    counts: dict[Level, int] = defaultdict(int)
    for node in below:
        if node.entity is not None:
            counts[node.health.level] += 1
        else:
            for level, count in (node.health.counts or {}).items():
                counts[level] += count
    return replace(found, counts=dict(counts))


def _entity_id(node: Node) -> str:
    return node.entity.key.id if node.entity is not None else ""


def _ordered(entities: Iterable[AwsEntity]) -> list[AwsEntity]:
    return sorted(entities, key=lambda entity: (entity.key.name.casefold(), entity.key.name))


def _most_telling(nodes: Sequence[Node], most: int) -> Sequence[Node]:
    if len(nodes) <= most:
        return nodes
    order = list(Level)

    def telling(at: int) -> tuple[int, int]:
        entity = nodes[at].entity
        return order.index(nodes[at].health.level), -(entity.last_seen if entity else 0)

    chosen = sorted(range(len(nodes)), key=telling)[:most]
    return [nodes[at] for at in sorted(chosen)]
