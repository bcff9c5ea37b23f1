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
        token = cursor.number("The number of rows")
        if not token.text.isdigit():
            raise StageFault(
                Fault(
                    "limit.count",
                    f"limit takes a whole number, not {token.text}.",
                    "Write limit 10.",
                    token.span,
                )
            )
        count = int(token.text)
        if not 1 <= count <= MOST:
            raise StageFault(
                Fault(
                    "limit.range",
                    f"limit takes 1 to {MOST:,} rows, not {count:,}.",
                    f"Write limit {MOST}.",
                    token.span,
                )
            )
        return cls(cursor.span_since(mark), count)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        return rel.limit(self.count)
