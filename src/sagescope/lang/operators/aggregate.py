"""Aggregation: `count`, `sum`, `avg`, `min`, `max`, several at once, by keys."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.aggregates import AGGREGATES, Asked
from sagescope.lang.aggregating import Value, named, read_value
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.typed import field_column, field_columns
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import f
from sagescope.sql.nodes import Column, Expr, TupleOf
from sagescope.syntax.cursor import Cursor, Name, StageFault


@operator(
    *AGGREGATES,
    family="aggregate",
    syntax=(
        "count [<field>] [as <name>] [by <field>, …]",
        "<function>(<field>) [as <name>], … [by <field>, …]",
    ),
    aggregates=True,
    examples=(
        '* | json "eventName" | count as events by eventName',
        '* | json "bytes" as bytes | sum(bytes) as total, avg(bytes), max(bytes) by _sourceHost',
        "* | count _sourceCategory, _sourceHost",
    ),
    options={
        "group": "The same as by; by may follow it.",
    },
)
@dataclass(frozen=True, slots=True)
class Aggregate(Operator):
    """Turns rows into records: one a distinct tuple of the keys, or a single one.

    Several functions may stand in one stage, parted by commas. Keys follow `by`, `group by` or `group`, or
    the last function at once. Columns are the keys in their order and then the values, which are called
    `_count`, `_sum`, … unless named with `as`. Arguments and keys are plain fields. Rows whose key is absent
    form a group of their own, and groups come in the order of their keys.
    """

    values: tuple[Value, ...]
    keys: tuple[Name, ...]

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        values = [read_value(cursor)]
        keys: tuple[Name, ...] = ()
        while True:
            if cursor.sign(","):
                values.append(read_value(cursor))
            elif cursor.word("by"):
                keys = cursor.names("a field to group by")
                break
            elif cursor.word("group"):
                cursor.word("by")
                keys = cursor.names("a field to group by")
                break
            elif not cursor.peek().is_word("as") and cursor.at_name("a field to group by"):
                keys = cursor.names("a field to group by")
                break
            else:
                break
        if len(values) == 1 and values[0].alias is None and cursor.word("as"):
            values = [named(values[0], cursor)]
        taken: set[str] = set()
        for value in values:
            for name in value.columns:
                if name.lower() in taken:
                    raise StageFault(
                        Fault(
                            "aggregate.repeated",
                            f"Two columns would be called {name!r}.",
                            "Name them apart with `as`.",
                            value.function.span,
                        )
                    )
                taken.add(name.lower())
        return cls(cursor.span_since(mark), tuple(values), keys)

    def defines(self) -> tuple[str, ...]:
        return (
            *(key.text for key in self.keys),
            *(name for value in self.values for name in value.columns),
        )

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        read = [field for value in self.values for field in value.fields]
        keys = field_columns((*read, *self.keys), rel, cx)[len(read) :]
        place: Expr | None = None
        if any(value.about.ordered for value in self.values):
            rel, place = _place(rel)
        values: list[tuple[str, Expr, Kind]] = []
        for value in self.values:
            fields = tuple(field_column(field, rel) for field in value.fields)
            made = value.about.make(Asked(fields, value.percentiles, place))
            values += [(name, expr, kind) for name, (expr, kind) in zip(value.columns, made, strict=True)]
        return rel.aggregate([(key.label, key) for key in keys], values)


def _place(rel: Relation) -> tuple[Relation, Expr]:
    """An expression that is smallest for the first row."""
    newest_first = not rel.is_records and not rel.stored and all(k.descending for k in rel.order)
    if rel.natural and rel.number is None and newest_first:
        # Numbering all messages would sort them; their times tell as much, and their ids part equal ones.
        names = [k.column for k in rel.order]
        if (id_ := rel.find("_messageId")) is not None:
            names.append(id_.sql)
        return rel, TupleOf(tuple(f.negate(Column(name)) for name in names))
    rel, number = rel.numbered()
    return rel, Column(number.sql)
