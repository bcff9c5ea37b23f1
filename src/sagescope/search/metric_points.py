"""Points of series as local stages are given them: (series, bucket, value), ordered by the first two."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from sagescope.search.frames import Frame


@dataclass(frozen=True, slots=True)
class Part:
    """The points of one series: the row where they start, bucket starts in milliseconds, and values."""

    series: int
    start: int
    buckets: npt.NDArray[np.int64]
    values: npt.NDArray[np.float64]


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
