"""`total`: the sum of a field over all rows, in every row."""

from dataclasses import dataclass
from typing import ClassVar

from sagescope.lang.operator import Bind, operator
from sagescope.lang.running import Running, partition
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import f
from sagescope.sql.nodes import Expr, Over


@operator(
    "total",
    family="order",
    syntax=("total <field> [as <name>] [by <field>, …]",),
    examples=(
        "* | count by _sourceHost | total _count as all | 100 * _count / all as percent",
        "* | count by _sourceHost, _sourceName | total _count by _sourceHost",
    ),
)
@dataclass(frozen=True, slots=True)
class Total(Running):
    """Puts the sum of a field over all rows into every row.

    With fields after `by` it is the sum of the row's group. The column is `_total` unless named with `as`. What is not a
    number adds nothing; its row stays.
    """

    column: ClassVar[str] = "_total"

    def over(self, rel: Relation, value: Expr, kind: Kind, cx: Bind) -> Relation:
        over = Over(f.sum(value), partition(self.keys, rel, cx))
        return rel.window({self.target: (over, kind)})
