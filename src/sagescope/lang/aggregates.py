"""The aggregate functions: one table, since `count, sum(x) as s by y` is one stage holding many."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sagescope.lang.coercion import Typed, number
from sagescope.plan.schema import Kind
from sagescope.sql.build import f
from sagescope.sql.nodes import Expr

Make = Callable[[Typed | None], tuple[Expr, Kind]]


@dataclass(frozen=True, slots=True)
class AggregateFunction:
    """An aggregate: `make` gives its SQL for the argument's column (None for rows)."""

    name: str
    column: str
    needs_field: bool
    make: Make
    documentation: str
    example: str


def _count(value: Typed | None) -> tuple[Expr, Kind]:
    if value is None:
        return f.toInt64(f.count()), Kind.INT
    return f.toInt64(f.count(value.expr)), Kind.INT


# Of no rows an aggregate is absent; the engine's plain ones would be 0, or no number.
def _of_number(function: Callable[[Expr], Expr], kind: Kind | None) -> Make:
    def make(value: Typed | None) -> tuple[Expr, Kind]:
        assert value is not None
        as_number = number(value)
        return function(as_number.expr), kind or as_number.kind

    return make


AGGREGATES: Mapping[str, AggregateFunction] = {
    a.name: a
    for a in (
        AggregateFunction(
            "count",
            "_count",
            False,
            _count,
            "The number of rows; with a field, of those that have it.",
            "count by _sourceHost",
        ),
        AggregateFunction(
            "sum",
            "_sum",
            True,
            _of_number(lambda e: f.sumOrNull(e), None),
            "The sum of a field; what is not a number is left out.",
            "sum(bytes) as bytes by endpoint",
        ),
        AggregateFunction(
            "avg",
            "_avg",
            True,
            _of_number(lambda e: f.avgOrNull(e), Kind.DOUBLE),
            "The mean of a field; what is not a number is left out.",
            "avg(latency) by endpoint",
        ),
        AggregateFunction(
            "min",
            "_min",
            True,
            _of_number(lambda e: f.minOrNull(e), None),
            "The smallest value of a field.",
            "min(latency) by endpoint",
        ),
        AggregateFunction(
            "max",
            "_max",
            True,
            _of_number(lambda e: f.maxOrNull(e), None),
            "The largest value of a field.",
            "max(latency) by endpoint",
        ),
    )
}
