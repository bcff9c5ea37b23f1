"""`dedup`: leave out rows that repeat others."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.parsing import MESSAGE
from sagescope.lang.running import window
from sagescope.lang.typed import field_columns
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col, Kind
from sagescope.sql.build import any_of, col, f, infix, ne
from sagescope.sql.nodes import Column, Op, TupleOf
from sagescope.syntax.cursor import Cursor, Name, StageFault
from sagescope.syntax.tokens import T

MOST = 100_000
"""Rows of each combination that may be kept; of messages no more count anyway (reference, section 10)."""


@operator(
    "dedup",
    family="rows",
    syntax=("dedup [consecutive] [<n>] [by <field>, …]",),
    examples=(
        "* | dedup by _sourceHost",
        "* | dedup 3 by _sourceHost, _sourceName",
        "* | dedup consecutive by _loglevel",
    ),
    options={
        "consecutive": "Leaves out only rows that follow an equal one at once.",
        "by": "The fields whose combination must not repeat.",
    },
)
@dataclass(frozen=True, slots=True)
class Dedup(Operator):
    """Keeps the first row of each combination of fields, or the first few.

    Without fields it is the whole message that must not repeat. Rows count in the order that they have, so of
    messages the newest stay. An absent value is a value of its own. `consecutive` only leaves out rows that follow
    an equal one at once.
    """

    count: int
    keys: tuple[Name, ...]
    consecutive: bool

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        consecutive = cursor.word("consecutive") is not None
        count = 1
        if cursor.peek().kind is T.NUMBER:
            token = cursor.take()
            if not token.text.isdigit() or not 1 <= int(token.text) <= MOST:
                raise StageFault(
                    Fault(
                        "dedup.count",
                        f"dedup keeps 1 to {MOST:,} rows, not {token.text}.",
                        f"Write a whole number up to {MOST}.",
                        token.span,
                    )
                )
            count = int(token.text)
            consecutive = cursor.word("consecutive") is not None or consecutive
        keys: tuple[Name, ...] = ()
        if cursor.word("by") or cursor.at_name("a field to tell rows by"):
            keys = cursor.names("a field to tell rows by")
        span = cursor.span_since(mark if cursor.mark() > mark else mark - 1)
        return cls(span, count, keys or (Name(MESSAGE, span),), consecutive)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        keys = field_columns(self.keys, rel, cx)
        return self._runs(rel, keys) if self.consecutive else rel.limit_by(self.count, keys)

    def _runs(self, rel: Relation, keys: list[Col]) -> Relation:
        """The rows but for those that so many rows before them are all equal to."""
        rel, place = rel.placed()
        # As text, so that an absent value is equal to an absent one.
        rel, here = rel.value(f.toString(TupleOf(tuple(Column(key.sql) for key in keys))), "here", Kind.TEXT)
        value, last = col(here.sql), self.count
        rel, many = rel.looking(window(f.count(), (), place, last), "many", Kind.LONG)
        rel, least = rel.looking(window(f.min(value), (), place, last), "least", Kind.TEXT)
        rel, most = rel.looking(window(f.max(value), (), place, last), "most", Kind.TEXT)
        first = infix(Op.LE, col(many.sql), self.count)
        return rel.filter(any_of(first, ne(col(least.sql), col(most.sql))))
