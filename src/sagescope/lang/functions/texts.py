"""Functions of text."""

from sagescope.lang.coercion import Typed
from sagescope.lang.function import Function, Param, declare, engine_call
from sagescope.lang.operator import Bind
from sagescope.lang.typed import contains
from sagescope.plan.schema import Kind
from sagescope.sql.build import f
from sagescope.sql.nodes import Call


def _concat(args: list[Typed], cx: Bind) -> Typed:
    return Typed(Call("concat", tuple(f.ifNull(a.expr, "") for a in args)), Kind.TEXT, args[0].span)


def _length(args: list[Typed], cx: Bind) -> Typed:
    return Typed(f.toInt64(f.lengthUTF8(f.ifNull(args[0].expr, ""))), Kind.LONG, args[0].span)


def _contains(args: list[Typed], cx: Bind) -> Typed:
    return Typed(contains(args[0].expr, args[1].expr), Kind.BOOL, args[0].span)


def _to_string(args: list[Typed], cx: Bind) -> Typed:
    return args[0]


_TEXT = Param("text", Kind.TEXT)

declare(
    Function(
        "toLowerCase",
        (_TEXT,),
        Kind.TEXT,
        engine_call("lowerUTF8", Kind.TEXT),
        "The text in lower case.",
        ("toLowerCase(modelId) as modelid",),
    ),
    Function(
        "toUpperCase",
        (_TEXT,),
        Kind.TEXT,
        engine_call("upperUTF8", Kind.TEXT),
        "The text in upper case.",
        ("toUpperCase(level) as level",),
    ),
    Function(
        "trim",
        (_TEXT,),
        Kind.TEXT,
        engine_call("trimBoth", Kind.TEXT),
        "The text without blanks at its ends.",
        ("trim(name) as name",),
    ),
    Function(
        "concat",
        (_TEXT, Param("more", Kind.TEXT, repeats=True)),
        Kind.TEXT,
        _concat,
        "All arguments in one text; an absent one counts as empty.",
        ('concat(account, "/", region) as place',),
    ),
    Function(
        "length",
        (_TEXT,),
        Kind.LONG,
        _length,
        "The number of characters; 0 for an absent text.",
        ("length(_raw) as size",),
    ),
    Function(
        "contains",
        (_TEXT, Param("part", Kind.TEXT)),
        Kind.BOOL,
        _contains,
        "Whether the second text occurs in the first, in the same case.",
        ('where contains(arn, "assumed-role")',),
    ),
    Function(
        "toString", (_TEXT,), Kind.TEXT, _to_string, "The value as text.", ("toString(status) as status",)
    ),
)
