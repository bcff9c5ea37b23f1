"""Choosing, and testing for absence."""

from sagescope.lang.coercion import Typed, choice, text
from sagescope.lang.function import Function, Param, declare
from sagescope.lang.operator import Bind
from sagescope.plan.schema import Kind
from sagescope.sql.build import TRUE, any_of, eq, f, once


def _if(args: list[Typed], cx: Bind) -> Typed:
    condition, yes, no = args
    return choice(condition, yes, no, condition.span)


def _is_null(args: list[Typed], cx: Bind) -> Typed:
    return Typed(f.isNull(args[0].expr), Kind.BOOL, args[0].span)


def _is_empty(args: list[Typed], cx: Bind) -> Typed:
    empty = once("v", text(args[0]).expr, lambda v: any_of(f.isNull(v), eq(v, "")))
    return Typed(empty, Kind.BOOL, args[0].span)


def _is_blank(args: list[Typed], cx: Bind) -> Typed:
    # Anchored, the pattern fails at the first letter of a text, and needs no second look at the value.
    return Typed(f.ifNull(f.match(text(args[0]).expr, r"^\s*$"), TRUE), Kind.BOOL, args[0].span)


_VALUE = Param("value", Kind.NULL)

declare(
    Function(
        "if",
        (Param("condition", Kind.BOOL), Param("then", Kind.NULL), Param("else", Kind.NULL)),
        Kind.NULL,
        _if,
        "The second argument where the condition holds, else the third. A null condition does not hold. "
        "`<condition> ? <then> : <else>` is the same. Where the two are of different kinds, they become "
        "numbers or texts together.",
        ('if(_raw matches "*Exception*", "bad", "good") as verdict', "if(length(_raw) > 80, 1, 0) as long"),
        named=True,
    ),
    Function(
        "isNull",
        (_VALUE,),
        Kind.BOOL,
        _is_null,
        "Whether the value is absent. The empty text is not.",
        ("where !isNull(_sourceHost)", 'isNull(num("abc")) as broken'),
    ),
    Function(
        "isEmpty",
        (_VALUE,),
        Kind.BOOL,
        _is_empty,
        "Whether the value is absent or the empty text.",
        ('if(isEmpty(_sourceHost), "unknown", _sourceHost) as host', 'isEmpty("") as nothing'),
    ),
    Function(
        "isBlank",
        (_VALUE,),
        Kind.BOOL,
        _is_blank,
        "Whether the value is absent, empty or only blanks.",
        ("where !isBlank(_raw)", 'isBlank("  ") as nothing'),
    ),
)
