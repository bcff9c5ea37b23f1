"""`logexplain`: which values of fields come with an event."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.ast import Expression
from sagescope.lang.expressions import parse_expression
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.requirements import messages_only
from sagescope.lang.tuples import tuple_counts
from sagescope.lang.typed import bind_condition, field_columns
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import any_of, col, f, not_
from sagescope.syntax.cursor import Cursor, Name, StageFault

MOST_FIELDS = 20
"""Fields that a stage may look at; combinations of more are too many."""


@operator(
    "logexplain",
    family="patterns",
    syntax=("logexplain <condition> [against <condition>] on <field>, …",),
    aggregates=True,
    examples=(
        '* | json "errorCode", "eventName", "awsRegion" nodrop'
        ' | logexplain (errorCode = "AccessDenied") on eventName, awsRegion',
        '* | json "status", "host" nodrop | logexplain status >= 500 against status < 400 on host',
    ),
    options={
        "against": "What the event is compared with; all other messages without it.",
        "on": "The fields whose values may explain it.",
    },
)
@dataclass(frozen=True, slots=True)
class LogExplain(Operator):
    """Explains an event by the values of fields that come with it more often than with other messages.

    The event is a condition; its messages are compared with those of the condition after `against`, or with
    all others. An explanation is a value of one field, or values of several together, that at least 5% of the
    event's messages have.

    The columns are `_explanation`, `_relevance`, `_test_coverage` and `_control_coverage`. The coverages
    say in percent how many of the event's messages, and of the others, have the values. The relevance is the
    first as a part of both, from 0 to 1, and 0 where all messages have them. Explanations of more than 5%
    coverage and 0.1 relevance are shown, the most relevant first, and only if they have a value that is in none
    before them; values together only if they are more relevant than without one of them. An explanation
    may be put into a `where` as it stands.
    """

    event: Expression
    against: Expression | None
    fields: tuple[Name, ...]

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        event = parse_expression(cursor)
        against = parse_expression(cursor) if cursor.word("against") else None
        cursor.expect_word("on", after="after the condition of logexplain")
        fields = cursor.names("a field to explain the event by")
        if len(fields) > MOST_FIELDS:
            raise StageFault(
                Fault(
                    "logexplain.fields",
                    f"logexplain looks at {MOST_FIELDS} fields at the most, not {len(fields)}.",
                    "Leave out those that cannot be a reason.",
                    fields[MOST_FIELDS].span,
                )
            )
        return cls(cursor.span_since(mark - 1), event, against, fields)

    def defines(self) -> tuple[str, ...]:
        return ("_explanation", "_relevance", "_test_coverage", "_control_coverage")

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        messages_only("logexplain", self.span, rel)
        event = f.ifNull(bind_condition(self.event, rel, cx), False)
        control = f.ifNull(bind_condition(self.against, rel, cx), False) if self.against else not_(event)
        columns = field_columns(self.fields, rel, cx)
        rel, in_event = rel.value(event, "event", Kind.BOOL)
        rel, in_control = rel.value(control, "control", Kind.BOOL)
        compared = rel.filter(any_of(col(in_event.sql), col(in_control.sql)))
        _, _, counted = tuple_counts(columns, (in_event, in_control), compared)
        outputs = (
            rel.ids.column("_explanation", Kind.TEXT, key=True),
            rel.ids.column("_relevance", Kind.DOUBLE),
            rel.ids.column("_test_coverage", Kind.DOUBLE),
            rel.ids.column("_control_coverage", Kind.DOUBLE),
        )
        fields = tuple(name.text for name in self.fields)
        return counted.local("logexplain", tuple(counted.columns.values()), outputs, {"fields": fields})
