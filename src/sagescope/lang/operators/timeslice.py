"""`timeslice`: put each row into a bucket of time."""

from dataclasses import dataclass
from typing import Self

from sagescope.durations import UNITS
from sagescope.errors import Fault
from sagescope.lang.coercion import integer
from sagescope.lang.expressions import number_value
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.slices import bucket_width, slice_shift
from sagescope.lang.typed import field_column
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import f, floored, infix, lit
from sagescope.sql.nodes import Op
from sagescope.syntax.cursor import Cursor, Name, StageFault
from sagescope.syntax.tokens import T


@operator(
    "timeslice",
    family="time",
    syntax=(
        "timeslice [by] <n><s|m|h|d|w> [as <field>]",
        "timeslice [by] <n> buckets [as <field>]",
        "timeslice",
    ),
    examples=("* | timeslice 1h | count by _timeslice", "* | timeslice 24 buckets as t | count by t"),
    options={
        "by": "May stand before the width.",
        "buckets": "Takes the smallest usual width that gives at most so many slices of the range.",
    },
)
@dataclass(frozen=True, slots=True)
class Timeslice(Operator):
    """Puts each row into a bucket of time.

    Adds `_timeslice`, the start of the bucket in milliseconds, or the field named after `as`, and
    `__timeslice_end`. Buckets are aligned to the clock of the query's time zone, so the first one may
    begin before the range; weeks begin on Monday. `<n> buckets` takes the smallest usual width that
    gives at most n buckets; without anything one bucket is the whole range.
    """

    width: int | None
    buckets: int | None
    target: str

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        cursor.word("by")
        width: int | None = None
        buckets: int | None = None
        if cursor.peek().kind is T.NUMBER:
            token = cursor.take()
            value = number_value(token)
            unit = token.text.lstrip("0123456789.")
            if not unit and (spaced := cursor.word("s", "m", "h", "d", "w")):
                unit, value = spaced.text, value * UNITS[spaced.text.lower()]
            if not unit and cursor.word("buckets", "bucket"):
                buckets = int(value)
            elif unit in ("s", "m", "h", "d", "w"):
                width = int(value)
            else:
                raise StageFault(
                    Fault(
                        "timeslice.width",
                        f"{token.text} is not a width of time.",
                        "Write a number and s, m, h, d or w, such as 15m, or a number of buckets.",
                        token.span,
                    )
                )
            if (width is not None and width <= 0) or (buckets is not None and buckets <= 0):
                raise StageFault(
                    Fault(
                        "timeslice.width",
                        "The width has to be more than nothing.",
                        "Write 1m or more.",
                        token.span,
                    )
                )
        elif cursor.peek().kind in (T.WORD, T.STRING) and not cursor.peek().is_word("as"):
            raise cursor.fault(
                "timeslice.width",
                f"{cursor.describe()} is not a width of time.",
                "Write a number and s, m, h, d or w, such as 15m, or a number of buckets.",
            )
        target = cursor.name("the name of the slice").text if cursor.word("as") else "_timeslice"
        return cls(
            cursor.span_since(mark) if cursor.mark() > mark else cursor.peek().span, width, buckets, target
        )

    def defines(self) -> tuple[str, ...]:
        return (self.target, "__timeslice_end")

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        if not rel.find("_messageTime") and not rel.dynamic:
            raise StageFault(
                Fault(
                    "timeslice.records",
                    "timeslice cuts by the time of messages, and an aggregate has put them together.",
                    "Write it before the aggregate, and _timeslice among the fields after `by`.",
                    self.span,
                )
            )
        # A stage before may have put something else in its place, such as a text.
        time = integer(field_column(Name("_messageTime", self.span), rel)).expr
        width = self.width
        if width is None and self.buckets is not None:
            width = bucket_width(cx.range.length, self.buckets)
        cx.slices[self.target.lower()] = width if width is not None else cx.range.length
        if width is None:
            start, end = lit(cx.range.start), lit(cx.range.end)
            return rel.extend(
                {self.target: (f.toInt64(start), Kind.LONG), "__timeslice_end": (f.toInt64(end), Kind.LONG)}
            )
        start = floored(time, width, slice_shift(width, cx.zone_offset))
        return rel.extend(
            {self.target: (start, Kind.LONG), "__timeslice_end": (infix(Op.ADD, start, width), Kind.LONG)}
        )
