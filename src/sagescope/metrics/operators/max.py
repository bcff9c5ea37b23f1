"""`max` across series."""

from dataclasses import dataclass

from sagescope.metrics.across import AcrossSeries
from sagescope.metrics.operator import operator


@operator(
    "max",
    family="across",
    syntax=("max [by <dimension>, …]",),
    examples=("metric=CPUUtilization statistic=average | max by endpointname, account",),
)
@dataclass(frozen=True, slots=True)
class Max(AcrossSeries):
    """Gives the largest of the series, bucket by bucket.

    `by` groups as in `sum`.
    """
