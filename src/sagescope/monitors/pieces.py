"""Windows cut from longer answers, where looks follow each other so closely that each point would be asked for again."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace

from sagescope.durations import UNITS
from sagescope.search.metrics import MetricOutcome, TimeSeries
from sagescope.timerange import TimeRange

PIECE = 2 * UNITS["h"]
"""What is asked for at once, from a multiple of it on."""


def cut(range_: TimeRange, ask: Callable[[TimeRange], MetricOutcome]) -> MetricOutcome | None:
    """The answer for a range, cut from those for the pieces that it lies in.

    None where a piece has more series than are shown, as those of the range might be others.
    """
    pieces = [ask(piece) for piece in _pieces(range_)]
    if any(piece.total > len(piece.series) for piece in pieces):
        return None
    found: dict[tuple[str, tuple[tuple[str, str], ...]], TimeSeries] = {}
    for piece in pieces:
        for series in piece.series:
            part = _within(series, range_)
            if not part.times:
                continue
            key = (series.metric, tuple(series.dimensions.items()))
            before = found.get(key)
            found[key] = part if before is None else _joined(before, part)
    return replace(pieces[-1], series=list(found.values()), total=len(found))


def _pieces(range_: TimeRange) -> Iterator[TimeRange]:
    for start in range(range_.start // PIECE * PIECE, range_.end, PIECE):
        yield TimeRange(start, start + PIECE)


def _within(series: TimeSeries, range_: TimeRange) -> TimeSeries:
    first, last = (bisect_left(series.times, at) for at in (range_.start, range_.end))
    return replace(series, times=series.times[first:last], values=series.values[first:last])


def _joined(before: TimeSeries, after: TimeSeries) -> TimeSeries:
    return replace(before, times=before.times + after.times, values=before.values + after.values)
