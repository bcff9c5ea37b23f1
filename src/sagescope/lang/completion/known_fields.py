"""The fields that can be read at a place of the pipeline: the stages before it are bound, and what is left is known."""

from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache

from sagescope.durations import UNITS
from sagescope.lang.catalog import Catalog
from sagescope.lang.compile import bind_stages, bind_tree
from sagescope.lang.completion.proposal import Partial, Proposal, ProposalKind
from sagescope.lang.operator import Bind
from sagescope.lang.operators.cat import Cat
from sagescope.lang.pipeline import parse_stage
from sagescope.lang.scope import Every
from sagescope.lang.tree import MAX_STAGES, Tree, read_source
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.span import Span
from sagescope.syntax.cursor import Cursor, StageFault
from sagescope.syntax.lexer import Lexed, is_plain_name, lex
from sagescope.syntax.literals import string_literal
from sagescope.syntax.tokens import T, Token
from sagescope.timerange import TimeRange

KINDS = {
    Kind.TEXT: "text",
    Kind.INT: "whole number",
    Kind.LONG: "whole number",
    Kind.DOUBLE: "number",
    Kind.BOOL: "true or false",
    Kind.NULL: "",
}
"""What a kind is called beside a name; what may be anything has no word."""


_ANY = TimeRange(0, UNITS["d"])
"""The range of a query says nothing of its fields."""


def rows_before(text: str, start: int, stage: int, catalog: Catalog) -> Relation:
    """The relation that the stage gets which begins at `stage`, in the query that begins at `start`.

    What is wrong before it is passed over. While somebody writes a stage nothing before it changes, so the last
    answers are remembered.
    """
    return _rows_of(text[:stage], start, catalog)


@lru_cache(maxsize=64)
def _rows_of(text: str, start: int, catalog: Catalog) -> Relation:
    lexed = lex(text, start=start)
    source: Cat | None = None
    with suppress(StageFault):
        source = read_source(Cursor(lexed.scope, text))
    # The last stage is the one that is still to come.
    operators = [parse_stage(tokens, text).operator for tokens in lexed.stages[:-1][:MAX_STAGES]]
    # Which messages a scope chooses does not matter for their fields.
    tree = Tree(text, lexed, Every(()), tuple(operators), (), (), source)
    return bind_tree(tree, _bind(catalog))[0]


def rows_behind(rel: Relation, stages: Sequence[Sequence[Token]], text: str, catalog: Catalog) -> Relation:
    """The relation after stages in a parenthesis, each without its pipe, which work on the rows of `rel`."""
    cx = _bind(catalog)
    bind_tree(Tree(text, Lexed((), (), ()), Every(()), (), ()), cx)
    cx.start = lambda _: rel
    operators = [parse_stage((*tokens, _end(tokens)), text).operator for tokens in stages[:MAX_STAGES]]
    return bind_stages(rel, operators, cx)[0]


def _bind(catalog: Catalog) -> Bind:
    return Bind(_ANY, catalog, lenient=True, inner=True)


def _end(tokens: Sequence[Token]) -> Token:
    at = tokens[-1].span.end if tokens else 0
    return Token(T.END, "", "", Span(at, at))


def field_proposals(rel: Relation, catalog: Catalog, partial: Partial) -> list[Proposal]:
    """The fields of a relation as proposals: those that the query made, those that are declared, metadata."""
    made = [c.label for c in rel.columns.values() if not c.label.startswith("__")]
    others = sorted((name for name in rel.known() if name not in made), key=lambda name: name.startswith("_"))
    known = list(dict.fromkeys([*made, *rel.aliases, *others]))
    found = []
    for name in known:
        column = rel.find(name)
        if column is None or not name:
            continue
        place = catalog.fields.get(name.lower())
        own = place is not None and place.col.sql == column.sql
        found.append(
            Proposal(
                name,
                ProposalKind.METADATA if name.startswith("_") and own else ProposalKind.FIELD,
                written(name),
                partial.span,
                KINDS[column.kind],
                place.documentation if own and place is not None else "",
            )
        )
    return found


def written(name: str) -> str:
    """A field's name as a query writes it: in quotes where it is not a plain word."""
    if is_plain_name(name):
        return name
    return f"%{string_literal(name)}"
