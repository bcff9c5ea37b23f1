"""`metric_ewma`: exponentially weighted moving averages of series."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from sagescope.search.frames import Frame
from sagescope.search.metric_points import parts


def metric_ewma(frame: Frame, arguments: Mapping[str, object]) -> Frame:
    """The points (series, bucket, value), ordered by the first two, with smoothed values.

    `alpha`, from 0 to 1, is the weight of a point against what the ones before it make.
    """
    alpha = arguments["alpha"]
    assert isinstance(alpha, float)
    smoothed = np.empty(frame.rows)
    for part in parts(frame):
        level = part.values[0]
        for at, value in enumerate(part.values, part.start):
            level = alpha * value + (1 - alpha) * level
            smoothed[at] = level
    columns = [frame.table.column(0), frame.table.column(1), pa.array(smoothed)]
    return Frame(frame.columns, pa.Table.from_arrays(columns, names=["series", "bucket", "value"]))
