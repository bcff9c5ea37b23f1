"""The result of a row: one line a series, with its points as an array."""

from dataclasses import dataclass

from sagescope.metrics.series import Series, column
from sagescope.plan.nodes import Aggregate, Extend, Join, Limit, Match, Node, Sort, SortKey, Window
from sagescope.plan.schema import Col, Ids, Kind
from sagescope.sql.build import cast, col, f
from sagescope.sql.nodes import Over, TupleOf
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
    ids, points, labels = rel.ids, rel.points, rel.labels
    number, metric, unit, map_, order = (ids.name("o") for _ in range(5))
    pairs = f.groupArray(TupleOf((col(points.bucket), f.assumeNotNull(col(points.value)))))
    node: Node = Aggregate(
        points.node,
        ((column(number), col(points.series)),),
        ((columns.points, f.arraySort(pairs)),),
    )
    outputs = ((column(metric), labels.metric), (column(unit), labels.unit), (column(map_), labels.map))
    node = Join(node, labels.node, Match.LEFT_ANY, ((number, labels.series),), outputs)
    held = cast(col(map_), map_of(STRING, STRING))
    node = Extend(
        node,
        (
            (columns.metric, f.ifNull(f.toString(col(metric)), "")),
            (columns.unit, f.ifNull(f.toString(col(unit)), "")),
            (columns.map, f.mapSort(held)),
            (column(order), f.toString(col(columns.map.sql))),
        ),
    )
    node = Window(node, ((columns.total, f.toInt64(Over(f.count()))),))
    keys = (columns.metric.sql, order, number)
    return Limit(Sort(node, tuple(SortKey(key, descending=False) for key in keys)), most)
