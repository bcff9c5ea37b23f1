"""`topk`: the highest rows of each group, with their ranks."""

from dataclasses import dataclass
from typing import Self

from sagescope.lang.coercion import Typed, number
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.operators.limit import row_count
from sagescope.lang.running import by_option, partition
from sagescope.lang.typed import field_columns
from sagescope.plan.nodes import SortKey
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col, Kind
from sagescope.span import Span
from sagescope.sql.build import col, f, infix
from sagescope.sql.nodes import Column, Expr, Op, Over
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
        rel, place = rel.numbered()
        order: list[Expr] = []
        for field in fields:
            order += _ranked(field, self.span)
        down = [True] * len(order) + [False]
        groups = partition(self.keys, rel, cx)
        over = Over(f.row_number(), groups, (*order, Column(place.sql)), tuple(down))
        rel = rel.window({"_rank": (f.toInt64(over), Kind.LONG)})
        rank = rel.find("_rank")
        assert rank is not None
        rel = rel.filter(infix(Op.LE, col(rank.sql), self.count))
        by = [SortKey(key.name, descending=False) for key in groups if isinstance(key, Column)]
        return rel.sort([*by, SortKey(rank.sql, descending=False)])


def _ranked(field: Col, span: Span) -> list[Expr]:
    # A text that is a number ranks as one.
    column = Column(field.sql)
    if field.kind is not Kind.TEXT:
        return [column]
    return [number(Typed(column, field.kind, span)).expr, column]
