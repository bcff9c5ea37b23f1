"""Series as they are stored: with the dimensions of the request, of the server and of the metric rules."""

import hashlib
import json
import threading
from collections.abc import Hashable
from typing import Protocol

from sagescope.ingest.batch import MetricPart
from sagescope.ingest.envelope import Envelope
from sagescope.ingest.points import Points, Series

_REMEMBERED = 50_000
"""Completed series that are kept in memory; most of them come again every minute."""


class Rules(Protocol):
    """What derives dimensions of a series from those that it has; `version` goes up with every change."""

    version: int

    def derive(self, metric: str, dimensions: dict[str, str]) -> dict[str, str]:
        """The dimensions to add; keys are lower-case."""


class SeriesCompleter:
    """Completes the series of requests and gives them their ids."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._lock = threading.Lock()
        self._version = rules.version
        self._held: dict[Hashable, dict[Series, tuple[int, Series]]] = {}
        self._count = 0

    def complete(self, points: Points, envelope: Envelope, content: str, size: int) -> MetricPart:
        """The points of a request with completed series.

        `content` is the format's name as `_contentType` shows it. Keys become lower-case. What a series brings
        goes before headers and fields, and what the server says; reserved names in it are its format's own.
        What rules derive comes last.
        """
        version = self._rules.version
        context = _Context(envelope, content)
        with self._lock:
            if version != self._version or self._count > _REMEMBERED:
                self._held.clear()
                self._version, self._count = version, 0
            held = self._held.setdefault(context.key, {})
        series: list[tuple[int, Series]] = []
        for one in points.series:
            done = held.get(one)
            if done is None:
                made = context.completed(one, self._rules)
                done = held[one] = (series_id(made), made)
                self._count += 1
            series.append(done)
        return MetricPart(series, points.index, points.times, points.values, envelope.receipt, size)


class _Context:
    """What all series of a request have in common."""

    def __init__(self, envelope: Envelope, content: str) -> None:
        server = {
            "_collector": envelope.collector,
            "_collectorid": f"{envelope.collector_id:016x}",
            "_source": envelope.source,
            "_sourceid": f"{envelope.source_id:016x}",
            "_sourcecategory": envelope.category,
            "_sourcehost": envelope.host,
            "_sourcename": envelope.name,
            "_contenttype": content,
        }
        added = {k.lower(): v for k, v in {**envelope.fields, **envelope.dimensions}.items()}
        self._dimensions = {**added, **{k: v for k, v in server.items() if v}}
        self._meta = {k.lower(): v for k, v in envelope.meta.items()}
        self.key = (tuple(self._dimensions.items()), tuple(self._meta.items()))

    def completed(self, one: Series, rules: Rules) -> Series:
        """A series as it is stored."""
        dimensions = {**self._dimensions, **{k.lower(): v for k, v in one.dimensions}}
        dimensions |= rules.derive(one.metric, dimensions)
        meta = {**self._meta, **{k.lower(): v for k, v in one.meta}}
        return Series(one.metric, tuple(sorted(dimensions.items())), tuple(sorted(meta.items())))


def series_id(series: Series) -> int:
    """The id of a series: 64 bits of a hash of its metric and identifying dimensions."""
    text = "\0".join((series.metric, *(f"{k}\1{v}" for k, v in series.dimensions)))
    if text.count("\0") + text.count("\1") > 2 * len(series.dimensions):
        # A name or value that holds what parts the others must not look like two of them.
        text = f"\2{json.dumps([series.metric, series.dimensions])}"
    return int.from_bytes(
        hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big"
    )
