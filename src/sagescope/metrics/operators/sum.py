"""`sum` across series."""

from dataclasses import dataclass

from sagescope.metrics.across import AcrossSeries
from sagescope.metrics.operator import operator


@operator(
    "sum",
    family="across",
    syntax=("sum [by <dimension>, …]",),
    examples=("metric=Invocations statistic=sum | quantize using sum | sum by endpointname",),
)
@dataclass(frozen=True, slots=True)
class Sum(AcrossSeries):
    """Adds up the series, bucket by bucket.

    With `by` those that have the same values of the dimensions, otherwise all. Series that lack a dimension
    are a group of their own. Of the other dimensions nothing is left, and the metric is called `sum`; where
    `metric` is one of the dimensions, it is called `sum(name)`.
    """
