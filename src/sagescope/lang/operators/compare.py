"""`compare`: the same aggregate of earlier times, beside that of now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.requirements import records_only
from sagescope.lang.timeshift import Shift, read_shift
from sagescope.plan.nodes import Given
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col, Kind
from sagescope.syntax.cursor import Cursor, StageFault
from sagescope.timerange import TimeRange

MOST_QUERIES = 7
"""Further runs of the query that one `compare` may ask for (reference, section 10)."""


@operator(
    "compare",
    family="time",
    syntax=("compare [with] timeshift <n><m|h|d|w> [<count> [avg|min|max]] [as <name>], …",),
    examples=(
        "* | timeslice 1h | count by _timeslice | compare with timeshift 1d",
        "* | count by _sourceHost | compare timeshift 1d 7 avg as usual",
    ),
    options={
        "with": "May stand before timeshift.",
        "timeshift": "How far to go back, such as 1d, and how many times.",
        "avg": "The mean of the earlier values.",
        "min": "The smallest of the earlier values.",
        "max": "The largest of the earlier values.",
        "as": "Names the comparison: it becomes the end of the columns' names.",
    },
)
@dataclass(frozen=True, slots=True)
class Compare(Operator):
    """Puts the same aggregate of earlier times beside that of the query's range.

    The whole query runs again over the range moved back, as often as asked: `timeshift 1d` once, `timeshift 1d 7` over
    each of the seven days before, `timeshift 1d 7 avg` folded into their mean (or `min`, `max`). Groups are matched by their
    keys, time slices moved to the present. The columns are called like `_count_1d`, `_count_7d`, `_count_7d_avg`, or
    `_count_<name>` after `as`. Groups that only one side has stay, with what the other lacks absent. Seven further
    runs are the most.
    """

    shifts: tuple[Shift, ...]

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        cursor.word("with")
        shifts = [read_shift(cursor, MOST_QUERIES)]
        while cursor.sign(","):
            cursor.word("with")
            shifts.append(read_shift(cursor, MOST_QUERIES))
        span = cursor.span_since(mark)
        runs = sum(shift.count for shift in shifts)
        if runs > MOST_QUERIES:
            raise StageFault(
                Fault(
                    "compare.runs",
                    f"compare would run the query {runs} more times; {MOST_QUERIES} are the most.",
                    "Compare with fewer ranges.",
                    span,
                )
            )
        return cls(span, tuple(shifts))

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        records_only("compare", self.span, rel, "count by a")
        if cx.again is None or cx.compared:
            raise StageFault(
                Fault(
                    "compare.place",
                    "compare stands once in a query, and not inside parentheses.",
                    "Ask for several comparisons in one stage, parted by commas.",
                    self.span,
                )
            )
        cx.compared = True
        columns = tuple(rel.columns.values())
        backs = [back for shift in self.shifts for back in shift.backs]
        pasts = [cx.again(TimeRange(cx.range.start - back, cx.range.end - back)) for back in backs]
        timed = {*cx.slices, "__timeslice_end"}
        times = tuple(i for i, c in enumerate(columns) if c.label.lower() in timed and c.kind.numeric)
        keys = tuple(i for i, c in enumerate(columns) if c.key or i in times)
        outputs = [rel.ids.column(c.label, c.kind, key=c.key) for c in columns]
        values = [c for i, c in enumerate(columns) if i not in keys]
        loose = [made for made, c in zip(outputs, columns, strict=True) if c.sql in rel.loose]
        for shift in self.shifts:
            for suffix in shift.suffixes:
                compared = [_compared(c, suffix, shift.fold, rel) for c in values]
                outputs += compared
                loose += [made for made, c in zip(compared, values, strict=True) if c.sql in rel.loose]
        self._told_apart(outputs)
        folds = tuple((shift.suffixes, shift.fold, shift.backs) for shift in self.shifts)
        return rel.local(
            "compare",
            columns,
            outputs,
            {"columns": len(columns), "keys": keys, "times": times, "folds": folds},
            others=[Given(past.rows, tuple(past.columns.values())) for past in pasts],
            dynamic=rel.dynamic,
            loose=loose,
        )

    def _told_apart(self, columns: Sequence[Col]) -> None:
        seen: set[str] = set()
        for column in columns:
            if column.label.lower() in seen:
                raise StageFault(
                    Fault(
                        "compare.repeated",
                        f"Two columns would be called {column.label!r}.",
                        "Name the comparisons apart with `as`.",
                        self.span,
                    )
                )
            seen.add(column.label.lower())


def _compared(value: Col, suffix: str, fold: str | None, rel: Relation) -> Col:
    kind = Kind.DOUBLE if fold == "avg" and value.kind.numeric else value.kind
    return rel.ids.column(value.label + suffix, kind)
