"""`format`: values put into a text (reference search-language.md, 2, format)."""

from sagescope.lang.coercion import Typed
from sagescope.lang.dates.zone import Zone
from sagescope.lang.formatter.render import rendered
from sagescope.lang.formatter.specifier import read_format
from sagescope.lang.function import Function, Param, declare, literal_text
from sagescope.lang.operator import Bind
from sagescope.plan.schema import Kind
from sagescope.sql.build import lit
from sagescope.sql.nodes import Call, Expr


def _format(args: list[Typed], cx: Bind) -> Typed:
    written, values = args[0], args[1:]
    pieces = read_format(literal_text(written) or "", len(values), written.span)
    zone = Zone(None, cx.zone_offset)
    parts: list[Expr] = [
        lit(piece) if isinstance(piece, str) else rendered(piece, values[piece.argument], zone)
        for piece in pieces
    ]
    match parts:
        case []:
            shown: Expr = lit("")
        case [one]:
            shown = one
        case _:
            shown = Call("concat", tuple(parts))
    return Typed(shown, Kind.TEXT, written.span)


declare(
    Function(
        "format",
        (
            Param("format", Kind.TEXT, literal=True),
            Param("value", Kind.NULL, optional=True, repeats=True),
        ),
        Kind.TEXT,
        _format,
        "A text with values put in, as Java's Formatter does it: `%s` text, `%d` whole number, `%.2f` two "
        "decimals, `%,d` with commas, `%x` hexadecimal, `%5s` and `%-5s` set into a width, `%05d` with zeros, "
        "`%2$s` the second value, `%tF` the day of an instant, `%%` a percent sign. Up to 16 values. Texts "
        "that are numbers are converted as such; absent where a value is absent, or cannot be converted.",
        (
            'format("%s : %.2f", "rate", 3.14159) as shown',
            'format("$%,.2f", 1234567.891) as price',
            'format("%-8s|%05d|%x", "id", 42, 255) as line',
            'format("%2$s-%1$s", _sourceHost, _sourceCategory) as place',
        ),
        most=17,
        named=True,
    ),
)
