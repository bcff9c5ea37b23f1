"""`rollingstd`: the moving standard deviation of a field."""

from dataclasses import dataclass
from typing import ClassVar

from sagescope.lang.operator import Bind, operator
from sagescope.lang.running import Running, only_numbers
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import col, eq, f
from sagescope.sql.nodes import Expr


@operator(
    "rollingstd",
    family="order",
    syntax=("rollingstd <field>[, <rows>] [as <name>] [by <field>, …]",),
    examples=("* | timeslice 1m | count by _timeslice | sort by _timeslice asc | rollingstd _count, 5",),
)
@dataclass(frozen=True, slots=True)
class RollingStd(Running):
    """The standard deviation of a field over the last rows, ten unless a number says otherwise.

    The row itself is one of them; at the start there are fewer, and of a single row it is 0. It is that of a sample
    (n - 1). Rows count in the order that they have, in each group of the fields after `by` by itself. Rows whose
    value is not a number are left out. The column is `_rollingstd` unless named with `as`; 1,000 rows are the most.
    """

    column: ClassVar[str] = "_rollingstd"
    default_rows: ClassVar[int | None] = 10

    def over(self, rel: Relation, value: Expr, kind: Kind, cx: Bind) -> Relation:
        rel, window = self.window(only_numbers(rel, value), cx)
        deviation = window(f.stddevSampStable(value), self.rows - 1)
        rel, spread = rel.looking(deviation, "spread", Kind.DOUBLE)
        rel, many = rel.looking(window(f.count(), self.rows - 1), "many", Kind.LONG)
        # Of a single value the engine's deviation is no number.
        shown = f.if_(eq(col(many.sql), 1), 0.0, col(spread.sql))
        return rel.extend({self.target: (shown, Kind.DOUBLE)})
