"""Choosing series by their rank, as `topk` and `bottomk` do."""

from dataclasses import dataclass
from typing import ClassVar, Self

from sagescope.metrics.ast import Expression
from sagescope.metrics.expressions import Allowed, parse_arithmetic
from sagescope.metrics.lowering import lower
from sagescope.metrics.operator import Bind, Operator
from sagescope.metrics.reading import any_value, by_option, whole
from sagescope.metrics.series import Series
from sagescope.sql.build import col, eq, f, infix, lit
from sagescope.sql.nodes import Call, Expr, Op, Over
from sagescope.syntax.cursor import Cursor, Name


@dataclass(frozen=True, slots=True)
class Ranked(Operator):
    """The `count` series of each group whose `rank` is best; all of them where `count` is None."""

    count: int | None
    rank: Expression
    by: tuple[Name, ...]

    largest: ClassVar[bool] = True

    @classmethod
    def parse(cls, cursor: Cursor, name: Name) -> Self:
        mark = cursor.mark()
        operator = cls.about.name
        cursor.expect_sign("(", f"after {operator}")
        count = (
            None
            if any_value(cursor)
            else whole(cursor, "topk.count", "The number of series", f"{operator}(10, avg)")
        )
        cursor.expect_sign(",", "after the number of series")
        rank = parse_arithmetic(cursor, Allowed(operator, reducers=True))
        cursor.expect_sign(")", "after what ranks the series")
        by = by_option(cursor)
        return cls(name.span.to(cursor.span_since(mark)), count, rank, by)

    def bind(self, rel: Series, cx: Bind) -> Series:
        if self.count is None:
            return rel
        rel, operands = rel.folded([self.rank])
        groups: tuple[Expr, ...] = ()
        if self.by:
            rel, held = rel.dimensions(self.by)
            groups = tuple(held)
        rank = f.toFloat64(lower(self.rank, operands))
        if not self.largest:
            rank = f.negate(rank)
        # What is no number ranks last; equal ones are told apart by the series, so that few are few.
        rank = f.if_(eq(f.isFinite(rank), 1), rank, lit(float("-inf")))
        order = (rank, col(rel.layout.series))
        rel, (at,) = rel.seen(Over(Call("row_number", ()), groups, order, (True, False)))
        return rel.kept(infix(Op.LE, at, self.count)).unfolded()
