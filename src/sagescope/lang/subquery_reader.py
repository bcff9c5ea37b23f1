"""Reading `[subquery from=(…) to=(…): <query> | compose …]`, but for the query in it, which is one like any other."""

import re
from dataclasses import replace

from sagescope.errors import Fault, Refusal
from sagescope.lang.composed import read_given
from sagescope.lang.subquery import Subquery
from sagescope.span import Span
from sagescope.syntax.cursor import Cursor, StageFault
from sagescope.syntax.lexer import lex
from sagescope.syntax.tokens import Token
from sagescope.timerange import parse_instant

_HEAD = re.compile(r"\s*(?:(from|to)\s*=\s*(?:\(([^)]*)\)|(\S+?(?=[\s:])))\s*)?", re.IGNORECASE)
_COLON = re.compile(r"\s*:")
_YEAR_FIRST = re.compile(r"\d{4}/\d{1,2}/\d{1,2}")
_MONTH_FIRST = re.compile(r"(\d{1,2})-(\d{1,2})(?!-?\d)")


def read_subquery(token: Token, cursor: Cursor) -> Subquery:
    """The subquery of a token. Raises StageFault where its head or its `compose` cannot be read."""
    end = token.span.end - token.text.endswith("]")
    times, at, colon = _head(token, cursor.text)
    if colon is None:
        raise StageFault(
            Fault(
                "subquery.head",
                "A subquery has a colon before its query.",
                "Write [subquery: <query> | compose <field>].",
                Span(token.span.start, at),
            )
        )
    lexed = lex(cursor.text[:end], start=colon)
    last = lexed.stages[-1] if lexed.stages else ()
    inner = Cursor(last, cursor.text) if last else None
    if inner is None or not inner.word("compose"):
        raise StageFault(
            Fault(
                "subquery.compose",
                "A subquery ends with compose, which says what it gives.",
                "Add | compose <field> before the bracket.",
                token.span,
            )
        )
    given = read_given(inner)
    inner.done("compose")
    return Subquery(
        colon,
        end,
        times.get("from"),
        times.get("to"),
        given.fields,
        given.most,
        given.keywords,
        token.span,
    )


def subquery_start(token: Token, text: str) -> int | None:
    """Where the query in the brackets of a token begins, behind the colon; None while there is none."""
    try:
        return _head(token, text)[2]
    except StageFault:
        return None


def _head(token: Token, text: str) -> tuple[dict[str, str], int, int | None]:
    """What stands before the colon, where it ends, and where the query begins."""
    end = token.span.end - token.text.endswith("]")
    at = end - len(token.value)
    times: dict[str, str] = {}
    while (head := _HEAD.match(text, at)) is not None and head[1] and head.end() <= end:
        written = 2 if head[2] is not None else 3
        times[head[1].lower()] = _instant(head[written], Span(*head.span(written)))
        at = head.end()
    colon = _COLON.match(text, at)
    return times, at, colon.end() if colon is not None and colon.end() <= end else None


def _instant(written: str, at: Span) -> str:
    """The written time in the forms that all other times have. Raises StageFault `time.instant` where it is none."""
    text = written.strip()
    if _YEAR_FIRST.match(text):
        text = text.replace("/", "-")
    elif _MONTH_FIRST.match(text):
        text = _MONTH_FIRST.sub(r"\1/\2", text, count=1)
    try:
        parse_instant(text, 0)
    except Refusal as refused:
        raise StageFault(replace(refused.faults[0], span=at)) from None
    return text
