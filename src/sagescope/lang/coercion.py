"""Typed SQL expressions, and turning one kind into another.

Text turns into a number where a number is clearly needed (reference search-language.md, section 3).
"""

import re
from dataclasses import dataclass

from sagescope.errors import Fault
from sagescope.plan.schema import Kind
from sagescope.span import Span
from sagescope.sql.build import NULL, cast, eq, f, infix, lit
from sagescope.sql.nodes import Expr, Literal, Op
from sagescope.sql.types import FLOAT64, STRING, nullable
from sagescope.syntax.cursor import StageFault

_WHOLE = re.compile(r"\s*[+-]?[0-9]{1,19}\s*")
_DECIMAL = re.compile(r"\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\s*")


@dataclass(frozen=True, slots=True)
class Typed:
    """An SQL expression and what it yields; `span` is where it was written."""

    expr: Expr
    kind: Kind
    span: Span


def number(value: Typed) -> Typed:
    """`value` as a number: text is read as one, and is null where it is none."""
    match value.kind:
        case Kind.INT | Kind.LONG | Kind.DOUBLE:
            return value
        case Kind.BOOL:
            return Typed(f.toInt64(value.expr), Kind.INT, value.span)
        case Kind.NULL:
            return Typed(cast(NULL, nullable(FLOAT64)), Kind.DOUBLE, value.span)
        case Kind.TEXT:
            if isinstance(value.expr, Literal) and isinstance(value.expr.value, str):
                return _text_literal_number(value.expr.value, value.span)
            return Typed(f.toFloat64OrNull(f.trimBoth(f.toString(value.expr))), Kind.DOUBLE, value.span)


def text(value: Typed) -> Typed:
    """`value` as text."""
    match value.kind:
        case Kind.TEXT:
            return value
        case Kind.NULL:
            return Typed(cast(NULL, nullable(STRING)), Kind.TEXT, value.span)
        case Kind.BOOL:
            return Typed(
                f.if_(f.isNull(value.expr), NULL, f.if_(value.expr, "true", "false")), Kind.TEXT, value.span
            )
        case _:
            return Typed(f.toString(value.expr), Kind.TEXT, value.span)


def boolean(value: Typed) -> Typed:
    """`value` as a truth value: numbers other than zero and the text `true` are true."""
    match value.kind:
        case Kind.BOOL:
            return value
        case Kind.NULL:
            return Typed(NULL, Kind.BOOL, value.span)
        case Kind.TEXT:
            return Typed(eq(f.lower(value.expr), "true"), Kind.BOOL, value.span)
        case _:
            return Typed(infix(Op.NE, value.expr, 0), Kind.BOOL, value.span)


def integer(value: Typed) -> Typed:
    """`value` as a whole number, cut towards zero; null where it is none."""
    as_number = number(value)
    if as_number.kind.integral:
        return as_number
    return Typed(f.accurateCastOrNull(f.trunc(as_number.expr), "Int64"), Kind.LONG, value.span)


def common_kind(kinds: list[Kind]) -> Kind:
    """The kind that values of all these kinds can be turned into."""
    known = {k for k in kinds if k is not Kind.NULL}
    if not known:
        return Kind.NULL
    if len(known) == 1:
        return known.pop()
    if all(k.numeric for k in known):
        return Kind.DOUBLE if Kind.DOUBLE in known else Kind.LONG
    return Kind.TEXT


def as_kind(value: Typed, kind: Kind) -> Expr:
    """`value` turned into `kind`, for branches that must agree."""
    if value.kind is kind:
        return value.expr
    match kind:
        case Kind.TEXT:
            return text(value).expr
        case Kind.DOUBLE:
            return f.toFloat64(number(value).expr)
        case Kind.INT | Kind.LONG:
            return f.toInt64(number(value).expr)
        case Kind.BOOL:
            return boolean(value).expr
        case Kind.NULL:
            return value.expr


def choice(condition: Typed, yes: Typed, no: Typed, span: Span) -> Typed:
    """`yes` where the condition holds, else `no`, in the kind that both can be turned into."""
    kind = common_kind([yes.kind, no.kind])
    return Typed(f.if_(boolean(condition).expr, as_kind(yes, kind), as_kind(no, kind)), kind, span)


def _text_literal_number(value: str, span: Span) -> Typed:
    if _WHOLE.fullmatch(value) and -(2**63) <= int(value) < 2**63:
        return Typed(lit(int(value)), Kind.LONG, span)
    if _DECIMAL.fullmatch(value):
        return Typed(lit(float(value)), Kind.DOUBLE, span)
    raise StageFault(
        Fault(
            "type.number",
            f"A number is needed here, and {value!r} is text.",
            "Write the number without quotes, or compare with a text field.",
            span,
        )
    )
