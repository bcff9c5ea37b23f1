"""Typed SQL expressions, and turning one kind into another.

Text turns into a number where a number is clearly needed (reference search-language.md, section 3).
"""

import re
from dataclasses import dataclass, replace

from sagescope.errors import Fault
from sagescope.plan.schema import Kind
from sagescope.span import Span
from sagescope.sql.build import NULL, cast, eq, f, infix, lit, once
from sagescope.sql.nodes import Expr, Literal, Op
from sagescope.sql.types import FLOAT64, STRING, nullable
from sagescope.syntax.cursor import StageFault

_WHOLE = re.compile(r"\s*[+-]?[0-9]{1,19}\s*")
_SPECIAL = frozenset({"Infinity", "+Infinity", "-Infinity", "NaN"})
_NOWHERE = Span(0, 0)
DECIMAL = re.compile(r"\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\s*")
"""A text that is a number."""


@dataclass(frozen=True, slots=True)
class Typed:
    """An SQL expression and what it yields; `span` is where it was written.

    Where it is the whole of a stage, rows for which `keeps` does not hold are dropped; inside another
    expression it says nothing.
    """

    expr: Expr
    kind: Kind
    span: Span
    keeps: Expr | None = None


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
            if isinstance(value.expr, Literal) and isinstance(value.expr.value, int):
                return Typed(lit(str(value.expr.value)), Kind.TEXT, value.span)
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
    if value.kind is Kind.TEXT and not isinstance(value.expr, Literal):
        # Numbers of up to 19 digits keep every digit: as doubles, ids would change.
        digits = f.trimBoth(f.toString(value.expr))
        whole = once("t", digits, lambda t: f.ifNull(f.toInt64OrNull(t), _cut(f.toFloat64OrNull(t))))
        return Typed(whole, Kind.LONG, value.span)
    as_number = number(value)
    if as_number.kind.integral:
        return as_number
    match as_number.expr:
        case Literal(float() as held) if abs(held) < 2**63:
            return Typed(lit(int(held)), Kind.LONG, value.span)
        case other:
            return Typed(_cut(other), Kind.LONG, value.span)


def _cut(double: Expr) -> Expr:
    return f.accurateCastOrNull(f.trunc(double), "Int64")


def double(value: Typed) -> Expr:
    """`value` as a double, whole numbers too."""
    as_number = number(value)
    if isinstance(as_number.expr, Literal) and isinstance(as_number.expr.value, int):
        return lit(float(as_number.expr.value))
    return f.toFloat64(as_number.expr) if as_number.kind.integral else as_number.expr


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


def number_read(value: Typed) -> Typed:
    """As `number`, for casts: a text that is written out and no number is absent too, and no fault.

    Parameters of dashboards are such texts, as in `toInt("*")`.
    """
    if isinstance(value.expr, Literal) and isinstance(value.expr.value, str):
        held = _literal_number(value.expr.value)
        return number(Typed(NULL, Kind.NULL, value.span)) if held is None else replace(held, span=value.span)
    return number(value)


def _text_literal_number(value: str, span: Span) -> Typed:
    held = _literal_number(value)
    if held is not None:
        return replace(held, span=span)
    raise StageFault(
        Fault(
            "type.number",
            f"A number is needed here, and {value!r} is text.",
            "Write the number without quotes, or compare with a text field.",
            span,
        )
    )


def _literal_number(value: str) -> Typed | None:
    """The number that a text is, in no place; None where it is none."""
    if _WHOLE.fullmatch(value) and -(2**63) <= int(value) < 2**63:
        return Typed(lit(int(value)), Kind.LONG, _NOWHERE)
    if DECIMAL.fullmatch(value) or value.strip() in _SPECIAL:
        return Typed(lit(float(value)), Kind.DOUBLE, _NOWHERE)
    return None
