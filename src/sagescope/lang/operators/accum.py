"""`accum`: the running sum of a field."""

from dataclasses import dataclass
from typing import ClassVar

from sagescope.lang.operator import Bind, operator
from sagescope.lang.running import Running, only_numbers
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import f
from sagescope.sql.nodes import Expr


@operator(
    "accum",
    family="order",
    syntax=("accum <field> [as <name>] [by <field>, …]",),
    examples=("* | timeslice 1h | count by _timeslice | sort by _timeslice asc | accum _count as so_far",),
)
@dataclass(frozen=True, slots=True)
class Accum(Running):
    """Adds up a field row by row.

    Every row gets the sum of the field over all rows up to and including it, in the order that the rows
    have, in each group of the fields after `by` by itself. The column is `_accum` unless named with `as`. Rows whose
    value is not a number are left out.
    """

    column: ClassVar[str] = "_accum"

    def over(self, rel: Relation, value: Expr, kind: Kind, cx: Bind) -> Relation:
        rel, window = self.window(only_numbers(rel, value), cx)
        return rel.window({self.target: (window(f.sum(value)), kind)})
