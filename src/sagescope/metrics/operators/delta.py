"""`delta`: the change from point to point."""

from dataclasses import dataclass
from typing import Self

from sagescope.metrics.changes import Changes, changes_option
from sagescope.metrics.operator import Bind, Operator, operator
from sagescope.metrics.series import Series
from sagescope.syntax.cursor import Cursor, Name


@operator(
    "delta",
    family="points",
    syntax=("delta [increasing | decreasing | counter]",),
    examples=("metric=requests_total | quantize using max | delta counter",),
    single=True,
)
@dataclass(frozen=True, slots=True)
class Delta(Operator):
    """Gives the change of each point from the one before it.

    The first point of a series has none. `increasing` keeps only rises, `decreasing` only falls. `counter` is
    for values that only grow until they start again: after a fall the new value is the change. The metric is
    called `delta(name)`.
    """

    changes: Changes

    @classmethod
    def parse(cls, cursor: Cursor, name: Name) -> Self:
        mark = cursor.mark()
        changes = changes_option(cursor)
        span = name.span if cursor.mark() == mark else name.span.to(cursor.span_since(mark))
        return cls(span, changes)

    def bind(self, rel: Series, cx: Bind) -> Series:
        rel, change, _ = self.changes.between_points(rel)
        return rel.valued(change).wrapped("delta")
