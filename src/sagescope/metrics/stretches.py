"""Series chosen by how many of their points meet a condition in a stretch of the range.

Reference metrics-language.md, 5.3, the third form of `where`. A bucket stands for its whole length.
"""

from dataclasses import dataclass
from enum import Enum

from sagescope.metrics.series import Series
from sagescope.sql.build import all_of, col, eq, f, infix, lit, not_
from sagescope.sql.nodes import Expr, Op
from sagescope.timerange import TimeRange


class Part(Enum):
    """Where in the range the stretch lies."""

    FIRST = "first"
    ANY = "any"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Stretch:
    """`length` milliseconds in which at least `least` points hold; all of them, and one, where it is None."""

    least: int | None
    part: Part
    length: int

    def kept(self, rel: Series, holds: Expr, range_: TimeRange) -> Series:
        """The series of which enough points hold."""
        if self.part is Part.ANY:
            return (
                self._anywhere_all(rel, holds, range_) if self.least is None else self._anywhere(rel, holds)
            )
        bucket = col(rel.points.bucket)
        if self.part is Part.FIRST:
            within = infix(Op.LT, bucket, range_.start + self.length)
        else:
            ends = infix(Op.ADD, bucket, rel.interval)
            within = infix(Op.GT, ends, range_.end - self.length)
        rel, (held, missed) = rel.seen(
            rel.over_all(f.countIf(all_of(within, holds))),
            rel.over_all(f.countIf(all_of(within, not_(holds)))),
        )
        enough = infix(Op.GE, held, self.least or 1)
        return rel.kept(enough if self.least is not None else all_of(enough, eq(missed, 0)))

    def _anywhere(self, rel: Series, holds: Expr) -> Series:
        """At least so many points within some stretch: one that ends with a point that holds, if any does."""
        rel, (count,) = rel.seen(rel.over(f.countIf(holds), self.length - 1, 0, by_value=True))
        rel, (most,) = rel.seen(rel.over_all(f.max(count)))
        return rel.kept(infix(Op.GE, most, self.least or 1))

    def _anywhere_all(self, rel: Series, holds: Expr, range_: TimeRange) -> Series:
        """Some stretch with a point and none that fails: the time between two that fail, or to the range's
        ends, is long enough around a point that holds.
        """
        bucket, width = col(rel.points.bucket), rel.interval
        first = range_.start // width * width
        last = -(-range_.end // width) * width
        fails = not_(holds)
        ended = infix(Op.ADD, bucket, width)
        rel, (since, until) = rel.seen(
            rel.over(f.max(f.if_(fails, ended, lit(first)))),
            rel.over(f.min(f.if_(fails, bucket, lit(last))), 0, None),
        )
        free = infix(Op.GE, infix(Op.SUB, until, since), self.length)
        rel, (found,) = rel.seen(rel.over_all(f.countIf(all_of(holds, free))))
        return rel.kept(infix(Op.GT, found, 0))
