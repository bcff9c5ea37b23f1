"""What `fillmissing` fills in: the values that fields have to have, and what else new rows hold (reference 2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sagescope.errors import Fault
from sagescope.lang.expressions import number_value
from sagescope.lang.operator import Bind
from sagescope.lang.slices import slice_shift
from sagescope.plan.schema import Kind
from sagescope.span import Span
from sagescope.syntax.cursor import Cursor, Name, StageFault
from sagescope.syntax.tokens import T, Token

_SLICE = "_timeslice"
_WIDTHS = ("s", "m", "h", "d", "w")


@dataclass(frozen=True, slots=True)
class Generator:
    """The values that a field has to have: slices of time, listed values, or all that it has anywhere.

    `kind` is `timeslice`, `values` or `all`; `width` of the slices in milliseconds is 0 for that of the slices before.
    """

    field: Name
    kind: str
    width: int = 0
    values: tuple[str, ...] = ()

    def values_of(self, kind: Kind, cx: Bind) -> Sequence[object]:
        """The values for a field of that kind, none for `all`.

        Raises StageFault `fillmissing.width`, `fillmissing.slices` or `fillmissing.values` where there can be none.
        """
        match self.kind:
            case "timeslice":
                return self._slices(kind, cx)
            case "values":
                return tuple(dict.fromkeys(self._value(value, kind) for value in self.values))
            case _:
                return ()

    def _slices(self, kind: Kind, cx: Bind) -> range:
        width = self.width or cx.slices.get(self.field.text.lower(), 0)
        if not width:
            raise StageFault(
                Fault(
                    "fillmissing.width",
                    f"The width of the slices in {self.field.text!r} is not known.",
                    "Write it: timeslice(5m).",
                    self.field.span,
                )
            )
        if not (kind.numeric or kind is Kind.NULL):
            raise StageFault(
                Fault(
                    "fillmissing.slices",
                    f"{self.field.text!r} holds no times.",
                    "Fill the slices in first, and write their times after that.",
                    self.field.span,
                )
            )
        shift = slice_shift(width, cx.zone_offset)
        return range((cx.range.start + shift) // width * width - shift, cx.range.end, width)

    def _value(self, value: str, kind: Kind) -> object:
        try:
            match kind:
                case Kind.INT | Kind.LONG:
                    return int(value)
                case Kind.DOUBLE:
                    return float(value)
                case Kind.BOOL:
                    return {"true": True, "false": False}[value.lower()]
                case _:
                    return value
        except (KeyError, ValueError):
            raise StageFault(
                Fault(
                    "fillmissing.values",
                    f"{self.field.text!r} can never be {value!r}.",
                    "List values that the field can have.",
                    self.field.span,
                )
            ) from None


@dataclass(frozen=True, slots=True)
class Constant:
    """What new rows hold in a field: a text, a number, or nothing."""

    field: Name
    value: str | int | float | None
    span: Span

    def check(self, kind: Kind) -> None:
        """Raise StageFault `fillmissing.constant` where a field of that kind cannot hold it."""
        if (isinstance(self.value, str) and (kind.numeric or kind is Kind.BOOL)) or (
            isinstance(self.value, int | float) and kind is Kind.BOOL
        ):
            raise StageFault(
                Fault(
                    "fillmissing.constant",
                    f"{self.field.text!r} can never be {self.value!r}.",
                    "Write a value that the field can have, a number without quotes, or null.",
                    self.span,
                )
            )


def read_generators(cursor: Cursor) -> tuple[Generator, ...]:
    """Take `timeslice[(<width>)] [in <field>]`, `values(…) in <field>` or `values all in <field>`, parted by commas.

    Raises StageFault `fillmissing.repeated` where a field has two of them.
    """
    found = [_generator(cursor)]
    while cursor.sign(","):
        generator = _generator(cursor)
        if any(g.field.text.lower() == generator.field.text.lower() for g in found):
            raise StageFault(
                Fault(
                    "fillmissing.repeated",
                    f"The values of {generator.field.text!r} are told twice.",
                    "Tell them once.",
                    generator.field.span,
                )
            )
        found.append(generator)
    return tuple(found)


def read_constants(cursor: Cursor) -> list[Constant]:
    """Take `<value> for <field>`, parted by commas; `with` may be said again."""
    found = [_constant(cursor)]
    while cursor.sign(","):
        cursor.word("with")
        found.append(_constant(cursor))
    return found


def _generator(cursor: Cursor) -> Generator:
    if (word := cursor.word("timeslice")) is not None:
        width = 0
        if cursor.sign("("):
            if not cursor.peek().is_sign(")"):
                width = _width(cursor)
            cursor.expect_sign(")", "after the width of timeslice")
        field = cursor.name("the field of the slices") if cursor.word("in") else Name(_SLICE, word.span)
        return Generator(field, "timeslice", width)
    cursor.expect_word("values", "timeslice", after="after fillmissing")
    if cursor.word("all"):
        cursor.expect_word("in", after="after values all")
        return Generator(cursor.name("a field"), "all")
    cursor.expect_sign("(", "after values")
    values = [cursor.string("A value").value]
    while cursor.sign(","):
        values.append(cursor.string("A value").value)
    cursor.expect_sign(")", "after the values")
    cursor.expect_word("in", after="after the values")
    return Generator(cursor.name("a field"), "values", values=tuple(values))


def _width(cursor: Cursor) -> int:
    token = cursor.number("The width of the slices, such as 5m,")
    width = number_value(token)
    if not _timed(token) or not 1 <= width < 2**53:
        raise StageFault(
            Fault(
                "fillmissing.width", f"{token.text} is no width of time.", "Write 5m, 1h or 1d.", token.span
            )
        )
    return int(width)


def _timed(token: Token) -> bool:
    return token.text.endswith(_WIDTHS) and not token.text.endswith(("ms", "us", "ns"))


def _constant(cursor: Cursor) -> Constant:
    mark = cursor.mark()
    value: str | int | float | None = None
    if cursor.peek().kind is T.STRING:
        value = cursor.take().value
    elif not cursor.word("null"):
        negative = cursor.sign("-") is not None
        number = number_value(cursor.number("The value to fill with"))
        value = -number if negative else number
    span = cursor.span_since(mark)
    cursor.expect_word("for", after="after the value to fill with")
    return Constant(cursor.name("the field to fill"), value, span)
