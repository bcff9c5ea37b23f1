"""`accum`: running totals."""

from dataclasses import dataclass
from typing import Self

from sagescope.metrics.earlier import total_so_far
from sagescope.metrics.operator import Bind, Operator, operator
from sagescope.metrics.series import Series
from sagescope.sql.build import col
from sagescope.syntax.cursor import Cursor, Name


@operator(
    "accum",
    family="points",
    syntax=("accum",),
    examples=("metric=Invocations statistic=sum | quantize using sum | sum | accum",),
    single=True,
)
@dataclass(frozen=True, slots=True)
class Accum(Operator):
    """Turns each series into its running total, from its first point in the range on."""

    @classmethod
    def parse(cls, cursor: Cursor, name: Name) -> Self:
        return cls(name.span)

    def bind(self, rel: Series, cx: Bind) -> Series:
        rel = rel.gridded
        rel, total = total_so_far(rel, col(rel.layout.value))
        return rel.valued(total)
