"""`avg` across series."""

from dataclasses import dataclass

from sagescope.metrics.across import AcrossSeries
from sagescope.metrics.operator import operator


@operator(
    "avg",
    family="across",
    syntax=("avg [by <dimension>, …]",),
    examples=("metric=CPUUtilization statistic=average | avg by endpointname",),
)
@dataclass(frozen=True, slots=True)
class Avg(AcrossSeries):
    """Gives the mean of the series, bucket by bucket.

    It is the mean of the series that have a point in the bucket. `by` groups as in `sum`.
    """
