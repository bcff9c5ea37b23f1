"""What a newcomer of the day has to know: what is wrong, what arrives, what was changed."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sagescope.clock import Clock
from sagescope.durations import UNITS
from sagescope.explore.changes import Change
from sagescope.explore.health import Level
from sagescope.explore.measuring import rows_of
from sagescope.explore.reading import arrivals, categories
from sagescope.explore.service import FRESH, Explore
from sagescope.explore.tree import Node
from sagescope.library.service import Library
from sagescope.model.alert import Alert
from sagescope.model.library import Item
from sagescope.monitors.alerts import Alerts
from sagescope.sql.nodes import Select
from sagescope.store.schema import Store
from sagescope.store.sizes import table_sizes
from sagescope.store.tables.logs import LOGS

MOST = 12
"""How many of each list are shown."""

_HOUR = UNITS["h"]


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a source category has brought: messages of the last day, and when the newest of them was received."""

    category: str
    messages: int
    last: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What home shows. `messages` and `points` are counts of the 60 minutes that end now, the oldest first."""

    at: int
    messages: tuple[int, ...]
    points: tuple[int, ...]
    categories: tuple[Arrival, ...]
    stored_messages: int
    stored_bytes: int
    kinds: Mapping[str, Mapping[Level, int]]
    unwell: tuple[Node, ...]
    alerts: tuple[Alert, ...]
    changes: tuple[Change, ...]
    dashboards: tuple[Item, ...]


class Home:
    """Makes the overview; what reads much is remembered for some seconds."""

    def __init__(
        self, explore: Explore, store: Store, library: Library, alerts: Alerts, clock: Clock
    ) -> None:
        self._explore = explore
        self._store = store
        self._library = library
        self._alerts = alerts
        self._clock = clock
        self._lock = threading.Lock()
        self._held: Overview | None = None

    def overview(self) -> Overview:
        """The overview as it is now, or was some seconds ago."""
        with self._lock:
            if self._held is None or self._clock.now() - self._held.at >= FRESH:
                self._held = self._made()
            return self._held

    def _made(self) -> Overview:
        now = self._clock.now()
        nodes = self._explore.tree()
        messages, points = (
            _minutes([(row["minute"], row["found"]) for row in self._rows(select)], now)
            for select in arrivals(now - _HOUR, now)
        )
        sizes = table_sizes(self._store.engine)
        recent = [
            Arrival(row["category"], row["messages"], row["last"])
            for row in self._rows(categories(now - 24 * _HOUR))
        ]
        return Overview(
            now,
            messages,
            points,
            tuple(recent[:MOST]),
            sizes[LOGS].rows if LOGS in sizes else 0,
            sum(size.bytes for size in sizes.values()),
            counts_by_kind(nodes),
            tuple(unwell(nodes)[:MOST]),
            tuple(self._alerts.listed(active=True, limit=MOST * 10)),
            tuple(self._explore.changes(now - 24 * _HOUR, now + 1, limit=MOST)),
            tuple(sorted(self._library.dashboards(), key=lambda item: -item.modified_at)[:MOST]),
        )

    def _rows(self, select: Select) -> list[dict[str, Any]]:
        return list(rows_of(self._store.engine.query(select).table))


def counts_by_kind(nodes: Sequence[Node]) -> dict[str, dict[Level, int]]:
    """How many entities of each kind are how well."""
    found: dict[str, dict[Level, int]] = {}
    for node in nodes:
        for inner in node.walk():
            if inner.entity is not None:
                of = found.setdefault(inner.kind, {})
                of[inner.health.level] = of.get(inner.health.level, 0) + 1
    return found


def unwell(nodes: Sequence[Node]) -> list[Node]:
    """The entities that are not well, the worst first and then the newest; of one whose part is unwell the part is not
    told again.
    """
    order = list(Level)
    found = [entity for node in nodes for entity in _tops(node) if order.index(entity.health.level) < 3]
    return sorted(
        found,
        key=lambda node: (order.index(node.health.level), -(node.entity.last_seen if node.entity else 0)),
    )


def _tops(node: Node) -> list[Node]:
    if node.entity is not None:
        return [node]
    return [top for child in node.children for top in _tops(child)]


def _minutes(rows: Sequence[tuple[int, int]], now: int) -> tuple[int, ...]:
    """Counts of the 60 minutes up to now; a minute without any is 0."""
    first = now // UNITS["m"] - 59
    counts = [0] * 60
    for minute, count in rows:
        if 0 <= minute - first < 60:
            counts[minute - first] += count
    return tuple(counts)
