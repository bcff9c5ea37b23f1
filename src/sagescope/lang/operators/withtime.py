"""`withtime`: keep a field together with the time of its message."""

from dataclasses import dataclass
from typing import Self

from sagescope.lang.aggregates import timed
from sagescope.lang.coercion import text
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.typed import field_column
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.syntax.cursor import Cursor, Name


@operator(
    "withtime",
    family="time",
    syntax=("withtime <field>",),
    examples=("* | withtime _sourceName | most_recent(_sourceName_withtime) as stream by _sourceHost",),
)
@dataclass(frozen=True, slots=True)
class WithTime(Operator):
    """Keeps a field together with the time of its message, for `most_recent` and `least_recent`.

    The new field is called like the old one with `_withtime` behind it, and holds both as JSON.
    """

    field: Name

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        field = cursor.name("the field to keep")
        return cls(cursor.span_since(mark), field)

    def defines(self) -> tuple[str, ...]:
        return (f"{self.field.text}_withtime",)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        value = text(field_column(self.field, rel)).expr
        at = field_column(Name("_messageTime", self.field.span), rel).expr
        return rel.extend({self.defines()[0]: (timed(value, at), Kind.TEXT)})
