"""`logreduce values`: tuples of values that are mostly alike, as clusters.

Squeezer, a one-pass clustering of categorical data by the histograms of its clusters. It depends on the order of
what it sees, so tuples come in one that they themselves set: the most common first.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import orjson

from sagescope.errors import Fault
from sagescope.plan.schema import Kind
from sagescope.search.frames import Frame, FrameColumn
from sagescope.search.signatures import NO_ID, text_id

ALIKE = 0.5
"""How usual the values of a tuple have to be in a cluster, on the average, for the tuple to join it."""

MOST_CLUSTERS = 100
"""Clusters that are told apart."""

MOST_TUPLES = 100_000
"""Tuples that are looked at, the most common ones first; the others are in no cluster."""

MOST_VALUES = 10
"""Values of a field that a signature shows."""

Value = str | None


@dataclass(slots=True)
class Cluster:
    """Tuples that are mostly alike: how many messages have them, and each value of each field."""

    id: str
    messages: int = 0
    values: list[Counter[Value]] = field(default_factory=list)


def logreduce_values(frame: Frame, arguments: Mapping[str, object]) -> Frame:
    """The clusters of tuples, which come as JSON lists with their numbers of messages.

    `fields` are the names of their places. Without `clusters` (None) a row is a cluster: `_cluster_id`,
    `_signature`, `_count`, where a signature shows values with `threshold` of the cluster's messages. With
    them it is a tuple: `_cluster_id` and the tuple, those of these ids, or all where the list is empty.
    """
    fields, wanted, threshold = arguments["fields"], arguments["clusters"], arguments["threshold"]
    assert isinstance(fields, tuple)
    assert isinstance(wanted, tuple | None)
    assert isinstance(threshold, float)
    texts, counts = frame.column(0), frame.column(1)
    clusters, places = find_clusters(dict(zip(texts, counts, strict=True)), len(fields))
    warnings = [_CUT] if len(texts) > MOST_TUPLES else []
    key = FrameColumn("_cluster_id", Kind.TEXT, key=True)
    if wanted is not None:
        rows = [(clusters[place].id, text) for text, place in places.items()]
        kept = [row for row in rows if not wanted or row[0] in wanted]
        columns = (key, FrameColumn("", Kind.TEXT))
        return Frame.of(columns, [[row[i] for row in kept] for i in range(2)], warnings)
    shown = sorted((c for c in clusters if c.messages), key=lambda c: (c.id == NO_ID, -c.messages, c.id))
    return Frame.of(
        (key, FrameColumn("_signature", Kind.TEXT, key=True), FrameColumn("_count", Kind.INT)),
        [
            [c.id for c in shown],
            [_signature(c, fields, threshold) for c in shown],
            [c.messages for c in shown],
        ],
        warnings,
    )


_CUT = Fault(
    "logreduce.cut",
    f"Only the {MOST_TUPLES:,} most common combinations of values are in clusters.",
    "Narrow the time range, or name fewer fields.",
)


def find_clusters(counts: Mapping[str, int], width: int) -> tuple[list[Cluster], dict[str, int]]:
    """The clusters of tuples of `width` values, and the place of each tuple's cluster among them.

    The last cluster is that of the tuples which none of the others is like.
    """
    clusters: list[Cluster] = []
    # For each field, the clusters that have a value: most values are in few of them.
    holders: list[dict[Value, dict[int, None]]] = [{} for _ in range(width)]
    ranked = sorted(counts, key=lambda text: (-counts[text], text))
    places: dict[str, int] = {}
    rest = Cluster(NO_ID, 0, [Counter() for _ in range(width)])
    for text in ranked[:MOST_TUPLES]:
        values = orjson.loads(text)
        place = _nearest(values, clusters, holders)
        if place is None and len(clusters) < MOST_CLUSTERS:
            place = len(clusters)
            clusters.append(Cluster(text_id(text), 0, [Counter() for _ in range(width)]))
        places[text] = MOST_CLUSTERS if place is None else place
        if place is not None:
            for holding, value in zip(holders, values, strict=True):
                holding.setdefault(value, {})[place] = None
        _add(rest if place is None else clusters[place], values, counts[text])
    for text in ranked[MOST_TUPLES:]:
        places[text] = MOST_CLUSTERS
        _add(rest, orjson.loads(text), counts[text])
    last = len(clusters)
    clusters.append(rest)
    return clusters, {text: min(place, last) for text, place in places.items()}


def _add(cluster: Cluster, values: Sequence[Value], count: int) -> None:
    cluster.messages += count
    for counter, value in zip(cluster.values, values, strict=True):
        counter[value] += count


def _nearest(
    values: Sequence[Value],
    clusters: Sequence[Cluster],
    holders: Sequence[Mapping[Value, Mapping[int, None]]],
) -> int | None:
    """The cluster where these values are most usual, if they are usual enough in one."""
    usual: dict[int, float] = {}
    for i, (value, holding) in enumerate(zip(values, holders, strict=True)):
        for place in holding.get(value, ()):
            cluster = clusters[place]
            usual[place] = usual.get(place, 0.0) + cluster.values[i][value] / cluster.messages
    best = min(usual, key=lambda place: (-usual[place], place), default=None)
    return best if best is not None and usual[best] >= ALIKE * len(values) else None


def _signature(cluster: Cluster, fields: Sequence[str], threshold: float) -> str:
    parts: list[str] = []
    for name, counter in zip(fields, cluster.values, strict=True):
        ranked = sorted(counter.items(), key=lambda item: (-item[1], item[0] is None, item[0] or ""))
        shown = [
            f"{'null' if value is None else value} {count} ({100 * count / cluster.messages:.4g}%)"
            for value, count in ranked[:MOST_VALUES]
            if count >= threshold * cluster.messages
        ]
        parts.append(f"{name}: {', '.join(shown) or '…'}")
    return "; ".join(parts)
