"""A stage that is an expression: a new field, or a new value for one."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.ast import Apply, Expression, Field
from sagescope.lang.expressions import parse_expression
from sagescope.lang.function import FUNCTIONS
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.pipeline import unknown_operator
from sagescope.lang.typed import bind_expression
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import f
from sagescope.syntax.cursor import Cursor, Name, StageFault


@operator(
    "as",
    family="columns",
    syntax=("<expression> as <field>", "<function>(<field>, …)"),
    ingest=True,
    examples=(
        '* | json "requestParameters.modelId" as model nodrop | if(isBlank(model), "none", model) as model',
        '* | "aws/sagemaker" as namespace',
        '* | json "bytes" as bytes | bytes / 1Ki as kib',
    ),
)
@dataclass(frozen=True, slots=True)
class Assign(Operator):
    """Makes a field from an expression.

    `<expression> as <field>` sets the field, new or not. A function call whose first argument is a
    field may stand without `as`: its result replaces that field. So may a call on such a call, as in
    `formatDate(toLong(started))`. Of some functions the result has to be named: `concat`, `format`, `if`,
    `replace`, `tourl`. Renaming copies: the old field stays.
    The name of a field that is there, and nothing else, changes nothing.
    """

    expression: Expression
    target: Name
    alone: bool = False

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        expression = parse_expression(cursor)
        alone = False
        if cursor.word("as"):
            target = cursor.name("the name of the field")
        elif isinstance(expression, Field) and cursor.at_end:
            target, alone = Name(expression.name, expression.span), True
        elif (replaced := _replaced(expression)) is not None:
            target = Name(replaced.name, replaced.span)
        else:
            raise StageFault(
                Fault("assign.name", "The value has no name.", "Add `as <field>`.", expression.span)
            )
        return cls(cursor.span_since(mark), expression, target, alone)

    def ingest_fault(self) -> Fault | None:
        # A rule has no use for a stage that changes nothing: the word is meant for an operator.
        return unknown_operator(self.target).fault if self.alone else None

    def defines(self) -> tuple[str, ...]:
        return () if self.alone else (self.target.text,)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        if isinstance(self.expression, Field) and (col := rel.find(self.expression.name)) is not None:
            return rel if self.alone else rel.alias(self.target.text, col)
        if self.alone:
            raise unknown_operator(self.target)
        value = bind_expression(self.expression, rel, cx)
        # The engine's conditions are numbers; a field holds a truth value.
        expr = f.toBool(value.expr) if value.kind is Kind.BOOL else value.expr
        kept = rel if value.keeps is None else rel.filter(value.keeps)
        return kept.extend({self.target.text: (expr, value.kind)})


def _replaced(expression: Expression) -> Field | None:
    """The field that a call without a name replaces."""
    while isinstance(expression, Apply) and expression.args:
        function = FUNCTIONS.get(expression.name.text.lower())
        if function is not None and function.named:
            return None
        if isinstance(expression.args[0], Field):
            return expression.args[0]
        expression = expression.args[0]
    return None
