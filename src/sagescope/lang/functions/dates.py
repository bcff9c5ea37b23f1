"""`formatDate` and `parseDate`: instants to texts and back (reference search-language.md, 2)."""

from datetime import UTC, datetime

from sagescope.errors import Fault
from sagescope.lang.coercion import Typed, integer
from sagescope.lang.dates.pattern import Part, read_pattern
from sagescope.lang.dates.read import read_date
from sagescope.lang.dates.write import written
from sagescope.lang.dates.zone import Zone, zone_called
from sagescope.lang.function import Function, Param, declare, literal_text
from sagescope.lang.operator import Bind
from sagescope.plan.schema import Kind
from sagescope.span import Span
from sagescope.syntax.cursor import StageFault

DEFAULT_PATTERN = "MM-dd-yyyy"
"""What the documentation calls the US date format."""


def _format(args: list[Typed], cx: Bind) -> Typed:
    date = args[0]
    if date.kind is Kind.TEXT:
        raise _text_for_date(date.span)
    pieces = _pieces(args[1]) if len(args) > 1 else read_pattern(DEFAULT_PATTERN, date.span)
    return Typed(written(integer(date).expr, pieces, _zone(args, cx)), Kind.TEXT, date.span)


def _parse(args: list[Typed], cx: Bind) -> Typed:
    text, pattern = args[0], args[1]
    now = datetime.fromtimestamp(cx.range.end / 1000, UTC)
    date = read_date(text.expr, _pieces(pattern), _zone(args, cx), now.year, pattern.span)
    return Typed(date, Kind.LONG, text.span)


def _pieces(pattern: Typed) -> list[Part | str]:
    return read_pattern(literal_text(pattern) or "", pattern.span)


def _zone(args: list[Typed], cx: Bind) -> Zone:
    if len(args) < 3:
        return Zone(None, cx.zone_offset)
    return zone_called(literal_text(args[2]) or "", args[2].span)


def _text_for_date(span: Span) -> StageFault:
    return StageFault(
        Fault(
            "date.text",
            "formatDate takes milliseconds since the epoch, and this is text.",
            "Turn it into a number with toLong, or read a written date with parseDate.",
            span,
        )
    )


_PATTERN_LETTERS = (
    "The pattern is one of Java's SimpleDateFormat: `yyyy` year, `MM` month (`MMM` its name), `dd` day, `HH` "
    "hour (`hh` of a half day with `a`), `mm` minute, `ss` second, `SSS` milliseconds, `EEE` day of the week, "
    "`z`, `Z`, `XXX` the zone; text stands in single quotes. The zone is an IANA name or an offset such as "
    "`GMT+02:00`, and without one that of whoever asks."
)

declare(
    Function(
        "formatDate",
        (
            Param("date", Kind.NULL),
            Param("pattern", Kind.TEXT, optional=True, literal=True),
            Param("zone", Kind.TEXT, optional=True, literal=True),
        ),
        Kind.TEXT,
        _format,
        "An instant, in milliseconds since the epoch, as text; absent outside the years 1 to 9999. "
        f"{_PATTERN_LETTERS} Without a pattern it is `{DEFAULT_PATTERN}`. Texts have to be turned into "
        "numbers first.",
        (
            'formatDate(_messageTime, "yyyy-MM-dd HH:mm:ss") as at',
            'formatDate(now(), "yyyy-MM-dd\'T\'HH:mm:ssXXX", "America/New_York") as today',
            'formatDate(toLong("1767268800000"), "EEE, d MMM yyyy") as day',
        ),
    ),
    Function(
        "parseDate",
        (
            Param("text", Kind.TEXT),
            Param("pattern", Kind.TEXT, literal=True),
            Param("zone", Kind.TEXT, optional=True, literal=True),
        ),
        Kind.LONG,
        _parse,
        "The instant that a text starts with, in milliseconds since the epoch; absent where it does not "
        f"begin as the pattern says. {_PATTERN_LETTERS} An offset in the text goes before it. What the "
        "pattern does not say is that of the start of 1970; more than three digits of `S` are decimals of "
        "the second.",
        (
            'parseDate("2019-11-18T19:00:00.000-08:00", "yyyy-MM-dd\'T\'HH:mm:ss.SSSXXX") as ms',
            'parseDate("20170720000030", "yyyyMMddHHmmss", "Etc/UTC") as ms',
        ),
    ),
)
