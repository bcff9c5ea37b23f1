"""Functions of time: the range of the query, and now."""

from sagescope.lang.coercion import Typed
from sagescope.lang.function import Function, declare
from sagescope.lang.operator import Bind
from sagescope.plan.schema import Kind
from sagescope.span import Span
from sagescope.sql.build import f, lit

_NOWHERE = Span(0, 0)


def _start(args: list[Typed], cx: Bind) -> Typed:
    return Typed(lit(cx.range.start), Kind.LONG, _NOWHERE)


def _end(args: list[Typed], cx: Bind) -> Typed:
    return Typed(lit(cx.range.end), Kind.LONG, _NOWHERE)


def _length(args: list[Typed], cx: Bind) -> Typed:
    return Typed(lit(cx.range.length), Kind.LONG, _NOWHERE)


def _now(args: list[Typed], cx: Bind) -> Typed:
    return Typed(f.toUnixTimestamp64Milli(f.now64(3)), Kind.LONG, _NOWHERE)


declare(
    Function(
        "queryStartTime",
        (),
        Kind.LONG,
        _start,
        "The start of the query's range, milliseconds since the epoch.",
        ("queryStartTime() as from",),
    ),
    Function(
        "queryEndTime",
        (),
        Kind.LONG,
        _end,
        "The end of the query's range, milliseconds since the epoch.",
        ("queryEndTime() as to",),
    ),
    Function(
        "queryTimeRange",
        (),
        Kind.LONG,
        _length,
        "The length of the query's range in milliseconds.",
        ("queryTimeRange() as length",),
    ),
    Function(
        "now",
        (),
        Kind.LONG,
        _now,
        "The present time, milliseconds since the epoch.",
        ("now() - _messageTime as age",),
    ),
)
