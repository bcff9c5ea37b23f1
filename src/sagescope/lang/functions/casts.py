"""Turning values into numbers and texts (reference search-language.md, 2, num)."""

from sagescope.lang.coercion import Typed, double, integer, number_read
from sagescope.lang.function import Function, Lower, Param, declare
from sagescope.lang.operator import Bind
from sagescope.plan.schema import Kind
from sagescope.sql.nodes import Literal


def _double(args: list[Typed], cx: Bind) -> Typed:
    return Typed(double(number_read(args[0])), Kind.DOUBLE, args[0].span)


def _whole(kind: Kind) -> Lower:
    def lower(args: list[Typed], cx: Bind) -> Typed:
        value = args[0]
        if isinstance(value.expr, Literal):
            value = number_read(value)
        return Typed(integer(value).expr, kind, value.span)

    return lower


def _as_it_is(args: list[Typed], cx: Bind) -> Typed:
    return Typed(args[0].expr, args[0].kind, args[0].span)


_VALUE = Param("value", Kind.NULL)

declare(
    Function(
        "num",
        (_VALUE,),
        Kind.DOUBLE,
        _double,
        "The value as a number; absent where it is none. Blanks around it do not matter. `number`, `double`, "
        "`toDouble` and `toNumber` are the same.",
        ('num("12.5") as duration', "_sourceHost as load | num(load)"),
        ("number", "double", "toDouble", "toNumber"),
    ),
    Function(
        "toLong",
        (_VALUE,),
        Kind.LONG,
        _whole(Kind.LONG),
        "The value as a whole number of 64 bits, cut towards zero; absent where it is none or does not fit. "
        "`long` is the same.",
        ('toLong("1767268800000") as started', "toLong(12.9) as dozen"),
        ("long",),
    ),
    Function(
        "toInt",
        (_VALUE,),
        Kind.INT,
        _whole(Kind.INT),
        "The value as a whole number, cut towards zero; absent where it is none. It may have 64 bits. `int` is "
        "the same.",
        ('toInt("404") as status', "toInt(-0.5) as none"),
        ("int",),
    ),
    Function(
        "toString",
        (Param("value", Kind.TEXT),),
        Kind.TEXT,
        _as_it_is,
        "The value as text: numbers without needless digits, truth values as `true` and `false`.",
        ("toString(1.50) as price", "toString(_messageTime) as time"),
    ),
)
