"""`metric_predict`: where a series goes from here, by a straight line or by how its points follow each other."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from sagescope.errors import Fault, Refusal
from sagescope.plan.schema import Kind
from sagescope.search.autoregression import continued, fit_autoregression, fit_line, one_step
from sagescope.search.frames import Frame, FrameColumn
from sagescope.search.metric_points import Part, parts
from sagescope.span import Span


def metric_predict(frame: Frame, arguments: Mapping[str, object]) -> Frame:
    """The points (series, bucket, value) of one series, and the predicted ones beside it.

    The result has a number between series and bucket: 0 for a point as it is, 1 for a predicted one. `model`
    is `linear` or `ar`, `points` how many lie in the future, `window` how many points a point follows from
    (None for a fifth of them), `interval` the milliseconds of a bucket, `span` the place of the stage.

    Raises Refusal where there are several series, or too few points.
    """
    points, interval, window = arguments["points"], arguments["interval"], arguments["window"]
    span = arguments["span"]
    assert isinstance(points, int) and isinstance(interval, int) and isinstance(span, Span)
    assert window is None or isinstance(window, int)
    held = list(parts(frame))
    if len(held) > 1:
        raise Refusal(
            Fault(
                "predict.series",
                f"predict continues one series, and there are {len(held):,}.",
                "Aggregate them first, such as with avg.",
                span,
            )
        )
    columns = tuple(
        FrameColumn(name, kind)
        for name, kind in (
            ("series", Kind.LONG),
            ("kind", Kind.LONG),
            ("bucket", Kind.LONG),
            ("value", Kind.DOUBLE),
        )
    )
    series, buckets, values = (frame.table.column(i) for i in range(3))
    made_at: list[int] = []
    made: list[float] = []
    if held:
        part = held[0]
        if arguments["model"] == "linear":
            made_at, made = _linear(part, points, interval, span)
        else:
            made_at, made = _autoregressive(part, points, interval, window, span)
    number = pa.array([held[0].series] * len(made) if held else [], series.type)
    rows = frame.rows
    table = pa.Table.from_arrays(
        [
            pa.chunked_array([*series.chunks, number], series.type),
            pa.array([0] * rows + [1] * len(made), pa.int64()),
            pa.chunked_array([*buckets.cast(pa.int64()).chunks, pa.array(made_at, pa.int64())]),
            pa.chunked_array([*values.cast(pa.float64()).chunks, pa.array(made, pa.float64())]),
        ],
        names=[c.name for c in columns],
    )
    return Frame(columns, table)


def _linear(part: Part, points: int, interval: int, span: Span) -> tuple[list[int], list[float]]:
    """The least-squares line at the points that there are and at the future ones."""
    if len(part.values) < 2:
        raise _too_few(2, len(part.values), span)
    start = int(part.buckets[0])
    line = fit_line((part.buckets - start) / interval, part.values)
    times = [*part.buckets.tolist(), *_future(part, points, interval)]
    return times, line.at((np.asarray(times) - start) / interval).tolist()


def _autoregressive(
    part: Part, points: int, interval: int, window: int | None, span: Span
) -> tuple[list[int], list[float]]:
    """What the points before each lead to; none in the first window.

    Points are taken as following each other, gaps or not.
    """
    count = len(part.values)
    order = window if window is not None else max(1, count // 5)
    if order * 2 > count:
        raise _too_few(order * 2, count, span)
    mean = float(part.values.mean())
    away = part.values - mean
    weights = fit_autoregression(away, order)
    fitted = one_step(away, weights)[order:] + mean
    ahead = continued(away, weights, points) + mean
    times = [*part.buckets[order:].tolist(), *_future(part, points, interval)]
    return times, [*fitted.tolist(), *ahead.tolist()]


def _future(part: Part, points: int, interval: int) -> list[int]:
    return [int(part.buckets[-1]) + (i + 1) * interval for i in range(points)]


def _too_few(needed: int, count: int, span: Span) -> Refusal:
    return Refusal(
        Fault(
            "predict.points",
            f"predict needs {needed:,} points here, and there {'is' if count == 1 else 'are'} {count:,}.",
            "Take a longer range, a shorter interval, or a shorter ar.window.",
            span,
        )
    )
