"""Regular expressions as written, checked, and turned into what the engines here understand.

The store's engine has RE2, which takes time in proportion to the text whatever the pattern. What RE2 has
not, or what is broken, is refused with its place, so that the engine's own words are never the first
news of it. `parse regex` can run patterns with look-around on a path of its own (`lang.operators.parse_regex`).
"""

from sagescope.lang.regex.absence import contrary
from sagescope.lang.regex.faults import unsupported
from sagescope.lang.regex.print import re2_text, wanting, wide_text
from sagescope.lang.regex.read import MOST_REPEATS, read_pattern
from sagescope.lang.regex.tree import Capture, Pattern
from sagescope.span import Span
from sagescope.sql.build import f, not_
from sagescope.sql.nodes import Expr

__all__ = [
    "MOST_REPEATS",
    "Capture",
    "Pattern",
    "checked_regex",
    "checked_text",
    "re2_text",
    "read_pattern",
    "regex_condition",
    "wide_text",
]


def checked_regex(pattern: str, span: Span, *, end_is_free: bool = False) -> str:
    """A pattern in RE2's syntax, named groups as `(?P<n>…)`.

    `end_is_free` tells that nothing depends on where a match ends, as in a condition. Raises StageFault
    `regex.unsupported`, `regex.invalid`, `regex.group_name` or `regex.group_repeated`.
    """
    return checked_text(read_pattern(pattern, span), span, end_is_free=end_is_free)


def checked_text(read: Pattern, span: Span, *, end_is_free: bool = False) -> str:
    """As `checked_regex`, of a pattern that has been read. Raises StageFault `regex.unsupported`."""
    text = re2_text(read, end_is_free=end_is_free)
    if text is None:
        raise unsupported(wanting(read.root) or "something", span)
    return text


def regex_condition(subject: Expr, pattern: str, span: Span) -> Expr:
    """Whether a pattern is found in a text.

    Raises StageFault as `checked_regex`, which does not know that look-ahead at the start of a text may say
    what must not be there.
    """
    read = read_pattern(pattern, span)
    if (found := contrary(read)) is not None:
        return not_(f.match(subject, found))
    return f.match(subject, checked_text(read, span, end_is_free=True))
