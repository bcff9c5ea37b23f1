"""The range of the query, the present, and units of time."""

from sagescope.lang.coercion import Typed
from sagescope.lang.function import Function, Param, declare
from sagescope.lang.operator import Bind
from sagescope.plan.schema import Kind
from sagescope.span import Span
from sagescope.sql.build import f, infix, lit
from sagescope.sql.nodes import Op

_NOWHERE = Span(0, 0)


def _start(args: list[Typed], cx: Bind) -> Typed:
    return Typed(lit(cx.range.start), Kind.LONG, _NOWHERE)


def _end(args: list[Typed], cx: Bind) -> Typed:
    return Typed(lit(cx.range.end), Kind.LONG, _NOWHERE)


def _length(args: list[Typed], cx: Bind) -> Typed:
    return Typed(lit(cx.range.length), Kind.LONG, _NOWHERE)


def _now(args: list[Typed], cx: Bind) -> Typed:
    return Typed(f.toUnixTimestamp64Milli(f.now64(3)), Kind.LONG, _NOWHERE)


def _milliseconds(args: list[Typed], cx: Bind) -> Typed:
    return Typed(args[0].expr, Kind.LONG, args[0].span)


def _seconds(args: list[Typed], cx: Bind) -> Typed:
    return Typed(infix(Op.MUL, args[0].expr, 1000), Kind.LONG, args[0].span)


declare(
    Function(
        "queryStartTime",
        (),
        Kind.LONG,
        _start,
        "The start of the query's range, milliseconds since the epoch.",
        ("queryStartTime() as from_time", "_messageTime - queryStartTime() as since"),
    ),
    Function(
        "queryEndTime",
        (),
        Kind.LONG,
        _end,
        "The end of the query's range, milliseconds since the epoch.",
        ("queryEndTime() as to_time",),
    ),
    Function(
        "queryTimeRange",
        (),
        Kind.LONG,
        _length,
        "The length of the query's range in milliseconds.",
        ("queryTimeRange() as length", "queryTimeRange() / 1h as hours"),
    ),
    Function(
        "now",
        (),
        Kind.LONG,
        _now,
        "The present time, milliseconds since the epoch.",
        ("now() - _messageTime as age", "where now() - _messageTime < 1d"),
    ),
    Function(
        "toMillis",
        (Param("time", Kind.LONG),),
        Kind.LONG,
        _milliseconds,
        "An instant as milliseconds since the epoch, which it is already; a text is turned into a number.",
        ("toMillis(now()) as at",),
    ),
    Function(
        "fromMillis",
        (Param("milliseconds", Kind.LONG),),
        Kind.LONG,
        _milliseconds,
        "An instant of milliseconds since the epoch, which it is already; a text is turned into a number.",
        ('fromMillis("1767268800000") as at',),
    ),
    Function(
        "fromSeconds",
        (Param("seconds", Kind.LONG),),
        Kind.LONG,
        _seconds,
        "An instant of seconds since the epoch, in milliseconds.",
        ('fromSeconds("1767268800") as at',),
    ),
)
