"""Series as they are stored: with the dimensions of the request, of the server and of the metric rules.

Beside some of them is a normalised one (`ingest/normalized`).
"""

import hashlib
import json
import threading
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from sagescope.ingest.batch import MetricPart
from sagescope.ingest.envelope import Envelope
from sagescope.ingest.normalized import normalized
from sagescope.ingest.points import Points, Series

_METRIC_BITS = 12
"""Bits of an id that its metric alone makes: a query reads series of one metric, so they lie side by side."""

_REMEMBERED = 50_000
"""Completed series that are kept in memory; most of them come again every minute."""


class Rules(Protocol):
    """What derives dimensions of a series from those that it has; `version` goes up with every change."""

    version: int

    def derive(self, metric: str, dimensions: dict[str, str]) -> dict[str, str]:
        """The dimensions to add; keys are lower-case."""


class Types(Protocol):
    """Tells the instance type of a series by its dimensions; `version` goes up with what is learned."""

    version: int

    def of(self, dimensions: Mapping[str, str]) -> str:
        """The instance type, empty where it is not known; keys are lower-case."""


@dataclass(frozen=True, slots=True)
class _Completed:
    """A series as it is stored, with its id, and what is divided to make the normalised one beside it."""

    id: int
    series: Series
    normalized: "_Completed | None" = None
    divisor: float = 1.0


class SeriesCompleter:
    """Completes the series of requests, gives them their ids, and puts normalised ones beside them.

    `stored` tells whether the store has a series of an id: one that has it by its older id keeps that.
    """

    def __init__(
        self, rules: Rules, types: Types, stored: Callable[[int], bool], *, normalize: bool = True
    ) -> None:
        self._normalize = normalize
        self._stored = stored
        self._rules = rules
        self._types = types
        self._lock = threading.Lock()
        self._versions = (rules.version, types.version)
        self._held: dict[Hashable, dict[Series, _Completed]] = {}
        self._count = 0

    def complete(self, points: Points, envelope: Envelope, content: str, size: int) -> MetricPart:
        """The points of a request with completed series, and those of the normalised series behind them.

        `content` is the format's name as `_contentType` shows it. Keys become lower-case. What a series brings
        goes before headers and fields, and what the server says; reserved names in it are its format's own.
        What rules derive comes last.
        """
        versions = (self._rules.version, self._types.version)
        context = _Context(envelope, content)
        with self._lock:
            if versions != self._versions or self._count > _REMEMBERED:
                self._held.clear()
                self._versions, self._count = versions, 0
            held = self._held.setdefault(context.key, {})
        done: list[_Completed] = []
        for one in points.series:
            found = held.get(one)
            if found is None:
                found = held[one] = self._completed(context.completed(one, self._rules))
                self._count += 1
            done.append(found)
        part = MetricPart(
            [(d.id, d.series) for d in done],
            points.index,
            points.times,
            points.values,
            envelope.receipt,
            size,
        )
        return _with_normalized(part, done)

    def _completed(self, series: Series) -> _Completed:
        dimensions = dict(series.dimensions)
        found = normalized(series.metric, dimensions, self._types.of(dimensions)) if self._normalize else None
        if found is None:
            return _Completed(self._id(series), series)
        tags = tuple(sorted({**dimensions, "unit": found.unit}.items()))
        beside = Series(found.metric, tags, series.meta)
        return _Completed(self._id(series), series, _Completed(self._id(beside), beside), found.divisor)

    def _id(self, series: Series) -> int:
        older = older_id(series)
        return older if self._stored(older) else series_id(series)


def _with_normalized(part: MetricPart, done: Sequence[_Completed]) -> MetricPart:
    places: dict[int, int] = {}
    series = list(part.series)
    for at, one in enumerate(done):
        if one.normalized is not None:
            places[at] = len(series)
            series.append((one.normalized.id, one.normalized.series))
    if not places:
        return part
    more = [i for i, at in enumerate(part.index) if at in places]
    return replace(
        part,
        series=series,
        index=[*part.index, *(places[part.index[i]] for i in more)],
        times=[*part.times, *(part.times[i] for i in more)],
        values=[*part.values, *(part.values[i] / done[part.index[i]].divisor for i in more)],
    )


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
    """The id of a series: 64 bits, the first of which are a hash of its metric in lower case, the others one of all
    that identifies it.
    """
    metric = _hashed(series.metric.lower()) >> (64 - _METRIC_BITS) << (64 - _METRIC_BITS)
    return metric | older_id(series) >> _METRIC_BITS


def older_id(series: Series) -> int:
    """The id that a series had before ids kept those of one metric together: a hash of all that identifies it."""
    text = "\0".join((series.metric, *(f"{k}\1{v}" for k, v in series.dimensions)))
    if text.count("\0") + text.count("\1") > 2 * len(series.dimensions):
        # A name or value that holds what parts the others must not look like two of them.
        text = f"\2{json.dumps([series.metric, series.dimensions])}"
    return _hashed(text)


def _hashed(text: str) -> int:
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big")
