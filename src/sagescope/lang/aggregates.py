"""The aggregate functions: one table, since `count, sum(x) as s by y` is one stage holding many."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sagescope.errors import Fault
from sagescope.lang.coercion import Typed, number, text
from sagescope.plan.schema import Kind
from sagescope.sql.build import cast, eq, f, infix
from sagescope.sql.nodes import Call, Expr, Literal, Op, TupleOf
from sagescope.sql.types import STRING, nullable
from sagescope.syntax.cursor import Cursor, Name, StageFault, unknown

MOST_VALUES = 100
"""Values that `values` lists (reference, section 10)."""

_GATHERED = 100_000
"""Distinct values that `values` gathers before it takes the first ones."""

DEFAULT_PERCENTILE = "50"

TIMED_VALUE, TIMED_AT = "value", "timestamp"
"""The keys of what `withtime` makes of a field."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An aggregate as a stage asks for it: the columns of its fields, its percentiles as they were written, and
    an expression that is smallest for the first row, for those that need the rows' order.
    """

    fields: tuple[Typed, ...]
    percentiles: tuple[str, ...]
    place: Expr | None

    @property
    def field(self) -> Typed:
        """The only field."""
        (one,) = self.fields
        return one


Make = Callable[[Asked], Sequence[tuple[Expr, Kind]]]


@dataclass(frozen=True, slots=True)
class AggregateFunction:
    """An aggregate: `make` gives the SQL of its columns, one for each of `columns`.

    `fields` is the least and the largest number of fields that it takes; `percentiles` tells that numbers
    may follow them, `ordered` that it depends on the order of the rows.
    """

    name: str
    column: str
    fields: tuple[int, int]
    make: Make
    documentation: str
    example: str
    percentiles: bool = False
    ordered: bool = False

    @property
    def needs_field(self) -> bool:
        """Whether it says nothing without a field."""
        return self.fields[0] > 0

    def columns(self, field: str, percentiles: Sequence[str]) -> tuple[str, ...]:
        """The names of its columns where none is given."""
        if not self.percentiles:
            return (self.column,)
        return tuple(f"_{field}_pct_{p}" for p in percentiles or (DEFAULT_PERCENTILE,))

    @property
    def syntax(self) -> str:
        """The function with its arguments."""
        if self.percentiles:
            return f"{self.name}(<field>[, <percentile>, …])"
        match self.fields:
            case (0, _):
                return f"{self.name} [<field>]"
            case (_, 1):
                return f"{self.name}(<field>)"
            case _:
                return f"{self.name}(<field>, …)"


def _count(asked: Asked) -> list[tuple[Expr, Kind]]:
    return [(f.toInt64(f.count(*(field.expr for field in asked.fields))), Kind.INT)]


# Of no rows an aggregate is absent; the engine's plain ones would be 0, or no number.
def _of_number(function: str, kind: Kind | None) -> Make:
    def make(asked: Asked) -> list[tuple[Expr, Kind]]:
        value = number(asked.field)
        return [(Call(function, (value.expr,)), kind or value.kind)]

    return make


def _stddev(asked: Asked) -> list[tuple[Expr, Kind]]:
    # Of a single value the engine's is no number.
    value = number(asked.field).expr
    few = infix(Op.LE, f.count(value), 1)
    none = eq(f.count(value), 0)
    return [(f.if_(none, None, f.if_(few, 0.0, f.stddevSampStable(value))), Kind.DOUBLE)]


def _count_distinct(asked: Asked) -> list[tuple[Expr, Kind]]:
    exprs = [field.expr for field in asked.fields]
    if len(exprs) == 1:
        return [(f.toInt64(f.uniq(exprs[0])), Kind.INT)]
    present = f.and_(*(f.isNotNull(e) for e in exprs))
    return [(f.toInt64(f.uniqIf(TupleOf(tuple(exprs)), present)), Kind.INT)]


def _percentiles(asked: Asked) -> list[tuple[Expr, Kind]]:
    value = number(asked.field).expr
    levels = [float(p) / 100 for p in asked.percentiles or (DEFAULT_PERCENTILE,)]
    return [
        (Call("quantileExactInclusiveOrNull", (value,), (Literal(level),)), Kind.DOUBLE) for level in levels
    ]


def _at_end(name: str) -> Make:
    def make(asked: Asked) -> list[tuple[Expr, Kind]]:
        assert asked.place is not None
        # In a tuple an absent value counts too: the first row's value may be none.
        held = Call(f"{name}OrNull", (TupleOf((asked.field.expr,)), asked.place))
        return [(f.tupleElement(held, 1), asked.field.kind)]

    return make


def _values(asked: Asked) -> list[tuple[Expr, Kind]]:
    gathered = Call("groupUniqArray", (text(asked.field).expr,), (Literal(_GATHERED),))
    listed = f.arraySlice(f.arraySort(gathered), 1, MOST_VALUES)
    return [(f.if_(f.empty(gathered), None, f.arrayStringConcat(listed, "\n")), Kind.TEXT)]


def _recent(name: str) -> Make:
    def make(asked: Asked) -> list[tuple[Expr, Kind]]:
        # The engine's JSON functions take no texts that are kept in a dictionary.
        timed = cast(text(asked.field).expr, nullable(STRING))
        # Of several at one time the text decides, so that a query gives the same whenever it runs.
        place = TupleOf((f.JSONExtract(timed, TIMED_AT, "Int64"), timed))
        held = Call(f"{name}OrNull", (timed, place))
        return [(f.JSONExtract(held, TIMED_VALUE, "Nullable(String)"), Kind.TEXT)]

    return make


def percentile(cursor: Cursor) -> str:
    """Take a percentile, as it is written. Raises StageFault `aggregate.percentile`."""
    token = cursor.number("A percentile, from 0 to 100,")
    if not token.text.replace(".", "", 1).isdigit() or not 0 <= float(token.text) <= 100:
        raise StageFault(
            Fault(
                "aggregate.percentile",
                f"{token.text} is no percentile.",
                "Write a number from 0 to 100; 50 is the median.",
                token.span,
            )
        )
    return token.text


def timed(value: Expr, at: Expr) -> Expr:
    """What `withtime` makes: a JSON text of a value and its time, absent where the value is."""
    head, middle = f'{{"{TIMED_VALUE}":', f',"{TIMED_AT}":'
    made = f.concat(head, f.toJSONString(value), middle, f.toString(at), "}")
    return f.if_(f.isNull(value), None, made)


AGGREGATES: Mapping[str, AggregateFunction] = {
    a.name: a
    for a in (
        AggregateFunction(
            "count",
            "_count",
            (0, 1),
            _count,
            "The number of rows; with a field, of those that have it.",
            "count by _sourceHost",
        ),
        AggregateFunction(
            "count_distinct",
            "_count_distinct",
            (1, 8),
            _count_distinct,
            "The number of distinct values of a field, the empty text being one; of several fields, of their "
            "combinations. Exact up to some ten thousand, then within about one percent.",
            "count_distinct(_sourceHost) as hosts",
        ),
        AggregateFunction(
            "sum",
            "_sum",
            (1, 1),
            _of_number("sumOrNull", None),
            "The sum of a field; what is not a number is left out.",
            "sum(_size) as bytes by _sourceHost",
        ),
        AggregateFunction(
            "avg",
            "_avg",
            (1, 1),
            _of_number("avgOrNull", Kind.DOUBLE),
            "The mean of a field; what is not a number is left out.",
            "avg(_size) by _sourceHost",
        ),
        AggregateFunction(
            "min",
            "_min",
            (1, 1),
            _of_number("minOrNull", None),
            "The smallest value of a field.",
            "min(_size) by _sourceHost",
        ),
        AggregateFunction(
            "max",
            "_max",
            (1, 1),
            _of_number("maxOrNull", None),
            "The largest value of a field.",
            "max(_size) by _sourceHost",
        ),
        AggregateFunction(
            "stddev",
            "_stddev",
            (1, 1),
            _stddev,
            "The standard deviation of a field, as that of a sample (n - 1); 0 for a single value.",
            "stddev(_size) by _sourceHost",
        ),
        AggregateFunction(
            "pct",
            "_pct",
            (1, 1),
            _percentiles,
            "Percentiles of a field, in percent, the 50th unless others are listed; between two values it is "
            "worked out in proportion. A column is called like `_size_pct_95`.",
            "pct(_size, 50, 95, 99.9) by _sourceHost",
            percentiles=True,
        ),
        AggregateFunction(
            "pct_sampling",
            "_pct",
            (1, 1),
            _percentiles,
            "As `pct`: percentiles are exact here, so that no sample is needed.",
            "pct_sampling(_size, 95) by _sourceHost",
            percentiles=True,
        ),
        AggregateFunction(
            "first",
            "_first",
            (1, 1),
            _at_end("argMin"),
            "The value of a field in the first row; of messages, in the newest one.",
            "first(_raw) by _sourceHost",
            ordered=True,
        ),
        AggregateFunction(
            "last",
            "_last",
            (1, 1),
            _at_end("argMax"),
            "The value of a field in the last row; of messages, in the oldest one.",
            "last(_raw) by _sourceHost",
            ordered=True,
        ),
        AggregateFunction(
            "values",
            "_values",
            (1, 1),
            _values,
            "The distinct values of a field, a line each, in the order of their characters; the first hundred.",
            "values(_sourceName) as streams by _sourceHost",
        ),
        AggregateFunction(
            "most_recent",
            "_mostrecent",
            (1, 1),
            _recent("argMax"),
            "The value with the latest time, of a field that `withtime` made.",
            "withtime _sourceName | most_recent(_sourceName_withtime) as stream by _sourceHost",
        ),
        AggregateFunction(
            "least_recent",
            "_leastrecent",
            (1, 1),
            _recent("argMin"),
            "The value with the earliest time, of a field that `withtime` made.",
            "withtime _sourceName | least_recent(_sourceName_withtime) as stream by _sourceHost",
        ),
    )
}


def aggregate_called(name: Name) -> AggregateFunction:
    """The aggregate of that name, in any case. Raises StageFault `aggregate.unknown`."""
    found = AGGREGATES.get(name.text.lower())
    if found is None:
        raise unknown(
            "aggregate.unknown",
            "aggregate function",
            name,
            list(AGGREGATES),
            "The manual lists the aggregate functions.",
        )
    return found
