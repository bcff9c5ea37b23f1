"""`timeshift`: the same rows of an earlier time."""

from dataclasses import dataclass
from typing import Self

from sagescope.metrics.operator import Bind, Operator, operator
from sagescope.metrics.reading import duration
from sagescope.metrics.series import Series
from sagescope.syntax.cursor import Cursor, Name


@operator(
    "timeshift",
    family="time",
    syntax=("timeshift <interval>",),
    examples=("metric=Invocations statistic=sum | quantize using sum | sum | timeshift 1d",),
    single=True,
)
@dataclass(frozen=True, slots=True)
class Timeshift(Operator):
    """Shows the data of an earlier time at the present one.

    `timeshift 1d` gives what the row was a day before. A minus sign means the same. Buckets are those of the
    time shown, so that they line up with those of other rows. After `#A` it shifts all that the row reads.
    """

    by: int

    @classmethod
    def parse(cls, cursor: Cursor, name: Name) -> Self:
        mark = cursor.mark()
        cursor.sign("-", "+")
        by = duration(cursor, "timeshift.interval", "An interval", "1d")
        return cls(name.span.to(cursor.span_since(mark)), by)

    def bind(self, rel: Series, cx: Bind) -> Series:
        # The row's data was taken from earlier already (`shift`).
        return rel

    @property
    def shift(self) -> int:
        return self.by
