"""`cat`: the rows of a lookup table."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.lookups import VERSION, table_rows
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.table_source import table_of
from sagescope.lang.table_syntax import Source, source
from sagescope.lang.threats import INDICATOR_COLUMNS, THREATS, threats_table
from sagescope.paths import path_key
from sagescope.plan.nodes import SortKey
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Ids
from sagescope.syntax.cursor import Cursor, StageFault


@operator(
    "cat",
    family="lookup",
    syntax=('cat path://"<path>"', "cat sumo://threat-intel"),
    examples=("cat sumo://threat-intel | count by _threatlookup.source",),
)
@dataclass(frozen=True, slots=True)
class Cat(Operator):
    """Gives the rows of a lookup table, in the order in which they were written; it begins a query.

    There is a column for every column of the table, and the rows count as records. Of `sumo://threat-intel`, the
    threat indicators, the columns are called as `threatlookup` calls them.
    """

    source: Source

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        where = source(cursor)
        return cls(cursor.span_since(mark), where)

    def rows(self, cx: Bind, ids: Ids) -> Relation:
        """The rows of the table. Raises StageFault where there is none."""
        if path_key(self.source.written) == path_key(THREATS):
            rel = table_rows(threats_table(cx, self.source.span), ids)
            named = {
                f"_threatlookup.{label}": rel.columns[label] for label in INDICATOR_COLUMNS if label != "raw"
            }
            columns = Relation(rel.node, ids, {})
            for label, column in named.items():
                columns = columns.alias(label, column)
            rel = columns
        else:
            rel = table_rows(table_of(self.source, cx), ids)
        return rel.sort((SortKey(VERSION, descending=False),))

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        raise StageFault(
            Fault("cat.place", "cat begins a query.", "Write it before the first pipe.", self.span)
        )
