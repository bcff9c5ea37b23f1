"""Expressions as written, with their places. The typed SQL expressions that they become are another tree."""

from dataclasses import dataclass

from sagescope.lang.subquery import Subquery
from sagescope.lang.table_syntax import Equality, Source
from sagescope.span import Span
from sagescope.syntax.cursor import Name


@dataclass(frozen=True, slots=True)
class Number:
    """A number; `unit` suffixes are worked out already. `value` is an int where it was written whole."""

    value: int | float
    span: Span


@dataclass(frozen=True, slots=True)
class Text:
    """A quoted text."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Regex:
    """`/pattern/`."""

    pattern: str
    span: Span


@dataclass(frozen=True, slots=True)
class Constant:
    """`true`, `false` or `null`."""

    value: bool | None
    span: Span


@dataclass(frozen=True, slots=True)
class Field:
    """A reference to a field."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Apply:
    """A function call."""

    name: Name
    args: "tuple[Expression, ...]"
    span: Span


@dataclass(frozen=True, slots=True)
class Unary:
    """`!operand` or `-operand`."""

    sign: str
    operand: "Expression"
    span: Span


@dataclass(frozen=True, slots=True)
class Binary:
    """`left sign right`; `sign` is in its first form (`=`, `!=`, `matches`, `contains`, …)."""

    sign: str
    left: "Expression"
    right: "Expression"
    span: Span


@dataclass(frozen=True, slots=True)
class Junction:
    """Parts joined by `and`, or by `or`: any number of them side by side, so that no list is a deep tree."""

    sign: str
    parts: "tuple[Expression, ...]"
    span: Span


@dataclass(frozen=True, slots=True)
class Choice:
    """`condition ? yes : no`; `if(…)` is a call of the function of that name."""

    condition: "Expression"
    yes: "Expression"
    no: "Expression"
    span: Span


@dataclass(frozen=True, slots=True)
class Among:
    """`operand in (items)`."""

    operand: "Expression"
    items: "tuple[Expression, ...]"
    span: Span


@dataclass(frozen=True, slots=True)
class Found:
    """Whether a subquery found the values that the fields of the row have."""

    subquery: Subquery
    span: Span


@dataclass(frozen=True, slots=True)
class InTable:
    """`lookupContains(source, conditions)`: whether a table has such a row."""

    source: Source
    conditions: tuple[Equality, ...]
    span: Span


Expression = (
    Number
    | Text
    | Regex
    | Constant
    | Field
    | Apply
    | Unary
    | Binary
    | Junction
    | Choice
    | Among
    | Found
    | InTable
)
