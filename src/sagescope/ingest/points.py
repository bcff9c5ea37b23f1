"""Data points of metrics as decoders hand them over, and the rules that all metric formats share.

(Reference protocols.md, 1.6.)
"""

import hashlib
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

MOST_DIMENSIONS = 100
"""Dimensions of a series, with its meta tags, without those that the server sets."""
KEY_LENGTH = 255
VALUE_LENGTH = 400
RAW_NAME_LENGTH = 1_000
"""Characters of a key, of a value and of `_rawName` (reference metrics-language.md, 7)."""

NOT_FINITE = "the value is not finite"
"""The reason of a point that is NaN or infinite, whatever its format."""

_SECONDS_BELOW = 100_000_000_000  # as seconds the year 5138, as milliseconds March 1973
_MOST_HEADERS = 1_000
_SHOWN = 200
_HASH = 16
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
    """A line that made no point: its number, counted from 1, its text (200 characters of it), and why.

    In a body that has no lines the number is 0, and the text names the metric.
    """

    line: int
    text: str
    reason: str

    @property
    def note(self) -> str:
        """What the sender is told."""
        return f"line {self.line}: {self.reason}" if self.line else f"{self.text or 'a point'}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Points:
    """The points of a body in order, as columns.

    Point i belongs to `series[index[i]]`, at `times[i]` (milliseconds since the epoch), and is `values[i]`.
    The series are distinct. `gaps` are the metrics of points that only say that there is no value,
    `histograms` the numbers of points that histograms came apart into.
    """

    series: list[Series] = field(default_factory=list)
    index: list[int] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    histograms: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Made:
    """A series as a body has it, and with the texts that can be stored."""

    series: Series
    stored: Series


class SeriesTexts:
    """Series by how a format writes them: senders write the same ones every minute.

    What is remembered is bounded: past `most` texts all is read anew.
    """

    def __init__(self, most: int = 100_000) -> None:
        self._most = most
        self._held: dict[tuple[Tags, Tags], dict[str, Made]] = {}

    def of(self, dimensions: Mapping[str, str], meta: Mapping[str, str]) -> dict[str, Made]:
        """Those of bodies with these dimensions and meta tags."""
        if sum(map(len, self._held.values())) > self._most or len(self._held) > _MOST_HEADERS:
            self._held = {}
        return self._held.setdefault((tuple(dimensions.items()), tuple(meta.items())), {})


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
        self,
        metric: str,
        tags: Mapping[str, str],
        meta: Mapping[str, str] = NONE,
        own: Mapping[str, str] = NONE,
    ) -> int:
        """The index of a series, which is new or known.

        Reserved names and `metric` are dropped from `tags` and `meta`, and so are empty values. `own` are
        reserved dimensions that the format itself sets, such as Graphite's `_rawName`. Keys and values
        that are too long are shortened so that different ones stay different.

        Raises BadLine where the series has no name, or more than MOST_DIMENSIONS.
        """
        return self.placed(self.made(metric, tags, meta, own))

    def remembered(self, texts: "SeriesTexts") -> dict[str, "Made"]:
        """The series that a format wrote as these texts in this body and earlier ones; new ones are put in."""
        return texts.of(self._dimensions, self._meta)

    def placed(self, made: "Made") -> int:
        """The index of a series that was made before, for this body or another one."""
        at = self._known.setdefault(made.series, len(self._known))
        if at == len(self.points.series):
            self.points.series.append(made.stored)
        return at

    def made(
        self,
        metric: str,
        tags: Mapping[str, str],
        meta: Mapping[str, str] = NONE,
        own: Mapping[str, str] = NONE,
    ) -> "Made":
        """A series as `series` takes it; raises as that does."""
        if not metric:
            raise BadLine("the metric has no name")
        dimensions = _allowed({**self._dimensions, **tags})
        dimensions.update((key, shortened(value, RAW_NAME_LENGTH)) for key, value in own.items())
        extra = _allowed({**self._meta, **meta})
        if len(dimensions) + len(extra) > MOST_DIMENSIONS:
            raise BadLine(f"it has {len(dimensions) + len(extra)} dimensions, the most is {MOST_DIMENSIONS}")
        made = Series(metric, tuple(sorted(dimensions.items())), tuple(sorted(extra.items())))
        return Made(made, _storable(made))

    def add(self, series: int, value: str, time: str | None) -> None:
        """Add a point whose value and time are still text; without a time it has that of the receipt.

        Raises BadLine where either is not a number that a point can have.
        """
        self.put(series, parse_value(value), None if time is None else parse_time(time))

    def put(self, series: int, value: float, ms: int | None) -> None:
        """Add a point; `ms` is in milliseconds since the epoch, None is the time of the receipt.

        Raises BadLine where the value is not finite, or the time is before the epoch or out of the window.
        """
        if not math.isfinite(value):
            raise BadLine(NOT_FINITE)
        if ms is None:
            ms = self._receipt
        if ms < 0:
            raise BadLine("the time is before 1970")
        window = self._window
        if window is not None and not -window <= ms - self._receipt <= window:
            raise BadLine("the time is too far from the time of receipt")
        points = self.points
        points.index.append(series)
        points.times.append(ms)
        points.values.append(value)

    def skip(self, metric: str) -> None:
        """Note a gap: a point by which the sender says that there is no value."""
        self.points.gaps.append(metric)

    def reject(self, line: int, text: str, reason: str) -> None:
        """Note that a line makes no point."""
        self.points.rejected.append(Rejected(line, text[:_SHOWN], reason))


def _allowed(tags: Mapping[str, str]) -> dict[str, str]:
    return {
        shortened(key, KEY_LENGTH): shortened(value, VALUE_LENGTH)
        for key, value in tags.items()
        if key and value and key.lower() not in RESERVED and key != "metric"
    }


def _storable(series: Series) -> Series:
    """The series, with halves of surrogate pairs, which JSON can write and UTF-8 cannot, as `\\ud800`."""

    def text(given: str) -> str:
        return given.encode("utf-8", "backslashreplace").decode()

    def tags(given: Tags) -> Tags:
        return tuple((text(key), text(value)) for key, value in given)

    return Series(text(series.metric), tags(series.dimensions), tags(series.meta))


def shortened(text: str, most: int) -> str:
    """The text, or where it has more than `most` characters its start with a hash of all of it.

    A text that is only cut could become that of another series.
    """
    if len(text) <= most:
        return text
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_HASH // 2).hexdigest()
    return f"{text[: most - _HASH - 1]}~{digest}"


def parse_value(text: str) -> float:
    """The number of a text, which may be NaN or infinite. Raises BadLine for anything else."""
    try:
        number = float(text)
    except ValueError:
        raise BadLine(f"the value {text[:40]!r} is not a number") from None
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
