"""Completion of metrics rows: dimensions and their values from the stored series, operators and options from the parser.

Nothing here raises for what a text is, however unfinished it is.
"""

import re
from collections.abc import Iterable, Sequence

from sagescope.errors import Refusal
from sagescope.lang.completion.complete import matching
from sagescope.lang.completion.place import InScope, InStage, place_at
from sagescope.lang.completion.probe import Asked, ask
from sagescope.lang.completion.proposal import Partial, Proposal, ProposalKind
from sagescope.metrics.ast import AllOf, Rollup, RowExpression, Selector
from sagescope.metrics.functions import FUNCTIONS, REDUCERS
from sagescope.metrics.operator import REGISTRY
from sagescope.metrics.query import MOST_CHARACTERS, parse_row, read_stage
from sagescope.metrics.selection import series_dimensions, series_values
from sagescope.metrics.selector import parse_selector
from sagescope.span import Span
from sagescope.sql.nodes import Select
from sagescope.store.schema import Store
from sagescope.syntax.cursor import Cursor, StageFault
from sagescope.syntax.lexer import is_scope_word
from sagescope.syntax.literals import string_literal
from sagescope.syntax.tokens import T, Token

MOST_VALUES = 100
"""Values that one answer proposes."""

_EVERY: Selector = AllOf(())
_ROW = re.compile(r"#[A-Za-z]?$")
_IN_EXPRESSIONS = "metrics.expected_operand"
_WORDS = {
    "along": "The dimensions by whose values series of the rows belong together.",
    "as": "Another name for what comes out.",
    "by": "The dimensions that the groups have in common.",
    "using": "How the points of a bucket become one.",
    "not": "What follows must not hold.",
    "or": "One of the sides has to hold.",
}


