"""Text to a selector: which series a row reads (reference metrics-language.md, section 2)."""

from sagescope.metrics.ast import AllOf, AnyOf, NoneOf, Selector, Term, Word
from sagescope.span import Span
from sagescope.syntax.cursor import Cursor, Name
from sagescope.syntax.junctions import Junctions
from sagescope.syntax.tokens import T, Token
from sagescope.syntax.values import lists_values


def parse_selector(cursor: Cursor) -> Selector:
    """The selector at the cursor; none is every series. Raises StageFault."""
    selector = AllOf(()) if cursor.at_end else _JUNCTIONS.parse(cursor)
    if cursor.at_end:
        return selector
    raise cursor.fault(
        "metrics.leftover",
        f"The selector does not understand {cursor.describe()}.",
        "Write key=value terms, parted by blanks.",
    )


def _term(cursor: Cursor) -> Selector:
    token = cursor.peek()
    if token.kind not in (T.WORD, T.STRING, T.FIELD):
        raise cursor.fault(
            "metrics.expected_term",
            f"A term key=value is expected, not {cursor.describe()}.",
            "Write a term such as metric=ModelLatency.",
        )
    if lists_values(cursor):
        cursor.take()
        cursor.take()
        return _test(cursor, Name(token.value, token.span))
    if cursor.peek(1).is_sign("!") and cursor.peek(2).is_sign("="):
        for _ in range(3):
            cursor.take()
        return NoneOf(_test(cursor, Name(token.value, token.span)))
    if cursor.peek(1).is_sign("="):
        cursor.take()
        cursor.take()
        if token.kind is T.WORD and token.text.endswith("!"):
            # `key!=value`: the sign that negates belongs to words here.
            key = Name(token.value[:-1], Span(token.span.start, token.span.end - 1))
            return NoneOf(_test(cursor, key))
        return _test(cursor, Name(token.value, token.span))
    return Word(*_value(cursor))


def _test(cursor: Cursor, key: Name) -> Selector:
    if cursor.peek().is_sign("("):
        mark = cursor.mark()
        cursor.take()
        values = _list(cursor, key)
        return Term(key, values, key.span.to(cursor.span_since(mark)))
    if not _opens_value(cursor.peek()):
        raise cursor.fault(
            "metrics.expected_value",
            f"A value is expected after {key.text}=, not {cursor.describe()}.",
            f"Write {key.text}=value, or {key.text}=* for any value.",
        )
    text, span = _value(cursor)
    return Term(key, (text,), key.span.to(span))


def _list(cursor: Cursor, key: Name) -> tuple[str, ...]:
    """The values up to a closing parenthesis, parted by commas, `or` or both."""
    values: list[str] = []
    while not cursor.sign(")"):
        token = cursor.peek()
        if not _opens_value(token):
            raise cursor.fault("metrics.list", f"The list of values of {key.text} is not closed.", "Add ')'.")
        if token.is_word("or"):
            cursor.take()
        elif token.kind is T.WORD and "," in token.text:
            # Commas are parts of words here, so a word may hold several values.
            cursor.take()
            values += [part for part in token.value.split(",") if part]
        else:
            values.append(_value(cursor)[0])
    if not values:
        raise cursor.fault(
            "metrics.empty_list",
            f"The list of values of {key.text} is empty.",
            f"Write {key.text}=(a, b).",
            key.span,
        )
    return tuple(values)


def _opens_value(token: Token) -> bool:
    return token.kind in (T.WORD, T.STRING, T.FIELD)


def _value(cursor: Cursor) -> tuple[str, Span]:
    """The text of tokens without blanks between them, up to a parenthesis: `*"a b"`, `my-mac=`."""
    first = cursor.take()
    text, span = _text(first), first.span
    while not cursor.at_end and cursor.peek().glued:
        token = cursor.peek()
        if not _opens_value(token) and not token.is_sign("=") and not token.is_sign("!"):
            break
        cursor.take()
        text, span = text + _text(token), span.to(token.span)
    return text, span


def _text(token: Token) -> str:
    return token.text if token.kind is T.FIELD and not token.text.startswith('%"') else token.value


_JUNCTIONS: Junctions[Selector] = Junctions("selector", _term, AllOf, AnyOf, NoneOf)
