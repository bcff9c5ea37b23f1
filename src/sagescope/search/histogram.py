"""The histogram of a search: the matched messages by time and level."""

from dataclasses import dataclass

import pyarrow as pa

from sagescope.plan.pack import pack
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import col, f, floored
from sagescope.sql.nodes import Select, Setting
from sagescope.timerange import TimeRange

LEVELS = ("fatal", "error", "warn", "info", "debug", "other")


@dataclass(frozen=True, slots=True)
class Bucket:
    """Messages of one slice of the histogram, by level."""

    start: int
    levels: dict[str, int]

    @property
    def count(self) -> int:
        """All messages of the slice."""
        return sum(self.levels.values())


@dataclass(frozen=True, slots=True)
class Histogram:
    """Counts of the matched messages; `length` is the width of a bucket in milliseconds.

    Rows of a lookup table have no time: of them there is only the `timeless` count.
    """

    length: int
    buckets: tuple[Bucket, ...]
    timeless: int = 0

    @property
    def count(self) -> int:
        """All matched messages."""
        return self.timeless + sum(b.count for b in self.buckets)


def histogram_select(
    matched: Relation, width: int, zone_offset: int, settings: tuple[Setting, ...]
) -> Select:
    """Counts of the rows of `matched` by time slice of `width` milliseconds and by level."""
    time_col, level = matched.find("_messageTime"), matched.find("_loglevel")
    assert time_col is not None
    matched, slice_ = matched.value(floored(col(time_col.sql), width, zone_offset), "slice", Kind.LONG)
    keys = [("slice", slice_)] + ([("level", level)] if level is not None else [])
    counted = matched.aggregate(keys, [("count", f.toInt64(f.count()), Kind.LONG)])
    names = [c.sql for c in counted.columns.values()]
    return pack(counted.node, names, counted.ids, None, settings)


def count_select(matched: Relation, settings: tuple[Setting, ...]) -> Select:
    """The count of the rows of `matched`, for rows that have no time."""
    counted = matched.aggregate((), [("count", f.toInt64(f.count()), Kind.LONG)])
    return pack(counted.node, [c.sql for c in counted.columns.values()], counted.ids, None, settings)


def read_histogram(table: pa.Table, range_: TimeRange, width: int, zone_offset: int) -> Histogram:
    """The histogram of the rows of `histogram_select`, with the slices that have no messages."""
    buckets: dict[int, dict[str, int]] = {}
    for start, level, count in zip(*(column.to_pylist() for column in table.columns), strict=True):
        name = (level or "other").lower()
        held = buckets.setdefault(start, {})
        name = name if name in LEVELS else "other"
        held[name] = held.get(name, 0) + count
    # Slices without messages are part of the picture.
    first = (range_.start + zone_offset) // width * width - zone_offset
    starts = range(first, range_.end, width)
    return Histogram(width, tuple(Bucket(start, buckets.get(start, {})) for start in starts))
