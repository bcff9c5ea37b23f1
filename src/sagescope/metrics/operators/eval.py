"""`eval`: arithmetic on every point."""

from dataclasses import dataclass
from typing import Self

from sagescope.metrics.ast import Expression
from sagescope.metrics.expressions import Allowed, parse_arithmetic
from sagescope.metrics.lowering import lower
from sagescope.metrics.operator import Bind, Operator, operator
from sagescope.metrics.series import Series
from sagescope.metrics.units import unit_of
from sagescope.sql.build import lit
from sagescope.syntax.cursor import Cursor, Name

_ALLOWED = Allowed("eval", value=True, reducers=True)


@operator(
    "eval",
    family="points",
    syntax=("eval <arithmetic>",),
    examples=(
        "metric=ModelLatency statistic=average | eval _value / 1000",
        "metric=Invocations statistic=sum | quantize using sum | sum | eval 1000 * _value / _granularity",
        "metric=CPUUtilization | eval _value - avg",
    ),
    single=True,
)
@dataclass(frozen=True, slots=True)
class Eval(Operator):
    """Works out every point anew.

    `_value` is the point, `_granularity` the length of a bucket in milliseconds, and `avg`, `min`, `max`,
    `sum`, `count`, `latest`, `stddev` and `pct(n)` are one number of all points of the series. Where the
    result is no number, as after a division by zero, there is no point.
    """

    expression: Expression

    @classmethod
    def parse(cls, cursor: Cursor, name: Name) -> Self:
        mark = cursor.mark()
        expression = parse_arithmetic(cursor, _ALLOWED)
        return cls(name.span.to(cursor.span_since(mark)), expression)

    def bind(self, rel: Series, cx: Bind) -> Series:
        rel, operands = rel.reduced([self.expression])
        rel = rel.valued(lower(self.expression, operands))
        return rel if unit_of(self.expression).kept else rel.relabelled(unit=lit(""))
