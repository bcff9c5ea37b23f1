"""Distances on the Earth."""

from sagescope.lang.coercion import Typed, double
from sagescope.lang.function import Function, Param, declare
from sagescope.lang.operator import Bind
from sagescope.plan.schema import Kind
from sagescope.sql.build import f, infix
from sagescope.sql.nodes import Expr, Op

RADIUS = 6372.8
"""Kilometres; with it the documented example comes out (reference search-language.md, 2, haversine)."""


def _haversine(args: list[Typed], cx: Bind) -> Typed:
    latitude, longitude, other_latitude, other_longitude = (f.radians(double(a)) for a in args)
    across = infix(Op.MUL, f.cos(latitude), f.cos(other_latitude))
    between = infix(
        Op.ADD,
        _half_sine_squared(latitude, other_latitude),
        infix(Op.MUL, across, _half_sine_squared(longitude, other_longitude)),
    )
    # Rounding must not take opposite points out of what an arc sine is of.
    distance = infix(Op.MUL, f.asin(f.sqrt(f.least(between, 1.0))), 2 * RADIUS)
    cents = f.floor(infix(Op.ADD, infix(Op.MUL, distance, 100.0), 0.5))
    return Typed(infix(Op.DIV, cents, 100.0), Kind.DOUBLE, args[0].span)


def _half_sine_squared(one: Expr, other: Expr) -> Expr:
    return f.pow(f.sin(infix(Op.DIV, infix(Op.SUB, other, one), 2)), 2)


declare(
    Function(
        "haversine",
        (
            Param("latitude1", Kind.DOUBLE),
            Param("longitude1", Kind.DOUBLE),
            Param("latitude2", Kind.DOUBLE),
            Param("longitude2", Kind.DOUBLE),
        ),
        Kind.DOUBLE,
        _haversine,
        "The distance of two places in kilometres, to two decimals. South and west are negative degrees.",
        ("haversine(39.04380, -77.48790, 45.73723, -119.81143) as km",),
    ),
)
