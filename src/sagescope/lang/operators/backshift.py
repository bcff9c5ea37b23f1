"""`backshift`: the value that a field had some rows before."""

from dataclasses import dataclass
from typing import ClassVar

from sagescope.lang.operator import Bind, operator
from sagescope.lang.running import Running
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import f
from sagescope.sql.nodes import Expr


@operator(
    "backshift",
    family="order",
    syntax=("backshift <field>[, <rows>] [as <name>] [by <field>, …]",),
    examples=(
        "* | timeslice 1h | count by _timeslice | sort by _timeslice asc | backshift _count, 2 as two_hours_before",
    ),
)
@dataclass(frozen=True, slots=True)
class Backshift(Running):
    """Gives every row the value that a field had some rows before it, one unless a number says otherwise.

    Rows count in the order that they have, in each group of the fields after `by` by itself; nothing is sorted. The
    first rows of a group have no value. The column is `_backshift` unless named with `as`; 1,000 rows are the most.
    """

    column: ClassVar[str] = "_backshift"
    default_rows: ClassVar[int | None] = 1

    def over(self, rel: Relation, value: Expr, kind: Kind, cx: Bind) -> Relation:
        rel, window = self.window(rel, cx)
        return rel.window({self.target: (window(f.lagInFrame(f.toNullable(value), self.rows)), kind)})
