"""Named groups of a regular expression as fields: which there are, and what they take of a text."""

import re

from sagescope.errors import Fault, Fix
from sagescope.lang.regex import Capture, Pattern, read_pattern
from sagescope.sql.build import NULL, f
from sagescope.sql.nodes import Expr
from sagescope.syntax.cursor import StageFault
from sagescope.syntax.tokens import Token


def named_groups(token: Token, *, others: bool = False) -> Pattern:
    """The pattern of a quoted text whose groups are all named; `others` may be there and take nothing.

    Raises StageFault: `regex.no_group` where none is, `regex.unnamed_group`, `regex.nested_group`, and the
    faults of `read_pattern`.
    """
    pattern = read_pattern(token.pattern, token.span)
    captures = pattern.captures()
    if others and any(capture.name is None for capture in captures):
        pattern = read_pattern(_without_unnamed(token.pattern), token.span)
        captures = pattern.captures()
    if any(capture.name is None for capture in captures):
        raise StageFault(
            Fault(
                "regex.unnamed_group",
                "A group of the pattern has no name.",
                "Write (?:…) where it only keeps things together, (?<name>…) where it takes a value.",
                token.span,
                Fix(token.span, _without_unnamed(token.text)),
            )
        )
    if not captures:
        raise StageFault(
            Fault(
                "regex.no_group",
                "The pattern has no named group, so there is nothing to take out.",
                "Write (?<name>…) around each value.",
                token.span,
            )
        )
    if any(capture.nested for capture in captures):
        raise StageFault(
            Fault(
                "regex.nested_group",
                "A named group stands inside another one.",
                "Take the inner value in a stage after: parse regex field=<outer>.",
                token.span,
            )
        )
    return pattern


def group_value(groups: Expr, place: int, capture: Capture) -> Expr:
    """The text that a group took, the array `groups` holding those of a match, or nothing without a match.

    A group that a match may pass by and that holds the empty text counts as passed by: the engine does
    not tell the two apart.
    """
    taken = f.arrayElement(groups, place + 1)
    if capture.optional:
        return f.nullIf(taken, "")
    return f.if_(f.empty(groups), NULL, taken)


def _without_unnamed(written: str) -> str:
    # Escapes and classes are passed over: a parenthesis in them opens no group.
    parts = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?!\?)", re.DOTALL)
    return parts.sub(lambda part: "(?:" if part[0] == "(" else part[0], written)
