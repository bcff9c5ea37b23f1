"""How the points under a row lie in its plan: one by one, in an array a series, or on a grid of buckets.

A grid is for few series. What looks at the points of one series, or folds series bucket by bucket, is done to whole
arrays then, and nobody sorts rows or looks up groups among hundreds of thousands of them. A bucket without a point
holds NaN there, which is no point's value (`Series.valued`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeGuard

from sagescope.plan.nodes import Aggregate, Explode, Extend, Filter, Node
from sagescope.plan.schema import Col, Ids, Kind
from sagescope.sql.build import all_of, col, f, fn, infix, lit
from sagescope.sql.nodes import Call, Column, Expr, Lambda, Literal, Op, columns_of, rewrite
from sagescope.timerange import TimeRange

NOTHING = float("nan")
"""What a bucket without a point holds."""

_AGGREGATES = frozenset(
    [
        "argMax",
        "argMin",
        "avg",
        "count",
        "max",
        "min",
        "quantileDDMerge",
        "quantileExactInclusive",
        "stddevSamp",
        "sum",
    ]
)

THERE = fn("x", f.isFinite(col("x")))
"""Whether a bucket of an array holds a point."""

THERE_BESIDE = fn("b x", f.isFinite(col("x")))
"""The same for an array that stands beside the one of the points, which is the second."""


@dataclass(frozen=True, slots=True)
class Buckets:
    """`count` buckets of `width` milliseconds, the first of which starts at `first`."""

    first: int
    width: int
    count: int

    @classmethod
    def of(cls, range_: TimeRange, width: int) -> "Buckets":
        """All that a range touches; they start at multiples of `width`."""
        first = range_.start // width * width
        return cls(first, width, max(1, -(-(range_.end - first) // width)))

    @property
    def starts(self) -> Expr:
        """Where they start, as an array."""
        return f.range(f.toInt64(self.first), self.first + self.count * self.width, self.width)

    def folded(self, value: Expr, time: Expr, ids: Ids) -> Expr:
        """What aggregates say of the rows of each bucket, by the times of these: an array."""
        place = f.toUInt32(f.intDiv(infix(Op.SUB, time, self.first), self.width))
        span = Literal(0), Literal(self.count), Literal(1)

        def of_buckets(call: Call) -> Call:
            return Call(f"{call.name}OrNullResample", (*call.args, place), (*call.params, *span))

        return _bucket_by_bucket(value, of_buckets, ids)


@dataclass(frozen=True, slots=True)
class Points:
    """A plan of points and its columns: the series' number, the bucket's start in milliseconds, the value.

    `kind` is a further column while several kinds of points are one series (`Series.apart`). `told` are columns
    with dimensions of the series, by their lower-case names, which an aggregate leaves: who needs only these
    need not look them up among the labels. Where there are `buckets`, the series are few, and all points lie in one of
    these, of each series one at the most: they may be laid on a grid.
    """

    node: Node
    series: str
    bucket: str
    value: str
    kind: str = ""
    told: Mapping[str, str] = field(default_factory=dict)
    buckets: Buckets | None = None

    @property
    def rows(self) -> "Points":
        """The points one by one."""
        return self


@dataclass(frozen=True, slots=True)
class Grid:
    """A plan with a row for each series and its columns: the series' number and its values, a place a bucket.

    `bucket` and `value` are what expressions over one point call these. `arrays` are all columns with a place a
    bucket, by what such expressions call them. `told` is as in Points.
    """

    node: Node
    series: str
    bucket: str
    value: str
    buckets: Buckets
    arrays: Mapping[str, str]
    told: Mapping[str, str] = field(default_factory=dict)

    @property
    def values(self) -> Expr:
        """The array of values."""
        return col(self.arrays[self.value])

    @property
    def pairs(self) -> Expr:
        """The (bucket, value)s of the points, in order of time."""
        there = fn("x", f.isFinite(f.tupleElement(col("x"), lit(2))))
        return f.arrayFilter(there, f.arrayZip(self.buckets.starts, self.values))

    @property
    def rows(self) -> Points:
        """The points one by one."""
        pairs = self.arrays[self.value] + "p"
        return _one_by_one(self.node, self.series, pairs, self.pairs, self.bucket, self.value, self.told)

    def across(self, value: Expr, ids: Ids) -> Expr:
        """What aggregates say of the points of several series in each bucket: an array."""

        def of_buckets(call: Call) -> Call:
            return Call(f"{call.name}OrNullIfForEach", (*self._arrays_of(call), self.there), call.params)

        return _bucket_by_bucket(value, of_buckets, ids)

    def along(self, value: Expr) -> Expr:
        """What aggregates say of all points of a series, which has some."""

        def of_series(expr: Expr) -> Expr:
            if not _is_aggregate(expr):
                return expr
            params = f"({', '.join(repr(p.value) for p in expr.params)})" if expr.params else ""
            return f.arrayReduce(f"{expr.name}If{params}", *self._arrays_of(expr), self.there)

        return rewrite(value, of_series)

    @property
    def there(self) -> Expr:
        """Whether each bucket holds a point."""
        return f.arrayMap(THERE, self.values)

    @property
    def some(self) -> "Grid":
        """The series that have a point at all."""
        return replace(self, node=Filter(self.node, f.arrayExists(THERE, self.values)))

    def _arrays_of(self, call: Call) -> list[Expr]:
        """The arguments of an aggregate, each the bucket or something else of a point, for all buckets."""
        return [self._held[arg.name] for arg in call.args if isinstance(arg, Column)]

    @property
    def _held(self) -> dict[str, Expr]:
        """What expressions over one point may read, for all buckets."""
        return {self.bucket: self.buckets.starts} | {name: col(a) for name, a in self.arrays.items()}

    def reads_points(self, expr: Expr) -> bool:
        """Whether an expression says something of each point, and not of the series alone."""
        return not columns_of(expr).isdisjoint((self.bucket, *self.arrays))

    def mapped(self, of_point: Expr) -> Expr:
        """An expression over one point worked out for each bucket, with or without a point."""
        held, read = self._held, columns_of(of_point)
        names = [name for name in held if name in read] or [self.value]
        return f.arrayMap(Lambda(tuple(names), of_point), *(held[name] for name in names))

    def each(self, of_point: Expr, missing: float = NOTHING) -> Expr:
        """An expression over one point worked out for each; `missing` where there is none, or it is no finite number."""
        made = f.ifNull(f.toFloat64(of_point), NOTHING)
        there = all_of(f.isFinite(col(self.value)), f.isFinite(made))
        return self.mapped(f.if_(there, made, missing))

    def with_array(self, array: Expr, ids: Ids) -> tuple["Grid", Column]:
        """The grid with an array more, and what it is to expressions over one point."""
        name, made = ids.name("e"), ids.name("h")
        node = Extend(self.node, ((column(made), array),))
        return replace(self, node=node, arrays={**self.arrays, name: made}), col(name)

    def valued(self, array: Expr, ids: Ids) -> "Grid":
        """The grid with an array of other values."""
        made, value = self.with_array(array, ids)
        return replace(made, value=value.name)


@dataclass(frozen=True, slots=True)
class Folded:
    """A plan with a row for each series that has points, whose columns further ones say something of all of them.

    The points are in `values`, an array of (bucket, value)s, or are those of `grid` with this plan under it. `told` is
    as in Points.
    """

    node: Node
    series: str
    bucket: str
    value: str
    values: str = ""
    grid: Grid | None = None
    told: Mapping[str, str] = field(default_factory=dict)

    @property
    def unfolded(self) -> Points | Grid:
        """The points as they lay before."""
        if self.grid is not None:
            return replace(self.grid, node=self.node, told=self.told)
        pairs = self.values + "p"
        return _one_by_one(
            self.node, self.series, pairs, col(self.values), self.bucket, self.value, self.told
        )

    @property
    def rows(self) -> Points:
        """The points one by one."""
        return self.unfolded.rows


Layout = Points | Grid | Folded


def on_grid(points: Points, buckets: Buckets, ids: Ids) -> Grid:
    """Points, of which no two of a series are in one bucket, on a grid; all are in one of its buckets."""
    told, kept = carried({name: col(held) for name, held in points.told.items()}, ids)
    values = buckets.folded(f.max(f.assumeNotNull(col(points.value))), col(points.bucket), ids)
    return placed(points.node, col(points.series), values, buckets, ids, kept, told)


def placed(
    node: Node,
    series: Expr,
    values: Expr,
    buckets: Buckets,
    ids: Ids,
    others: Sequence[tuple[Col, Expr]] = (),
    told: Mapping[str, str] | None = None,
) -> Grid:
    """A grid of an aggregate, `values`, that makes an array of the rows of each series; `others` stand beside it."""
    number, bucket, value, array = (ids.name(letter) for letter in "sbeh")
    node = Aggregate(node, ((column(number), series),), ((column(array), values), *others))
    return Grid(node, number, bucket, value, buckets, {value: array}, told or {})


def carried(told: Mapping[str, Expr], ids: Ids) -> tuple[dict[str, str], tuple[tuple[Col, Expr], ...]]:
    """Dimensions that all rows of a group have the same, for its aggregate: `Points.told`, and what gives the columns."""
    names = {name: ids.name("l") for name in told}
    return names, tuple((column(names[name]), f.any(held)) for name, held in told.items())


def pairs_of(points: Points) -> Expr:
    """An aggregate: the (bucket, value)s of a series; two arrays of numbers are put together faster than one of pairs."""
    return f.arrayZip(f.groupArray(col(points.bucket)), f.groupArray(f.assumeNotNull(col(points.value))))


def _bucket_by_bucket(value: Expr, of_buckets: Callable[[Call], Call], ids: Ids) -> Expr:
    """An expression over aggregates for each bucket: `of_buckets` makes an array of one of them, NULL where a bucket has
    none. It holds NaN there, and where the expression is no finite number.
    """
    arrays: dict[str, Expr] = {}

    def of_bucket(expr: Expr) -> Expr:
        if not _is_aggregate(expr):
            return expr
        name = ids.name("a")
        arrays[name] = of_buckets(expr)
        return col(name)

    made = f.ifNull(f.toFloat64(rewrite(value, of_bucket)), NOTHING)
    finite = f.if_(f.isFinite(made), made, NOTHING)
    return f.arrayMap(Lambda(tuple(arrays), finite), *arrays.values())


def _is_aggregate(expr: Expr) -> TypeGuard[Call]:
    return isinstance(expr, Call) and expr.name in _AGGREGATES


def _one_by_one(
    node: Node, series: str, pair: str, pairs: Expr, bucket: str, value: str, told: Mapping[str, str]
) -> Points:
    items = (
        (column(bucket), f.tupleElement(col(pair), lit(1))),
        (column(value), f.tupleElement(col(pair), lit(2))),
    )
    return Points(Extend(Explode(node, column(pair), pairs), items), series, bucket, value, told=told)


def column(name: str) -> Col:
    """A helper column; its kind is nobody's business, as no user can name it."""
    return Col(name, "", Kind.DOUBLE)
