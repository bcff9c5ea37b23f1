"""`timeslice`: the old name of a later quantize."""

from dataclasses import dataclass
from typing import Self

from sagescope.metrics.ast import Folding
from sagescope.metrics.operator import Bind, Operator, operator
from sagescope.metrics.quantization import requantized
from sagescope.metrics.reading import duration, rollup
from sagescope.metrics.series import Series
from sagescope.syntax.cursor import Cursor, Name


@operator(
    "timeslice",
    family="time",
    syntax=("timeslice <rollup> over <interval>",),
    examples=("metric=CPUUtilization | timeslice max over 3m",),
    single=True,
)
@dataclass(frozen=True, slots=True)
class Timeslice(Operator):
    """Folds buckets into longer ones, as a later `quantize` does.

    It is the older way to write that, for queries that still have it.
    """

    folding: Folding
    interval: int

    @classmethod
    def parse(cls, cursor: Cursor, name: Name) -> Self:
        mark = cursor.mark()
        folding = rollup(cursor)
        cursor.expect_word("over", after="after the rollup")
        interval = duration(cursor, "timeslice.interval", "An interval", "3m")
        return cls(name.span.to(cursor.span_since(mark)), folding, interval)

    def bind(self, rel: Series, cx: Bind) -> Series:
        return requantized(rel, self.interval, self.folding) if self.interval > rel.interval else rel
