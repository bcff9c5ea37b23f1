"""`outlier`: points far from what the ones before them lead to expect."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.metrics.bands import DIMENSION, Direction, banded
from sagescope.metrics.expressions import plain_number
from sagescope.metrics.operator import Bind, Operator, operator
from sagescope.metrics.reading import any_value, duration, option_name, whole
from sagescope.metrics.series import Series
from sagescope.syntax.cursor import Cursor, Name, StageFault

LEAST_POINTS = 5
"""Points that a window of time has at the least, however long the buckets are."""

_OPTIONS = ("window", "threshold", "direction")
_DEFAULT_WINDOW = 300_000


@operator(
    "outlier",
    family="points",
    syntax=("outlier [window=<duration or points>] [threshold=<deviations>] [direction=+-|+|-]",),
    examples=(
        "metric=ModelLatency statistic=average | avg | outlier",
        "metric=Invocations statistic=sum | sum | outlier window=10, threshold=2, direction=+",
    ),
    single=True,
)
@dataclass(frozen=True, slots=True)
class Outlier(Operator):
    """Finds points far from what the points before them lead to expect.

    The mean and the standard deviation of the points in the window before a point, without the point itself,
    make a band: the mean and `threshold` deviations (3 unless told otherwise) to both sides. Beside each
    series come the two edges of its band and the points outside it, told apart by the dimension `_outlier`,
    which is `lower`, `upper` and `violation`. The window is a duration (5 minutes unless told otherwise, and
    never fewer than five buckets) or a number of points. `direction` is `+-`, or `+` or `-` where only points
    above or below the band count.
    """

    window: int | None
    points: int | None
    threshold: float
    direction: Direction

    @classmethod
    def parse(cls, cursor: Cursor, name: Name) -> Self:
        mark = cursor.mark()
        window: int | None = _DEFAULT_WINDOW
        points: int | None = None
        threshold, direction = 3.0, Direction.BOTH
        while (option := option_name(cursor, _OPTIONS, "outlier")) is not None:
            if any_value(cursor):
                continue
            if (
                option.text == "window"
                and cursor.peek().text.isdigit()
                and not cursor.peek(1).is_word("s", "m", "h", "d")
            ):
                points, window = whole(cursor, "outlier.window", "The window", "window=10", 2), None
            elif option.text == "window":
                window, points = duration(cursor, "outlier.window", "A window"), None
            elif option.text == "threshold":
                token = cursor.number("The threshold")
                threshold = plain_number(token)
                if threshold <= 0:
                    raise StageFault(
                        Fault(
                            "outlier.threshold",
                            "The threshold has to be more than nothing.",
                            "Write threshold=3.",
                            token.span,
                        )
                    )
            else:
                direction = _direction(cursor)
        span = name.span if cursor.mark() == mark else name.span.to(cursor.span_since(mark))
        return cls(span, window, points, threshold, direction)

    def bind(self, rel: Series, cx: Bind) -> Series:
        if DIMENSION in rel.parted:
            # Each would make bands of the bands, and the dimension tell only the last ones apart.
            raise StageFault(
                Fault(
                    "outlier.again",
                    "The series have the bands of an outlier already.",
                    "Take one of the two away, or put an aggregate such as avg by host between them.",
                    self.span,
                )
            )
        points = self.points
        if points is None:
            assert self.window is not None
            points = max(self.window // rel.interval, LEAST_POINTS)
        return banded(rel, points, self.threshold, self.direction)


def _direction(cursor: Cursor) -> Direction:
    signs = ""
    while (token := cursor.sign("+", "-")) is not None:
        signs += token.text
    if signs not in ("+-", "+", "-", "-+"):
        raise cursor.fault(
            "outlier.direction",
            f"A direction is +-, + or -, not {cursor.describe()}.",
            "Write direction=+-.",
        )
    return Direction(signs if len(signs) == 1 else "+-")
