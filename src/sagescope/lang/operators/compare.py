"""`compare`: the same aggregate of earlier times, beside that of now."""

from dataclasses import dataclass
from typing import Self

from sagescope.durations import UNITS
from sagescope.errors import Fault
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.plan.nodes import Given
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col, Kind
from sagescope.span import Span
from sagescope.syntax.cursor import Cursor, Name, StageFault
from sagescope.syntax.tokens import T
from sagescope.timerange import TimeRange

MOST_QUERIES = 7
"""Further runs of the query that one `compare` may ask for (reference, section 10)."""


@dataclass(frozen=True, slots=True)
class Shift:
    """One comparison: `count` ranges, each `amount` units before the one after it, folded by `fold` or not."""

    amount: int
    unit: str
    count: int
    fold: str | None
    alias: Name | None
    span: Span

    @property
    def back(self) -> int:
        """How far each range lies before the next, in milliseconds."""
        return self.amount * UNITS[self.unit]

    @property
    def suffixes(self) -> tuple[str, ...]:
        """What its columns have behind their names."""
        if self.fold is not None:
            named = self.alias.text if self.alias else f"{self.amount * self.count}{self.unit}_{self.fold}"
            return (f"_{named}",)
        if self.alias is not None:
            return tuple(
                f"_{self.alias.text}" if self.count == 1 else f"_{self.alias.text}_{i + 1}"
                for i in range(self.count)
            )
        return tuple(f"_{self.amount * (i + 1)}{self.unit}" for i in range(self.count))


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
        shifts = [_shift(cursor)]
        while cursor.sign(","):
            cursor.word("with")
            shifts.append(_shift(cursor))
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
        suffixes = [suffix for shift in shifts for suffix in shift.suffixes]
        if len(set(suffixes)) < len(suffixes):
            raise StageFault(
                Fault(
                    "compare.repeated", "Two comparisons have one name.", "Name them apart with `as`.", span
                )
            )
        return cls(span, tuple(shifts))

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        if not rel.is_records:
            raise StageFault(
                Fault(
                    "compare.messages",
                    "compare works on the records of an aggregate.",
                    "Put a stage such as `count by a` before it.",
                    self.span,
                )
            )
        assert cx.again is not None
        columns = tuple(rel.columns.values())
        others: list[Given] = []
        folds: list[tuple[tuple[str, ...], str | None, tuple[int, ...]]] = []
        for shift in self.shifts:
            backs = tuple(shift.back * (i + 1) for i in range(shift.count))
            for back in backs:
                past = cx.again(TimeRange(cx.range.start - back, cx.range.end - back))
                others.append(Given(past.rows, tuple(past.columns.values())))
            folds.append((shift.suffixes, shift.fold, backs))
        times = tuple(i for i, c in enumerate(columns) if c.label.lower() in {*cx.slices, "__timeslice_end"})
        outputs = [rel.ids.column(c.label, c.kind, key=c.key) for c in columns]
        values = [c for i, c in enumerate(columns) if not c.key and i not in times]
        for shift in self.shifts:
            for suffix in shift.suffixes:
                outputs += [_compared(c, suffix, shift.fold, rel) for c in values]
        return rel.local(
            "compare",
            columns,
            outputs,
            {"folds": tuple(folds), "times": times},
            others=others,
            dynamic=rel.dynamic,
        )


def _compared(value: Col, suffix: str, fold: str | None, rel: Relation) -> Col:
    kind = Kind.DOUBLE if fold == "avg" and value.kind.numeric else value.kind
    return rel.ids.column(value.label + suffix, kind)


def _shift(cursor: Cursor) -> Shift:
    mark = cursor.mark()
    cursor.expect_word("timeshift", after="after compare")
    cursor.sign("-")
    token = cursor.number("How far to go back, such as 1d,")
    digits = token.text.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    unit = token.text[len(digits) :]
    if not unit and cursor.peek().kind is T.WORD and cursor.peek().text.lower() in UNITS:
        unit = cursor.take().text
    if not digits.isdigit() or int(digits) < 1 or unit.lower() not in ("s", "m", "h", "d", "w"):
        raise StageFault(
            Fault(
                "compare.timeshift",
                f"{token.text} is no length of time.",
                "Write a number and m, h, d or w, such as 1d.",
                token.span,
            )
        )
    count, fold = 1, None
    if cursor.peek().kind is T.NUMBER:
        number = cursor.take()
        if not number.text.isdigit() or int(number.text) < 1:
            raise StageFault(
                Fault("compare.count", f"{number.text} is no number of ranges.", "Write 1 to 7.", number.span)
            )
        count = int(number.text)
        if (word := cursor.word("avg", "min", "max")) is not None:
            fold = word.text.lower()
    alias = cursor.name("the name of the comparison") if cursor.word("as") else None
    return Shift(int(digits), unit.lower(), count, fold, alias, cursor.span_since(mark))
