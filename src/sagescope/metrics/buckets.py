"""The points of selected series, folded into buckets (reference metrics-language.md, section 3).

Raw points and rows of a rollup are brought to one shape, so that a bucket may be made of both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sagescope.metrics.ast import Folding, Rollup
from sagescope.metrics.functions import aggregated
from sagescope.metrics.layouts import Buckets, Grid, Points, column, placed
from sagescope.metrics.slope import slope
from sagescope.metrics.storage import ACCURACY, POINTS, SKETCH_STATE, Coverage, Reading, Resolution, reading
from sagescope.plan.nodes import Aggregate, Extend, Filter, Node, Scan, Union
from sagescope.plan.schema import Ids
from sagescope.sql.build import all_of, any_of, col, eq, f, floored, infix
from sagescope.sql.nodes import Call, Expr, Literal, Op
from sagescope.timerange import TimeRange


def bucketed(
    chosen: Expr,
    range_: TimeRange,
    width: int,
    folding: Folding,
    shift: int,
    coverage: Coverage,
    ids: Ids,
    *,
    few: bool = False,
) -> Points | Grid:
    """One point a series and bucket; of few series they lie on a grid, or may.

    `chosen` is the condition on the column `series`. Points of the time `shift` before `range_` count as points of the
    range; buckets start at multiples of `width` since the epoch (all in milliseconds).
    """
    earlier = TimeRange(range_.start - shift, range_.end - shift)
    read = reading(earlier, width, shift, coverage)
    grid = Buckets.of(range_, width) if few else None
    if read.resolution is None:
        raw = _times(Filter(Scan(POINTS, final=True), chosen), read.raw)
        return _folded(raw, "series", "time", width, shift, ids, _direct(folding), grid)
    if width == read.resolution.length and folding.rollup is not Rollup.PCT:
        rolled = _as_rolled(chosen, read, width, folding, shift, ids)
        return replace(rolled, buckets=grid)
    names = {name: ids.name("p") for name in ("series", "time", *_COLUMNS)}
    branches: list[tuple[Node, tuple[str, ...]]] = []
    for table, times, shape in (
        (read.resolution, read.rolled, _of_rollup(read.resolution)),
        (None, read.raw, _of_point()),
    ):
        if times:
            scan = Scan(table.table if table else POINTS, final=True)
            rows = _times(Filter(scan, chosen), times)
            made = {name: ids.name("p") for name in shape}
            items = tuple((column(made[name]), expr) for name, expr in shape.items())
            branches.append((Extend(rows, items), ("series", "time", *(made[c] for c in _COLUMNS))))
    node = Union(tuple(branches), tuple(map(column, names.values())))
    return _folded(node, names["series"], names["time"], width, shift, ids, _merged(folding, names), grid)


def _as_rolled(chosen: Expr, read: Reading, width: int, folding: Folding, shift: int, ids: Ids) -> Points:
    """The points of buckets that are rows of a rollup, or lie in the raw times as a whole: none is put together."""
    assert read.resolution is not None
    made = Points(Scan(""), ids.name("s"), ids.name("b"), ids.name("v"))
    rows = _times(Filter(Scan(read.resolution.table, final=True), chosen), read.rolled)
    value = _of_row(folding, _of_rollup(read.resolution))
    items = (
        (column(made.series), col("series")),
        (column(made.bucket), _moved("time", shift)),
        (column(made.value), value),
    )
    node: Node = Filter(Extend(rows, items), eq(f.isFinite(col(made.value)), 1))
    if read.raw:
        raw = _times(Filter(Scan(POINTS, final=True), chosen), read.raw)
        folded = _folded_rows(raw, "series", "time", width, shift, ids, _direct(folding))
        united = Points(Scan(""), ids.name("s"), ids.name("b"), ids.name("v"))
        branches = tuple(
            (p_node, (p.series, p.bucket, p.value)) for p_node, p in ((node, made), (folded.node, folded))
        )
        node = Union(branches, tuple(map(column, (united.series, united.bucket, united.value))))
        made = united
    return replace(made, node=node)


def _of_row(folding: Folding, held: Mapping[str, Expr]) -> Expr:
    """The value of a bucket that is one row of a rollup."""
    match folding.rollup:
        case Rollup.AVG:
            return infix(Op.DIV, held["sum"], held["count"])
        case Rollup.SUM:
            return held["sum"]
        case Rollup.MIN:
            return held["lowest"]
        case Rollup.MAX:
            return held["highest"]
        case Rollup.COUNT:
            return f.toFloat64(held["count"])
        case Rollup.LATEST:
            return held["last"]
        case Rollup.RATE:
            return slope(held["first"], held["first_time"], held["last"], held["last_time"])
        case Rollup.PCT:
            raise AssertionError("sketches are merged")


def _times(node: Node, spans: Sequence[TimeRange]) -> Node:
    held = (
        all_of(infix(Op.GE, col("time"), span.start), infix(Op.LT, col("time"), span.end)) for span in spans
    )
    return Filter(node, any_of(*held))


def _folded(
    node: Node, series: str, time: str, width: int, shift: int, ids: Ids, value: Expr, grid: Buckets | None
) -> Points | Grid:
    if grid is None:
        return _folded_rows(node, series, time, width, shift, ids, value)
    values = grid.folded(value, _moved(time, shift), ids)
    return placed(node, col(series), values, grid, ids)


def _folded_rows(node: Node, series: str, time: str, width: int, shift: int, ids: Ids, value: Expr) -> Points:
    made = Points(node, ids.name("s"), ids.name("b"), ids.name("v"))
    keys = ((column(made.series), col(series)), (column(made.bucket), floored(_moved(time, shift), width)))
    folded = Aggregate(node, keys, ((column(made.value), value),))
    # A rate over a single point, for one, is no number.
    kept = Filter(folded, eq(f.isFinite(col(made.value)), 1))
    return Points(kept, made.series, made.bucket, made.value)


def _moved(time: str, shift: int) -> Expr:
    return infix(Op.ADD, col(time), shift) if shift else col(time)


def _direct(folding: Folding) -> Expr:
    value, time = col("value"), col("time")
    if folding.rollup is Rollup.RATE:
        return slope(f.argMin(value, time), f.min(time), f.argMax(value, time), f.max(time))
    return aggregated(folding.rollup.value, value, time, folding.percentile)


_COLUMNS = ("count", "sum", "lowest", "highest", "first", "first_time", "last", "last_time", "sketch")


def _of_point() -> Mapping[str, Expr]:
    """A raw point as a bucket of one."""
    value, time = col("value"), col("time")
    state = f.initializeAggregation(SKETCH_STATE, value)
    return dict(
        zip(_COLUMNS, (f.toUInt32(1), value, value, value, value, time, value, time, state), strict=True)
    )


def _of_rollup(resolution: Resolution) -> Mapping[str, Expr]:
    """A row of a rollup; a bucket of one point holds it in `sum` alone."""
    single = eq(col("count"), 1)
    total, start = col("sum"), col("time")

    def held(name: str) -> Expr:
        return f.if_(single, total, col(name))

    first_time = infix(Op.ADD, start, col("first_at"))
    last_time = infix(Op.ADD, start, f.if_(single, col("first_at"), col("last_at")))
    state = f.if_(single, f.initializeAggregation(SKETCH_STATE, total), col("sketch"))
    values = (col("count"), total, held("lowest"), held("highest"), held("first"), first_time)
    return dict(zip(_COLUMNS, (*values, held("last"), last_time, state), strict=True))


def _merged(folding: Folding, names: Mapping[str, str]) -> Expr:
    """The value of a bucket made of smaller ones."""
    held = {name: col(names[name]) for name in _COLUMNS}
    first, last = f.argMin(held["first"], held["first_time"]), f.argMax(held["last"], held["last_time"])
    match folding.rollup:
        case Rollup.AVG:
            return infix(Op.DIV, f.sum(held["sum"]), f.sum(held["count"]))
        case Rollup.SUM:
            return f.sum(held["sum"])
        case Rollup.MIN:
            return f.min(held["lowest"])
        case Rollup.MAX:
            return f.max(held["highest"])
        case Rollup.COUNT:
            return f.toFloat64(f.sum(held["count"]))
        case Rollup.LATEST:
            return last
        case Rollup.RATE:
            return slope(first, f.min(held["first_time"]), last, f.max(held["last_time"]))
        case Rollup.PCT:
            share = Literal(folding.percentile / 100)
            return Call("quantileDDMerge", (held["sketch"],), (Literal(ACCURACY), share))
