"""Conversions as SQL: a value as the text that Java's Formatter makes of it, null where it is none."""

from dataclasses import replace

from sagescope.lang.coercion import Typed, boolean, integer, number, text
from sagescope.lang.dates.pattern import read_pattern
from sagescope.lang.dates.write import written as date_written
from sagescope.lang.dates.zone import Zone
from sagescope.lang.formatter.specifier import DATES, Specifier
from sagescope.plan.schema import Kind
from sagescope.sql.build import NULL, array_of, col, eq, f, fn, infix, lit, once
from sagescope.sql.nodes import Expr, Op

_EXACT = 1e15
"""Doubles from here on have no digits behind the point that are their own."""


def rendered(specifier: Specifier, value: Typed, zone: Zone) -> Expr:
    """The text of a value by its conversion, which is set into its width."""
    return _set(_converted(specifier, value, zone), specifier)


def _converted(specifier: Specifier, value: Typed, zone: Zone) -> Expr:
    match specifier.kind:
        case "s":
            return _upper(_cut(text(value).expr, specifier), specifier)
        case "b":
            return _upper(_cut(_truth(value), specifier), specifier)
        case "c":
            return _upper(_character(value), specifier)
        case "t":
            return _upper(_date(specifier, value, zone), specifier)
        case "d":
            return once("v", integer(value).expr, lambda v: _decimal(v, specifier))
        case "x" | "o":
            return once("v", integer(value).expr, lambda v: _radix(v, specifier))
        case _:
            return _real(number(value), specifier)


def _upper(shown: Expr, specifier: Specifier) -> Expr:
    return f.upperUTF8(shown) if specifier.upper else shown


def _cut(shown: Expr, specifier: Specifier) -> Expr:
    return shown if specifier.precision is None else f.substringUTF8(shown, 1, specifier.precision)


def _truth(value: Typed) -> Expr:
    if value.kind is Kind.BOOL:
        return f.if_(f.ifNull(boolean(value).expr, False), "true", "false")
    return f.if_(f.isNull(value.expr), "false", "true")


def _character(value: Typed) -> Expr:
    if not value.kind.numeric:
        return once("v", text(value).expr, lambda v: f.if_(eq(f.lengthUTF8(v), 1), v, NULL))

    def of_code_point(v: Expr) -> Expr:
        held = f.ifNull(v, 0)
        code = [f.bitAnd(f.bitShiftRight(held, shift), 255) for shift in (24, 16, 8, 0)]
        within = infix(Op.LT, f.abs(v), 0x110000)
        return f.if_(within, f.convertCharset(f.char(*code), "UTF-32BE", "UTF-8"), NULL)

    return once("v", integer(value).expr, of_code_point)


def _date(specifier: Specifier, value: Typed, zone: Zone) -> Expr:
    instant = integer(value).expr
    match specifier.date:
        case "Q":
            return f.toString(instant)
        case "s":
            return f.toString(f.intDiv(instant, 1000))
    shown = date_written(instant, read_pattern(DATES[specifier.date], value.span), zone)
    match specifier.date:
        case "p":
            return f.lower(shown)
        case "C":
            return f.substring(shown, 1, 2)
        case _:
            return shown


def _decimal(value: Expr, specifier: Specifier) -> Expr:
    digits = f.trimLeft(f.toString(value), "-")
    return _signed(_grouped(digits, specifier), infix(Op.LT, value, 0), specifier)


def _radix(value: Expr, specifier: Specifier) -> Expr:
    written, prefix = (
        (f.lower(f.hex(f.toInt64(value))), "0x") if specifier.kind == "x" else (_octal(value), "0")
    )
    digits: Expr = f.if_(eq(value, 0), "0", f.trimLeft(written, "0"))
    head = prefix if "#" in specifier.flags else ""
    if "0" in specifier.flags:
        digits = _zeros(digits, lit(specifier.width - len(head)))
    return _upper(f.concat(head, digits) if head else digits, specifier)


