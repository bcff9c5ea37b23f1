"""`rate`: the change a second."""

from dataclasses import dataclass
from typing import Self

from sagescope.metrics.changes import Changes, changes_option
from sagescope.metrics.operator import Bind, Operator, operator
from sagescope.metrics.reading import duration, opens_duration
from sagescope.metrics.series import Series, label_map
from sagescope.sql.build import all_of, col, eq, f, infix, lit
from sagescope.sql.nodes import Op
from sagescope.syntax.cursor import Cursor, Name


@operator(
    "rate",
    family="points",
    syntax=("rate [increasing | decreasing | counter] [[over] <interval>]",),
    examples=(
        "metric=Net_InBytes | rate",
        "metric=requests_total | rate counter over 5m",
    ),
    single=True,
)
@dataclass(frozen=True, slots=True)
class Rate(Operator):
    """Gives the change a second.

    Without an interval it is the change from the point before over the seconds in between; the first point
    of a series has none. `over 5m` gives the mean change over the five minutes up to each point, from the
    first and the last point in them; shorter than two buckets it means the point before. `increasing` keeps
    only rises, `decreasing` only falls, `counter` takes the new value for the change after a fall. The metric
    is called `rate(name)` and its unit is one a second.
    """

    changes: Changes
    over: int | None

    @classmethod
    def parse(cls, cursor: Cursor, name: Name) -> Self:
        mark = cursor.mark()
        changes = changes_option(cursor)
        over: int | None = None
        if cursor.word("over") or opens_duration(cursor):
            over = duration(cursor, "rate.interval", "An interval")
            changes = changes_option(cursor) if changes is Changes.ALL else changes
        span = name.span if cursor.mark() == mark else name.span.to(cursor.span_since(mark))
        return cls(span, changes, over)

    def bind(self, rel: Series, cx: Bind) -> Series:
        unit = col(rel.labels.unit)
        per_second = f.if_(eq(unit, ""), lit(""), f.concat(unit, lit("/second")))
        if self.over is not None and self.over > rel.interval:
            rel, change, time = self.changes.over_window(rel, self.over)
        else:
            rel, change, time = self.changes.between_points(rel)
        seconds = infix(Op.DIV, time, lit(1_000.0))
        rel = rel.valued(infix(Op.DIV, change, seconds)).wrapped("rate")
        held = col(rel.labels.map)
        known = all_of(eq(f.mapContains(held, "unit"), 1), infix(Op.NE, unit, ""))
        shown = f.mapUpdate(held, label_map([("unit", per_second)]))
        # An aggregate keeps the unit as a dimension only where it groups by it.
        dimension = rel.grouped is None or "unit" in rel.grouped
        return rel.relabelled(unit=per_second, map=f.if_(known, shown, held) if dimension else None)
