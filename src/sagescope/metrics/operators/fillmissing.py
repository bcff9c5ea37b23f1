"""`fillmissing`: points for buckets that have none."""

from dataclasses import dataclass
from typing import Self

from sagescope.metrics.expressions import plain_number
from sagescope.metrics.gaps import Filling, filled
from sagescope.metrics.operator import Bind, Operator, operator
from sagescope.metrics.series import Series
from sagescope.syntax.cursor import Cursor, Name
from sagescope.syntax.tokens import T


@operator(
    "fillmissing",
    family="points",
    syntax=("fillmissing [using] empty | interpolation | last | <number>",),
    examples=(
        "metric=Invocations statistic=sum | quantize using sum | sum by endpointname | fillmissing 0",
        "metric=CPUUtilization | avg | fillmissing interpolation",
    ),
    single=True,
)
@dataclass(frozen=True, slots=True)
class FillMissing(Operator):
    """Makes points for the buckets of the range in which a series has none.

    `interpolation` lies on the line between the points before and after, `last` repeats the point before, a
    number is that number. Where there is no point before, or none after, `interpolation` and `last` make none.
    `empty` makes none either, and has charts leave a gap rather than draw a line across. Only series that
    have some point are filled.
    """

    filling: Filling
    number: float

    @classmethod
    def parse(cls, cursor: Cursor, name: Name) -> Self:
        mark = cursor.mark()
        cursor.word("using")
        sign = cursor.sign("-")
        if cursor.peek().kind is T.NUMBER:
            number = plain_number(cursor.take())
            filling = Filling.NUMBER
            return cls(name.span.to(cursor.span_since(mark)), filling, -number if sign else number)
        word = cursor.word("empty", "interpolation", "last")
        if word is None or sign:
            raise cursor.fault(
                "fillmissing.policy",
                f"fillmissing does not know {cursor.describe()}.",
                "Write fillmissing empty, interpolation, last or a number.",
            )
        return cls(name.span.to(cursor.span_since(mark)), Filling(word.text.lower()), 0.0)

    def bind(self, rel: Series, cx: Bind) -> Series:
        if self.filling is Filling.EMPTY:
            return rel
        return filled(rel, self.filling, self.number, cx.range)
