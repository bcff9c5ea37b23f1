"""Functions of numbers: roots, powers, logarithms, angles, rounding, extremes.

They are those of Java's `Math`, on doubles and with angles in radians (reference search-language.md, 2, abs).
"""

from sagescope.lang.coercion import Typed, common_kind, double
from sagescope.lang.function import Function, Lower, Param, declare, literal_integer
from sagescope.lang.operator import Bind
from sagescope.plan.schema import Kind
from sagescope.sql.build import NULL, all_of, any_of, f, infix, lit, ne, once, once_both
from sagescope.sql.nodes import Call, Expr, Op

_WHOLE = 2.0**52
"""Doubles from here on have no digits behind the point."""

_VALUE = Param("value", Kind.DOUBLE)
_OTHER = Param("other", Kind.DOUBLE)


def _doubles(name: str) -> Lower:
    """The engine's function of the arguments as doubles."""

    def lower(args: list[Typed], cx: Bind) -> Typed:
        return Typed(Call(name, tuple(double(a) for a in args)), Kind.DOUBLE, args[0].span)

    return lower


def _same_kind(name: str) -> Lower:
    """The engine's function of the argument, which stays a whole number if it is one."""

    def lower(args: list[Typed], cx: Bind) -> Typed:
        return Typed(Call(name, (args[0].expr,)), args[0].kind, args[0].span)

    return lower


def _round(args: list[Typed], cx: Bind) -> Typed:
    # Halves go up, as Java's do: the engine's own round goes to the even neighbour.
    value = double(args[0])
    places = args[1] if len(args) > 1 else None
    if places is None:
        rounded = once("v", value, _half_up)
    elif (known := literal_integer(places)) is not None:
        rounded = once("v", value, lambda v: _to_places(v, known))
    else:
        bound = f.greatest(f.least(places.expr, 300), -300)
        rounded = once("v", value, lambda v: once("p", f.exp10(bound), lambda p: _scaled(v, Op.MUL, p)))
        rounded = f.if_(f.isNull(places.expr), NULL, rounded)
    return Typed(rounded, Kind.DOUBLE, args[0].span)


def _to_places(value: Expr, places: int) -> Expr:
    scale = lit(10.0 ** min(abs(places), 300))
    return _scaled(value, Op.MUL if places >= 0 else Op.DIV, scale)


def _scaled(value: Expr, op: Op, scale: Expr) -> Expr:
    back = Op.DIV if op is Op.MUL else Op.MUL
    moved = infix(op, value, scale)
    # What has no digits that far behind the point stays as it is, infinity too.
    whole = infix(Op.GE, f.abs(moved), _WHOLE)
    return f.if_(whole, value, infix(back, _half_up(moved), scale))


def _half_up(value: Expr) -> Expr:
    # Adding a half first would take the largest double below it up too.
    below = f.floor(value)
    return infix(Op.ADD, below, infix(Op.GE, infix(Op.SUB, value, below), 0.5))


def _expm1(args: list[Typed], cx: Bind) -> Typed:
    def near_zero(v: Expr) -> Expr:
        half = infix(Op.DIV, v, 2.0)
        return infix(Op.MUL, infix(Op.MUL, f.exp(half), f.sinh(half)), 2.0)

    # Near zero the subtraction would lose the digits that the function is for.
    value = once(
        "v",
        double(args[0]),
        lambda v: f.if_(infix(Op.LT, f.abs(v), 1.0), near_zero(v), infix(Op.SUB, f.exp(v), 1.0)),
    )
    return Typed(value, Kind.DOUBLE, args[0].span)


def _signum(args: list[Typed], cx: Bind) -> Typed:
    return Typed(f.toFloat64(f.sign(double(args[0]))), Kind.DOUBLE, args[0].span)


def _copy_sign(args: list[Typed], cx: Bind) -> Typed:
    magnitude, sign = (double(a) for a in args)
    factor = once("s", sign, lambda s: f.if_(f.isNull(s), NULL, f.if_(infix(Op.LT, s, 0.0), -1.0, 1.0)))
    return Typed(infix(Op.MUL, f.abs(magnitude), factor), Kind.DOUBLE, args[0].span)


def _floor_div(args: list[Typed], cx: Bind) -> Typed:
    value, by = (a.expr for a in args)

    def quotient(v: Expr, w: Expr) -> Expr:
        return infix(Op.SUB, f.intDivOrNull(v, w), f.if_(_cut_upwards(v, w), 1, 0))

    return Typed(once_both("v w", value, by, quotient), Kind.LONG, args[0].span)


def _floor_mod(args: list[Typed], cx: Bind) -> Typed:
    value, by = (a.expr for a in args)

    def rest(v: Expr, w: Expr) -> Expr:
        return infix(Op.ADD, f.moduloOrNull(v, w), f.if_(_cut_upwards(v, w), w, 0))

    return Typed(once_both("v w", value, by, rest), Kind.LONG, args[0].span)


def _cut_upwards(value: Expr, by: Expr) -> Expr:
    """Whether the engine's quotient, which is cut towards zero, is above the exact one."""
    differ = infix(Op.LT, f.multiply(f.sign(value), f.sign(by)), 0)
    return all_of(differ, ne(f.moduloOrNull(value, by), 0))


def _extreme(name: str) -> Lower:
    def lower(args: list[Typed], cx: Bind) -> Typed:
        kind = common_kind([a.kind for a in args])
        left, right = (a.expr for a in args)
        return Typed(once_both("l r", left, right, extreme), kind, args[0].span)

    def extreme(left: Expr, right: Expr) -> Expr:
        # An argument that is absent leaves no extreme; the engine would pass over it.
        return f.if_(any_of(f.isNull(left), f.isNull(right)), NULL, Call(name, (left, right)))

    return lower


