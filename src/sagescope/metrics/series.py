"""The series under a row: two plans that every operator changes, one of points and one of what series are called.

Points are (series, bucket, value); series are (series, metric, unit, labels). Both know a series by a number:
at first its id in the store, after an aggregate or a join a hash of what makes the new series one. So points
stay three narrow columns however many dimensions there are, and labels are worked out once a series.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sagescope.metrics.ast import Expression, Reduced, parts_of
from sagescope.metrics.functions import aggregated
from sagescope.metrics.layouts import (
    NOTHING,
    Buckets,
    Folded,
    Grid,
    Layout,
    Points,
    carried,
    column,
    on_grid,
    pairs_of,
    placed,
)
from sagescope.metrics.lowering import Operands
from sagescope.plan.nodes import (
    Aggregate,
    Explode,
    Extend,
    Filter,
    Given,
    Join,
    Local,
    Match,
    Node,
    Sort,
    SortKey,
    Window,
)
from sagescope.plan.schema import Col, Ids, Kind
from sagescope.sql.build import any_of, array_of, cast, col, eq, f, infix, lit
from sagescope.sql.nodes import Call, Column, Expr, Op, Over
from sagescope.sql.types import STRING, map_of
from sagescope.syntax.cursor import Name

BOUND = "le"
"""The dimension that tells what each bucket of a histogram counts up to."""


@dataclass(frozen=True, slots=True)
class Labels:
    """A plan of series and its columns: number, metric, unit, and the map of the other dimensions.

    Keys of the map are in lower case.
    """

    node: Node
    series: str
    metric: str
    unit: str
    map: str

    def of(self, name: str) -> Expr:
        """The value of a dimension, `metric` among them; empty where a series lacks it."""
        return col(self.metric) if name.lower() == "metric" else f.arrayElement(col(self.map), name.lower())


@dataclass(frozen=True, slots=True)
class Series:
    """The series after a stage; `layout` has their points.

    `interval` is the length of their buckets in milliseconds. `spelling` are the names of dimensions as the
    query writes them, by their lower case. `grouped` are the dimensions that a later stage may still name,
    None where all that the store knows may be there. `spent` tells that no series is a bucket of a histogram
    any more. `parted` are the dimensions that tell the kinds of points of one series apart (`apart`).
    """

    ids: Ids
    layout: Layout
    labels: Labels
    interval: int
    spelling: Mapping[str, str] = field(default_factory=dict)
    grouped: frozenset[str] | None = None
    spent: bool = False
    parted: frozenset[str] = frozenset()

    # Points

    @property
    def points(self) -> Points:
        """The points one by one."""
        return self.layout.rows

    def valued(self, value: Expr) -> "Series":
        """Every point with another value; where it is no finite number, there is no point."""
        if isinstance(self.layout, Grid):
            return replace(self, layout=self.layout.valued(self.layout.each(value), self.ids))
        made = self.ids.name("v")
        node = Extend(self.points.node, ((column(made), f.toFloat64(value)),))
        kept = Filter(node, eq(f.isFinite(col(made)), 1))
        return replace(self, layout=replace(self.points, node=kept, value=made))

    def kept(self, condition: Expr) -> "Series":
        """The points for which `condition` holds; of what was folded, the series."""
        layout = self.layout
        if isinstance(layout, Grid) and layout.reads_points(condition):
            left = layout.mapped(f.if_(condition, col(layout.value), NOTHING))
            return replace(self, layout=layout.valued(left, self.ids))
        return replace(self, layout=replace(layout, node=Filter(layout.node, condition)))

    @property
    def gridded(self) -> "Series":
        """The same points on a grid, where that may be."""
        match self.layout:
            case Points(buckets=Buckets() as buckets) as points:
                return replace(self, layout=on_grid(points, buckets, self.ids))
            case _:
                return self

    def seen(self, *expressions: Expr) -> tuple["Series", tuple[Expr, ...]]:
        """The same points, with expressions that look at other points worked out: columns for each.

        Of what was folded, they look at other series.
        """
        layout = self.layout if isinstance(self.layout, Folded) else self.points
        names = [self.ids.name("w") for _ in expressions]
        items = tuple((column(n), e) for n, e in zip(names, expressions, strict=True))
        made = replace(self, layout=replace(layout, node=Window(layout.node, items)))
        return made, tuple(col(name) for name in names)

    def over(
        self, call: Call, preceding: int | None = None, following: int | None = 0, *, by_value: bool = False
    ) -> Expr:
        """`call` over the points of the same series in a frame around each; as `sql.nodes.Over`."""
        points = self.points
        return Over(
            call, (col(points.series),), (col(points.bucket),), (False,), preceding, following, by_value
        )

    def over_all(self, call: Call) -> Expr:
        """`call` over all points of the same series."""
        return Over(call, (col(self.points.series),))

    def folded(self, expressions: Sequence[Expression]) -> tuple["Series", Operands]:
        """One row a series that has points, with these in an array, and the reducers in expressions worked out of them.

        What has to be known of each series is found among a few rows then; `unfolded` gives the points again.
        """
        ids, layout = self.ids, self.gridded.layout
        reducers = {
            (part.name, part.percentile): ids.name("w")
            for expression in expressions
            for part in parts_of(expression)
            if isinstance(part, Reduced)
        }
        reduced = [
            (column(name), aggregated(called, col(layout.value), col(layout.bucket), percentile))
            for (called, percentile), name in reducers.items()
        ]
        made: Folded
        match layout:
            case Grid():
                grid = layout.some
                node: Node = Extend(grid.node, tuple((name, grid.along(one)) for name, one in reduced))
                made = Folded(node, grid.series, grid.bucket, grid.value, grid=grid, told=grid.told)
            case _:
                points = layout.rows
                told, kept = carried({name: col(held) for name, held in points.told.items()}, ids)
                series, bucket, value, values = (ids.name(letter) for letter in "sbvv")
                outputs = ((column(values), pairs_of(points)), *reduced, *kept)
                node = Aggregate(points.node, ((column(series), col(points.series)),), outputs)
                made = Folded(node, series, bucket, value, values, told=told)
        operands = Operands(self.interval, None, reduced=lambda r: col(reducers[r.name, r.percentile]))
        return replace(self, layout=made), operands

    def unfolded(self) -> "Series":
        """The points of the series that `folded` made rows of, and are left."""
        assert isinstance(self.layout, Folded)
        return replace(self, layout=self.layout.unfolded)

    def reduced(self, expressions: Sequence[Expression]) -> tuple["Series", Operands]:
        """The operands of expressions, with a column for every reducer in them."""
        if not any(isinstance(part, Reduced) for one in expressions for part in parts_of(one)):
            return self, Operands(self.interval, col(self.layout.value))
        rel, operands = self.folded(expressions)
        rel = rel.unfolded()
        return rel, replace(operands, value=col(rel.layout.value))

    def labelled(self, *of: Expr) -> tuple["Series", list[Column]]:
        """The same points, with expressions over the labels of their series: a column for each."""
        told, made = [self.ids.name("l") for _ in of], [self.ids.name("l") for _ in of]
        items = tuple((column(name), value) for name, value in zip(told, of, strict=True))
        on = ((self.layout.series, self.labels.series),)
        outputs = tuple((column(ours), theirs) for ours, theirs in zip(made, told, strict=True))
        node = Join(self.layout.node, Extend(self.labels.node, items), Match.INNER, on, outputs)
        return replace(self, layout=replace(self.layout, node=node)), [col(name) for name in made]

    def dimensions(self, names: Sequence[Name]) -> tuple["Series", list[Column]]:
        """The same points, and the values of dimensions of their series: a column for each."""
        told = self.layout.told
        if all(name.text.lower() in told for name in names):
            return self, [col(told[name.text.lower()]) for name in names]
        return self.labelled(*(self.labels.of(name.text) for name in names))

    def _numbered(self, by: Sequence[Name], number: Expr) -> tuple["Series", list[Column], Expr]:
        """As `dimensions`, with `number`, which is worked out of the labels, for each point."""
        if not by:
            return self, [], number
        if all(name.text.lower() in self.layout.told for name in by):
            rel, held = self.dimensions(by)
            return rel, held, f.cityHash64(*held)
        # A number is looked up for each point, rather than texts that are hashed there.
        rel, (of_point, *held) = self.labelled(number, *(self.labels.of(name.text) for name in by))
        return rel, held, of_point

    def local(self, name: str, arguments: Mapping[str, object], *, kinds: bool = False) -> "Series":
        """The points that the function `name` leaves of them: (series, bucket, value), ordered by the first two.

        With `kinds` it leaves a number between series and bucket, which `apart` turns into series.
        """
        points = self.points
        order = tuple(SortKey(c, descending=False) for c in (points.series, points.bucket))
        given = tuple(
            Col(name, label, kind)
            for name, label, kind in (
                (points.series, "series", Kind.LONG),
                (points.bucket, "bucket", Kind.LONG),
                (points.value, "value", Kind.DOUBLE),
            )
        )
        made = Points(points.node, self.ids.name("s"), self.ids.name("b"), self.ids.name("v"))
        left = [Col(made.series, "series", Kind.LONG), Col(made.bucket, "bucket", Kind.LONG)]
        kind = self.ids.column("kind", Kind.LONG)
        if kinds:
            left.insert(1, kind)
        outputs = (*left, Col(made.value, "value", Kind.DOUBLE))
        node = Local((Given(Sort(points.node, order), given),), name, outputs, arguments)
        return replace(self, layout=replace(made, node=node, kind=kind.sql if kinds else ""))

    def apart(self, dimension: str, kinds: Sequence[str]) -> "Series":
        """A series of each kind that the points have: the one named nothing stays what it is, the others are
        told apart by the dimension.
        """
        points, labels = self.points, self.labels
        made, told, number = self.ids.name("s"), self.ids.name("l"), self.ids.name("l")
        of_point = Extend(
            points.node, ((column(made), _of_kind(kinds, col(points.series), col(points.kind))),)
        )
        each = Explode(labels.node, column(told), f.range(len(kinds)))
        named = f.arrayElement(array_of(*kinds), infix(Op.ADD, col(told), 1))
        held = cast(col(labels.map), map_of(STRING, STRING))
        map_ = self.ids.name("l")
        items = (
            (column(number), _of_kind(kinds, col(labels.series), col(told))),
            (
                column(map_),
                f.if_(eq(named, ""), held, f.mapUpdate(held, label_map([(dimension, named)]))),
            ),
        )
        grouped = self.grouped | {dimension.lower()} if self.grouped is not None else None
        return replace(
            self,
            layout=replace(points, node=of_point, series=made, kind="", told={}, buckets=None),
            labels=replace(labels, node=Extend(each, items), series=number, map=map_),
            spelling={**self.spelling, dimension.lower(): dimension},
            grouped=grouped,
            parted=self.parted | {dimension},
        )

    # Labels

    def relabelled(
        self,
        metric: Expr | None = None,
        unit: Expr | None = None,
        map: Expr | None = None,
        spelled: Sequence[Name] = (),
    ) -> "Series":
        """The same series called otherwise; what is None stays."""
        labels = self.labels
        given = {
            "metric": metric,
            "unit": unit,
            "map": map,
        }
        names = {key: self.ids.name("l") for key, expr in given.items() if expr is not None}
        items = tuple((column(names[key]), expr) for key, expr in given.items() if expr is not None)
        changed = replace(labels, node=Extend(labels.node, items), **names)
        told = (
            {}
            if map is not None
            else {k: v for k, v in self.layout.told.items() if k != "metric" or metric is None}
        )
        grouped = self.grouped | {n.text.lower() for n in spelled} if self.grouped is not None else None
        return replace(
            self,
            layout=replace(self.layout, told=told),
            labels=changed,
            spelling={**self.spelling, **{n.text.lower(): n.text for n in spelled}},
            grouped=grouped,
            spent=self.spent and not any(n.text.lower() == BOUND for n in spelled),
        )

    def wrapped(self, function: str) -> "Series":
        """The same series, their metric called `function(metric)`, or as the function where it has no name."""
        metric = col(self.labels.metric)
        name = f.if_(eq(metric, ""), lit(function), f.concat(lit(f"{function}("), metric, lit(")")))
        return self.relabelled(metric=name)

    # Both

    def grouped_by(
        self,
        by: Sequence[Name],
        reducer: str,
        label: str,
        percentile: float = 0.0,
        *,
        keeps_unit: bool = True,
    ) -> "Series":
        """One series a distinct tuple of the dimensions `by`: the reducer folds the points of a bucket.

        The metric is called `label`, or `label(metric)` where the metric is one of the dimensions
        (reference metrics-language.md, section 4).
        """
        ids, labels = self.ids, self.labels
        keys = [labels.of(name.text) for name in by]
        number = f.cityHash64(*keys) if keys else f.toUInt64(lit(0))
        rel, held, of_point = self._numbered(by, number)
        told, kept_dimensions = carried(
            {
                name.text.lower(): dimension
                for name, dimension in zip(by, held, strict=True)
                if name.text.lower() != "metric"
            },
            ids,
        )
        layout: Layout = rel.layout
        value = aggregated(reducer, col(layout.value), col(layout.bucket), percentile)
        match layout:
            case Grid():
                folded = layout.across(value, ids)
                layout = placed(layout.node, of_point, folded, layout.buckets, ids, kept_dimensions, told)
            case Points(buckets=Buckets() as buckets):
                folded = buckets.folded(value, col(layout.bucket), ids)
                layout = placed(layout.node, of_point, folded, buckets, ids, kept_dimensions, told)
            case _:
                points = layout.rows
                made = Points(points.node, ids.name("s"), ids.name("b"), ids.name("v"), told=told)
                keyed = ((column(made.series), of_point), (column(made.bucket), col(points.bucket)))
                values = ((column(made.value), f.toFloat64(value)), *kept_dimensions)
                layout = replace(made, node=Aggregate(made.node, keyed, values))
        by_metric = any(name.text.lower() == "metric" for name in by)
        metric = f.concat(lit(f"{label}("), f.any(col(labels.metric)), lit(")")) if by_metric else lit(label)
        one_unit = eq(f.uniqExact(col(labels.unit)), 1)
        unit = f.if_(one_unit, f.any(col(labels.unit)), lit("")) if keeps_unit else lit("")
        kept = [(n, key) for n, key in zip(by, keys, strict=True) if n.text.lower() != "metric"]
        called = Labels(labels.node, ids.name("s"), ids.name("l"), ids.name("l"), ids.name("l"))
        called = replace(
            called,
            node=Aggregate(
                labels.node,
                ((column(called.series), number),),
                (
                    (column(called.metric), metric),
                    (column(called.unit), unit),
                    (column(called.map), label_map([(n.text, f.any(key)) for n, key in kept])),
                ),
            ),
        )
        return replace(
            self,
            layout=layout,
            labels=called,
            spelling={**self.spelling, **{n.text.lower(): n.text for n in by}},
            grouped=frozenset(n.text.lower() for n in by),
            parted=self.parted & {n.text.lower() for n in by},
        )


def label_map(entries: Sequence[tuple[str, Expr]]) -> Expr:
    """A map of labels; keys become lower-case."""
    flat = [part for name, value in entries for part in (lit(name.lower()), f.toString(value))]
    return cast(f.map(*flat), map_of(STRING, STRING))


def _of_kind(kinds: Sequence[str], series: Expr, kind: Expr) -> Expr:
    """The number of the series that a kind of points is."""
    same = any_of(*(eq(kind, at) for at, name in enumerate(kinds) if name == ""))
    return f.if_(same, series, f.cityHash64(series, f.toInt64(kind)))
