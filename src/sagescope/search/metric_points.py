"""Points of series as Python has them, of rows (series, bucket, value) that are ordered by the first two or of a grid."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from sagescope.metrics.layouts import Buckets
from sagescope.search.frames import Frame


@dataclass(frozen=True, slots=True)
class Part:
    """The points of one series: the row where they start, bucket starts in milliseconds, and values."""

    series: int
    start: int
    buckets: npt.NDArray[np.int64]
    values: npt.NDArray[np.float64]


def points_by_series(frame: Frame, buckets: Buckets | None) -> dict[int, tuple[list[int], list[float]]]:
    """Bucket starts and values of each series that has points; `buckets` are those of a grid's arrays."""
    if buckets is None:
        return {one.series: (one.buckets.tolist(), one.values.tolist()) for one in parts(frame)}
    if frame.rows == 0:
        return {}
    starts = np.arange(buckets.count, dtype=np.int64) * buckets.width + buckets.first
    held = frame.table.column(1).combine_chunks().flatten().to_numpy().reshape(-1, buckets.count)
    there = np.isfinite(held)
    return {
        number: (starts[some].tolist(), values[some].tolist())
        for number, values, some in zip(frame.table.column(0).to_pylist(), held, there, strict=True)
        if some.any()
    }


def parts(frame: Frame) -> Iterator[Part]:
    """The series of a frame, in its order."""
    if frame.rows == 0:
        return
    series = frame.table.column(0).to_numpy()
    buckets = frame.table.column(1).to_numpy()
    values = frame.table.column(2).to_numpy().astype(np.float64)
    edges = [0, *(np.flatnonzero(series[1:] != series[:-1]) + 1).tolist(), frame.rows]
    for start, end in pairwise(edges):
        yield Part(int(series[start]), start, buckets[start:end], values[start:end])
