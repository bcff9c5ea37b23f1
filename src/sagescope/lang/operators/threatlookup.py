"""`threatlookup`: the threat indicators that match a field."""

from dataclasses import dataclass
from typing import Self

from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.options import option
from sagescope.lang.threats import INDICATOR_COLUMNS, indicator_rows
from sagescope.plan.relation import Relation
from sagescope.syntax.cursor import Cursor, Name


@operator(
    "threatlookup",
    family="lookup",
    syntax=('threatlookup [singleIndicator] [source="<source>"] <field>, …',),
    examples=(
        '* | json "sourceIPAddress" as ip | threatlookup singleIndicator ip | where _threatlookup.confidence > 50',
    ),
    options={
        "singleindicator": "Only the best match, and how many there are.",
        "source": "Only the indicators of this source.",
    },
)
@dataclass(frozen=True, slots=True)
class ThreatLookup(Operator):
    """Adds the threat indicators that match a field, one row for each.

    The columns are `_threatlookup.` with actors, confidence, fields, id, imported, indicator, kill_chain, source,
    threat_type, type, updated, valid_from and valid_until; times are milliseconds since the epoch. `singleIndicator`
    gives the best match alone, that of the highest confidence and of those the newest, and `num_matches`. `source`
    keeps to one source. Only indicators that are valid now match, without case. A row without a match stays, with the
    columns absent. Of several fields each makes a row of its own.
    """

    values: tuple[Name, ...]
    source: str
    single: bool

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        single = cursor.word("singleindicator") is not None
        source = _source(cursor)
        single = cursor.word("singleindicator") is not None or single
        values = cursor.names("the field to look up")
        return cls(cursor.span_since(mark), values, source or _source(cursor), single)

    def defines(self) -> tuple[str, ...]:
        labels = [*INDICATOR_COLUMNS, "num_matches"]
        return tuple(f"_threatlookup.{label}" for label in labels if label != "raw")

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        return indicator_rows(rel, self.span, self.values, source=self.source, single=self.single, cx=cx)


def _source(cursor: Cursor) -> str:
    return cursor.string("The name of the source").value if option(cursor, "source") else ""
