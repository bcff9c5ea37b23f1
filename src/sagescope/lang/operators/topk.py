"""`topk`: the highest rows of each group, with their ranks."""

from dataclasses import dataclass
from typing import Self

from sagescope.lang.coercion import Typed, number
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.operators.limit import row_count
from sagescope.lang.running import by_option, partition, window
from sagescope.lang.typed import field_columns
from sagescope.plan.nodes import SortKey
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import f, infix
from sagescope.sql.nodes import Column, Op
from sagescope.syntax.cursor import Cursor, Name


@operator(
    "topk",
    family="rows",
    syntax=("topk(<n>, <field>, …) [by <field>, …]",),
    examples=(
        "* | count by _sourceHost, _sourceName | topk(3, _count) by _sourceHost",
        "* | timeslice 1h | count by _timeslice | topk(5, _count)",
    ),
)
@dataclass(frozen=True, slots=True)
class Topk(Operator):
    """The n rows with the highest values of a field, of all rows or of each group of the fields after `by`.

    Further fields decide between rows that are equal in the first; of rows that are equal in all of them
    the one that came first is ranked first. `_rank` is the place, from 1; rows come by group and place, and all
    other columns stay.
    """

    count: int
    fields: tuple[Name, ...]
    keys: tuple[Name, ...]

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        cursor.expect_sign("(", "after topk")
        count = row_count(cursor, "topk")
        cursor.expect_sign(",", "after the number of rows")
        fields = cursor.names("a field to rank by")
        cursor.expect_sign(")", "after the fields of topk")
        return cls(cursor.span_since(mark), count, fields, by_option(cursor))

    def defines(self) -> tuple[str, ...]:
        return ("_rank",)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        fields = field_columns((*self.fields, *self.keys), rel, cx)[: len(self.fields)]
        rel, place = rel.placed()
        keys: list[SortKey] = []
        for field in fields:
            # A text that is a number ranks as one.
            if field.kind is Kind.TEXT:
                typed = number(Typed(Column(field.sql), field.kind, self.span))
                rel, value = rel.value(typed.expr, field.label, typed.kind)
                keys.append(SortKey(value.sql, descending=True))
            keys.append(SortKey(field.sql, descending=True))
        groups = partition(self.keys, rel, cx)
        ranked = f.toInt64(window(f.row_number(), groups, (*keys, *place)))
        rel = rel.window({"_rank": (ranked, Kind.LONG)})
        rank = Column(rel.columns["_rank"].sql)
        by = [SortKey(column.name, descending=False) for column in (*groups, rank)]
        return rel.filter(infix(Op.LE, rank, self.count)).sort(by)
