"""The smallest condition around a place of a query: what is written once for each of several values.

Reference dashboards.md, 6, leaves open how several values of a variable are joined. Here a query means with them what
it would mean with each: `region={{region}}` is `(region=a or region=b)`, a comparison likewise, and a list holds them
all.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sagescope.lang import ast as logs
from sagescope.lang.operators.where import Where
from sagescope.lang.parts import parts
from sagescope.lang.scope import FieldTest, Keyword
from sagescope.lang.tree import parse_query
from sagescope.metrics import ast as metrics
from sagescope.metrics.query import parse_row
from sagescope.span import Span


@dataclass(frozen=True, slots=True)
class Condition:
    """A part of a text that may stand there several times, and what is written between."""

    span: Span
    between: str

    @property
    def listed(self) -> bool:
        """Whether it is an item of a list, which needs no parentheses."""
        return self.between == ", "


def log_conditions(text: str) -> tuple[Condition, ...]:
    """The conditions of a log query and of its subqueries, each before those inside of it."""
    tree = parse_query(text)
    found = list(_of(tree.scope))
    for operator in tree.operators:
        if isinstance(operator, Where) and isinstance(operator.condition, logs.Apply):
            found.append(Condition(operator.condition.span, " or "))
        found += _of(operator)
    for _, below in tree.inner:
        found += [*_of(below.scope), *_of(below.operators)]
    return tuple(found)


def metric_conditions(text: str) -> tuple[Condition, ...]:
    """The terms of a row's selector, and the comparisons of its stages."""
    row = parse_row(text)
    return (*_of(row.start), *_of(row.stages))


def smallest(conditions: tuple[Condition, ...], place: Span) -> Condition | None:
    """The smallest condition that holds a place."""
    around = [c for c in conditions if c.span.start <= place.start and place.end <= c.span.end]
    return min(around, key=lambda c: c.span.end - c.span.start, default=None)


def _of(value: object) -> Iterator[Condition]:
    match value:
        case FieldTest(span=span) | Keyword(span=span) | metrics.Term(span=span) | metrics.Word(span=span):
            yield Condition(span, " or ")
        case logs.Binary(sign, _, _, span) if sign in _COMPARED:
            yield Condition(span, " and " if sign in _UNEQUAL else " or ")
        case metrics.Comparison(sign, _, _, span):
            yield Condition(span, " and " if sign in _UNEQUAL else " or ")
        case logs.Among(_, items, _):
            yield from (Condition(item.span, ", ") for item in items if isinstance(item, _VALUES))
    for part in parts(value):
        yield from _of(part)


_COMPARED = frozenset({"=", "!=", "<", "<=", ">", ">=", "matches", "contains"})
_UNEQUAL = frozenset({"!="})
_VALUES = (logs.Text, logs.Number, logs.Field)
