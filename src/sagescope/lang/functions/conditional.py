"""Choosing, and testing for absence."""

from sagescope.lang.coercion import Typed, choice, text
from sagescope.lang.function import Function, Param, declare
from sagescope.lang.operator import Bind
from sagescope.plan.schema import Kind
from sagescope.sql.build import any_of, eq, f, not_


def _if(args: list[Typed], cx: Bind) -> Typed:
    condition, yes, no = args
    return choice(condition, yes, no, condition.span)


def _is_null(args: list[Typed], cx: Bind) -> Typed:
    return Typed(f.isNull(args[0].expr), Kind.BOOL, args[0].span)


def _is_empty(args: list[Typed], cx: Bind) -> Typed:
    value = text(args[0]).expr
    return Typed(any_of(f.isNull(value), eq(value, "")), Kind.BOOL, args[0].span)


def _is_blank(args: list[Typed], cx: Bind) -> Typed:
    value = text(args[0]).expr
    return Typed(any_of(f.isNull(value), not_(f.match(value, r"\S"))), Kind.BOOL, args[0].span)


_VALUE = Param("value", Kind.NULL)

declare(
    Function(
        "if",
        (Param("condition", Kind.BOOL), Param("then", Kind.NULL), Param("else", Kind.NULL)),
        Kind.NULL,
        _if,
        "The second argument where the condition holds, else the third. A null condition does not hold.",
        ('if(status >= 500, "bad", "good") as verdict',),
    ),
    Function(
        "isNull", (_VALUE,), Kind.BOOL, _is_null, "Whether the value is absent.", ("where isNull(user)",)
    ),
    Function(
        "isEmpty",
        (_VALUE,),
        Kind.BOOL,
        _is_empty,
        "Whether the value is absent or the empty text.",
        ('if(isEmpty(namespace), "unknown", namespace) as namespace',),
    ),
    Function(
        "isBlank",
        (_VALUE,),
        Kind.BOOL,
        _is_blank,
        "Whether the value is absent, empty or only blanks.",
        ("where !isBlank(modelid)",),
    ),
)
