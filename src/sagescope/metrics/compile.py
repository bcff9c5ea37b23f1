"""A metrics query to SQL over the series and points tables.

The points of the selected series are folded into buckets first; then each operator is a block over the
one before (reference metrics-language.md, sections 2, 3 and 5.1).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sagescope.metrics.ast import (
    Across,
    AllOf,
    AnyOf,
    MetricQuery,
    NoneOf,
    Quantize,
    Rollup,
    Selector,
    Term,
    Word,
)
from sagescope.metrics.parse import parse_metric_query
from sagescope.metrics.quantization import effective_interval
from sagescope.metrics.storage import POINTS, SERIES
from sagescope.sql.build import (
    TRUE,
    all_of,
    any_of,
    col,
    eq,
    f,
    floored,
    fn,
    infix,
    like_escaped,
    lit,
    ne,
    not_,
)
from sagescope.sql.nodes import (
    Column,
    Derived,
    Expr,
    InQuery,
    Item,
    Joined,
    JoinKind,
    Op,
    Relation,
    Select,
    Setting,
    Table,
)
from sagescope.timerange import TimeRange


@dataclass(frozen=True, slots=True)
class CompiledMetrics:
    """A row ready to run.

    `select` yields the columns of `dimensions` in order (or the id of the series where `by_series`),
    then the bucket's start and its value. `metric` is the label of the result's series, None where
    each keeps its own. `interval` is in milliseconds.
    """

    query: MetricQuery
    select: Select
    dimensions: tuple[str, ...]
    by_series: bool
    metric: str | None
    interval: int
    rollup: Rollup
    raised: bool


def compile_metrics(
    text: str,
    range_: TimeRange,
    settings: tuple[Setting, ...] = (),
    *,
    interval: int | None = None,
    rollup: Rollup | None = None,
) -> CompiledMetrics:
    """A metrics query over `range_`.

    `interval` (milliseconds) and `rollup` hold where the text does not say otherwise. Raises Refusal
    with all faults of the query.
    """
    query = parse_metric_query(text)
    operators = list(query.operators)
    asked = interval
    if operators and isinstance(first := operators[0], Quantize):
        operators.pop(0)
        asked, rollup = first.interval or asked, first.rollup or rollup
    width = effective_interval(range_.length, asked)
    used = rollup or Rollup.AVG
    block = _bucketed(query.selector, range_, width, used)
    keys: tuple[str, ...] = ("series",)
    names: tuple[str, ...] = ()
    metric: str | None = None
    for level, operator in enumerate(operators):
        match operator:
            case Across(how, by, _):
                wanted = tuple(n.text for n in by)
                made = tuple(f"d{level}_{i}" for i in range(1, len(by) + 1))
                if keys == ("series",):
                    block = _across_series(block, wanted, made, how, query.selector)
                else:
                    held = {name.lower(): col(column) for name, column in zip(names, keys, strict=True)}
                    block = _across_groups(
                        block, tuple(held.get(n.lower(), lit("")) for n in wanted), made, how
                    )
                keys, names, metric = made, wanted, how.value
            case Quantize(step, how_again, _):
                width = max(step or width, width)
                block = _requantized(block, keys, width, how_again or Rollup.AVG)
    outputs = (*keys, "bucket", "value")
    select = Select(tuple(Item(col(c), c) for c in outputs), Derived(block, "q"), settings=settings)
    return CompiledMetrics(
        query, select, names, keys == ("series",), metric, width, used, asked is not None and width > asked
    )


def selected_series(
    selector: Selector, columns: Sequence[str] = ("series", "metric", "dimensions")
) -> Select:
    """The series that a selector picks, each once."""
    return Select(
        tuple(Item(col(c), c) for c in columns),
        Table(SERIES),
        where=selector_test(selector),
        limit_by=(1, (col("series"),)),
    )


def selector_test(selector: Selector) -> Expr:
    """The condition on a row of the series table."""
    match selector:
        case AllOf(parts):
            return all_of(*map(selector_test, parts))
        case AnyOf(parts):
            return any_of(*map(selector_test, parts))
        case NoneOf(part):
            return not_(selector_test(part))
        case Term(key, values, _):
            return any_of(*(_term(key.text.lower(), value.lower()) for value in values))
        case Word(text, _):
            return _word(text.lower())


def _term(key: str, value: str) -> Expr:
    held = f.lower(col("metric")) if key == "metric" else f.lower(f.arrayElement(col("dimensions"), key))
    if key == "namespace":
        # AWS writes some namespaces with a leading slash and some without (reference sagemaker.md, 0.4).
        held, value = f.trimLeft(held, "/"), value.lstrip("/")
    if not value.strip("*"):
        return ne(held, "")
    return _like(held, value)


def _word(text: str) -> Expr:
    if not text.strip("*"):
        return TRUE
    anywhere = f.arrayConcat(f.mapKeys(col("dimensions")), f.mapValues(col("dimensions")))
    return any_of(
        _like(f.lower(col("metric")), text),
        eq(f.arrayExists(fn("x", _like(f.lower(col("x")), text)), anywhere), 1),
    )


def _like(held: Expr, pattern: str) -> Expr:
    if "*" not in pattern:
        return eq(held, pattern)
    return f.like(held, like_escaped(pattern).replace("*", "%"))


def _aggregate(rollup: Rollup, value: Expr) -> Expr:
    if rollup is Rollup.COUNT:
        return f.toFloat64(f.count())
    return {Rollup.AVG: f.avg, Rollup.SUM: f.sum, Rollup.MIN: f.min, Rollup.MAX: f.max}[rollup](value)


def _bucketed(selector: Selector, range_: TimeRange, width: int, rollup: Rollup) -> Select:
    within = all_of(
        infix(Op.GE, col("time"), range_.start),
        infix(Op.LT, col("time"), range_.end),
        InQuery(col("series"), selected_series(selector, ("series",))),
    )
    # A point that was delivered twice counts once: the newest row of a series and time.
    once = Select(
        (
            Item(col("series"), "series"),
            Item(col("time"), "time"),
            Item(f.argMax(col("value"), col("received")), "point"),
        ),
        Table(POINTS),
        where=within,
        group_by=(col("series"), col("time")),
    )
    return Select(
        (
            Item(col("series"), "series"),
            Item(col("bucket"), "bucket"),
            Item(_aggregate(rollup, col("point")), "value"),
        ),
        Derived(once, "p"),
        lets=(Item(floored(col("time"), width), "bucket"),),
        group_by=(col("series"), col("bucket")),
    )


def _across_series(
    block: Select, names: tuple[str, ...], made: tuple[str, ...], rollup: Rollup, selector: Selector
) -> Select:
    lets = tuple(Item(_dimension(name), column) for name, column in zip(names, made, strict=True))
    chosen = Select(
        (Item(col("series"), "series"), *(Item(col(c), c) for c in made)),
        Derived(selected_series(selector), "s"),
        lets=lets,
    )
    source = Joined(
        JoinKind.INNER,
        Derived(block, "b"),
        Derived(chosen, "s"),
        eq(Column("series", "b"), Column("series", "s")),
    )
    return _grouped(source, made, rollup)


def _across_groups(block: Select, values: tuple[Expr, ...], made: tuple[str, ...], rollup: Rollup) -> Select:
    lets = tuple(Item(value, column) for value, column in zip(values, made, strict=True))
    return _grouped(Derived(block, "b"), made, rollup, lets)


def _grouped(source: Relation, keys: tuple[str, ...], rollup: Rollup, lets: tuple[Item, ...] = ()) -> Select:
    items = (
        *(Item(col(k), k) for k in keys),
        Item(col("bucket"), "bucket"),
        Item(_aggregate(rollup, Column("value", "b")), "value"),
    )
    return Select(items, source, lets=lets, group_by=(*(col(k) for k in keys), col("bucket")))


def _dimension(name: str) -> Expr:
    return col("metric") if name.lower() == "metric" else f.arrayElement(col("dimensions"), name.lower())


def _requantized(block: Select, keys: tuple[str, ...], width: int, rollup: Rollup) -> Select:
    return Select(
        (
            *(Item(col(k), k) for k in keys),
            Item(col("step"), "bucket"),
            Item(_aggregate(rollup, col("value")), "value"),
        ),
        Derived(block, "b"),
        lets=(Item(floored(Column("bucket", "b"), width), "step"),),
        group_by=(*(col(k) for k in keys), col("step")),
    )
