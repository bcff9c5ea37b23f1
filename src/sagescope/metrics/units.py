"""What unit the result of arithmetic has, and where it adds what has different units.

Operands are `_value`, named `""` here, and rows by their letters. Which units they have only the data says.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sagescope.metrics.ast import (
    Binary,
    Called,
    Expression,
    Negated,
    Number,
    Reduced,
    RowReference,
    Value,
    parts_of,
)
from sagescope.metrics.functions import FUNCTIONS, REDUCERS
from sagescope.span import Span


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit of an expression: that of the operands `of`, which should all have one.

    Without operands it is `plain` where the expression is a bare number, which goes with any unit, and
    unknown otherwise.
    """

    of: frozenset[str] = frozenset()
    plain: bool = False

    @property
    def kept(self) -> bool:
        """Whether the result has the unit of its operands."""
        return bool(self.of)


_UNKNOWN = Unit()
_PLAIN = Unit(plain=True)


@dataclass(frozen=True, slots=True)
class Clash:
    """A place where two rows are added or compared, whose units should be one."""

    left: str
    right: str
    span: Span


def unit_of(expression: Expression) -> Unit:
    """The unit of an expression. A product or a quotient has another one than its operands."""
    match expression:
        case Number():
            return _PLAIN
        case Value():
            return Unit(frozenset({""}))
        case RowReference(row):
            return Unit(frozenset({row}))
        case Reduced(name):
            return Unit(frozenset({""})) if REDUCERS[name].keeps_unit else _UNKNOWN
        case Negated(operand):
            return unit_of(operand)
        case Binary("+" | "-", left, right):
            return _together(unit_of(left), unit_of(right))
        case Called(name, arguments) if FUNCTIONS[name].keeps_unit:
            # The digits of `round` are no operand.
            held = arguments[:1] if name == "round" else arguments
            unit = unit_of(held[0])
            for other in held[1:]:
                unit = _together(unit, unit_of(other))
            return unit
        case Binary(_, left, right) if unit_of(left).plain and unit_of(right).plain:
            return _PLAIN
        case _:
            return _UNKNOWN


def clashes(expression: Expression) -> Iterator[Clash]:
    """Where the expression adds or compares two rows."""
    for part in parts_of(expression):
        match part:
            case Binary("+" | "-", left, right):
                sides = (left, right)
            case Called("min" | "max", (left, right)):
                sides = (left, right)
            case _:
                continue
        first, second = (sorted(unit_of(side).of) for side in sides)
        for one, other in zip(first[:1], second[:1], strict=False):
            if one != other:
                yield Clash(one, other, part.span)


def _together(one: Unit, other: Unit) -> Unit:
    if one.plain or other.plain:
        return other if one.plain else one
    return Unit(one.of | other.of) if one.of and other.of else _UNKNOWN
