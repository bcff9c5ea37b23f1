"""`count` across series."""

from dataclasses import dataclass
from typing import ClassVar

from sagescope.metrics.across import AcrossSeries
from sagescope.metrics.operator import operator


@operator(
    "count",
    family="across",
    syntax=("count [by <dimension>, …]",),
    examples=("metric=CPUUtilization | count by endpointname",),
)
@dataclass(frozen=True, slots=True)
class Count(AcrossSeries):
    """Counts the series that have a point, bucket by bucket.

    `by` groups as in `sum`. Where no series has a point, there is none of the count either.
    """

    keeps_unit: ClassVar[bool] = False
