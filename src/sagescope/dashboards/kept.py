"""What is kept between the refreshes of dashboards: whole results, and rows of slices of time, within bounds of memory.

Nothing that is kept is older than what it is taken from: `store.arrivals` says what has come since.
"""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from sagescope.plan.slices import Grid
from sagescope.search.slices import MOST_ROWS, Fetch
from sagescope.store.arrivals import Arrivals
from sagescope.timerange import TimeRange

MOST_BYTES = 64 * 2**20
"""Bytes of results, and as many of slices, that are kept."""

T = TypeVar("T")


class Kept(Generic[T]):
    """Values by key, those used last, as many as fit into `most` bytes. Safe to use from several threads."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._held: OrderedDict[object, tuple[T, int]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    @property
    def bytes(self) -> int:
        """What is held."""
        return self._bytes

    def get(self, key: object) -> T | None:
        """The value of a key."""
        with self._lock:
            if key not in self._held:
                return None
            self._held.move_to_end(key)
            return self._held[key][0]

    def put(self, key: object, value: T, size: int) -> None:
        """Keep a value of `size` bytes; one that is too large for that is not."""
        with self._lock:
            self._drop(key)
            if size > self._most:
                return
            self._held[key] = (value, size)
            self._bytes += size
            while self._bytes > self._most:
                self._drop(next(iter(self._held)))

    def drop(self, key: object) -> None:
        """Forget a key."""
        with self._lock:
            self._drop(key)

    def _drop(self, key: object) -> None:
        held = self._held.pop(key, None)
        if held is not None:
            self._bytes -= held[1]


@dataclass(frozen=True, slots=True)
class Covered:
    """Rows of whole slices over a stretch of time, and the mark of what had come when they were fetched."""

    rows: pa.Table
    stretch: TimeRange
    mark: int


def reusable(range_: TimeRange, grid: Grid, covered: TimeRange, oldest: int | None) -> TimeRange | None:
    """The stretch of kept slices that serves a range: whole slices in it, before the oldest message that has come since."""
    start = max(grid.ceil(range_.start), covered.start)
    end = min(grid.floor(range_.end), covered.end)
    if oldest is not None:
        end = min(end, grid.floor(oldest))
    return TimeRange(start, end) if start < end else None


def missing(range_: TimeRange, served: TimeRange | None) -> tuple[TimeRange, ...]:
    """What of a range has to be fetched beside a stretch that is kept."""
    if served is None:
        return (range_,)
    before, after = TimeRange(range_.start, served.start), TimeRange(served.end, range_.end)
    return tuple(stretch for stretch in (before, after) if stretch.length)


class KeptSlices:
    """Keeps the rows of slices, and fetches those that are missing or that something has come into."""

    def __init__(self, arrivals: Arrivals, most: int = MOST_BYTES) -> None:
        self._arrivals = arrivals
        self._kept: Kept[Covered] = Kept(most)
        self._unfit: Kept[bool] = Kept(1_000)

    def rows(self, key: object, grid: Grid, range_: TimeRange, fetch: Fetch) -> pa.Table | None:
        """The rows of a range; see `search.slices.SliceKeeper`."""
        key = (key, grid)
        if self._unfit.get(key):
            return None
        held = self._kept.get(key)
        # First the mark: what comes from here on is in what `oldest_since` tells, or comes after the mark.
        mark = self._arrivals.mark()
        served: TimeRange | None = None
        kept: list[pa.Table] = []
        if held is not None:
            served = reusable(range_, grid, held.stretch, self._arrivals.oldest_since(held.mark))
            if served is not None:
                kept.append(_between(held.rows, served))
        stretches = missing(range_, served)
        if stretches:
            kept.append(_alike(fetch(stretches), kept))
        rows = pa.concat_tables(kept)
        if rows.num_rows > MOST_ROWS:
            self._kept.drop(key)
            self._unfit.put(key, True, 1)
            return None
        whole = TimeRange(grid.ceil(range_.start), max(grid.floor(range_.end), grid.ceil(range_.start)))
        if whole.length:
            rest = _between(rows, whole).combine_chunks()
            self._kept.put(key, Covered(rest, whole, mark), rest.nbytes + 1_000)
        return rows


def _between(rows: pa.Table, stretch: TimeRange) -> pa.Table:
    """The rows of the slices that begin in a stretch."""
    start = rows.column(0)
    return rows.filter(pc.and_(pc.greater_equal(start, stretch.start), pc.less(start, stretch.end)))


def _alike(rows: pa.Table, others: Sequence[pa.Table]) -> pa.Table:
    """The rows with the names and types of others: whether a column may be null depends on the data."""
    if not others:
        return rows
    return rows.rename_columns(others[0].column_names).cast(others[0].schema)
