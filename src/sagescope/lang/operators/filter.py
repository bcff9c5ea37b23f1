"""`filter`: keep the rows whose fields an inner query finds."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.ast import Expression
from sagescope.lang.chain import bind_chain
from sagescope.lang.coercion import Typed, text
from sagescope.lang.expressions import parse_expression
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.pipeline import parse_chain
from sagescope.lang.requirements import records_only
from sagescope.lang.typed import bind_condition, field_columns
from sagescope.plan.nodes import Match
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col, Kind
from sagescope.sql.build import f
from sagescope.sql.nodes import Column, Expr, TupleOf
from sagescope.syntax.cursor import Cursor, Name, StageFault
from sagescope.syntax.tokens import T


@operator(
    "filter",
    family="rows",
    syntax=("filter <field>, … in (<stage> | <stage> …)", "filter <condition>"),
    examples=(
        "* | timeslice 1h | count by _timeslice, _sourceHost"
        " | filter _sourceHost in (sum(_count) as all by _sourceHost | top 5 _sourceHost by all)",
        "* | count by _sourceHost | filter _count > 10",
    ),
    options={
        "in": "The stages whose rows say what stays.",
    },
)
@dataclass(frozen=True, slots=True)
class Filter(Operator):
    """Keeps the records whose fields are among those that an inner query finds.

    The stages in the parenthesis work on the records so far, and what they leave says which combinations of the fields
    stay: so a chart can show the whole course of the few series that are worth it. With a condition in place of the
    list it is `where`.
    """

    fields: tuple[Name, ...]
    chain: tuple[Operator, ...]
    condition: Expression | None

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        if not _lists_fields(cursor):
            condition = parse_expression(cursor)
            return cls(cursor.span_since(mark), (), (), condition)
        fields = cursor.names("a field to filter by")
        cursor.expect_word("in", after="after the fields of filter")
        chain = parse_chain(cursor, "after in")
        return cls(cursor.span_since(mark), fields, chain, None)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        if self.condition is not None:
            return rel.filter(bind_condition(self.condition, rel, cx))
        records_only("filter", self.span, rel, "count by a, b")
        for op in self.chain:
            if op.about.name in ("compare", "filter"):
                raise StageFault(
                    Fault(
                        "filter.chain",
                        f"{op.about.name} cannot stand inside filter.",
                        "Put it into a stage before or after.",
                        op.span,
                    )
                )
        inner = bind_chain(rel, self.chain, cx)
        ours, theirs = field_columns(self.fields, rel, cx), field_columns(self.fields, inner, cx)
        rel, key = rel.value(self._key(ours), "key", Kind.TEXT)
        inner, other = inner.value(self._key(theirs), "key", Kind.TEXT)
        return rel.join(inner, Match.SEMI, [(key, other)])

    def _key(self, columns: list[Col]) -> Expr:
        # As one text, so that an absent value is equal to an absent one; of texts, since the stages
        # inside may have turned a text into a number.
        texts = (text(Typed(Column(c.sql), c.kind, self.span)).expr for c in columns)
        return f.toString(TupleOf(tuple(texts)))


def _lists_fields(cursor: Cursor) -> bool:
    """Whether `<field>, … in (<stage> …` follows, rather than a condition such as `a in ("x", "y")`."""
    ahead = 0
    while cursor.peek(ahead).kind in (T.WORD, T.FIELD) and not cursor.peek(ahead).is_word("in"):
        ahead += 1
        if not cursor.peek(ahead).is_sign(","):
            break
        ahead += 1
    if ahead == 0 or not (cursor.peek(ahead).is_word("in") and cursor.peek(ahead + 1).is_sign("(")):
        return False
    at, depth = ahead + 2, 1
    if cursor.peek(at).kind in (T.WORD, T.CARET) and not cursor.peek(at + 1).is_sign(","):
        return True
    # Values are parted by no pipe and get no name.
    while depth and (token := cursor.peek(at)).kind is not T.END:
        if token.kind is T.PIPE or token.is_word("as"):
            return True
        depth += token.is_sign("(") - token.is_sign(")")
        at += 1
    return False
