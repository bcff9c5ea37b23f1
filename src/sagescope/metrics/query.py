"""Text to a row: its selector or its arithmetic over other rows, and its stages.

Reference metrics-language.md, sections 1, 2 and 6. All faults of a text are found together.
"""

import re
from dataclasses import dataclass

from sagescope.errors import Fault, in_order
from sagescope.metrics import operators
from sagescope.metrics.ast import AllOf, RowExpression, RowReference, Selector, rows_in
from sagescope.metrics.expressions import Allowed, parse_arithmetic
from sagescope.metrics.operator import REGISTRY, Operator
from sagescope.metrics.operators.quantize import Quantize
from sagescope.metrics.parameters import without_values
from sagescope.metrics.reading import dimension, dimensions, duration, rollup
from sagescope.metrics.selector import parse_selector
from sagescope.span import Span
from sagescope.syntax.cursor import Cursor, Name, StageFault, unknown
from sagescope.syntax.lexer import lex
from sagescope.syntax.tokens import T, Token

assert operators, "importing them fills the registry"

MOST_CHARACTERS = 3_000
"""Characters of a row (reference metrics-language.md, section 1)."""

MOST_STAGES = 30
"""Stages of a row; each is a level or several of what the engine is given."""

_PATTERNED = frozenset({"parse"})
_ROW = re.compile(r"(?:^|[+\-*/,])#[A-Za-z](?![A-Za-z0-9_])")
# The letter of the row itself, as rows are told in writing: `#C: #A + #B`.
_LABEL = re.compile(r"\s*#[A-Za-z]:")
_IN_ROWS = Allowed("a row over other rows", rows=True)


@dataclass(frozen=True, slots=True)
class Row:
    """A row as parsed: what it starts from, and its stages.

    `buckets` is a `quantize` that stands first, which says how the points of the selector are folded; it is
    none of the `stages`. `faults` are what could not be read; the row is whole without them.
    """

    text: str
    start: Selector | RowExpression
    buckets: Quantize | None
    stages: tuple[Operator, ...]
    faults: tuple[Fault, ...]

    @property
    def references(self) -> tuple[RowReference, ...]:
        """The rows that it reads."""
        return rows_in(self.start.expression) if isinstance(self.start, RowExpression) else ()

    @property
    def shift(self) -> int:
        """Milliseconds by which its data is taken from earlier."""
        return sum(stage.shift for stage in self.stages)

    @property
    def single(self) -> bool:
        """Whether each series of the result comes from one series of the selector alone."""
        return not self.references and all(stage.about.single for stage in self.stages)


def quantized(text: str, stage: str) -> str:
    """The text of a row with `stage`, a `quantize`, as its first; as it is where it has one, or reads other rows."""
    lexed = lex(text, patterned=_PATTERNED)
    if _is_over_rows(lexed.scope) or parse_row(text).buckets is not None:
        return text
    first = next((tokens[0].span.start for tokens in lexed.stages if tokens), None)
    pipe = len(text) if first is None else text.rfind("|", 0, first)
    return f"{text[:pipe].rstrip()} | {stage} {text[pipe:]}".rstrip()


