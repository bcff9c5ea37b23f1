"""`pct` across series."""

from dataclasses import dataclass
from typing import Self

from sagescope.metrics.expressions import percentile
from sagescope.metrics.operator import Bind, Operator, operator
from sagescope.metrics.reading import by_option
from sagescope.metrics.series import Series
from sagescope.syntax.cursor import Cursor, Name


@operator(
    "pct",
    family="across",
    syntax=("pct(<0…100>) [by <dimension>, …]",),
    examples=("metric=ModelLatency statistic=average | pct(95) by endpointname",),
)
@dataclass(frozen=True, slots=True)
class Pct(Operator):
    """Gives a percentile of the series, bucket by bucket.

    It lies linearly between the two nearest values: `pct(50)` of 1, 2 and 4 is 2, `pct(75)` is 3. `by` groups
    as in `sum`, and the metric is called `pct_95.0` and the like.
    """

    share: float
    by: tuple[Name, ...]

    @classmethod
    def parse(cls, cursor: Cursor, name: Name) -> Self:
        mark = cursor.mark()
        share = percentile(cursor)
        by = by_option(cursor)
        return cls(name.span.to(cursor.span_since(mark)), share, by)

    def bind(self, rel: Series, cx: Bind) -> Series:
        return rel.grouped_by(self.by, "pct", f"pct_{self.share}", self.share)
