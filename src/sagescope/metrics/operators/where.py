"""`where`: points or series that meet a condition."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.metrics.ast import Comparison, Condition, Expression, Value, parts_of
from sagescope.metrics.expressions import Allowed, parse_condition
from sagescope.metrics.lowering import lower_condition
from sagescope.metrics.operator import Bind, Operator, operator
from sagescope.metrics.reading import duration, whole
from sagescope.metrics.series import Series
from sagescope.metrics.stretches import Part, Stretch
from sagescope.syntax.cursor import Cursor, Name, StageFault

_ALLOWED = Allowed("where", value=True, reducers=True)


@operator(
    "where",
    "filter",
    family="choose",
    syntax=(
        "where <condition on _value>",
        "where <condition on reducers>",
        "where <condition on _value> all|atleast <count> first|any|last <duration>",
    ),
    examples=(
        "metric=CPUUtilization | where _value > 5",
        "metric=CPUUtilization statistic=average | where latest > 75 | count",
        "metric=CPUUtilization | where _value > 90 atleast 3 any 5m",
    ),
    single=True,
)
@dataclass(frozen=True, slots=True)
class Where(Operator):
    """Keeps points, or whole series, for which a condition holds.

    A condition that holds `_value` chooses points; a series without any left is gone. One of reducers alone,
    such as `avg > 3 and latest < 5`, chooses series. With all three words behind it, a condition on `_value`
    chooses series too: those of which all points (and one at least), or at least so many, hold in the first,
    the last or any `<duration>` of the range. Comparisons are `>`, `>=`, `<`, `<=`, `=` and `!=`, joined by
    `and`, `or` and `not`. `filter` is the older name.
    """

    condition: Condition
    stretch: Stretch | None

    @classmethod
    def parse(cls, cursor: Cursor, name: Name) -> Self:
        mark = cursor.mark()
        condition = parse_condition(cursor, _ALLOWED)
        stretch: Stretch | None = None
        if cursor.peek().is_word("all", "atleast"):
            stretch = _stretch(cursor)
            if not _on_points(condition):
                raise StageFault(
                    Fault(
                        "where.stretch",
                        "all and atleast count points, and the condition says nothing of them.",
                        "Write a condition on _value, such as _value > 3.",
                        condition.span,
                    )
                )
        return cls(name.span.to(cursor.span_since(mark)), condition, stretch)

    def bind(self, rel: Series, cx: Bind) -> Series:
        rel, operands = rel.reduced(_operands(self.condition))
        holds = lower_condition(self.condition, operands)
        if self.stretch is None:
            return rel.kept(holds)
        return self.stretch.kept(rel, holds, cx.range)


def _stretch(cursor: Cursor) -> Stretch:
    least: int | None = None
    if cursor.expect_word("all", "atleast", after="after the condition").is_word("atleast"):
        least = whole(cursor, "where.count", "The number of points", "atleast 3")
    part = cursor.expect_word("first", "any", "last", after="before the duration")
    length = duration(cursor, "where.duration", "A duration")
    return Stretch(least, Part(part.text.lower()), length)


def _on_points(condition: Condition) -> bool:
    return any(isinstance(part, Value) for part in parts_of(condition))


def _operands(condition: Condition) -> list[Expression]:
    sides: list[Expression] = []
    for part in parts_of(condition):
        if isinstance(part, Comparison):
            sides += [part.left, part.right]
    return sides
