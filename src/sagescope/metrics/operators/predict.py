"""`predict`: where a series goes from here."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.metrics.operator import Bind, Operator, operator
from sagescope.metrics.reading import any_value, duration, option_name, whole
from sagescope.metrics.series import Series
from sagescope.syntax.cursor import Cursor, Name

MOST_POINTS = 50
"""Points that a forecast has at the most (reference metrics-language.md, 5.2)."""

_OPTIONS = ("model", "forecast", "ar.window")


@operator(
    "predict",
    family="points",
    syntax=("predict [model=linear|ar] [forecast=<points or duration>] [ar.window=<points>]",),
    examples=(
        "metric=DiskUtilization statistic=average | max | predict forecast=1h",
        "metric=Invocations statistic=sum | quantize 5m using sum | sum | predict model=ar forecast=12",
    ),
)
@dataclass(frozen=True, slots=True)
class Predict(Operator):
    """Continues a series into the future.

    The row has to be one series. `linear` fits a straight line to its points; `ar` fits how each point
    follows from the `ar.window` points before it, a fifth of the points unless told otherwise and at most
    half of them. The forecast is a number of points, 3 unless told otherwise, or a duration; at most 50
    points. Beside the series comes the predicted one, which has what the model gives for the past too, told
    apart by the dimension `_predict`, which is `forecast`.
    """

    model: str
    forecast: int
    forecast_is_time: bool
    window: int | None

    @classmethod
    def parse(cls, cursor: Cursor, name: Name) -> Self:
        mark = cursor.mark()
        model, forecast, is_time = "linear", 3, False
        window: int | None = None
        while (option := option_name(cursor, _OPTIONS, "predict")) is not None:
            if any_value(cursor):
                continue
            if option.text == "model":
                model = cursor.expect_word("linear", "ar", after="after model=").text.lower()
            elif option.text == "ar.window":
                window = whole(cursor, "predict.window", "The window", "ar.window=12")
            else:
                is_time = not cursor.peek().text.isdigit() or cursor.peek(1).is_word("s", "m", "h", "d")
                if is_time:
                    forecast = duration(cursor, "predict.forecast", "A forecast", "1h")
                else:
                    forecast = whole(cursor, "predict.forecast", "A forecast", "forecast=3")
        span = name.span if cursor.mark() == mark else name.span.to(cursor.span_since(mark))
        return cls(span, model, forecast, is_time, window)

    def bind(self, rel: Series, cx: Bind) -> Series:
        points = max(1, self.forecast // rel.interval) if self.forecast_is_time else self.forecast
        if points > MOST_POINTS:
            cx.warnings.append(
                Fault(
                    "predict.forecast",
                    f"The forecast has {MOST_POINTS} points, not {points:,}.",
                    "Ask for a shorter one, or quantize to a longer interval.",
                    self.span,
                )
            )
        arguments = {
            "model": self.model,
            "points": min(points, MOST_POINTS),
            "window": self.window,
            "interval": rel.interval,
            "span": self.span,
        }
        return rel.local("metric_predict", arguments, kinds=True).apart("_predict", ("", "forecast"))
