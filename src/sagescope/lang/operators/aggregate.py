"""Aggregation: `count`, `sum`, `avg`, `min`, `max`, several at once, by keys."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.aggregates import AGGREGATES
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.typed import field_column, field_columns
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.nodes import Expr
from sagescope.syntax.cursor import Cursor, Name, StageFault, unknown
from sagescope.syntax.tokens import T


@dataclass(frozen=True, slots=True)
class Value:
    """One aggregate of the stage."""

    function: Name
    field: Name | None
    alias: Name | None

    @property
    def column(self) -> str:
        """The name of its column."""
        return self.alias.text if self.alias else AGGREGATES[self.function.text.lower()].column


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
)
@dataclass(frozen=True, slots=True)
class Aggregate(Operator):
    """Turns rows into records: one a distinct tuple of the keys, or a single one.

    The functions are `count`, `sum`, `avg`, `min` and `max`; several may stand in one stage, parted by
    commas. Keys follow `by`, `group by` or `group`; after `count` they may follow at once. Columns are
    the keys in their order and then the values, which are called `_count`, `_sum`, … unless named with
    `as`. Arguments and keys are plain fields. Rows whose key is absent form a group of their own.
    """

    values: tuple[Value, ...]
    keys: tuple[Name, ...]

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        values = [cls._value(cursor)]
        keys: tuple[Name, ...] = ()
        while True:
            if cursor.sign(","):
                values.append(cls._value(cursor))
            elif cursor.word("by"):
                keys = cursor.names("a field to group by")
                break
            elif cursor.word("group"):
                cursor.word("by")
                keys = cursor.names("a field to group by")
                break
            elif len(values) == 1 and values[0].field is None and cursor.peek().kind in (T.WORD, T.FIELD):
                keys = cursor.names("a field to group by")
                break
            else:
                break
        if len(values) == 1 and values[0].alias is None and cursor.word("as"):
            values = [Value(values[0].function, values[0].field, cursor.name())]
        taken: dict[str, Value] = {}
        for value in values:
            if (name := value.column.lower()) in taken:
                raise StageFault(
                    Fault(
                        "aggregate.repeated",
                        f"Two columns would be called {value.column!r}.",
                        "Name them apart with `as`.",
                        value.function.span,
                    )
                )
            taken[name] = value
        return cls(cursor.span_since(mark), tuple(values), keys)

    @staticmethod
    def _value(cursor: Cursor) -> Value:
        name = cursor.name("an aggregate function")
        function = AGGREGATES.get(name.text.lower())
        if function is None:
            raise unknown(
                "aggregate.unknown",
                "aggregate function",
                name,
                list(AGGREGATES),
                "The manual lists the aggregate functions.",
            )
        field: Name | None = None
        if cursor.sign("("):
            if not cursor.sign("*") and not cursor.peek().is_sign(")"):
                field = cursor.name()
                if not cursor.peek().is_sign(")"):
                    raise cursor.fault(
                        "aggregate.argument",
                        f"{function.name} takes a plain field.",
                        "Work the value out in a stage before and name it.",
                    )
            cursor.expect_sign(")", f"after the field of {function.name}")
        elif (
            function.name != "count"
            and cursor.peek().kind in (T.WORD, T.FIELD)
            and not cursor.peek().is_word("by")
        ):
            field = cursor.name()
        if function.needs_field and field is None:
            raise StageFault(
                Fault(
                    "aggregate.argument",
                    f"{function.name} needs a field.",
                    f"Write {function.name}(<field>).",
                    name.span,
                )
            )
        alias = cursor.name("the name of the column") if cursor.word("as") else None
        return Value(name, field, alias)

    def defines(self) -> tuple[str, ...]:
        return (*(key.text for key in self.keys), *(value.column for value in self.values))

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        read = [value.field for value in self.values if value.field]
        keys = field_columns((*read, *self.keys), rel, cx)[len(read) :]
        values: list[tuple[str, Expr, Kind]] = []
        for value in self.values:
            argument = field_column(value.field, rel) if value.field else None
            expr, kind = AGGREGATES[value.function.text.lower()].make(argument)
            values.append((value.column, expr, kind))
        return rel.aggregate([(key.label, key) for key in keys], values)
