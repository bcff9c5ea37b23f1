"""Data points of metrics as decoders hand them over, and the rules that all metric formats share.

(Reference protocols.md, 1.6.)
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

DAY = 86_400_000

RESERVED = frozenset(
    {
        "_sourcehost",
        "_sourcename",
        "_sourcecategory",
        "_collectorid",
        "_collector",
        "_source",
        "_sourceid",
        "_contenttype",
        "_rawname",
        "_metricid",
    }
)
"""Dimensions that the server sets, lower case; a tag of such a name is dropped from data."""

_SECONDS_BELOW = 100_000_000_000  # as seconds the year 5138, as milliseconds March 1973
_SHOWN = 200
NONE: Mapping[str, str] = MappingProxyType({})

Tags = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Series:
    """A metric with one set of dimensions.

    `dimensions` and `meta` (tags that do not identify the series) are sorted by key; the metric's name is in
    neither.
    """

    metric: str
    dimensions: Tags
    meta: Tags = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line that made no point: its number, counted from 1, its text (200 characters of it), and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Points:
    """The points of a body in order, as columns.

    Point i belongs to `series[index[i]]`, at `times[i]` (milliseconds since the epoch), and is `values[i]`.
    The series are distinct.
    """

    series: list[Series] = field(default_factory=list)
    index: list[int] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


class BadLine(Exception):
    """A line that makes no point; its argument is the reason."""


class PointsBuilder:
    """Collects the points of a body.

    `receipt` is the time of receipt in milliseconds since the epoch, which points without a time have.
    `dimensions` (X-Sumo-Dimensions) become dimensions of every series, and `meta` (X-Sumo-Metadata) its meta
    tags, unless a line has its own tag of that name. `window` is how far a point may be from `receipt`,
    before and after it, in milliseconds: the reference has DAY, and None keeps every point.
    """

    def __init__(
        self, receipt: int, dimensions: Mapping[str, str], meta: Mapping[str, str], window: int | None
    ) -> None:
        self._receipt = receipt
        self._dimensions = dimensions
        self._meta = meta
        self._window = window
        self._known: dict[Series, int] = {}
        self.points = Points()

    def series(
        self, metric: str, tags: Mapping[str, str], meta: Mapping[str, str] = NONE, raw_name: str = ""
    ) -> int:
        """The index of a series, which is new or known.

        Reserved names and `metric` are dropped from `tags` and `meta`, and so are empty values. `raw_name` is
        the dimension `_rawName`, which only the server sets.
        """
        dimensions = _allowed({**self._dimensions, **tags})
        if raw_name:
            dimensions["_rawName"] = raw_name
        extra = _allowed({**self._meta, **meta})
        made = Series(metric, tuple(sorted(dimensions.items())), tuple(sorted(extra.items())))
        at = self._known.setdefault(made, len(self._known))
        if at == len(self.points.series):
            self.points.series.append(made)
        return at

    def add(self, series: int, value: str, time: str | None) -> None:
        """Add a point whose value and time are still text; without a time it has that of the receipt.

        Raises BadLine where either is not a number that a point can have.
        """
        number = parse_value(value)
        ms = self._receipt if time is None else parse_time(time)
        window = self._window
        if window is not None and not -window <= ms - self._receipt <= window:
            raise BadLine("the time is too far from the time of receipt")
        points = self.points
        points.index.append(series)
        points.times.append(ms)
        points.values.append(number)

    def reject(self, line: int, text: str, reason: str) -> None:
        """Note that a line makes no point."""
        self.points.rejected.append(Rejected(line, text[:_SHOWN], reason))


def _allowed(tags: Mapping[str, str]) -> dict[str, str]:
    return {
        key: value for key, value in tags.items() if value and key.lower() not in RESERVED and key != "metric"
    }


def parse_value(text: str) -> float:
    """A finite number. Raises BadLine for anything else, NaN and infinities among it."""
    try:
        number = float(text)
    except ValueError:
        raise BadLine(f"the value {text[:40]!r} is not a number") from None
    if not math.isfinite(number):
        raise BadLine("the value is not finite")
    if "_" in text or not text.isascii():  # Python's own spellings
        raise BadLine(f"the value {text[:40]!r} is not a number")
    return number


def parse_time(text: str) -> int:
    """Milliseconds since the epoch of a time in seconds, with a fraction or without, or in milliseconds.

    Raises BadLine where it is neither.
    """
    if text.isdigit() and text.isascii() and len(text) <= 16:
        number = int(text)
        return number * 1000 if number < _SECONDS_BELOW else number
    whole, dot, fraction = text.partition(".")
    if dot and whole.isdigit() and fraction.isdigit() and text.isascii() and len(whole) <= 11:
        return int(whole) * 1000 + int(f"{fraction}00"[:3])
    raise BadLine(f"the time {text[:40]!r} is not a time in seconds or milliseconds")
