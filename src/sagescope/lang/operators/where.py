"""`where`: keep the rows for which a condition holds."""

from dataclasses import dataclass
from typing import Self

from sagescope.lang.ast import Expression
from sagescope.lang.expressions import parse_expression
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.typed import bind_condition
from sagescope.plan.relation import Relation
from sagescope.syntax.cursor import Cursor


@operator(
    "where",
    family="rows",
    syntax=("where <condition>",),
    ingest=True,
    examples=(
        '* | json "eventName" | where eventName matches "Create*"',
        '* | json "errorCode" nodrop | where !isBlank(errorCode) and errorCode != "ThrottlingException"',
    ),
)
@dataclass(frozen=True, slots=True)
class Where(Operator):
    """Keeps the rows for which the condition holds.

    A condition that is null does not hold. Text is compared with its case; `matches` takes wildcards or a
    `/regular expression/`. Several `where` stages all have to hold.
    """

    condition: Expression

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        condition = parse_expression(cursor)
        return cls(cursor.span_since(mark), condition)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        return rel.filter(bind_condition(self.condition, rel, cx))
