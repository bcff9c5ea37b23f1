"""One simulated day, made once for all tests that look at it."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sagescope.demo.feed import Delivery, deliveries

DAY_MS = 86_400_000
SEED = 7
END_MS = 1_767_350_123_456  # 2026-01-02, no round number of anything


@dataclass(frozen=True)
class Message:
    """A log message with what its delivery said about it."""

    source: str
    host: str
    name: str
    text: str
    json: Any


@dataclass(frozen=True)
class Point:
    """A metric point with its dimensions, those of the header included, keys lower-cased."""

    dimensions: Mapping[str, str]
    value: float
    at: int


@dataclass(frozen=True)
class Day:
    """What the feed of one day holds."""

    deliveries: list[Delivery]
    messages: list[Message]
    points: list[Point]
    by_metric: Mapping[str, list[Point]]


def messages_of(found: list[Delivery]) -> list[Message]:
    """The log messages of deliveries."""
    return [
        Message(d.source_key, d.headers["X-Sumo-Host"], d.headers["X-Sumo-Name"], text, json.loads(text))
        for d in found
        if d.kind == "logs"
        for text in d.body.decode().split("\n")
    ]


def points_of(found: list[Delivery]) -> list[Point]:
    """The metric points of deliveries; a line that is not Carbon 2.0 fails here."""
    made = []
    for delivery in found:
        if delivery.kind == "metrics":
            common = dict(pair.split("=") for pair in delivery.headers["X-Sumo-Dimensions"].split(","))
            for line in delivery.body.decode().split("\n"):
                tags, figures = line.split("  ")
                value, at = figures.split(" ")
                own = dict(pair.split("=") for pair in tags.split(" "))
                made.append(Point(common | own, float(value), int(at)))
    return made


@cache
def simulated_day() -> Day:
    """The 24 hours before END_MS."""
    found = list(deliveries(SEED, END_MS - DAY_MS, END_MS))
    points = points_of(found)
    by_metric: defaultdict[str, list[Point]] = defaultdict(list)
    for point in points:
        by_metric[point.dimensions["metric"]].append(point)
    return Day(found, messages_of(found), points, by_metric)
