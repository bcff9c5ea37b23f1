"""Functions of JSON arrays that are held as text."""

from sagescope.lang.coercion import Typed
from sagescope.lang.function import Function, Param, declare
from sagescope.lang.operator import Bind
from sagescope.plan.schema import Kind
from sagescope.sql.build import NULL, all_of, any_of, col, eq, f, fn, once_both
from sagescope.sql.nodes import Expr


def _contains(args: list[Typed], cx: Bind) -> Typed:
    def found(array: Expr, item: Expr) -> Expr:
        element = col("e")
        text = all_of(eq(f.JSONType(element), "String"), eq(f.JSONExtractString(element), item))
        # Numbers and truth values are found by what they look like.
        one = any_of(text, eq(element, item))
        elements = f.JSONExtractArrayRaw(f.ifNull(array, ""))
        return f.if_(any_of(f.isNull(array), f.isNull(item)), NULL, f.arrayExists(fn("e", one), elements))

    return Typed(once_both("a i", args[0].expr, args[1].expr, found), Kind.BOOL, args[0].span)


def _size(args: list[Typed], cx: Bind) -> Typed:
    size = f.toInt64(f.ifNull(f.JSONArrayLength(f.ifNull(args[0].expr, "")), -1))
    return Typed(size, Kind.INT, args[0].span)


_ARRAY = Param("array", Kind.TEXT)

declare(
    Function(
        "jsonArrayContains",
        (_ARRAY, Param("item", Kind.TEXT)),
        Kind.BOOL,
        _contains,
        "Whether a text that is a JSON array has the item; of any other text it is false.",
        ('jsonArrayContains("[\\"foo\\", \\"bar\\"]", "foo") as yes', 'where jsonArrayContains(_raw, "foo")'),
    ),
    Function(
        "jsonArraySize",
        (_ARRAY,),
        Kind.INT,
        _size,
        "The number of items of a text that is a JSON array; -1 for an absent value and any other text.",
        ('jsonArraySize("[1, 2, 3]") as n', "jsonArraySize(_raw) as n"),
    ),
)
