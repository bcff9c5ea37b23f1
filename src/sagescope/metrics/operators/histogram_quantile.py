"""`histogram_quantile`: a quantile from the buckets of a Prometheus histogram."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.metrics.expressions import plain_number
from sagescope.metrics.histograms import quantile_of_buckets
from sagescope.metrics.operator import Bind, Operator, operator
from sagescope.metrics.series import BOUND, Series
from sagescope.syntax.cursor import Cursor, Name, StageFault


@operator(
    "histogram_quantile",
    family="across",
    syntax=("histogram_quantile(<0…1>)",),
    examples=("metric=request_seconds_bucket | quantize using max | delta | histogram_quantile(0.99)",),
)
@dataclass(frozen=True, slots=True)
class HistogramQuantile(Operator):
    """Gives a quantile from the buckets of Prometheus histograms.

    The series that differ in the dimension `le` alone are the buckets of one histogram, each of which counts
    what is at most its `le`; `+Inf` has to be among them. The quantile lies linearly within the bucket that
    it falls into, as in PromQL. The other dimensions stay. `delta` before it takes the counts of each bucket
    of time rather than all that were ever counted.
    """

    quantile: float

    @classmethod
    def parse(cls, cursor: Cursor, name: Name) -> Self:
        mark = cursor.mark()
        cursor.expect_sign("(", "after histogram_quantile")
        token = cursor.number("The quantile")
        quantile = plain_number(token)
        if not 0 <= quantile <= 1:
            raise StageFault(
                Fault(
                    "metrics.quantile",
                    f"A quantile lies from 0 to 1, {token.text} does not.",
                    "Write histogram_quantile(0.99).",
                    token.span,
                )
            )
        cursor.expect_sign(")", "after the quantile")
        return cls(name.span.to(cursor.span_since(mark)), quantile)

    def bind(self, rel: Series, cx: Bind) -> Series:
        if rel.spent or (rel.grouped is not None and BOUND not in rel.grouped):
            raise StageFault(
                Fault(
                    "metrics.no_buckets",
                    f"No series has the dimension {BOUND} here, so none is a bucket of a histogram.",
                    f"Keep {BOUND} among the dimensions, as in sum by {BOUND}, and take the quantile once.",
                    self.span,
                )
            )
        return quantile_of_buckets(rel, self.quantile)
