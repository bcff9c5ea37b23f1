"""What several operators read alike: dimensions to group by, durations, options, whole numbers."""

from collections.abc import Collection

from sagescope.durations import UNITS, parse_duration
from sagescope.errors import Fault
from sagescope.metrics.ast import Folding, Rollup
from sagescope.metrics.expressions import percentile
from sagescope.span import Span
from sagescope.syntax.cursor import Cursor, Name, StageFault, unknown
from sagescope.syntax.tokens import T, Token


def dimension(cursor: Cursor) -> Name:
    """Take the name of a dimension: any text without blanks, commas and parentheses, or a quoted one."""
    token = cursor.peek()
    if token.kind is T.FIELD or token.kind is T.STRING:
        cursor.take()
        return Name(token.value, token.span)
    if token.kind not in (T.WORD, T.NUMBER):
        raise cursor.fault(
            "syntax.expected_name",
            f"A dimension is expected, not {cursor.describe()}.",
            'Write a name, or "a name" where it holds blanks.',
        )
    first = cursor.take()
    end = first.span.end
    while not cursor.at_end and cursor.peek().glued and not _ends_name(cursor.peek()):
        end = cursor.take().span.end
    return Name(cursor.text[first.span.start : end], Span(first.span.start, end))


def _ends_name(token: Token) -> bool:
    return token.is_sign(",") or token.is_sign("(") or token.is_sign(")")


def dimensions(cursor: Cursor) -> tuple[Name, ...]:
    """Take dimensions parted by commas, in parentheses or not; none of them twice."""
    if cursor.sign("("):
        inner = dimensions(cursor)
        cursor.expect_sign(")", "after the list of dimensions")
        return inner
    found = [dimension(cursor)]
    while cursor.sign(","):
        found.append(dimension(cursor))
    return tuple({name.text.lower(): name for name in reversed(found)}.values())[::-1]


def by_option(cursor: Cursor) -> tuple[Name, ...]:
    """Take `by a, b` if it is next."""
    return dimensions(cursor) if cursor.word("by") else ()


def opens_duration(cursor: Cursor) -> bool:
    """Whether a number with a unit, or what was meant as one, is next."""
    token = cursor.peek()
    return token.kind is T.NUMBER or (token.kind is T.WORD and token.text[:1].isdigit())


def duration(cursor: Cursor, code: str, what: str, example: str = "5m") -> int:
    """Take a duration of more than nothing, in milliseconds; a blank may stand before its unit.

    `what` is what faults call it.
    """
    token = cursor.peek()
    if not opens_duration(cursor):
        raise cursor.fault(
            code,
            f"{what} is expected, not {cursor.describe()}.",
            f"Write a number and s, m, h or d: {example}.",
        )
    cursor.take()
    text, span = token.text, token.span
    if text.isdigit() and cursor.peek().is_word(*UNITS):
        unit = cursor.take()
        text, span = text + unit.text, span.to(unit.span)
    try:
        length = parse_duration(text)
    except ValueError:
        raise StageFault(
            Fault(
                code,
                f"{text} is not {what[0].lower()}{what[1:]}.",
                f"Write a number and s, m, h or d: {example}.",
                span,
            )
        ) from None
    if length <= 0:
        raise StageFault(
            Fault(code, f"{what} has to be more than nothing.", f"Write {example} or another one.", span)
        )
    return length


def whole(cursor: Cursor, code: str, what: str, example: str, least: int = 1) -> int:
    """Take a whole number of at least `least`."""
    token = cursor.peek()
    if token.kind is not T.NUMBER or not token.text.isdigit() or int(token.text) < least:
        raise cursor.fault(
            code,
            f"{what} is a whole number from {least} on, not {cursor.describe()}.",
            f"Write {example}.",
        )
    return int(cursor.take().text)


def rollup(cursor: Cursor) -> Folding:
    """Take a rollup: `sum`, `latest`, `pct(99)`."""
    word = cursor.name("a rollup")
    known = [r.value for r in Rollup]
    if word.text.lower() not in known:
        raise unknown(
            "quantize.rollup",
            "rollup",
            word,
            known,
            f"The rollups are {', '.join(known[:-1])} and {known[-1]}(n).",
        )
    found = Rollup(word.text.lower())
    return Folding(found, percentile(cursor) if found is Rollup.PCT else 0.0)


def option_name(cursor: Cursor, known: Collection[str], operator: str) -> Name | None:
    """Take `name=` of an option, after a comma or not; None at the end of the stage."""
    cursor.sign(",")
    if cursor.at_end:
        return None
    token = cursor.peek()
    if token.kind is not T.WORD or not cursor.peek(1).is_sign("="):
        return None
    cursor.take()
    cursor.take()
    if token.text.lower() not in known:
        raise unknown(
            "metrics.option",
            f"option of {operator}",
            Name(token.text, token.span),
            list(known),
            f"{operator} has the options {', '.join(known)}.",
        )
    return Name(token.text.lower(), token.span)


def any_value(cursor: Cursor) -> bool:
    """Take `*` if it is next: the value of a template parameter that stands for all."""
    return cursor.sign("*") is not None
