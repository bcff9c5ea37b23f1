"""Text to a metrics query (reference metrics-language.md, sections 1, 2 and 5)."""

from collections.abc import Callable, Mapping

from sagescope.durations import parse_duration
from sagescope.errors import Fault, Refusal, in_order
from sagescope.metrics.ast import (
    Across,
    AllOf,
    AnyOf,
    MetricOperator,
    MetricQuery,
    NoneOf,
    Quantize,
    Rollup,
    Selector,
    Term,
    Word,
)
from sagescope.syntax.cursor import Cursor, Name, StageFault, unknown
from sagescope.syntax.junctions import Junctions
from sagescope.syntax.lexer import Lexed, lex
from sagescope.syntax.tokens import T, Token


def parse_metric_query(text: str) -> MetricQuery:
    """The query of a text. Raises Refusal with all faults."""
    lexed = lex(text)
    query, faults = _parse(lexed, text)
    if faults:
        raise Refusal(in_order(faults))
    return query


def _parse(lexed: Lexed, text: str) -> tuple[MetricQuery, list[Fault]]:
    faults = list(lexed.faults)
    selector: Selector = AllOf(())
    try:
        cursor = Cursor(lexed.scope, text)
        if not cursor.at_end:
            selector = _JUNCTIONS.parse(cursor)
            if not cursor.at_end:
                raise cursor.fault(
                    "metrics.leftover",
                    f"The selector does not understand {cursor.describe()}.",
                    "Write key=value terms, parted by blanks.",
                )
    except StageFault as wrong:
        faults.append(wrong.fault)
    operators: list[MetricOperator] = []
    for tokens in lexed.stages:
        try:
            operators.append(_operator(Cursor(tokens, text)))
        except StageFault as wrong:
            faults.append(wrong.fault)
    return MetricQuery(selector, tuple(operators)), faults


def _term(cursor: Cursor) -> Selector:
    token = cursor.peek()
    if token.kind is T.WORD and token.text.startswith("#") and len(token.text) == 2:
        raise cursor.fault(
            "metrics.rows",
            "Rows that refer to other rows are not supported yet.",
            "Write the selector of this row in full.",
        )
    if token.kind in (T.WORD, T.FIELD) and cursor.peek(1).is_sign("="):
        cursor.take()
        cursor.take()
        return _test(cursor, Name(token.value, token.span))
    if token.kind in (T.WORD, T.STRING):
        cursor.take()
        return Word(token.value, token.span)
    raise cursor.fault(
        "metrics.expected_term",
        f"A term key=value is expected, not {cursor.describe()}.",
        "Write a term such as metric=ModelLatency.",
    )


def _test(cursor: Cursor, key: Name) -> Selector:
    if cursor.sign("("):
        values: list[str] = []
        while not cursor.sign(")"):
            token = cursor.take()
            if token.kind not in (T.WORD, T.STRING):
                raise cursor.fault(
                    "metrics.list", f"The list of values of {key.text} is not closed.", "Add ')'."
                )
            if token.kind is T.WORD and token.text.lower() == "or":
                continue
            parts = [token.value] if token.kind is T.STRING else token.text.split(",")
            values += [p for p in parts if p]
        return Term(key, tuple(values), cursor.span_since(cursor.mark() - 1).to(key.span))
    token = cursor.peek()
    if token.kind not in (T.WORD, T.STRING):
        raise cursor.fault(
            "metrics.expected_value",
            f"A value is expected after {key.text}=, not {cursor.describe()}.",
            f"Write {key.text}=value, or {key.text}=* for any value.",
        )
    cursor.take()
    return Term(key, (token.value,), key.span.to(token.span))


_JUNCTIONS: Junctions[Selector] = Junctions("selector", _term, AllOf, AnyOf, NoneOf)


def _operator(cursor: Cursor) -> MetricOperator:
    if cursor.at_end:
        raise cursor.fault(
            "stage.empty", "The stage is empty.", "Take the | away, or write an operator after it."
        )
    name = cursor.name("an operator")
    read = _OPERATORS.get(name.text.lower())
    if read is None:
        raise unknown(
            "operator.unknown",
            "metrics operator",
            name,
            list(_OPERATORS),
            "The operators are " + ", ".join(_OPERATORS) + ".",
        )
    operator = read(cursor, name)
    cursor.done(name.text)
    return operator


def _across(cursor: Cursor, name: Name) -> MetricOperator:
    by: tuple[Name, ...] = ()
    if cursor.word("by"):
        by = cursor.names("a dimension to group by")
    return Across(Rollup(name.text.lower()), by, name.span)


def _no_interval(token: Token) -> StageFault:
    return StageFault(
        Fault(
            "quantize.interval",
            f"{token.text} is not an interval.",
            "Write a number and s, m, h or d, such as 5m.",
            token.span,
        )
    )


def _quantize(cursor: Cursor, name: Name) -> MetricOperator:
    interval: int | None = None
    rollup: Rollup | None = None
    cursor.word("to")
    token = cursor.peek()
    if token.kind is T.NUMBER:
        cursor.take()
        try:
            interval = parse_duration(token.text)
        except ValueError:
            raise _no_interval(token) from None
        if interval <= 0:
            raise StageFault(
                Fault(
                    "quantize.interval",
                    "The interval has to be more than nothing.",
                    "Write 1m or more.",
                    token.span,
                )
            )
    elif token.kind is T.WORD and token.text[:1].isdigit():
        raise _no_interval(token)
    if cursor.word("using"):
        word = cursor.name("a rollup")
        if word.text.lower() not in {r.value for r in Rollup}:
            raise unknown(
                "quantize.rollup",
                "rollup",
                word,
                [r.value for r in Rollup],
                "The rollups are avg, sum, min, max and count.",
            )
        rollup = Rollup(word.text.lower())
    if interval is None and rollup is None:
        raise cursor.fault(
            "quantize.empty",
            "quantize needs an interval or a rollup.",
            "Write quantize to 5m, or quantize using sum.",
            name.span,
        )
    return Quantize(interval, rollup, name.span)


_OPERATORS: Mapping[str, Callable[[Cursor, Name], MetricOperator]] = {
    **{rollup.value: _across for rollup in Rollup},
    "quantize": _quantize,
}
