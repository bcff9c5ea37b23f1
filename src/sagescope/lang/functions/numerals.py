"""Numbers as they are written: hexadecimal ones, whether a text is a number, check digits."""

from collections.abc import Callable

from sagescope.lang.coercion import Typed, number
from sagescope.lang.function import Function, Param, declare
from sagescope.lang.operator import Bind
from sagescope.plan.schema import Kind
from sagescope.sql.build import FALSE, NULL, all_of, any_of, col, eq, f, fn, infix, ne, once
from sagescope.sql.nodes import Expr, Op

# What Java's number texts are: hexadecimal with 0x, octal with a leading 0, decimals, exponents, and the
# suffixes of its types. `09` is none, since its digits are octal.
_JAVA_NUMBER = (
    r"^[+-]?(?:0[xX][0-9A-Fa-f]+|0[0-7]+|(?:0|[1-9][0-9]*)(?:[lLdDfF]|[eE][+-]?[0-9]+[dDfF]?)?"
    r"|(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[dDfF]?)$"
)
_HEX = r"^(?:0[xX])?[0-9A-Fa-f]{1,16}$"


def _from_hex(args: list[Typed], cx: Bind) -> Typed:
    def read(v: Expr) -> Expr:
        digits = f.leftPad(f.replaceRegexpOne(v, "^0[xX]", ""), 16, "0")
        return f.if_(f.match(v, _HEX), f.reinterpretAsInt64(f.reverse(f.unhex(digits))), NULL)

    return Typed(once("v", args[0].expr, read), Kind.LONG, args[0].span)


def _to_hex(args: list[Typed], cx: Bind) -> Typed:
    def write(v: Expr) -> Expr:
        return f.if_(eq(v, 0), "0", f.trimLeft(f.hex(f.toInt64(v)), "0"))

    value = args[0].expr
    return Typed(f.if_(f.isNull(value), NULL, once("v", value, write)), Kind.TEXT, args[0].span)


def _is_numeric(args: list[Typed], cx: Bind) -> Typed:
    value = args[0]
    match value.kind:
        case Kind.TEXT:
            numeric: Expr = f.ifNull(f.match(value.expr, _JAVA_NUMBER), FALSE)
        case Kind.NULL | Kind.BOOL:
            numeric = FALSE
        case _:
            numeric = f.isNotNull(value.expr)
    return Typed(numeric, Kind.BOOL, value.span)


def _is_nan(args: list[Typed], cx: Bind) -> Typed:
    return _of_number(args[0], lambda n: any_of(f.isNull(n), f.isNaN(n)))


def _is_infinity(args: list[Typed], cx: Bind) -> Typed:
    return _of_number(args[0], lambda n: f.ifNull(f.isInfinite(n), FALSE))


def _of_number(value: Typed, test: Callable[[Expr], Expr]) -> Typed:
    """A test of the number that a value is, null where it is none; blank and absent values have no answer."""
    if value.kind is not Kind.TEXT:
        held = number(value).expr
        answer = once("v", held, lambda v: f.if_(f.isNull(v), NULL, test(v)))
        return Typed(answer, Kind.BOOL, value.span)

    def of_text(v: Expr) -> Expr:
        return f.if_(f.ifNull(f.match(v, r"\S"), FALSE), test(f.toFloat64OrNull(f.trimBoth(v))), NULL)

    return Typed(once("v", value.expr, of_text), Kind.BOOL, value.span)


def _luhn(args: list[Typed], cx: Bind) -> Typed:
    def check(digits: Expr) -> Expr:
        # From the right, every second digit counts double, and 10 and more as the sum of its two digits.
        twice = infix(Op.MUL, f.toInt64OrZero(col("c")), 2)
        counted = f.if_(
            eq(f.modulo(col("i"), 2), 1),
            f.toInt64OrZero(col("c")),
            f.if_(infix(Op.GT, twice, 9), infix(Op.SUB, twice, 9), twice),
        )
        each = f.splitByString("", f.reverse(digits))
        total = f.arraySum(fn("c i", counted), each, f.arrayEnumerate(each))
        return all_of(ne(digits, ""), eq(f.modulo(total, 10), 0))

    value = args[0].expr
    digits = f.replaceRegexpAll(f.ifNull(value, ""), "[^0-9]", "")
    return Typed(f.if_(f.isNull(value), NULL, once("d", digits, check)), Kind.BOOL, args[0].span)


_TEXT = Param("text", Kind.TEXT)

declare(
    Function(
        "hexToDec",
        (_TEXT,),
        Kind.LONG,
        _from_hex,
        "The whole number that up to 16 hexadecimal digits stand for, with or without `0x` before them. 16 "
        "digits from 8 on are a negative number in two's complement. Absent for any other text.",
        ('hexToDec("0000000000001337") as v', 'hexToDec("FFFFFFFFFFFFFFFF") as minus_one'),
    ),
    Function(
        "parseHex",
        (_TEXT,),
        Kind.LONG,
        _from_hex,
        "As `hexToDec`.",
        ('parseHex("12D230") as v', 'parseHex("0xABCD") as v'),
    ),
    Function(
        "decToHex",
        (Param("value", Kind.LONG),),
        Kind.TEXT,
        _to_hex,
        "A whole number as hexadecimal digits in upper case; negative ones are in two's complement.",
        ('decToHex("4919") as v', "decToHex(-1) as v"),
    ),
    Function(
        "isNumeric",
        (Param("value", Kind.NULL),),
        Kind.BOOL,
        _is_numeric,
        "Whether the value is a number or a text that Java takes for one: decimal, with an exponent, "
        "hexadecimal with `0x`, octal with a leading 0, with the suffix of a type such as `L`. Absent and "
        "blank values are not.",
        ('isNumeric("1e5") as yes', 'isNumeric("09") as no', "where !isNumeric(_raw)"),
    ),
    Function(
        "isNaN",
        (Param("value", Kind.NULL),),
        Kind.BOOL,
        _is_nan,
        "Whether the value is not a number; absent for an absent or blank value.",
        ('isNaN("abc") as yes', "isNaN(12) as no", "where isNaN(_raw)"),
    ),
    Function(
        "isInfinity",
        (Param("value", Kind.NULL),),
        Kind.BOOL,
        _is_infinity,
        "Whether the value is infinite, as after a division by zero; absent for an absent or blank value.",
        ("5 / 0 as x | isInfinity(x) as yes", 'isInfinity("12") as no'),
    ),
    Function(
        "luhn",
        (_TEXT,),
        Kind.BOOL,
        _luhn,
        "Whether the digits of the text end in the right check digit, as numbers of payment cards do. All "
        "else in the text is passed over; without a digit it is false.",
        ('luhn("6666-7777-6666-8888") as yes', 'luhn("4111 1111 1111 1112") as no'),
    ),
)
