"""Changes between the points of a series, as `delta` and `rate` give them."""

from enum import Enum

from sagescope.metrics.earlier import before, first_within, total_so_far
from sagescope.metrics.series import Series
from sagescope.sql.build import NULL, col, f, infix
from sagescope.sql.nodes import Expr, Op
from sagescope.syntax.cursor import Cursor


class Changes(Enum):
    """Which changes count: all, rises, falls, or those of a counter that starts again at 0."""

    ALL = "all"
    INCREASING = "increasing"
    DECREASING = "decreasing"
    COUNTER = "counter"

    def between_points(self, rel: Series) -> tuple[Series, Expr, Expr]:
        """The change of each point from the one before it, and the milliseconds in between.

        The first point of a series has none: its change is null, and so is one that does not count.
        """
        rel, value, last, change, time = _steps(rel)
        if self is Changes.COUNTER:
            # After a fall the counter has started again, and has grown to what it is.
            change = f.if_(infix(Op.LT, value, last), value, change)
        return rel, self._counted(change), time

    def over_window(self, rel: Series, length: int) -> tuple[Series, Expr, Expr]:
        """The change from the first to the last point of the `length` milliseconds up to each point, both
        ends included, and the milliseconds between the two.
        """
        rel = rel.gridded
        value: Expr = col(rel.layout.value)
        if self is Changes.COUNTER:
            rel, _, value = _growth(rel)
        rel, first, start = first_within(rel, length, value)
        time = infix(Op.SUB, col(rel.layout.bucket), start)
        return rel, self._counted(infix(Op.SUB, value, first)), time

    def _counted(self, change: Expr) -> Expr:
        match self:
            case Changes.INCREASING:
                return f.if_(infix(Op.GT, change, 0), change, NULL)
            case Changes.DECREASING:
                return f.if_(infix(Op.LT, change, 0), change, NULL)
            case _:
                return change


def _steps(rel: Series) -> tuple[Series, Expr, Expr, Expr, Expr]:
    """The value, the one before, their difference, and the milliseconds between them; null for the first."""
    rel, last, earlier = before(rel)
    value, bucket = col(rel.layout.value), col(rel.layout.bucket)
    return rel, value, last, infix(Op.SUB, value, last), infix(Op.SUB, bucket, earlier)


def _growth(rel: Series) -> tuple[Series, Expr, Expr]:
    """What a counter has grown by since the first point of its series, however often it started again."""
    rel, value, last, change, _ = _steps(rel)
    rel, grown = total_so_far(rel, f.if_(infix(Op.LT, value, last), value, change))
    return rel, value, grown


def changes_option(cursor: Cursor) -> Changes:
    """Take `increasing`, `decreasing` or `counter` if it is next."""
    token = cursor.word("increasing", "decreasing", "counter")
    return Changes(token.text.lower()) if token else Changes.ALL
