"""`diff`: the change of a field from row to row."""

from dataclasses import dataclass
from typing import ClassVar

from sagescope.lang.operator import Bind, operator
from sagescope.lang.running import Running, only_numbers
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import col, f, infix
from sagescope.sql.nodes import Expr, Op


@operator(
    "diff",
    family="order",
    syntax=("diff <field> [as <name>] [by <field>, …]",),
    examples=("* | timeslice 1h | count by _timeslice | sort by _timeslice asc | diff _count as change",),
)
@dataclass(frozen=True, slots=True)
class Diff(Running):
    """Takes from a field what it was in the row before.

    Rows count in the order that they have, in each group of the fields after `by` by itself; grouping does not reorder
    them. The first row of a group has no difference. Rows whose value is not a number are left out. The column
    is `_diff` unless named with `as`.
    """

    column: ClassVar[str] = "_diff"

    def over(self, rel: Relation, value: Expr, kind: Kind, cx: Bind) -> Relation:
        rel, window = self.window(only_numbers(rel, value), cx)
        rel, before = rel.looking(window(f.lagInFrame(f.toNullable(value))), "before", kind)
        return rel.extend({self.target: (infix(Op.SUB, value, col(before.sql)), kind)})
