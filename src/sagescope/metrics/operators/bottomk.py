"""`bottomk`: the series that rank lowest."""

from dataclasses import dataclass
from typing import ClassVar

from sagescope.metrics.operator import operator
from sagescope.metrics.ranking import Ranked


@operator(
    "bottomk",
    family="choose",
    syntax=("bottomk(<count>, <arithmetic of reducers>) [by <dimension>, …]",),
    examples=(
        "metric=CPUUtilization statistic=average | bottomk(10, avg)",
        "metric=CPUUtilization | bottomk(3, max / avg) by account",
    ),
)
@dataclass(frozen=True, slots=True)
class Bottomk(Ranked):
    """Keeps the series that rank lowest, at most so many.

    They rank by arithmetic of `avg`, `min`, `max`, `sum`, `count`, `latest`, `stddev` and `pct(n)` of all
    their points in the range; with `by` so many are kept of each group. Dimensions stay as they are. `*` as
    the number keeps all.
    """

    largest: ClassVar[bool] = False
