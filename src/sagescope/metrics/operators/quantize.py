"""`quantize`: the time buckets of a row."""

from dataclasses import dataclass
from typing import Self

from sagescope.metrics.ast import Folding
from sagescope.metrics.operator import Bind, Operator, operator
from sagescope.metrics.quantization import requantized
from sagescope.metrics.reading import duration, opens_duration, rollup
from sagescope.metrics.series import Series
from sagescope.sql.build import col, infix
from sagescope.sql.nodes import Op
from sagescope.syntax.cursor import Cursor, Name


@operator(
    "quantize",
    family="time",
    syntax=("quantize [to] <interval> [using <rollup>] [drop last]", "quantize using <rollup> [drop last]"),
    examples=(
        "metric=Invocations statistic=sum | quantize to 5m using sum | sum by endpointname",
        "metric=CPUUtilization | quantize using max drop last",
    ),
    single=True,
)
@dataclass(frozen=True, slots=True)
class Quantize(Operator):
    """Sets the length of the time buckets, and how the points in one become a point.

    The rollups are `avg` (unless another is named), `min`, `max`, `sum`, `count`, `rate` (the change a second
    from the first to the last point of the bucket), `latest` and `pct(n)`. As the first stage it works on the
    points as they came; later on it folds buckets again, and never into shorter ones. Without an interval it
    follows the range. `drop last` leaves out the last bucket where it ends after the range.
    """

    interval: int | None
    folding: Folding | None
    drops_last: bool

    @classmethod
    def parse(cls, cursor: Cursor, name: Name) -> Self:
        mark = cursor.mark()
        interval: int | None = None
        folding: Folding | None = None
        while True:
            if interval is None and (cursor.word("to") or opens_duration(cursor)):
                interval = duration(cursor, "quantize.interval", "An interval")
            elif folding is None and cursor.word("using"):
                folding = rollup(cursor)
            else:
                break
        if interval is None and folding is None:
            raise cursor.fault(
                "quantize.empty",
                "quantize needs an interval or a rollup.",
                "Write quantize to 5m, or quantize using sum.",
                name.span,
            )
        drops_last = False
        if cursor.word("drop"):
            cursor.expect_word("last", after="after drop")
            drops_last = True
        return cls(name.span.to(cursor.span_since(mark)), interval, folding, drops_last)

    def bind(self, rel: Series, cx: Bind) -> Series:
        if self.interval is not None and self.interval > rel.interval:
            rel = requantized(rel, self.interval, self.folding)
        return self.dropped(rel, cx)

    def dropped(self, rel: Series, cx: Bind) -> Series:
        """The buckets that end within the range, where the last one is to be dropped."""
        if not self.drops_last:
            return rel
        ends = infix(Op.ADD, col(rel.layout.bucket), rel.interval)
        return rel.kept(infix(Op.LE, ends, cx.range.end))
