"""Functions of numbers, and the casts to them."""

from sagescope.lang.coercion import Typed, common_kind, integer
from sagescope.lang.function import Function, Lower, Param, declare, engine_call
from sagescope.lang.operator import Bind
from sagescope.plan.schema import Kind
from sagescope.sql.build import NULL, any_of, f
from sagescope.sql.nodes import Call


def _long(args: list[Typed], cx: Bind) -> Typed:
    return integer(args[0])


def _round(args: list[Typed], cx: Bind) -> Typed:
    # Half away from zero, as Java's: ClickHouse's own round goes to the even neighbour.
    value = args[0].expr
    if len(args) == 1:
        return Typed(f.floor(f.plus(value, 0.5)), Kind.DOUBLE, args[0].span)
    scale = f.pow(10, args[1].expr)
    return Typed(f.divide(f.floor(f.plus(f.multiply(value, scale), 0.5)), scale), Kind.DOUBLE, args[0].span)


def _extreme(name: str) -> Lower:
    def lower(args: list[Typed], cx: Bind) -> Typed:
        kind = common_kind([a.kind for a in args])
        # An argument that is absent leaves no extreme; the engine would pass over it.
        absent = any_of(*(f.isNull(a.expr) for a in args))
        extreme = Call(name, tuple(a.expr for a in args))
        return Typed(f.if_(absent, NULL, extreme), kind, args[0].span)

    return lower


_VALUE = Param("value", Kind.DOUBLE)

declare(
    Function(
        "num",
        (_VALUE,),
        Kind.DOUBLE,
        engine_call("toFloat64", Kind.DOUBLE),
        "The value as a number; null where it is none.",
        ("num(duration) as duration",),
        ("number", "double", "toDouble", "toNumber"),
    ),
    Function(
        "toLong",
        (_VALUE,),
        Kind.LONG,
        _long,
        "The value as a whole number, cut towards zero.",
        ("toLong(started) as started",),
        ("long",),
    ),
    Function(
        "toInt",
        (_VALUE,),
        Kind.INT,
        _long,
        "The value as a whole number, cut towards zero.",
        ("toInt(status) as status",),
        ("int",),
    ),
    Function(
        "round",
        (_VALUE, Param("places", Kind.INT, optional=True)),
        Kind.DOUBLE,
        _round,
        "The nearest whole number, or the value to that many places; halves go up.",
        ("round(ms / 1000, 1) as s",),
    ),
    Function(
        "min",
        (_VALUE, Param("other", Kind.DOUBLE)),
        Kind.DOUBLE,
        _extreme("least"),
        "The smaller of two values; with one field it is the aggregate.",
        ("min(used, 100) as used",),
    ),
    Function(
        "max",
        (_VALUE, Param("other", Kind.DOUBLE)),
        Kind.DOUBLE,
        _extreme("greatest"),
        "The larger of two values; with one field it is the aggregate.",
        ("max(left, right) as width",),
    ),
    Function(
        "abs",
        (_VALUE,),
        Kind.DOUBLE,
        engine_call("abs", None),
        "The distance from zero.",
        ("abs(difference) as d",),
    ),
    Function(
        "floor",
        (_VALUE,),
        Kind.DOUBLE,
        engine_call("floor", Kind.DOUBLE),
        "The largest whole number not above the value.",
        ("floor(x) as x",),
    ),
    Function(
        "ceil",
        (_VALUE,),
        Kind.DOUBLE,
        engine_call("ceil", Kind.DOUBLE),
        "The smallest whole number not below the value.",
        ("ceil(x) as x",),
    ),
)