class MetricCompletion:
    """Answers the questions of an editor about a metrics row that is being written."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def complete(self, text: str, position: int, rows: Sequence[str] = ()) -> tuple[Proposal, ...]:
        """What can stand at a position, counted in characters from 0; `rows` are the letters of the other rows."""
        position = min(max(position, 0), len(text))
        if len(text) > MOST_CHARACTERS:
            return ()
        match place_at(text, position):
            case InScope(before, partial, _, _):
                found = self._in_start(before, partial, text, position, rows)
            case InStage(stages=stages, before=before, partial=partial, quoted=False):
                found = self._in_stage(before, partial, text, first=not stages)
            case _:
                found = []
        return matching(found, text, position)

    def _in_start(
        self, before: Sequence[Token], partial: Partial, text: str, position: int, rows: Sequence[str]
    ) -> list[Proposal]:
        """Before the first pipe: a selector, or arithmetic over rows."""
        written = _ROW.search(text[:position])
        if written:
            return _rows(rows, Span(written.start(), position))
        if any("#" in token.text for token in before) and not any(token.is_sign("=") for token in before):
            return self._over_rows(before, partial, rows)
        tested = _tested(before)
        if tested is not None:
            key, others = tested
            return self._values(key, _values_partial(partial, position), _picked(others, text))
        words = ["not", *(["or"] if before else [])]
        return [
            *self._dimensions(partial, _picked(before, text), sign="="),
            *(_rows(rows, partial.span) if not before and not partial.text else []),
            *(_word(word, partial) for word in words),
        ]

    def _over_rows(self, before: Sequence[Token], partial: Partial, rows: Sequence[str]) -> list[Proposal]:
        if not any(token.is_word("along") for token in before):
            return [_word("along", partial), _word("as", partial), *_rows(rows, partial.span)]
        if before[-1].is_word("as"):
            return []
        return [*self._dimensions(partial, _EVERY), _word("as", partial)]

    def _in_stage(
        self, before: Sequence[Token], partial: Partial, text: str, *, first: bool
    ) -> list[Proposal]:
        if not before:
            return _operators(partial)
        at = partial.span.start
        asked = ask(before, text, at, glued=partial.glued, read=read_stage)
        found = [_word(word, partial) for word in _leading_on(asked, before, text, at)]
        if "a rollup" in asked.names:
            found += [_keyword(rollup.value, "rollup", "", partial) for rollup in Rollup]
        if _IN_EXPRESSIONS in asked.faults:
            found += _expressions(partial)
        if "syntax.expected_name" in asked.faults:
            found += self._dimensions(partial, _picked_by(text))
        return found

    def _dimensions(self, partial: Partial, picked: Selector, sign: str = "") -> list[Proposal]:
        """The dimensions that the picked series have, those of most series first."""
        names = self._asked(series_dimensions(picked))
        return [
            Proposal(
                name,
                ProposalKind.FIELD,
                (name if is_scope_word(name) else f'"{name}"') + sign,
                partial.span,
                _series(count),
            )
            for name, count in names
        ]

    def _values(self, key: str, partial: Partial, picked: Selector) -> list[Proposal]:
        return [
            Proposal(
                value,
                ProposalKind.VALUE,
                value if is_scope_word(value) else string_literal(value),
                partial.span,
                _series(count),
            )
            for value, count in self._asked(series_values(key, partial.text, picked, MOST_VALUES))
        ]

    def _asked(self, select: Select) -> list[tuple[str, int]]:
        """Names and numbers of series; none where the store cannot say in time."""
        try:
            table = self._store.engine.query(select).table
        except Refusal:
            return []
        return list(zip(table["name"].to_pylist(), table["found"].to_pylist(), strict=True))


def _operators(partial: Partial) -> list[Proposal]:
    return [
        Proposal(
            name,
            ProposalKind.OPERATOR,
            name,
            partial.span,
            about.family,
            about.summary,
            about.syntax[0],
            about.examples[0] if about.examples else "",
        )
        for name, cls in sorted(REGISTRY.items())
        for about in (cls.about,)
    ]


def _expressions(partial: Partial) -> list[Proposal]:
    """What arithmetic is made of: the value, reducers, functions."""
    return [
        _keyword("_value", "number", "The value of the point.", partial),
        *(_keyword(r.name, "reducer", r.documentation, partial) for r in REDUCERS.values()),
        *(
            Proposal(
                f.name,
                ProposalKind.FUNCTION,
                f"{f.name}(",
                partial.span,
                "",
                f.documentation,
                f.signature,
                f.example,
            )
            for f in FUNCTIONS.values()
        ),
    ]


def _leading_on(asked: Asked, before: Sequence[Token], text: str, at: int) -> Iterable[str]:
    """The option words that the parser goes on behind; parsers also look for words that they refuse."""
    for word in asked.words if asked.reached else asked.ahead:
        token = Token(T.WORD, word, word, Span(at, at))
        after = ask((*before, token), text, at, read=read_stage)
        if after.reached or after.only_sign:
            yield word


def _rows(rows: Sequence[str], span: Span) -> list[Proposal]:
    return [
        Proposal(f"#{row}", ProposalKind.SOURCE, f"#{row}", span, "row", f"The series of row {row}.")
        for row in rows
    ]


def _word(word: str, partial: Partial) -> Proposal:
    return _keyword(word, "", _WORDS.get(word, ""), partial)


def _keyword(word: str, detail: str, documentation: str, partial: Partial) -> Proposal:
    return Proposal(word, ProposalKind.KEYWORD, word, partial.span, detail, documentation)


def _tested(before: Sequence[Token]) -> tuple[str, Sequence[Token]] | None:
    """The dimension whose value is being written, in a list of values or alone, and the tokens before its term."""
    at = len(before) - 1
    while at >= 0 and before[at].kind in (T.WORD, T.STRING, T.FIELD, T.NUMBER):
        at -= 1
    if at >= 1 and before[at].is_sign("(") and before[at - 1].is_sign("="):
        at -= 1
    elif at != len(before) - 1:
        return None
    if at < 1 or not before[at].is_sign("=") or before[at - 1].kind not in (T.WORD, T.FIELD, T.STRING):
        return None
    return before[at - 1].value.removesuffix("!").lower(), before[: at - 1]


def _values_partial(partial: Partial, position: int) -> Partial:
    """The last value of a word that holds several: commas are parts of words here."""
    begins = partial.text.rfind(",") + 1
    if not begins:
        return partial
    return Partial(partial.text[begins:], Span(position - len(partial.text) + begins, position), glued=True)


def _picked(tokens: Sequence[Token], text: str) -> Selector:
    """The selector of whole terms; every series where they cannot be read, or where a series need not have them all."""
    if not tokens or any(t.is_word("or", "and", "not") or t.is_sign("(") for t in tokens):
        return _EVERY
    end = tokens[-1].span.end
    try:
        return parse_selector(Cursor((*tokens, Token(T.END, "", "", Span(end, end))), text))
    except StageFault:
        return _EVERY


def _picked_by(text: str) -> Selector:
    """The selector of a row; every series for a row over rows."""
    start = parse_row(text).start
    return _EVERY if isinstance(start, RowExpression) else start


def _series(count: int) -> str:
    return "1 series" if count == 1 else f"{count:,} series"
