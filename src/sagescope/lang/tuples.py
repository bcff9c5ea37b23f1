"""Tuples of fields, counted by the engine: what looks at values that come together needs no single rows."""

from collections.abc import Sequence

from sagescope.lang.coercion import Typed, text
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col, Kind
from sagescope.span import Span
from sagescope.sql.build import col, f
from sagescope.sql.nodes import ArrayOf


def tuple_counts(
    columns: Sequence[Col], flags: Sequence[Col], rel: Relation
) -> tuple[Relation, Col, Relation]:
    """How many rows there are of each tuple of these columns, each read as text.

    Three results: the rows with a column of the tuple, as a JSON list of texts and nulls; that column;
    and the counts, in columns: the tuple, the flags, the count.
    """
    texts = tuple(text(Typed(col(c.sql), c.kind, Span(0, 0))).expr for c in columns)
    rows, tuples = rel.value(f.toJSONString(ArrayOf(texts)), "tuple", Kind.TEXT)
    labelled = [(str(i), column) for i, column in enumerate((tuples, *flags))]
    return rows, tuples, rows.aggregate(labelled, [("count", f.toInt64(f.count()), Kind.INT)])
