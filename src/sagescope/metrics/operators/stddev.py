"""`stddev` across series."""

from dataclasses import dataclass

from sagescope.metrics.across import AcrossSeries
from sagescope.metrics.operator import operator


@operator(
    "stddev",
    family="across",
    syntax=("stddev [by <dimension>, …]",),
    examples=("metric=CPUUtilization | stddev by endpointname",),
)
@dataclass(frozen=True, slots=True)
class StdDev(AcrossSeries):
    """Gives the standard deviation of the series, bucket by bucket.

    It is that of a sample (n - 1); of a single series it is 0. `by` groups as in `sum`.
    """
