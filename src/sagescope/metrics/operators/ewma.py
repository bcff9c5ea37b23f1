"""`ewma`: exponentially weighted moving averages."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.metrics.expressions import plain_number
from sagescope.metrics.operator import Bind, Operator, operator
from sagescope.metrics.reading import any_value, option_name, whole
from sagescope.metrics.series import Series
from sagescope.syntax.cursor import Cursor, Name, StageFault

_OPTIONS = ("alpha", "span")


@operator(
    "ewma",
    family="points",
    syntax=("ewma", "ewma alpha=<0…1>", "ewma span=<points>"),
    examples=("metric=CPUUtilization | avg | ewma span=10",),
    single=True,
)
@dataclass(frozen=True, slots=True)
class Ewma(Operator):
    """Smooths each series by an exponentially weighted moving average.

    The first point stays as it is; every other one becomes alpha times itself plus (1 - alpha) times the
    smoothed one before. `span=n` is alpha = 2 / (n + 1). Without options alpha is 0.5. Gaps do not count.
    """

    alpha: float

    @classmethod
    def parse(cls, cursor: Cursor, name: Name) -> Self:
        mark = cursor.mark()
        option = option_name(cursor, _OPTIONS, "ewma")
        if option is None:
            return cls(name.span, 0.5)
        alpha = 0.5
        if any_value(cursor):
            pass
        elif option.text == "span":
            alpha = 2 / (whole(cursor, "ewma.span", "The span", "span=10") + 1)
        else:
            token = cursor.number("alpha")
            alpha = plain_number(token)
            if not 0 <= alpha <= 1:
                raise StageFault(
                    Fault("ewma.alpha", f"alpha lies from 0 to 1, {token.text} does not.", "", token.span)
                )
        return cls(name.span.to(cursor.span_since(mark)), alpha)

    def bind(self, rel: Series, cx: Bind) -> Series:
        return rel.local("metric_ewma", {"alpha": self.alpha})
