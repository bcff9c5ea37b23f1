"""`fillmissing`: add the groups that the data has no rows for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.filling import Constant, Generator, read_constants, read_generators
from sagescope.lang.names import carried
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.typed import field_columns
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import col, f
from sagescope.syntax.cursor import Cursor, StageFault

_DEFAULTS: Mapping[Kind, object] = {Kind.INT: 0, Kind.LONG: 0, Kind.DOUBLE: 0.0, Kind.BOOL: False}


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
    constants: tuple[Constant, ...]
    takelast: bool

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        generators = read_generators(cursor)
        constants: list[Constant] = []
        takelast = False
        while not cursor.at_end:
            if cursor.word("takelast"):
                takelast = True
            elif cursor.word("with"):
                constants += read_constants(cursor)
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
        return cls(span, generators, tuple(constants), takelast)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        names = [*(g.field for g in self.generators), *(c.field for c in self.constants)]
        field_columns(names, rel, cx)
        for constant in self.constants:
            rel = _able_to_hold(constant, rel)
        found = field_columns(names, rel, cx)
        # Of messages only the columns that are wanted later go along.
        wanted = cx.later | {c.label.lower() for c in found}
        columns = tuple(carried(rel, wanted, everything=cx.to_messages))
        places = {c.sql: i for i, c in enumerate(columns)}
        defaults = [None if c.sql in rel.loose else _DEFAULTS.get(c.kind) for c in columns]
        fixed = {
            places[column.sql]: constant.value
            for column, constant in zip(found[len(self.generators) :], self.constants, strict=True)
        }
        arguments = {
            "generators": tuple(
                (places[column.sql], generator.kind, generator.values_of(column.kind, cx))
                for generator, column in zip(self.generators, found, strict=False)
            ),
            "defaults": tuple(fixed.get(at, default) for at, default in enumerate(defaults)),
            "fixed": tuple(fixed),
            "takelast": self.takelast,
        }
        outputs = [rel.ids.column(c.label, c.kind, key=c.key) for c in columns]
        loose = [made for made, c in zip(outputs, columns, strict=True) if c.sql in rel.loose]
        return rel.local(
            "fillmissing",
            columns,
            outputs,
            arguments,
            records=rel.is_records,
            dynamic=rel.dynamic,
            loose=loose,
        )


def _able_to_hold(constant: Constant, rel: Relation) -> Relation:
    """The rows with a column that can hold the constant: whole numbers become such with a fraction."""
    column = rel.find(constant.field.text)
    assert column is not None
    constant.check(column.kind)
    if not (column.kind.integral and isinstance(constant.value, float)):
        return rel
    return rel.extend({column.label: (f.toFloat64(col(column.sql)), Kind.DOUBLE)})