def _of_one(name: str, engine: str, documentation: str, *examples: str) -> Function:
    """A function of one number to a double that the engine has."""
    return Function(name, (_VALUE,), Kind.DOUBLE, _doubles(engine), documentation, examples)


declare(
    Function(
        "round",
        (_VALUE, Param("places", Kind.INT, optional=True)),
        Kind.DOUBLE,
        _round,
        "The nearest whole number, or the value to that many places behind the point (before it, where "
        "`places` is negative); halves go up.",
        (
            "round(2.5) as three",
            "round(1.549, 2) as r",
            "length(_raw) as size | round(size / 1024, 1) as kib",
        ),
    ),
    Function(
        "min",
        (_VALUE, _OTHER),
        Kind.DOUBLE,
        _extreme("least"),
        "The smaller of two values; absent where one of them is. With one field it is the aggregate.",
        ("min(length(_raw), 100) as size",),
    ),
    Function(
        "max",
        (_VALUE, _OTHER),
        Kind.DOUBLE,
        _extreme("greatest"),
        "The larger of two values; absent where one of them is. With one field it is the aggregate.",
        ("max(length(_raw), 10) as size",),
    ),
    Function(
        "abs",
        (_VALUE,),
        Kind.DOUBLE,
        _same_kind("abs"),
        "The distance from zero.",
        ("abs(-1.5) as d",),
    ),
    Function(
        "signum",
        (_VALUE,),
        Kind.DOUBLE,
        _signum,
        "-1, 0 or 1, as the value is below zero, zero or above it.",
        ("signum(-7.5) as s",),
    ),
    Function(
        "copySign",
        (Param("magnitude", Kind.DOUBLE), Param("sign", Kind.DOUBLE)),
        Kind.DOUBLE,
        _copy_sign,
        "The first value with the sign of the second.",
        ("copySign(3, -0.5) as c",),
    ),
    Function(
        "pow",
        (Param("base", Kind.DOUBLE), Param("exponent", Kind.DOUBLE)),
        Kind.DOUBLE,
        _doubles("pow"),
        "The base to the power of the exponent. `^` is no operator of the language.",
        ("pow(2, 8) as p",),
    ),
    Function(
        "hypot",
        (_VALUE, _OTHER),
        Kind.DOUBLE,
        _doubles("hypot"),
        "The length of the diagonal: the square root of the sum of the two squares.",
        ("hypot(3, 4) as h",),
    ),
    Function(
        "atan2",
        (Param("y", Kind.DOUBLE), Param("x", Kind.DOUBLE)),
        Kind.DOUBLE,
        _doubles("atan2"),
        "The angle of the point (x, y), from -pi to pi.",
        ("atan2(0, -1) as angle",),
    ),
    Function(
        "expm1",
        (_VALUE,),
        Kind.DOUBLE,
        _expm1,
        "e to the power of the value, less 1, exact near zero.",
        ("expm1(0.1) as g",),
    ),
    Function(
        "floorDiv",
        (Param("value", Kind.LONG), Param("by", Kind.LONG)),
        Kind.LONG,
        _floor_div,
        "The quotient of whole numbers, cut downwards; absent for a division by zero.",
        ("floorDiv(-7, 2) as q",),
    ),
    Function(
        "floorMod",
        (Param("value", Kind.LONG), Param("by", Kind.LONG)),
        Kind.LONG,
        _floor_mod,
        "What `floorDiv` leaves of the value, with the sign of the divisor; `%` has that of the value.",
        ("floorMod(-7, 2) as m",),
    ),
    _of_one("floor", "floor", "The largest whole number not above the value.", "floor(-1.5) as n"),
    _of_one("ceil", "ceil", "The smallest whole number not below the value.", "ceil(1.5) as n"),
    _of_one("rint", "round", "The nearest whole number; halves go to the even one.", "rint(2.5) as two"),
    _of_one("sqrt", "sqrt", "The square root; NaN for a negative value.", "sqrt(4) as r"),
    _of_one("cbrt", "cbrt", "The cube root.", "cbrt(8) as r"),
    _of_one("exp", "exp", "e to the power of the value.", "exp(1) as e"),
    _of_one("log", "log", "The natural logarithm; NaN for a negative value.", "log(2) as l"),
    _of_one("log10", "log10", "The logarithm to base 10.", "log10(1000) as l"),
    _of_one(
        "log1p", "log1p", "The natural logarithm of 1 and the value, exact near zero.", "log1p(0.1) as l"
    ),
    _of_one("sin", "sin", "The sine of an angle in radians.", "sin(1) as s"),
    _of_one("cos", "cos", "The cosine of an angle in radians.", "cos(0) as c"),
    _of_one("tan", "tan", "The tangent of an angle in radians.", "tan(1) as t"),
    _of_one("asin", "asin", "The angle of a sine, in radians.", "toDegrees(asin(1)) as angle"),
    _of_one("acos", "acos", "The angle of a cosine, in radians.", "acos(0.5) as angle"),
    _of_one("atan", "atan", "The angle of a tangent, in radians.", "atan(1) as angle"),
    _of_one("sinh", "sinh", "The hyperbolic sine.", "sinh(1) as s"),
    _of_one("cosh", "cosh", "The hyperbolic cosine.", "cosh(1) as c"),
    _of_one("tanh", "tanh", "The hyperbolic tangent.", "tanh(1) as t"),
    _of_one("toDegrees", "degrees", "An angle in degrees, of one in radians.", "toDegrees(3.14159) as d"),
    _of_one("toRadians", "radians", "An angle in radians, of one in degrees.", "toRadians(180) as r"),
)
