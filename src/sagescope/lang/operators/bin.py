"""`bin`: put numbers into intervals."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.coercion import number
from sagescope.lang.expressions import number_value
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.typed import field_column
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import all_of, col, f, infix, not_
from sagescope.sql.nodes import Expr, Op
from sagescope.syntax.cursor import Cursor, Name, StageFault


@operator(
    "bin",
    family="columns",
    syntax=("bin <field> width=<number>[, min=<number>][, max=<number>]",),
    examples=(
        "* | bin _size width=500, min=0, max=5000 | count by _bin_label, _bin_lower | sort by _bin_lower asc",
    ),
    options={
        "width": "How wide each interval is; it has to be there.",
        "min": "Where the first interval begins, 0.",
        "max": "Where the last interval ends.",
    },
)
@dataclass(frozen=True, slots=True)
class Bin(Operator):
    """Puts a number into an interval.

    Adds `_bin_lower`, `_bin_upper` and `_bin_label`, such as `[0.0, 10.0)`: the lower end belongs to the
    interval, the upper one does not. Intervals begin at `min`, or at 0; what is below `min` goes to the first
    one, what is above `max` to the last. What is not a number has no interval.
    """

    field: Name
    width: float
    least: float | None
    most: float | None

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        enclosed = cursor.sign("(") is not None
        field = cursor.name("the field to put into intervals")
        if enclosed:
            cursor.expect_sign(")", "after the field")
        given: dict[str, float] = {}
        while not cursor.at_end:
            cursor.sign(",")
            option = cursor.expect_word("width", "min", "max", after="among the options of bin").text.lower()
            cursor.expect_sign("=", f"after {option}")
            negative = cursor.sign("-") is not None
            value = float(number_value(cursor.number(f"The {option} of bin")))
            given[option] = -value if negative else value
        span = cursor.span_since(mark)
        if given.get("width", 0.0) <= 0:
            raise StageFault(
                Fault("bin.width", "The intervals of bin need a width.", "Write width=10.", span)
            )
        least, most = given.get("min"), given.get("max")
        if least is not None and most is not None and least >= most:
            raise StageFault(
                Fault("bin.range", "The min of bin is not below its max.", "Write min=0, max=100.", span)
            )
        return cls(span, field, given["width"], least, most)

    def defines(self) -> tuple[str, ...]:
        return ("_bin_label", "_bin_lower", "_bin_upper")

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        typed = number(field_column(self.field, rel))
        rel, value = rel.value(typed.expr, self.field.text, typed.kind)
        first = self.least or 0.0
        distance = infix(Op.SUB, col(value.sql), first) if first else col(value.sql)
        steps: Expr = f.floor(infix(Op.DIV, distance, self.width))
        if self.least is not None:
            steps = f.greatest(steps, 0.0)
        if self.most is not None:
            steps = f.least(steps, float(-(-(self.most - first) // self.width) - 1))
        rel, step = rel.value(steps, "step", Kind.DOUBLE)
        # What is no number, and what is infinite without a bound, is in no interval.
        within = all_of(not_(f.isNaN(col(value.sql))), f.isFinite(col(step.sql)))
        rel, held = rel.value(f.if_(within, col(step.sql), None), "step", Kind.DOUBLE)
        rel, lower = rel.value(self._end(col(held.sql), first), "lower", Kind.DOUBLE)
        rel, upper = rel.value(self._end(infix(Op.ADD, col(held.sql), 1), first), "upper", Kind.DOUBLE)
        ends = col(lower.sql), col(upper.sql)
        label = f.concat("[", _shown(ends[0]), ", ", _shown(ends[1]), ")")
        return rel.extend(
            {
                "_bin_label": (label, Kind.TEXT),
                "_bin_lower": (ends[0], Kind.DOUBLE),
                "_bin_upper": (ends[1], Kind.DOUBLE),
            }
        )

    def _end(self, steps: Expr, first: float) -> Expr:
        end = infix(Op.MUL, steps, self.width)
        return infix(Op.ADD, end, first) if first else end


def _shown(value: Expr) -> Expr:
    whole = infix(Op.EQ, value, f.round(value))
    return f.if_(whole, f.concat(f.toString(value), ".0"), f.toString(value))
