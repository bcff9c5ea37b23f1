"""Points for buckets without one: each series as an array over all buckets of the range, and back to rows."""

from dataclasses import replace
from enum import Enum

from sagescope.metrics.series import Points, Series, column
from sagescope.plan.nodes import Aggregate, Explode, Extend, Node
from sagescope.sql.build import col, eq, f, fn, infix, lit
from sagescope.sql.nodes import Call, Expr, Literal, Op
from sagescope.timerange import TimeRange


class Filling(Enum):
    """What a bucket without a point is given."""

    EMPTY = "empty"
    INTERPOLATION = "interpolation"
    LAST = "last"
    NUMBER = "number"


def filled(rel: Series, filling: Filling, number: float, range_: TimeRange) -> Series:
    """The series with a point in every bucket that `filling` has one for."""
    width, ids = rel.interval, rel.ids
    first = range_.start // width * width
    count = max(1, -(-(range_.end - first) // width))
    points = rel.points
    made = Points(points.node, ids.name("s"), ids.name("b"), ids.name("v"))
    place = f.toUInt32(f.intDiv(infix(Op.SUB, col(points.bucket), first), width))
    start = number if filling is Filling.NUMBER else float("nan")
    dense = Call(
        "groupArrayInsertAt",
        (f.assumeNotNull(col(points.value)), place),
        (Literal(float(start)), Literal(count)),
    )
    values, at = ids.name("h"), ids.name("h")
    # A point outside the range has no place; only a series of such would be empty.
    node: Node = Aggregate(
        points.node, ((column(made.series), col(points.series)),), ((column(values), dense),)
    )
    given = ids.name("h")
    node = Extend(node, ((column(given), _given(filling, col(values))),))
    node = Explode(node, column(at), f.arrayEnumerate(col(given)))
    bucket = infix(Op.ADD, lit(first), infix(Op.MUL, infix(Op.SUB, f.toInt64(col(at)), 1), width))
    items = ((column(made.bucket), bucket), (column(made.value), f.arrayElement(col(given), col(at))))
    return replace(rel, points=replace(made, node=Extend(node, items))).valued(col(made.value))


def _given(filling: Filling, values: Expr) -> Expr:
    """The array with its gaps, which are no numbers, filled where they can be."""
    number = fn("x", eq(f.isNaN(col("x")), 0))
    if filling is Filling.NUMBER:
        return values
    before = f.arrayFill(number, values)
    if filling is Filling.LAST:
        return before
    after = f.arrayReverseFill(number, values)
    # Places of the points before and after, the place itself where there is a point.
    places = f.arrayMap(
        fn("x i", f.if_(eq(f.isNaN(col("x")), 1), lit(float("nan")), f.toFloat64(col("i")))),
        values,
        f.arrayEnumerate(values),
    )
    left, right = f.arrayFill(number, places), f.arrayReverseFill(number, places)
    distance = infix(Op.SUB, col("r"), col("l"))
    step = infix(
        Op.DIV, infix(Op.MUL, infix(Op.SUB, col("b"), col("a")), infix(Op.SUB, col("i"), col("l"))), distance
    )
    line = f.if_(eq(distance, 0), col("a"), infix(Op.ADD, col("a"), step))
    return f.arrayMap(fn("a b l r i", line), before, after, left, right, f.arrayEnumerate(values))
