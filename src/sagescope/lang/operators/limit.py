"""`limit`: the first rows."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.plan.relation import Relation
from sagescope.syntax.cursor import Cursor, StageFault

MOST = 10_000
"""Rows that `limit` may ask for (reference, section 10)."""


@operator(
    "limit",
    family="rows",
    syntax=("limit <count>",),
    examples=("* | count by _sourceHost | sort by _count | limit 10",),
)
@dataclass(frozen=True, slots=True)
class Limit(Operator):
    """Keeps the first rows in the present order; of messages, the newest.

    At most 10,000.
    """

    count: int

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        count = row_count(cursor, "limit")
        return cls(cursor.span_since(mark), count)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        return rel.limit(self.count)


def row_count(cursor: Cursor, operator: str) -> int:
    """Take a number of rows, 1 to `MOST`. Raises StageFault `limit.count` or `limit.range`."""
    token = cursor.number("The number of rows")
    if not token.text.isdigit():
        raise StageFault(
            Fault(
                "limit.count",
                f"{operator} takes a whole number, not {token.text}.",
                f"Write {operator} 10.",
                token.span,
            )
        )
    count = int(token.text)
    if not 1 <= count <= MOST:
        raise StageFault(
            Fault(
                "limit.range",
                f"{operator} takes 1 to {MOST:,} rows, not {count:,}.",
                f"Write a number up to {MOST:,}.",
                token.span,
            )
        )
    return count
