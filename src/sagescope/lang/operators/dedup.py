"""`dedup`: leave out rows that repeat others."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.parsing import MESSAGE
from sagescope.lang.typed import field_columns
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col, Kind
from sagescope.sql.build import col, f, infix
from sagescope.sql.nodes import Column, Op, Over, TupleOf
from sagescope.syntax.cursor import Cursor, Name, StageFault
from sagescope.syntax.tokens import T


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
            if not token.text.isdigit() or int(token.text) < 1:
                raise StageFault(
                    Fault(
                        "dedup.count", f"dedup cannot keep {token.text} rows.", "Write 1 or more.", token.span
                    )
                )
            count = int(token.text)
        keys: tuple[Name, ...] = ()
        if cursor.word("by") or cursor.at_name("a field to tell rows by"):
            keys = cursor.names("a field to tell rows by")
        span = cursor.span_since(mark) if cursor.mark() > mark else cursor.peek().span
        return cls(span, count, keys or (Name(MESSAGE, span),), consecutive)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        keys = field_columns(self.keys, rel, cx)
        return self._runs(rel, keys) if self.consecutive else rel.limit_by(self.count, keys)

    def _runs(self, rel: Relation, keys: list[Col]) -> Relation:
        rel, number = rel.numbered()
        order, ascending = (Column(number.sql),), (False,)
        value = f.toString(TupleOf(tuple(Column(key.sql) for key in keys)))
        rel, here = rel.value(value, "here", Kind.TEXT)
        before = Over(f.lagInFrame(f.toNullable(col(here.sql))), (), order, ascending)
        rel, previous = rel.looking(before, "previous", Kind.TEXT)
        changed = f.ifNull(infix(Op.NE, col(here.sql), col(previous.sql)), True)
        rel, run = rel.looking(Over(f.sum(f.toUInt8(changed)), (), order, ascending), "run", Kind.LONG)
        place = Over(f.row_number(), (col(run.sql),), order, ascending)
        rel, place_col = rel.looking(place, "place", Kind.LONG)
        return rel.filter(infix(Op.LE, col(place_col.sql), self.count))
