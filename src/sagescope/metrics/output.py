"""The result of a row: one line a series, with its points as an array."""

from dataclasses import dataclass

from sagescope.metrics.layouts import Grid, column, pairs_of
from sagescope.metrics.series import Series
from sagescope.plan.nodes import Aggregate, Extend, Filter, Join, Limit, Match, Node, Sort, SortKey, Window
from sagescope.plan.pack import pack
from sagescope.plan.schema import Col, Ids, Kind
from sagescope.sql.build import cast, col, f
from sagescope.sql.nodes import Expr, Over, Select
from sagescope.sql.types import STRING, map_of


@dataclass(frozen=True, slots=True)
class OutputColumns:
    """Metric, unit, the other dimensions as a map, the (bucket, value)s in order of time, and the number of
    series that there are in all.
    """

    metric: Col
    unit: Col
    map: Col
    points: Col
    total: Col

    @property
    def all(self) -> tuple[Col, ...]:
        """The columns in their order."""
        return self.metric, self.unit, self.map, self.points, self.total


def columns_out(ids: Ids) -> OutputColumns:
    """The columns of a result."""
    text, number = Kind.TEXT, Kind.LONG
    return OutputColumns(
        ids.column("metric", text),
        ids.column("unit", text),
        ids.column("dimensions", text),
        ids.column("points", text),
        ids.column("total", number),
    )


def gathered(rel: Series, columns: OutputColumns, most: int) -> Node:
    """The first `most` series, by metric and dimensions."""
    ids, labels = rel.ids, rel.labels
    number, metric, unit, map_, order = (ids.name("o") for _ in range(5))
    node: Node = _arrays(rel, number, columns.points)
    outputs = ((column(metric), labels.metric), (column(unit), labels.unit), (column(map_), labels.map))
    node = Join(node, labels.node, Match.LEFT_ANY, ((number, labels.series),), outputs)
    node = Extend(node, _shown(columns, col(metric), col(unit), col(map_), order))
    node = Window(node, ((columns.total, f.toInt64(Over(f.count()))),))
    keys = (columns.metric.sql, order, number)
    return Limit(Sort(node, tuple(SortKey(key, descending=False) for key in keys)), most)


def points_alone(rel: Series) -> tuple[Node, tuple[Col, ...]]:
    """The points without what their series are called.

    One row a point, (series, bucket, value) in the order of the first two; of a grid one row a series, its number and
    its values.
    """
    number = rel.ids.column("series", Kind.LONG)
    if isinstance(rel.layout, Grid):
        values = rel.ids.column("values", Kind.TEXT)
        of_series = ((number, col(rel.layout.series)), (values, rel.layout.values))
        return Extend(rel.layout.node, of_series), (number, values)
    points = rel.points
    bucket, value = rel.ids.column("bucket", Kind.LONG), rel.ids.column("value", Kind.DOUBLE)
    items = ((number, col(points.series)), (bucket, col(points.bucket)), (value, col(points.value)))
    keys = tuple(SortKey(column_.sql, descending=False) for column_ in (number, bucket))
    return Sort(Extend(points.node, items), keys), (number, bucket, value)


def labels_alone(rel: Series, most: int) -> Select:
    """The numbers, metrics, units and dimensions of at most `most` series, in the order of a result."""
    labels = rel.labels
    columns, order = columns_out(rel.ids), rel.ids.name("o")
    shown = _shown(columns, col(labels.metric), col(labels.unit), col(labels.map), order)
    keys = tuple(SortKey(key, descending=False) for key in (columns.metric.sql, order, labels.series))
    node = Limit(Sort(Extend(labels.node, shown), keys), most)
    return pack(node, [labels.series, columns.metric.sql, columns.unit.sql, columns.map.sql], rel.ids)


def _arrays(rel: Series, number: str, points: Col) -> Node:
    if isinstance(rel.layout, Grid):
        items = ((column(number), col(rel.layout.series)), (points, rel.layout.pairs))
        return Filter(Extend(rel.layout.node, items), f.notEmpty(col(points.sql)))
    keys = ((column(number), col(rel.points.series)),)
    return Aggregate(rel.points.node, keys, ((points, f.arraySort(pairs_of(rel.points))),))


def _shown(
    columns: OutputColumns, metric: Expr, unit: Expr, map_: Expr, order: str
) -> tuple[tuple[Col, Expr], ...]:
    return (
        (columns.metric, f.ifNull(f.toString(metric), "")),
        (columns.unit, f.ifNull(f.toString(unit), "")),
        (columns.map, f.mapSort(cast(map_, map_of(STRING, STRING)))),
        (column(order), f.toString(col(columns.map.sql))),
    )
