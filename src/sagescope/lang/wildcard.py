"""Values with wildcards, as conditions: in a scope, after `matches`."""

from sagescope.sql.build import eq, f, infix, like_escaped
from sagescope.sql.nodes import Expr, Op


def wildcard(subject: Expr, pattern: str) -> Expr:
    """Whether `subject` matches a whole-value wildcard pattern: `*` is any run, all else is literal."""
    parts = pattern.split("*")
    if len(parts) == 1:
        return eq(subject, pattern)
    first, last, middle = parts[0], parts[-1], [p for p in parts[1:-1] if p]
    if not middle and not (first and last):
        if first:
            return f.startsWith(subject, first)
        if last:
            return f.endsWith(subject, last)
        return f.isNotNull(subject)
    if not first and not last and len(middle) == 1:
        return infix(Op.GT, f.position(subject, middle[0]), 0)
    return f.like(subject, "%".join(like_escaped(p) for p in parts))


def wildcard_with_marks(subject: Expr, pattern: str) -> Expr:
    """As `wildcard`, with `?` for any one character."""
    if "?" not in pattern:
        return wildcard(subject, pattern)
    return f.like(subject, like_escaped(pattern).replace("*", "%").replace("?", "_"))
