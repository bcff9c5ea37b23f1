"""`min` across series."""

from dataclasses import dataclass

from sagescope.metrics.across import AcrossSeries
from sagescope.metrics.operator import operator


@operator(
    "min",
    family="across",
    syntax=("min [by <dimension>, …]",),
    examples=("metric=MemoryUtilization | min by host",),
)
@dataclass(frozen=True, slots=True)
class Min(AcrossSeries):
    """Gives the smallest of the series, bucket by bucket.

    `by` groups as in `sum`.
    """
