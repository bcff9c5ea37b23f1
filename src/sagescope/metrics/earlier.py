"""What the points of a series say of the ones before each: by windows over rows, or over the arrays of a grid.

Who gives an expression over one point has laid them on a grid before (`Series.gridded`), where that may be.
"""

from dataclasses import replace

from sagescope.metrics.layouts import NOTHING, THERE, THERE_BESIDE, Grid
from sagescope.metrics.series import Series
from sagescope.sql.build import col, f, lit
from sagescope.sql.nodes import Expr


def total_so_far(rel: Series, value: Expr) -> tuple[Series, Expr]:
    """The sum of `value` up to each point; where it is no number, it adds nothing."""
    if not isinstance(rel.layout, Grid):
        rel, (total,) = rel.seen(rel.over(f.sum(f.ifNull(value, lit(0.0)))))
        return rel, total
    grid, total = rel.layout.with_array(f.arrayCumSum(rel.layout.each(value, missing=0.0)), rel.ids)
    return replace(rel, layout=grid), total


def before(rel: Series) -> tuple[Series, Expr, Expr]:
    """The value and the bucket of the point before each; the first has none, and no number for its value."""
    rel = rel.gridded
    if not isinstance(rel.layout, Grid):
        value, bucket = col(rel.points.value), col(rel.points.bucket)
        rel, (last, earlier) = rel.seen(
            rel.over(f.any(f.toNullable(value)), 1, -1), rel.over(f.any(f.toNullable(bucket)), 1, -1)
        )
        return rel, last, earlier
    grid = rel.layout
    values = f.arrayFill(THERE, grid.values)
    times = f.arrayFill(THERE_BESIDE, grid.buckets.starts, grid.values)
    grid, last = grid.with_array(f.arrayShiftRight(values, 1, NOTHING), rel.ids)
    grid, earlier = grid.with_array(f.arrayShiftRight(times, 1), rel.ids)
    return replace(rel, layout=grid), last, earlier


def first_within(rel: Series, length: int, value: Expr) -> tuple[Series, Expr, Expr]:
    """What `value` is at the first point of the `length` milliseconds up to each, both ends included, and the bucket
    of that point.
    """
    if not isinstance(rel.layout, Grid):
        rel, (first, start) = rel.seen(
            rel.over(f.first_value(value), length, 0, by_value=True),
            rel.over(f.min(col(rel.points.bucket)), length, 0, by_value=True),
        )
        return rel, first, start
    grid = rel.layout
    places = min(length // grid.buckets.width, grid.buckets.count - 1)
    values = f.arrayReverseFill(THERE, grid.each(value))
    times = f.arrayReverseFill(THERE_BESIDE, grid.buckets.starts, grid.values)
    grid, first = grid.with_array(f.arrayShiftRight(values, places, f.arrayElement(values, 1)), rel.ids)
    grid, start = grid.with_array(f.arrayShiftRight(times, places, f.arrayElement(times, 1)), rel.ids)
    return replace(rel, layout=grid), first, start
