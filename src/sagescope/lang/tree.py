"""Queries as written: their tokens, scope and operators, and all faults of their syntax."""

import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from sagescope.errors import Fault
from sagescope.lang import functions, operators
from sagescope.lang.operator import Operator
from sagescope.lang.operators.cat import Cat
from sagescope.lang.parts import parts
from sagescope.lang.pipeline import Parsed, parse_stage
from sagescope.lang.scope import Every, ScopeNode, parse_scope
from sagescope.lang.subquery import Subquery
from sagescope.span import Span
from sagescope.syntax.cursor import Cursor, StageFault
from sagescope.syntax.lexer import Lexed, lex
from sagescope.syntax.tokens import T, Token

assert functions and operators, "importing them fills the registries"

MAX_LENGTH = 15_000
"""Characters that a query may have (reference, section 10)."""

MAX_DEPTH = 5
"""How deep subqueries may stand in each other."""

MAX_FIELDS = 500
"""Fields that the stages of a query may make, those of all together; the longest published ones make 185."""

MAX_STAGES = 200
"""Stages that a query may have; the longest published ones have 120."""

# Expressions may be `expressions.MAX_DEPTH` levels deep, and a level takes a few frames to read and to
# print: more than the interpreter's own limit leaves, which is meant for runaway recursion.
sys.setrecursionlimit(max(sys.getrecursionlimit(), 5_000))


@dataclass(frozen=True, slots=True)
class Tree:
    """A query as written: its tokens, scope and operators; None stands for a stage that could not be read.

    `inner` are its subqueries, each with its own tree. `source` gives the rows in place of the messages of the
    scope.
    """

    text: str
    lexed: Lexed
    scope: ScopeNode
    operators: tuple[Operator | None, ...]
    faults: tuple[Fault, ...]
    inner: "tuple[tuple[Subquery, Tree], ...]" = ()
    source: Cat | None = None


def parse_query(text: str) -> Tree:
    """The tree of a query with all faults of its syntax."""
    if len(text) > MAX_LENGTH:
        fault = Fault(
            "query.too_long",
            f"The query has {len(text):,} characters; {MAX_LENGTH:,} are the most.",
            "Split it, or move values into a lookup.",
            Span(MAX_LENGTH, len(text)),
        )
        return Tree(text, Lexed((), (), ()), Every(()), (), (fault,))
    return parsed_at(text, 0)


def parsed_at(text: str, start: int, depth: int = 0) -> Tree:
    """The tree of the query that begins at `start`, `depth` subqueries deep."""
    lexed = lex(text, start=start)
    faults = list(lexed.faults)
    scope: ScopeNode = Every(())
    source: Cat | None = None
    try:
        cursor = Cursor(lexed.scope, text)
        source = read_source(cursor)
        if source is None:
            scope = parse_scope(cursor)
    except StageFault as wrong:
        faults.append(wrong.fault)
    tree = replace(_with_stages(text, lexed, scope, faults), source=source)
    if not any(token.kind is T.SUBQUERY for token in lexed.tokens):
        # Most queries have none, and looking through all stages takes its time.
        return tree
    inner: list[tuple[Subquery, Tree]] = []
    for subquery in subqueries((tree.scope, tree.operators)):
        if depth == MAX_DEPTH:
            deep = Fault(
                "subquery.depth",
                f"Subqueries stand in each other more than {MAX_DEPTH} times.",
                "Run the innermost one by itself and write its values.",
                subquery.span,
            )
            return replace(tree, faults=(*tree.faults, deep))
        inner.append((subquery, parsed_at(text[: subquery.end], subquery.start, depth + 1)))
    return replace(
        tree, inner=tuple(inner), faults=(*tree.faults, *(f for _, below in inner for f in below.faults))
    )


def subqueries(value: object) -> Iterator[Subquery]:
    """The subqueries in a scope or in stages, but not those inside of them."""
    match value:
        case Subquery():
            yield value
        case _:
            for part in parts(value):
                yield from subqueries(part)


def read_source(cursor: Cursor) -> Cat | None:
    """The table that a query begins with; None where it begins with a scope. Raises StageFault."""
    # `cat` alone is a word to search for.
    named = cursor.peek(1).text.lower().startswith(("path://", "sumo://"))
    if not (cursor.peek().is_word("cat") and named):
        return None
    cursor.take()
    source = Cat.parse(cursor)
    cursor.done("cat")
    return source


def parse_pipeline(text: str) -> Tree:
    """The tree of stages without a scope, as extraction rules have them."""
    lexed = lex(text, scoped=False)
    return _with_stages(text, lexed, Every(()), list(lexed.faults))


def _with_stages(text: str, lexed: Lexed, scope: ScopeNode, faults: list[Fault]) -> Tree:
    operators: list[Operator | None] = []
    stages, many = _countable(lexed.stages)
    if many > MAX_STAGES:
        beyond = lexed.stages[len(stages)]
        faults.append(
            Fault(
                "query.too_many_stages",
                f"The query has {many:,} stages, with those in parentheses; {MAX_STAGES} are the most.",
                "Put conditions and expressions together.",
                beyond[0].span,
            )
        )
    made = 0
    for tokens in stages:
        parsed = parse_stage(tokens, text)
        if parsed.operator is not None:
            made += len(parsed.operator.defines())
            if made > MAX_FIELDS:
                # The stage is not bound: so many would take long, and nobody would read them.
                parsed = Parsed(None, (_too_many_fields(parsed.operator.span),))
                made = 0
        operators.append(parsed.operator)
        # A stage that ends in an unclosed quote is reported for that, not for what it then lacks.
        unclosed = [
            q
            for q in lexed.faults
            if q.span and tokens and tokens[0].span.start <= q.span.start <= tokens[-1].span.end
        ]
        if not unclosed:
            faults += parsed.faults
    return Tree(text, lexed, scope, tuple(operators), tuple(faults))


def _countable(stages: Sequence[Sequence[Token]]) -> tuple[Sequence[Sequence[Token]], int]:
    """The stages up to the most that a query may have, and how many there are, those in parentheses with them."""
    counts = [1 + sum(token.kind is T.PIPE for token in tokens[:-1]) for tokens in stages]
    reached = list(accumulate(counts))
    return stages[: bisect_right(reached, MAX_STAGES)], reached[-1] if reached else 0


def _too_many_fields(at: Span) -> Fault:
    return Fault(
        "query.too_many_fields",
        f"The stages of the query make more than {MAX_FIELDS} fields, this one the last of them.",
        "Take out only what is asked for; json auto finds fields by their names.",
        at,
    )
