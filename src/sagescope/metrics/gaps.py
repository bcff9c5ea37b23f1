"""Points for buckets without one: each series is laid on a grid of all buckets of the range."""

from dataclasses import replace
from enum import Enum

from sagescope.metrics.layouts import THERE, THERE_BESIDE, Buckets, Grid, on_grid
from sagescope.metrics.series import Series
from sagescope.sql.build import col, eq, f, fn, infix
from sagescope.sql.nodes import Expr, Op
from sagescope.timerange import TimeRange


class Filling(Enum):
    """What a bucket without a point is given."""

    EMPTY = "empty"
    INTERPOLATION = "interpolation"
    LAST = "last"
    NUMBER = "number"


def filled(rel: Series, filling: Filling, number: float, range_: TimeRange) -> Series:
    """The series with a point in every bucket that `filling` has one for."""
    buckets = Buckets.of(range_, rel.interval)
    layout = rel.gridded.layout
    grid = layout if isinstance(layout, Grid) else on_grid(rel.points, buckets, rel.ids)
    assert grid.buckets == buckets
    return replace(rel, layout=grid.some.valued(_given(filling, number, grid.values), rel.ids))


def _given(filling: Filling, fixed: float, values: Expr) -> Expr:
    """The array with its gaps, which are no numbers, filled where they can be."""
    if filling is Filling.NUMBER:
        return f.arrayMap(fn("x", f.if_(f.isFinite(col("x")), col("x"), fixed)), values)
    before = f.arrayFill(THERE, values)
    if filling is Filling.LAST:
        return before
    after = f.arrayReverseFill(THERE, values)
    # Places of the points before and after, the place itself where there is a point.
    left, right = (
        fill(THERE_BESIDE, f.arrayEnumerate(values), values) for fill in (f.arrayFill, f.arrayReverseFill)
    )
    distance = infix(Op.SUB, col("r"), col("l"))
    step = infix(
        Op.DIV, infix(Op.MUL, infix(Op.SUB, col("b"), col("a")), infix(Op.SUB, col("i"), col("l"))), distance
    )
    line = f.if_(eq(distance, 0), col("a"), infix(Op.ADD, col("a"), step))
    return f.arrayMap(fn("a b l r i", line), before, after, left, right, f.arrayEnumerate(values))