def _octal(value: Expr) -> Expr:
    # The engine has the bits of a number; three of them are a digit.
    triples = f.extractAll(f.leftPad(f.bin(f.toInt64(f.ifNull(value, 0))), 66, "0"), "[01]{3}")
    digit = f.transform(
        col("t"), array_of(*(f"{d:03b}" for d in range(8))), array_of(*(f"{d}" for d in range(8))), ""
    )
    return f.if_(f.isNull(value), NULL, f.arrayStringConcat(f.arrayMap(fn("t", digit), triples)))


def _real(value: Typed, specifier: Specifier) -> Expr:
    whole = value.kind.integral

    def shown(v: Expr) -> Expr:
        size = f.abs(v)
        negative = infix(Op.LT, v, 0)
        digits = _signed(_grouped(_digits(size, specifier, whole=whole), specifier), negative, specifier)
        if whole:
            return digits
        plain = replace(specifier, flags=specifier.flags - {"0"})
        special = _signed(f.if_(f.isNaN(v), "NaN", "Infinity"), negative, plain)
        return f.if_(f.isFinite(v), digits, special)

    return _upper(once("v", value.expr, shown), specifier)


def _digits(size: Expr, specifier: Specifier, *, whole: bool) -> Expr:
    """A number that is not negative, without sign and grouping."""
    precision = 6 if specifier.precision is None else specifier.precision
    double = f.toFloat64(size) if whole else size
    match specifier.kind:
        case "e":
            return f.printf(f"%.{precision}e", double)
        case "g":
            digits = f.printf(f"%#.{precision or 1}g", double)
            return f.replaceRegexpOne(digits, r"\.(e|$)", r"\1")
        case _ if whole:
            return f.concat(f.toString(size), f".{'0' * precision}") if precision else f.toString(size)
        case _:
            return _fixed(size, precision)


def _fixed(size: Expr, places: int) -> Expr:
    """A double with that many places: halves go up by its shortest digits, as Java's do."""
    decimal = f.toDecimal128OrNull if places <= 20 else f.toDecimal256OrNull
    rounded = f.round(decimal(f.toString(size), places + 1), places)
    exact = f.toDecimalString(rounded, places) if places else f.toString(rounded)
    return f.if_(infix(Op.LT, size, _EXACT), exact, f.printf(f"%.{places}f", size))


def _grouped(digits: Expr, specifier: Specifier) -> Expr:
    if "," not in specifier.flags:
        return digits

    def parted(d: Expr) -> Expr:
        head = f.extract(d, "^[0-9]+")
        tail = f.substring(d, infix(Op.ADD, f.length(head), 1))
        threes = f.replaceRegexpAll(f.reverse(head), "([0-9]{3})", r"\1,")
        return f.concat(f.trimLeft(f.reverse(threes), ","), tail)

    return once("d", digits, parted)


def _signed(digits: Expr, negative: Expr, specifier: Specifier) -> Expr:
    flags = specifier.flags
    above = "+" if "+" in flags else " " if " " in flags else ""
    before = f.if_(negative, "(" if "(" in flags else "-", above)
    after = f.if_(negative, ")", "") if "(" in flags else None
    if "0" in flags:
        signs = f.length(before) if after is None else infix(Op.ADD, f.length(before), f.length(after))
        digits = _zeros(digits, f.toInt64(infix(Op.SUB, lit(specifier.width), signs)))
    return f.concat(before, digits) if after is None else f.concat(before, digits, after)


def _zeros(digits: Expr, width: Expr) -> Expr:
    return once("z", digits, lambda z: f.leftPad(z, f.greatest(width, f.toInt64(f.length(z))), "0"))


def _set(shown: Expr, specifier: Specifier) -> Expr:
    """The text in its width: blanks before it, or behind it where it stands to the left."""
    if not specifier.width:
        return shown
    pad = f.rightPadUTF8 if "-" in specifier.flags else f.leftPadUTF8
    return once("s", shown, lambda s: pad(s, f.greatest(specifier.width, f.lengthUTF8(s))))
