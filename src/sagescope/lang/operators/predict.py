"""`predict`: where a series goes on to."""

from dataclasses import dataclass
from typing import Self

from sagescope.durations import format_duration
from sagescope.errors import Fault
from sagescope.lang.coercion import as_kind
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.options import choice, duration, duration_of, option, whole_number
from sagescope.lang.requirements import records_only
from sagescope.lang.typed import field_column
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.span import Span
from sagescope.sql.build import col
from sagescope.syntax.cursor import Cursor, Name, StageFault

MOST_POINTS = 100
"""Points that are forecast at the most (reference search-language.md, 10)."""

POINTS = 3
"""Points that are forecast where the stage does not say."""


@operator(
    "predict",
    family="time",
    syntax=("predict <field> by <width> [model=ar] [, ar.window=<n>] [, forecast=<n>|<n><s|m|h|d|w>]",),
    examples=(
        "* | timeslice 1h | count by _timeslice | predict _count by 1h",
        "* | timeslice 30m | count by _timeslice | predict _count by 30m model=ar, forecast=10",
    ),
    options={
        "by": "The width of the slices.",
        "model": "Which model: the straight line, or ar.",
        "ar": "The line, and an auto-regression of what it leaves.",
        "window": "With ar: how many values before it a value is worked out of.",
        "forecast": "How many slices, or what length of time, to continue: 3.",
    },
)
@dataclass(frozen=True, slots=True)
class Predict(Operator):
    """Fits a model to a series of slices and continues it.

    The rows are those of an aggregate by `_timeslice`, whose width is written after `by`; other keys of the
    aggregate tell series apart. The default model is the straight line of least squares. `model=ar` is an
    auto-regression of what the line leaves, which follows patterns that repeat themselves: a value is worked
    out of `ar.window` values before it, half of the series at the most; without `ar.window` the
    number is chosen by the data (Akaike's criterion).

    Adds `<field>_predicted`, with `model=ar` `<field>_linear`, which is the line, and `<field>_error`, the
    predicted value less the actual one. After the last slice come the rows of the forecast, 3 or as many as
    `forecast` says or as fit into its length of time, up to 100. Rows are ordered by time.

    A slice that is missing, or has no number, counts as 0, of which a warning tells. The model is of the newest
    10,000 slices.
    """

    field: Name
    width: int
    autoregressive: bool
    window: int | None
    points: int
    asked: Span | None

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        field = cursor.name("the field to predict")
        cursor.expect_word("by", after="after the field of predict")
        at = cursor.peek().span
        width = duration(cursor, "The width of the slices")
        if width == 0:
            raise cursor.fault("option.value", "A slice has to have a width.", "Write 1m or more.", at)
        model, window, points = "", None, 0
        asked: Span | None = None
        while True:
            if not model and option(cursor, "model"):
                model = choice(cursor, "model", ("ar", "linear"))
            elif window is None and option(cursor, "ar.window"):
                window = whole_number(cursor, "ar.window", 10_000)
            elif asked is None and option(cursor, "forecast"):
                asked = cursor.peek().span
                length = duration_of(cursor.peek())
                if length is None:
                    points = whole_number(cursor, "forecast", 10**9)
                else:
                    points = -(-length // width)
                    cursor.take()
            else:
                break
        span = cursor.span_since(mark - 1)
        return cls(span, field, width, model == "ar", window, points if asked else POINTS, asked)

    def defines(self) -> tuple[str, ...]:
        name = self.field.text
        return (f"{name}_predicted", f"{name}_linear", f"{name}_error")

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        example = f"timeslice {format_duration(self.width)} | count by _timeslice"
        records_only("predict", self.span, rel, example)
        if rel.find("_timeslice") is None:
            raise StageFault(
                Fault(
                    "predict.no_timeslice",
                    "predict needs the time of each row, and there is no field _timeslice.",
                    f"Put stages such as `{example}` before it.",
                    self.span,
                )
            )
        time, value = field_column(Name("_timeslice", self.span), rel), field_column(self.field, rel)
        if self.asked is not None and self.points > MOST_POINTS:
            cx.warnings.append(
                Fault(
                    "predict.points",
                    f"{MOST_POINTS} points are forecast, not {self.points:,}.",
                    f"Write forecast={MOST_POINTS}, or make the slices wider.",
                    self.asked,
                )
            )
        rel, times = rel.value(as_kind(time, Kind.LONG), "time", Kind.LONG)
        rel, values = rel.value(as_kind(value, Kind.DOUBLE), "value", Kind.DOUBLE)
        name = self.field.text
        made = [f"{name}_predicted", *([f"{name}_linear"] if self.autoregressive else []), f"{name}_error"]
        taken = {n.lower() for n in made}
        kept = tuple(c for label, c in rel.columns.items() if label not in taken)
        own = next(i for i, c in enumerate(kept) if col(c.sql) == time.expr)
        outputs = [rel.ids.column(c.label, c.kind, key=c.key) for c in kept]
        return rel.local(
            "predict",
            (*kept, times, values),
            (*outputs, *(rel.ids.column(n, Kind.DOUBLE) for n in made)),
            {
                "time": own,
                "series": tuple(i for i, c in enumerate(kept) if c.key and i != own),
                "width": self.width,
                "autoregressive": self.autoregressive,
                "window": self.window,
                "names": tuple(made),
                "points": min(self.points, MOST_POINTS),
            },
        )
