"""`compose`: the fields whose values a subquery gives to the query around it."""

from dataclasses import dataclass, replace
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.composed import read_given
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.typed import field_columns
from sagescope.plan.nodes import SortKey
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import col, f
from sagescope.syntax.cursor import Cursor, Name, StageFault


@operator(
    "compose",
    family="tables",
    syntax=(
        "[subquery [from=(<time>)] [to=(<time>)]: <query> | compose <field>, … [maxresults=<n>] [keywords]]",
    ),
    aggregates=True,
    examples=(
        "_sourceHost=* [subquery: error | count by _sourceHost | top 3 _sourceHost by _count | compose _sourceHost]",
        "* | where [subquery: error | count by _sourceHost | compose _sourceHost]",
    ),
    options={
        "from": "When the range of the subquery begins; without it that of the query around.",
        "to": "When the range of the subquery ends.",
        "maxresults": "The most rows that it gives: 2,500, up to 10,000.",
        "keywords": "The values are words of the message instead of fields.",
    },
)
@dataclass(frozen=True, slots=True)
class Compose(Operator):
    """The last stage of a subquery: the fields whose values it gives to the query around it.

    A subquery stands in brackets in a scope, after `where`, or as a condition of `if`. It runs first, over the range of the
    query around it unless `from` and `to` say otherwise. Each row becomes a condition, all its fields equal to their
    values, and one of them has to hold. With `keywords`, in a scope, the values are words of the message
    instead. Rows are taken once; 2,500 of them, or as many as `maxresults` says, up to 10,000. A subquery without rows
    lets nothing through.
    """

    fields: tuple[Name, ...]
    most: int
    keywords: bool

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        given = read_given(cursor)
        return cls(cursor.span_since(mark), given.fields, given.most, given.keywords)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        if not cx.inner:
            raise StageFault(
                Fault(
                    "compose.outside",
                    "compose ends a subquery, and this is none.",
                    "Put the query into [subquery: … | compose …].",
                    self.span,
                )
            )
        fields = field_columns(self.fields, rel, cx)
        if rel.natural and not rel.is_records and not rel.stored:
            # All messages need not be sorted for the newest of each: their groups are, by their times.
            (time,) = rel.order
            rel = rel.aggregate(
                [(c.label, c) for c in fields], [("_newest", f.max(col(time.column)), Kind.LONG)]
            )
            rel = rel.sort([SortKey(rel.columns["_newest"].sql, descending=True)])
            fields = field_columns(self.fields, rel, cx)
        else:
            rel = rel.limit_by(1, fields)
        # One more, so that a cut result can be told from a whole one.
        rel = rel.limit(self.most + 1)
        return replace(rel, columns={c.label.lower(): c for c in fields}, open=None, dynamic=False)
