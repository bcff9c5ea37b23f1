"""`outlier`: values that are far from those before them."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.coercion import number
from sagescope.lang.expressions import number_value
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.running import MOST_ROWS, partition
from sagescope.lang.typed import field_column, field_columns
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import any_of, col, eq, f, infix
from sagescope.sql.nodes import Call, Column, Expr, Op, Over
from sagescope.syntax.cursor import Cursor, Name, StageFault
from sagescope.syntax.tokens import T

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

    For each row, in the order of `_timeslice` and in each group of the fields after `by` by itself, the mean and
    the standard deviation (n - 1) of the last `window` values before it (10) are taken. Of a field `x` it adds
    `x_error`, how far the value is from the mean; `x_lower` and `x_upper`, the mean less and plus `threshold` (3)
    deviations; `x_std`, the deviation; `x_indicator`, 1 where the value is outside, on the side that `direction` says;
    and `x_violation`, 1 where it is the last of `consecutive` (1) such rows. While fewer than `window` rows
    have gone before, nothing is an outlier.
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
        field = cursor.name("the field to watch")
        keys: tuple[Name, ...] = ()
        given: dict[str, float] = {}
        direction = "+-"
        while not cursor.at_end:
            if cursor.sign(","):
                continue
            if not keys and cursor.word("by"):
                keys = _keys(cursor)
                continue
            token = cursor.expect_word(*_OPTIONS, after="among the options of outlier")
            option = token.text.lower()
            cursor.expect_sign("=", f"after {option}")
            if option == "direction":
                direction = _direction(cursor)
                continue
            at = cursor.peek().span
            value = float(number_value(cursor.number(f"The {option} of outlier")))
            if value <= 0 or (option == "window" and value > MOST_ROWS):
                raise StageFault(
                    Fault(
                        "outlier.option",
                        f"{option} cannot be {value:g}.",
                        f"It is a number above 0{', up to 1,000' if option == 'window' else ''}.",
                        at,
                    )
                )
            given[option] = value
        return cls(
            cursor.span_since(mark),
            field,
            keys,
            int(given.get("window", 10)),
            given.get("threshold", 3.0),
            int(given.get("consecutive", 1)),
            direction,
        )

    def defines(self) -> tuple[str, ...]:
        return tuple(
            f"{self.field.text}_{part}"
            for part in ("error", "lower", "upper", "std", "indicator", "violation")
        )

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        name = self.field.text
        field_columns((self.field, *self.keys), rel, cx)
        if rel.find("_timeslice") is None or not rel.is_records:
            raise StageFault(
                Fault(
                    "outlier.timeslice",
                    "outlier works on an aggregate by time.",
                    "Put `timeslice 5m | count by _timeslice` before it.",
                    self.span,
                )
            )
        slice_ = field_column(Name("_timeslice", self.span), rel)
        rel, held = rel.value(f.toFloat64(number(field_column(self.field, rel)).expr), name, Kind.DOUBLE)
        groups = partition(self.keys, rel, cx)
        value = col(held.sql)

        def before(call: Call) -> Over:
            return Over(call, groups, (slice_.expr,), (False,), self.window, -1)

        rel, mean = rel.looking(before(f.avgOrNull(value)), "mean", Kind.DOUBLE)
        rel, spread = rel.looking(before(f.stddevSampStable(value)), "spread", Kind.DOUBLE)
        rel, many = rel.looking(before(f.count(value)), "many", Kind.LONG)
        deviation = f.if_(infix(Op.LT, col(many.sql), 2), 0.0, col(spread.sql))
        rel = rel.extend({f"{name}_std": (deviation, Kind.DOUBLE)})
        std = rel.columns[f"{name}_std".lower()]
        reach = infix(Op.MUL, col(std.sql), self.threshold)
        error = infix(Op.SUB, value, col(mean.sql))
        full = infix(Op.GE, col(many.sql), self.window)
        sides: list[Expr] = []
        if "+" in self.direction:
            sides.append(infix(Op.GT, error, reach))
        if "-" in self.direction:
            sides.append(infix(Op.LT, error, f.negate(reach)))
        outside = f.toInt64(f.ifNull(f.and_(full, any_of(*sides)), False))
        rel = rel.extend(
            {
                f"{name}_error": (error, Kind.DOUBLE),
                f"{name}_lower": (infix(Op.SUB, col(mean.sql), reach), Kind.DOUBLE),
                f"{name}_upper": (infix(Op.ADD, col(mean.sql), reach), Kind.DOUBLE),
                f"{name}_indicator": (outside, Kind.INT),
            }
        )
        indicator = Column(rel.columns[f"{name}_indicator".lower()].sql)
        run = Over(f.sum(indicator), groups, (slice_.expr,), (False,), self.consecutive - 1)
        rel, length = rel.looking(run, "run", Kind.LONG)
        violated = f.toInt64(eq(col(length.sql), self.consecutive))
        return rel.extend({f"{name}_violation": (violated, Kind.INT)})


def _keys(cursor: Cursor) -> tuple[Name, ...]:
    """Fields parted by commas, up to the first option: `by a, b, window=5`."""
    keys = [cursor.name("a field to group by")]
    while cursor.peek().is_sign(",") and not cursor.peek(1).is_word(*_OPTIONS):
        cursor.take()
        keys.append(cursor.name("a field to group by"))
    return tuple(keys)


def _direction(cursor: Cursor) -> str:
    found = ""
    if cursor.peek().kind is T.STRING:
        found = cursor.take().value
    while cursor.peek().is_sign("+") or cursor.peek().is_sign("-"):
        found += cursor.take().text
    if found not in ("+", "-", "+-", "-+"):
        raise cursor.fault("outlier.option", f"direction cannot be {cursor.describe()}.", "Write +, - or +-.")
    return found
