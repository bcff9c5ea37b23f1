"""Bands around a series: what the points before each lead to expect, as `outlier` shows them."""

from dataclasses import replace
from enum import Enum

from sagescope.metrics.layouts import column
from sagescope.metrics.series import Series
from sagescope.plan.nodes import Explode, Extend
from sagescope.sql.build import FALSE, NULL, any_of, col, eq, f, infix, lit
from sagescope.sql.nodes import Op

DIMENSION = "_outlier"
"""What tells the edges of a band and the points outside apart from the series itself."""

_KINDS = ("", "upper", "lower", "violation")


class Direction(Enum):
    """On which side of the band points are outliers."""

    BOTH = "+-"
    ABOVE = "+"
    BELOW = "-"


def banded(rel: Series, points: int, threshold: float, direction: Direction) -> Series:
    """The series, the edges of their bands, and their points outside, as series of their own.

    The band of a point is the mean of the `points` before it and `threshold` standard deviations; a point
    with fewer than two before it has none.
    """
    value = col(rel.points.value)
    rel, (mean, deviation, count) = rel.seen(
        rel.over(f.avg(value), points, -1),
        rel.over(f.stddevSamp(value), points, -1),
        rel.over(f.count(), points, -1),
    )
    reach = infix(Op.MUL, deviation, threshold)
    upper, lower = infix(Op.ADD, mean, reach), infix(Op.SUB, mean, reach)
    known = infix(Op.GE, count, 2)
    above = infix(Op.GT, value, upper) if direction is not Direction.BELOW else FALSE
    below = infix(Op.LT, value, lower) if direction is not Direction.ABOVE else FALSE
    kind, made = rel.ids.name("k"), rel.ids.name("v")
    each = Explode(rel.points.node, column(kind), f.range(len(_KINDS)))
    outside = f.if_(any_of(above, below), value, NULL)
    edges = f.multiIf(eq(col(kind), 1), upper, eq(col(kind), 2), lower, eq(col(kind), 3), outside, lit(None))
    shown = f.multiIf(eq(col(kind), 0), f.toNullable(value), known, edges, NULL)
    points_ = replace(rel.points, node=Extend(each, ((column(made), shown),)), value=made, kind=kind)
    return replace(rel, layout=points_).valued(col(made)).apart(DIMENSION, _KINDS)