def parse_row(text: str) -> Row:
    """The row of a text, with what is wrong in it."""
    labelled = _LABEL.match(text)
    start = labelled.end() if labelled else 0
    lexed = lex(text, start=start, patterned=_PATTERNED)
    over_rows = _is_over_rows(lexed.scope)
    if over_rows:
        lexed = lex(text, scoped=False, start=start, patterned=_PATTERNED)
    first, stages = (lexed.stages[0], lexed.stages[1:]) if over_rows else (lexed.scope, lexed.stages)
    missing = list(without_values(text))
    faults = [*missing, *lexed.faults]
    if len(text) > MOST_CHARACTERS:
        faults.append(
            Fault(
                "metrics.too_long",
                f"The row has {len(text):,} characters; {MOST_CHARACTERS:,} are the most.",
                "Group by dimensions rather than listing their values.",
            )
        )
    if len(stages) > MOST_STAGES:
        at = Span(stages[MOST_STAGES][0].span.start, len(text))
        faults.append(
            Fault(
                "metrics.too_many_stages",
                f"The row has {len(stages):,} stages; {MOST_STAGES} are the most.",
                "Put what they do into rows that refer to each other.",
                at,
            )
        )
    begin: Selector | RowExpression = AllOf(())
    found: list[Operator] = []
    try:
        if over_rows:
            begin = _row_expression(Cursor(first, text))
        else:
            chosen, folded = _apart(first)
            begin = parse_selector(Cursor(chosen, text))
            if folded:
                found.append(_old_rollup(Cursor(folded, text)))
    except StageFault as wrong:
        faults.append(wrong.fault)
    for tokens in stages:
        try:
            found.append(read_stage(Cursor(tokens, text)))
        except StageFault as wrong:
            # A stage whose parameter has no value is read when it has one.
            if not (tokens and any(_within(fault.span, tokens) for fault in missing)):
                faults.append(wrong.fault)
    buckets = found[0] if found and isinstance(found[0], Quantize) and not over_rows else None
    return Row(text, begin, buckets, tuple(found[1:] if buckets else found), tuple(in_order(faults)))


def _is_over_rows(scope: tuple[Token, ...]) -> bool:
    return not any(token.is_sign("=") for token in scope) and any(
        token.kind is T.WORD and _ROW.search(token.text) for token in scope
    )


def _row_expression(cursor: Cursor) -> RowExpression:
    mark = cursor.mark()
    expression = parse_arithmetic(cursor, _IN_ROWS)
    span = cursor.span_since(mark)
    along: tuple[Name, ...] | None = None
    alias = ""
    while not cursor.at_end:
        if along is None and cursor.word("along"):
            along = dimensions(cursor)
        elif not alias and cursor.word("as"):
            alias = dimension(cursor).text
        else:
            raise cursor.fault(
                "metrics.leftover",
                f"The row does not understand {cursor.describe()}.",
                "Behind the arithmetic stand along with dimensions, and as with a name.",
            )
    text = " ".join(cursor.text[span.start : span.end].split())
    return RowExpression(expression, along, alias, text, cursor.span_since(mark))


def _apart(scope: tuple[Token, ...]) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """The tokens of the selector, and those of a rollup in brackets behind it."""
    at = next((i for i, token in enumerate(scope) if token.is_sign("[")), None)
    if at is None:
        return scope, ()
    end = Token(T.END, "", "", Span(scope[at].span.start, scope[at].span.start))
    return (*scope[:at], end), scope[at:]


def _old_rollup(cursor: Cursor) -> Quantize:
    """Take `[sum over 5m]`, the older way to write a `quantize` that stands first."""
    mark = cursor.mark()
    cursor.expect_sign("[", "before the rollup")
    folding = rollup(cursor)
    cursor.expect_word("over", after="after the rollup")
    interval = duration(cursor, "quantize.interval", "An interval")
    cursor.expect_sign("]", "after the interval")
    cursor.done("the selector")
    return Quantize(cursor.span_since(mark), interval, folding, drops_last=False)


def _within(span: Span | None, tokens: tuple[Token, ...]) -> bool:
    return span is not None and tokens[0].span.start <= span.start < tokens[-1].span.end


def read_stage(cursor: Cursor) -> Operator:
    """The operator of a stage. Raises StageFault."""
    if cursor.at_end:
        raise cursor.fault(
            "stage.empty", "The stage is empty.", "Take the | away, or write an operator after it."
        )
    name = cursor.name("an operator")
    cls = REGISTRY.get(name.text.lower())
    if cls is None:
        known = sorted(REGISTRY)
        raise unknown(
            "operator.unknown",
            "metrics operator",
            name,
            known,
            "The operators are " + ", ".join(known) + ".",
        )
    operator = cls.parse(cursor, name)
    cursor.done(name.text)
    return operator
