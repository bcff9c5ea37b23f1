"""Expressions to SQL (reference metrics-language.md, section 5)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sagescope.metrics.ast import (
    Binary,
    Called,
    Comparison,
    Condition,
    Expression,
    Granularity,
    Inverse,
    Junction,
    Negated,
    Number,
    Reduced,
    RowReference,
    Value,
)
from sagescope.metrics.functions import FUNCTIONS
from sagescope.sql.build import all_of, any_of, f, infix, lit, not_
from sagescope.sql.nodes import Expr, Op

_SIGNS = {
    "+": Op.ADD,
    "-": Op.SUB,
    "*": Op.MUL,
    "/": Op.DIV,
    ">": Op.GT,
    "<": Op.LT,
    ">=": Op.GE,
    "<=": Op.LE,
    "=": Op.EQ,
    "!=": Op.NE,
}


def _no_reducer(_: Reduced) -> Expr:
    raise AssertionError("the parser lets no reducer stand here")


@dataclass(frozen=True, slots=True)
class Operands:
    """What the operands of an expression are in SQL; `granularity` is in milliseconds."""

    granularity: int
    value: Expr | None = None
    rows: Mapping[str, Expr] = field(default_factory=dict)
    reduced: Callable[[Reduced], Expr] = _no_reducer


def lower(node: Expression, operands: Operands) -> Expr:
    """The SQL of arithmetic."""
    match node:
        case Number(value):
            return lit(value)
        case Value():
            assert operands.value is not None, "the parser lets no _value stand here"
            return operands.value
        case Granularity():
            return lit(operands.granularity)
        case Reduced():
            return operands.reduced(node)
        case RowReference(row):
            return operands.rows[row]
        case Negated(operand):
            return f.negate(lower(operand, operands))
        case Binary(sign, left, right):
            return infix(_SIGNS[sign], lower(left, operands), lower(right, operands))
        case Called(name, arguments):
            return FUNCTIONS[name].lower(*(lower(argument, operands) for argument in arguments))


def lower_condition(node: Condition, operands: Operands) -> Expr:
    """The SQL of a condition."""
    match node:
        case Comparison(sign, left, right):
            return infix(_SIGNS[sign], lower(left, operands), lower(right, operands))
        case Junction("and", parts):
            return all_of(*(lower_condition(part, operands) for part in parts))
        case Junction(_, parts):
            return any_of(*(lower_condition(part, operands) for part in parts))
        case Inverse(condition):
            return not_(lower_condition(condition, operands))
