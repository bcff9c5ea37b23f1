"""`details`: the messages behind signatures."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.plan.nodes import Given, Match
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import f
from sagescope.syntax.cursor import Cursor, StageFault
from sagescope.syntax.tokens import T


@operator(
    "details",
    family="patterns",
    syntax=('details "<signature id>", …',),
    examples=('error | logreduce | details "0000000000000000"',),
)
@dataclass(frozen=True, slots=True)
class Details(Operator):
    """Shows the messages of signatures instead of the signatures.

    It follows `logreduce` or `logcompare` and takes ids from their column `_signature_id`. The signatures are
    worked out anew: where the messages have changed since, an id may be that of no signature any more, of
    which a warning tells. 0000000000000000 is the id of `Others`.
    """

    ids: tuple[str, ...]

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        ids: list[str] = []
        while True:
            if cursor.peek().kind in (T.WORD, T.NUMBER):
                ids.append(cursor.glued_text()[0].upper())
            else:
                ids.append(cursor.string("The id of a signature").value.upper())
            if not cursor.sign(",") and cursor.peek().kind is not T.STRING:
                return cls(cursor.span_since(mark - 1), tuple(ids))

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        if cx.reduced is None:
            if cx.faults:
                return rel  # the stage before may be at fault, and then this one is not
            raise StageFault(
                Fault(
                    "details.no_signatures",
                    "details shows the messages of signatures, and no stage before it makes signatures.",
                    "Put it after logreduce.",
                    self.span,
                )
            )
        messages, text = cx.reduced.messages, cx.reduced.text
        counted = messages.aggregate([("0", text)], [("1", f.toInt64(f.count()), Kind.INT)])
        chosen = rel.ids.column("", Kind.TEXT)
        others = [Given(o.rows, tuple(o.columns.values())) for o in (cx.reduced.others,) if o is not None]
        columns = tuple(counted.columns.values())
        texts = counted.local("details", columns, (chosen,), {"ids": self.ids}, others=others)
        return messages.join(texts, Match.SEMI, [(text, chosen)])
