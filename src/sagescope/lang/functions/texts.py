"""Functions of text: cases, lengths, parts, joining."""

from sagescope.errors import Fault
from sagescope.lang.coercion import Typed
from sagescope.lang.function import Function, Param, declare, engine_call, literal_integer
from sagescope.lang.operator import Bind
from sagescope.lang.typed import contains
from sagescope.plan.schema import Kind
from sagescope.sql.build import NULL, all_of, f, infix, once, once_both
from sagescope.sql.nodes import Call, Expr, Op
from sagescope.syntax.cursor import StageFault

# What Java's `trim` takes away: the space and all control characters below it.
_BLANKS = "".join(map(chr, range(1, 33)))
_COUNT = "Count characters from 0; the end is the place behind the last one."


def _trim(args: list[Typed], cx: Bind) -> Typed:
    return Typed(f.trimBoth(args[0].expr, _BLANKS), Kind.TEXT, args[0].span)


def _concat(args: list[Typed], cx: Bind) -> Typed:
    return Typed(Call("concat", tuple(f.ifNull(a.expr, "") for a in args)), Kind.TEXT, args[0].span)


def _length(args: list[Typed], cx: Bind) -> Typed:
    return Typed(f.toInt64(f.lengthUTF8(f.ifNull(args[0].expr, ""))), Kind.LONG, args[0].span)


def _contains(args: list[Typed], cx: Bind) -> Typed:
    return Typed(contains(args[0].expr, args[1].expr), Kind.BOOL, args[0].span)


def _substring(args: list[Typed], cx: Bind) -> Typed:
    source, start = args[0].expr, args[1]
    end = args[2] if len(args) > 2 else None
    first = literal_integer(start)
    last = literal_integer(end) if end is not None else None
    if first is not None and first < 0:
        raise StageFault(Fault("substring.offset", "The start of substring is negative.", _COUNT, start.span))
    if end is not None and last is not None and last < (first or 0):
        raise StageFault(
            Fault("substring.offset", "The end of substring is before its start.", _COUNT, end.span)
        )

    def from_start(s: Expr) -> Expr:
        part = f.substringUTF8(source, infix(Op.ADD, s, 1))
        return part if first is not None else f.if_(infix(Op.GE, s, 0), part, NULL)

    def to_end(s: Expr, e: Expr) -> Expr:
        part = f.substringUTF8(source, infix(Op.ADD, s, 1), infix(Op.SUB, e, s))
        if first is not None and last is not None:
            return part
        return f.if_(all_of(infix(Op.GE, s, 0), infix(Op.GE, e, s)), part, NULL)

    if end is None:
        taken = once("s", start.expr, from_start)
    else:
        taken = once_both("s e", start.expr, end.expr, to_end)
    return Typed(taken, Kind.TEXT, args[0].span)


_TEXT = Param("text", Kind.TEXT)

declare(
    Function(
        "toLowerCase",
        (_TEXT,),
        Kind.TEXT,
        engine_call("lowerUTF8", Kind.TEXT),
        "The text in lower case.",
        ('toLowerCase("InService") as status', 'where toLowerCase(_raw) matches "*error*"'),
    ),
    Function(
        "toUpperCase",
        (_TEXT,),
        Kind.TEXT,
        engine_call("upperUTF8", Kind.TEXT),
        "The text in upper case.",
        ('toUpperCase("eu-west-1") as region',),
    ),
    Function(
        "trim",
        (_TEXT,),
        Kind.TEXT,
        _trim,
        "The text without blanks, tabs and line ends at its ends.",
        ('trim("  Hello World ") as greeting',),
    ),
    Function(
        "concat",
        (_TEXT, Param("more", Kind.TEXT, repeats=True)),
        Kind.TEXT,
        _concat,
        "2 to 16 values in one text; an absent one counts as empty. Calls may stand inside each other for "
        "more.",
        ('concat(_sourceCategory, "/", _sourceHost) as place', 'concat("time", 4, "logs") as s'),
        most=16,
        named=True,
    ),
    Function(
        "length",
        (_TEXT,),
        Kind.LONG,
        _length,
        "The number of characters; 0 for an absent text.",
        ("length(_raw) as size", "where length(_raw) > 1000"),
    ),
    Function(
        "contains",
        (_TEXT, Param("part", Kind.TEXT)),
        Kind.BOOL,
        _contains,
        "Whether the second text occurs in the first, in the same case. `text contains part` is the same.",
        ('where contains(_raw, "error")', 'contains("hello world", "hello") as found'),
    ),
    Function(
        "substring",
        (_TEXT, Param("start", Kind.INT), Param("end", Kind.INT, optional=True)),
        Kind.TEXT,
        _substring,
        "The characters from `start`, counted from 0, up to but without `end`, or to the end of the text. An "
        "`end` beyond the text is its end. Absent for a negative start, and for an end before the start; "
        "written out, they are a fault.",
        (
            'substring("Hello world!", 6) as s',
            'substring("Sumo Logic", 0, 4) as s',
            "substring(_raw, 0, 80) as head",
        ),
    ),
)
