"""`count_frequent`: the most frequent combinations of fields."""

from dataclasses import dataclass
from typing import Self

from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.typed import field_columns
from sagescope.plan.nodes import SortKey
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import f
from sagescope.syntax.cursor import Cursor, Name

MOST = 10_000
"""Combinations that are kept (reference, section 10)."""


@operator(
    "count_frequent",
    family="aggregate",
    syntax=("count_frequent <field>, …",),
    aggregates=True,
    examples=("* | count_frequent _sourceHost, _sourceName",),
)
@dataclass(frozen=True, slots=True)
class CountFrequent(Operator):
    """The most frequent combinations of fields, the most frequent first.

    The column is `_approxcount`; the counts are exact here. The first 10,000 combinations are kept.
    """

    keys: tuple[Name, ...]

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        keys = cursor.names("a field to count by")
        return cls(cursor.span_since(mark), keys)

    def defines(self) -> tuple[str, ...]:
        return (*(key.text for key in self.keys), "_approxcount")

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        keys = [(key.label, key) for key in field_columns(self.keys, rel, cx)]
        rel = rel.aggregate(keys, [("_approxcount", f.toInt64(f.count()), Kind.LONG)])
        count = rel.find("_approxcount")
        assert count is not None
        return rel.sort([SortKey(count.sql, descending=True)]).limit(MOST)
