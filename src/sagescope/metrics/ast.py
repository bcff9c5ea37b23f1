"""A metrics query as written: selectors, expressions, and what a row starts from."""

from dataclasses import dataclass
from enum import Enum

from sagescope.span import Span
from sagescope.syntax.cursor import Name


@dataclass(frozen=True, slots=True)
class Term:
    """`key=value`, or a list of values of which one has to match."""

    key: Name
    values: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Word:
    """A word that the metric, a key or a value has to be."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class AllOf:
    """All parts hold; of none it holds always."""

    parts: "tuple[Selector, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Some part holds."""

    parts: "tuple[Selector, ...]"


@dataclass(frozen=True, slots=True)
class NoneOf:
    """The part does not hold."""

    part: "Selector"


Selector = Term | Word | AllOf | AnyOf | NoneOf


class Rollup(Enum):
    """How the points of a bucket become one."""

    AVG = "avg"
    SUM = "sum"
    MIN = "min"
    MAX = "max"
    COUNT = "count"
    RATE = "rate"
    LATEST = "latest"
    PCT = "pct"


@dataclass(frozen=True, slots=True)
class Folding:
    """A rollup, with the percentile from 0 to 100 that `pct` takes."""

    rollup: Rollup
    percentile: float = 0.0

    @property
    def text(self) -> str:
        """How it is written and shown."""
        return f"pct({self.percentile})" if self.rollup is Rollup.PCT else self.rollup.value


DEFAULT = Folding(Rollup.AVG)


@dataclass(frozen=True, slots=True)
class Number:
    """A number."""

    value: float
    span: Span


@dataclass(frozen=True, slots=True)
class Value:
    """`_value`: the point itself."""

    span: Span


@dataclass(frozen=True, slots=True)
class Granularity:
    """`_granularity`: the length of a bucket in milliseconds."""

    span: Span


@dataclass(frozen=True, slots=True)
class Reduced:
    """`avg`, `latest`, `pct(95)`: one number of all points of a series; `percentile` is from 0 to 100."""

    name: str
    percentile: float
    span: Span


@dataclass(frozen=True, slots=True)
class RowReference:
    """`#A`: the series of another row."""

    row: str
    span: Span


@dataclass(frozen=True, slots=True)
class Negated:
    """`-operand`."""

    operand: "Expression"
    span: Span


@dataclass(frozen=True, slots=True)
class Binary:
    """`left sign right` with an arithmetic sign."""

    sign: str
    left: "Expression"
    right: "Expression"
    span: Span


@dataclass(frozen=True, slots=True)
class Called:
    """A function of its arguments; `name` is in lower case."""

    name: str
    arguments: "tuple[Expression, ...]"
    span: Span


Expression = Number | Value | Granularity | Reduced | RowReference | Negated | Binary | Called


@dataclass(frozen=True, slots=True)
class Comparison:
    """`left sign right` with one of `> >= < <= = !=`."""

    sign: str
    left: Expression
    right: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Junction:
    """Conditions joined by `and` or `or`."""

    sign: str
    parts: "tuple[Condition, ...]"
    span: Span


@dataclass(frozen=True, slots=True)
class Inverse:
    """`not condition`."""

    condition: "Condition"
    span: Span


Condition = Comparison | Junction | Inverse


@dataclass(frozen=True, slots=True)
class RowExpression:
    """Arithmetic over other rows: `#A / #B along host as share`.

    `along` is None where series are combined with all others; `text` is the expression as written.
    """

    expression: Expression
    along: tuple[Name, ...] | None
    alias: str
    text: str
    span: Span


def rows_in(expression: Expression) -> tuple[RowReference, ...]:
    """The rows that an expression refers to, each once, in the order of their letters."""
    found: dict[str, RowReference] = {}
    for part in parts_of(expression):
        if isinstance(part, RowReference):
            found.setdefault(part.row, part)
    return tuple(found[row] for row in sorted(found))


def parts_of(node: Expression | Condition) -> tuple[Expression | Condition, ...]:
    """The node and all nodes in it."""
    inner: tuple[Expression | Condition, ...]
    match node:
        case Binary(_, left, right) | Comparison(_, left, right):
            inner = (left, right)
        case Negated(operand):
            inner = (operand,)
        case Inverse(condition):
            inner = (condition,)
        case Called(_, arguments):
            inner = arguments
        case Junction(_, parts):
            inner = parts
        case _:
            inner = ()
    return (node, *(deep for one in inner for deep in parts_of(one)))
