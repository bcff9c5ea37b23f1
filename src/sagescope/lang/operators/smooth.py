"""`smooth`: the moving average of a field."""

from dataclasses import dataclass
from typing import ClassVar

from sagescope.lang.operator import Bind, operator
from sagescope.lang.running import Running, only_numbers
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import f
from sagescope.sql.nodes import Expr


@operator(
    "smooth",
    family="order",
    syntax=("smooth <field>[, <rows>] [as <name>] [by <field>, …]",),
    examples=("* | timeslice 1m | count by _timeslice | sort by _timeslice asc | smooth _count, 5 as trend",),
)
@dataclass(frozen=True, slots=True)
class Smooth(Running):
    """Averages a field over the last rows, ten unless a number says otherwise.

    The row itself is one of them; at the start there are fewer. Rows count in the order that they have, in each group of
    the fields after `by` by itself. Rows whose value is not a number are left out. The column is `_smooth` unless named
    with `as`; 1,000 rows are the most.
    """

    column: ClassVar[str] = "_smooth"
    default_rows: ClassVar[int | None] = 10

    def over(self, rel: Relation, value: Expr, kind: Kind, cx: Bind) -> Relation:
        rel, window = self.window(only_numbers(rel, value), cx)
        return rel.window({self.target: (window(f.avg(value), self.rows - 1), Kind.DOUBLE)})
