"""`fillmissing`: add the groups that the data has no rows for."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.expressions import number_value
from sagescope.lang.names import carried
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.operators.timeslice import slice_shift
from sagescope.lang.typed import field_columns
from sagescope.plan.relation import Relation
from sagescope.syntax.cursor import Cursor, Name, StageFault
from sagescope.syntax.tokens import T

_SLICE = "_timeslice"


@dataclass(frozen=True, slots=True)
class Generator:
    """The values that a field has to have: time slices of a width, listed values, or all that it has anywhere.

    `width` is 0 for the width of the slices before.
    """

    field: Name
    kind: str
    width: int = 0
    values: tuple[str, ...] = ()


@operator(
    "fillmissing",
    family="time",
    syntax=(
        "fillmissing timeslice[(<n><s|m|h|d|w>)] [in <field>], … [with <value> for <field>, …] [takelast]",
        'fillmissing values("<value>", …) in <field>, values all in <field>, …',
    ),
    examples=(
        "* | timeslice 1h | count by _timeslice | fillmissing timeslice(1h) | sort by _timeslice asc",
        "* | timeslice 1h | count by _timeslice, _sourceHost"
        " | fillmissing timeslice, values all in _sourceHost with 0 for _count",
    ),
    options={
        "timeslice": "All slices of the range, of the width before or of the one in parentheses.",
        "values": "The listed values of a field, or all that it has in some row.",
        "all": "All values that the field has in some row.",
        "in": "The field that has to have these values.",
        "with": "What other columns of new rows hold.",
        "for": "The column that the value is for.",
        "takelast": "Other columns hold what they did in the slice before.",
        "null": "The column stays absent.",
    },
)
@dataclass(frozen=True, slots=True)
class FillMissing(Operator):
    """Adds the groups that the data has no rows for.

    Every combination of the listed values that no row has becomes a row: `timeslice` stands for all slices of the
    query's range, `values all` for all values that the field has in some row. Other columns become 0, false or
    absent by their kind, what `with` says, or with `takelast` what they were in the time slice before. New rows come
    after the others, so sort behind it. At most 10,000 combinations are looked at.
    """

    generators: tuple[Generator, ...]
    constants: tuple[tuple[Name, object], ...]
    takelast: bool

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        generators = [_generator(cursor)]
        constants: list[tuple[Name, object]] = []
        while cursor.sign(","):
            generators.append(_generator(cursor))
        takelast = False
        while not cursor.at_end:
            if cursor.word("takelast"):
                takelast = True
            elif cursor.word("with"):
                constants.append(_constant(cursor))
                while cursor.sign(","):
                    cursor.word("with")
                    constants.append(_constant(cursor))
            else:
                break
        span = cursor.span_since(mark)
        if takelast and not any(g.kind == "timeslice" for g in generators):
            raise StageFault(
                Fault(
                    "fillmissing.takelast",
                    "takelast needs time slices to go back to.",
                    "Add `timeslice` to the generators.",
                    span,
                )
            )
        return cls(span, tuple(generators), tuple(constants), takelast)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        names = [*(g.field for g in self.generators), *(name for name, _ in self.constants)]
        found = field_columns(names, rel, cx)
        # Of messages only the columns that are wanted later go along.
        columns = (
            tuple(rel.columns.values())
            if rel.is_records
            else tuple(carried(rel, cx.later | {c.label.lower() for c in found}, everything=cx.to_messages))
        )
        places = {c.sql: i for i, c in enumerate(columns)}
        generators: list[tuple[int, str, tuple[object, ...]]] = []
        for generator, column in zip(self.generators, found, strict=False):
            values: tuple[object, ...] = generator.values
            if generator.kind == "timeslice":
                values = self._slices(generator, cx)
            generators.append((places[column.sql], generator.kind, values))
        constants = {
            places[column.sql]: value
            for column, (_, value) in zip(found[len(self.generators) :], self.constants, strict=True)
        }
        arguments = {"generators": tuple(generators), "constants": constants, "takelast": self.takelast}
        outputs = [rel.ids.column(c.label, c.kind, key=c.key) for c in columns]
        return rel.local(
            "fillmissing", columns, outputs, arguments, records=rel.is_records, dynamic=rel.dynamic
        )

    def _slices(self, generator: Generator, cx: Bind) -> tuple[object, ...]:
        width = generator.width or cx.slices.get(generator.field.text.lower(), 0)
        if not width:
            raise StageFault(
                Fault(
                    "fillmissing.width",
                    f"The width of the slices in {generator.field.text!r} is not known.",
                    "Write it: timeslice(5m).",
                    generator.field.span,
                )
            )
        shift = slice_shift(width, cx.zone_offset)
        first = (cx.range.start + shift) // width * width - shift
        return tuple(range(first, cx.range.end, width))


def _generator(cursor: Cursor) -> Generator:
    if (word := cursor.word("timeslice")) is not None:
        width = 0
        if cursor.sign("("):
            if not cursor.peek().is_sign(")"):
                width = _width(cursor)
            cursor.expect_sign(")", "after the width of timeslice")
        field = cursor.name("the field of the slices") if cursor.word("in") else Name(_SLICE, word.span)
        return Generator(field, "timeslice", width)
    cursor.expect_word("values", "timeslice", after="after fillmissing")
    if cursor.word("all"):
        cursor.expect_word("in", after="after values all")
        return Generator(cursor.name("a field"), "all")
    cursor.expect_sign("(", "after values")
    values = [cursor.string("A value").value]
    while cursor.sign(","):
        values.append(cursor.string("A value").value)
    cursor.expect_sign(")", "after the values")
    cursor.expect_word("in", after="after the values")
    return Generator(cursor.name("a field"), "values", values=tuple(values))


def _width(cursor: Cursor) -> int:
    token = cursor.number("The width of the slices, such as 5m,")
    if not token.text[-1].isalpha() or number_value(token) < 1:
        raise StageFault(
            Fault(
                "fillmissing.width", f"{token.text} is no width of time.", "Write 5m, 1h or 1d.", token.span
            )
        )
    return int(number_value(token))


def _constant(cursor: Cursor) -> tuple[Name, object]:
    token = cursor.peek()
    value: object
    if token.kind is T.STRING:
        value = cursor.take().value
    elif cursor.word("null"):
        value = None
    else:
        negative = cursor.sign("-") is not None
        number = number_value(cursor.number("The value to fill with"))
        value = -number if negative else number
    cursor.expect_word("for", after="after the value to fill with")
    return cursor.name("the field to fill"), value
