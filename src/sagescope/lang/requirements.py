"""What a stage needs of the rows before it: messages, or the records of an aggregate."""

from sagescope.errors import Fault
from sagescope.plan.relation import Relation
from sagescope.span import Span
from sagescope.syntax.cursor import StageFault


def messages_only(name: str, span: Span, rel: Relation) -> None:
    """Raise StageFault `<name>.records`, by the first word of the name, where an aggregate has made the rows."""
    if rel.is_records:
        raise StageFault(
            Fault(
                f"{name.split()[0]}.records",
                f"{name} works on messages, not on the records of an aggregate.",
                "Put it before the aggregate, or instead of it.",
                span,
            )
        )


def records_only(name: str, span: Span, rel: Relation, example: str) -> None:
    """Raise StageFault `<name>.messages` where the rows are messages; `example` is a stage that helps."""
    if not rel.is_records:
        raise StageFault(
            Fault(
                f"{name}.messages",
                f"{name} works on the records of an aggregate.",
                f"Put a stage such as `{example}` before it.",
                span,
            )
        )
