"""`outlier`: values that are far from those before them."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.coercion import number
from sagescope.lang.expressions import number_value
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.options import option, whole_number
from sagescope.lang.running import MOST_ROWS, by_option, partition, window
from sagescope.lang.typed import field_column, field_columns
from sagescope.plan.nodes import SortKey
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col, Kind
from sagescope.sql.build import all_of, any_of, col, eq, f, infix
from sagescope.sql.nodes import Expr, Op
from sagescope.syntax.cursor import Cursor, Name, StageFault
from sagescope.syntax.tokens import T

_PARTS = ("error", "lower", "upper", "std", "indicator", "violation")
_OPTIONS = ("window", "threshold", "consecutive", "direction")


@operator(
    "outlier",
    family="order",
    syntax=(
        "outlier <field> [by <field>, …] [window=<n>] [, threshold=<x>] [, consecutive=<n>] [, direction=+-|+|-]",
    ),
    examples=(
        "* | timeslice 5m | count by _timeslice | outlier _count window=12, threshold=3, direction=+",
        "* | timeslice 5m | count by _timeslice, _sourceHost | outlier _count by _sourceHost",
    ),
    options={
        "window": "How many rows before count, 10.",
        "threshold": "How many standard deviations are far, 3.",
        "consecutive": "How many rows in a row have to be far, 1.",
        "direction": "Whether values above (+), below (-) or both (+-) are far.",
    },
)
@dataclass(frozen=True, slots=True)
class Outlier(Operator):
    """Finds values that are far from those of the time slices before them.

    For each row, in the order of `_timeslice` and in each group of the fields after `by` by itself, the mean and the
    standard deviation (n - 1) of the values in the last `window` rows before it (10) are taken. Of a field `x` it adds
    `x_error`, how far the value is from the mean; `x_lower` and `x_upper`, the mean less and plus `threshold` (3)
    deviations; `x_std`, the deviation; `x_indicator`, 1 where the value is outside, on the side that `direction` says; and
    `x_violation`, 1 where it is the last of `consecutive` (1) such rows. Where these values are fewer than `window`,
    nothing is an outlier; nor is the newest slice where it reaches beyond the query's range.
    """

    field: Name
    keys: tuple[Name, ...]
    window: int
    threshold: float
    consecutive: int
    direction: str

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        enclosed = cursor.sign("(") is not None
        field = cursor.name("the field to watch")
        if enclosed:
            cursor.expect_sign(")", "after the field")
        keys: tuple[Name, ...] = ()
        window, threshold, consecutive, direction = 10, 3.0, 1, "+-"
        while True:
            if not keys and cursor.peek(1 if cursor.peek().is_sign(",") else 0).is_word("by"):
                cursor.sign(",")
                keys = by_option(cursor)
                continue
            match option(cursor, *_OPTIONS):
                case "window":
                    window = whole_number(cursor, "The window of outlier", MOST_ROWS)
                case "threshold":
                    threshold = _threshold(cursor)
                case "consecutive":
                    consecutive = whole_number(cursor, "The number of rows in a row", MOST_ROWS)
                case "direction":
                    direction = _direction(cursor)
                case _:
                    break
        return cls(cursor.span_since(mark), field, keys, window, threshold, consecutive, direction)

    def defines(self) -> tuple[str, ...]:
        return tuple(f"{self.field.text}_{part}" for part in _PARTS)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        field_columns((self.field, *self.keys), rel, cx)
        if rel.find("_timeslice") is None or not rel.is_records:
            hint = "Put `timeslice 5m | count by _timeslice` before it."
            raise StageFault(
                Fault("outlier.timeslice", "outlier works on an aggregate by time.", hint, self.span)
            )
        value = number(field_column(self.field, rel))
        rel, held = rel.value(value.expr, self.field.text, value.kind)
        slice_ = number(field_column(Name("_timeslice", self.span), rel))
        rel, start = rel.value(slice_.expr, "slice", slice_.kind)
        rel, place = rel.placed()
        order = (SortKey(start.sql, descending=False), *place)
        groups = partition(self.keys, rel, cx)
        found: list[Expr] = []
        for call in (f.avgOrNull(col(held.sql)), f.stddevSampStable(col(held.sql)), f.count(col(held.sql))):
            rel, column = rel.looking(window(call, groups, order, self.window, -1), call.name, Kind.DOUBLE)
            found.append(col(column.sql))
        whole = infix(Op.LE, col(start.sql), cx.range.end - cx.slices.get("_timeslice", 0))
        rel, indicator = self._judged(rel, col(held.sql), *found, whole=whole)
        if self.consecutive > 1:
            run = window(f.sum(col(indicator.sql)), groups, order, self.consecutive - 1)
            violated = f.toInt64(eq(run, self.consecutive))
            rel, indicator = rel.looking(violated, "violation", Kind.INT)
        return rel.alias(f"{self.field.text}_violation", indicator)

    def _judged(
        self, rel: Relation, value: Expr, mean: Expr, spread: Expr, many: Expr, *, whole: Expr
    ) -> tuple[Relation, Col]:
        """The rows with all but violations, and the indicator; `whole` is whether a slice lies in the range."""
        # Of a single value the engine's deviation is no number.
        deviation = f.if_(eq(many, 0), None, f.if_(eq(many, 1), 0.0, spread))
        rel, std = rel.value(deviation, "std", Kind.DOUBLE)
        rel, error = rel.value(infix(Op.SUB, value, mean), "error", Kind.DOUBLE)
        reach = infix(Op.MUL, col(std.sql), self.threshold)
        rel, lower = rel.value(infix(Op.SUB, mean, reach), "lower", Kind.DOUBLE)
        rel, upper = rel.value(infix(Op.ADD, mean, reach), "upper", Kind.DOUBLE)
        # The mean of equal values may differ from them by a rounding.
        far = infix(Op.ADD, reach, infix(Op.MUL, f.abs(mean), 1e-12))
        sides = {"+": infix(Op.GT, col(error.sql), far), "-": infix(Op.LT, col(error.sql), f.negate(far))}
        outside = any_of(*(sides[side] for side in sorted(self.direction)))
        judged = f.ifNull(all_of(infix(Op.GE, many, self.window), whole, outside), False)
        rel, indicator = rel.value(f.toInt64(judged), "indicator", Kind.INT)
        for part, column in zip(_PARTS, (error, lower, upper, std, indicator), strict=False):
            rel = rel.alias(f"{self.field.text}_{part}", column)
        return rel, indicator


def _threshold(cursor: Cursor) -> float:
    token = cursor.number("The threshold of outlier")
    if (value := float(number_value(token))) > 0:
        return value
    raise cursor.fault("outlier.option", f"threshold cannot be {token.text}.", "Write 3.", token.span)


def _direction(cursor: Cursor) -> str:
    mark, at = cursor.mark(), cursor.peek().span
    found = cursor.take().value if cursor.peek().kind is T.STRING else ""
    while (sign := cursor.sign("+", "-")) is not None:
        found += sign.text
    if found in ("+", "-", "+-", "-+"):
        return found
    at = cursor.span_since(mark) if cursor.mark() > mark else at
    raise cursor.fault("outlier.option", "direction is +, - or +-.", "Write direction=+-.", at)
