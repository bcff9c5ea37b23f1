"""What can be wrong with a pattern."""

from sagescope.errors import Fault
from sagescope.span import Span
from sagescope.syntax.cursor import StageFault


def invalid(what: str, span: Span) -> StageFault:
    """The pattern is broken."""
    return StageFault(
        Fault(
            "regex.invalid",
            f"The pattern is broken: {what}.",
            "Check its parentheses, brackets and escapes.",
            span,
        )
    )


def unsupported(what: str, span: Span) -> StageFault:
    """The pattern means something, but not here."""
    return StageFault(
        Fault(
            "regex.unsupported",
            f"The pattern uses {what}, which does not work here.",
            "Match a longer text and take the part with a group.",
            span,
        )
    )
