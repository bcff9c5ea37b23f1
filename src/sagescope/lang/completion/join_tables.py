"""The fields of the tables that a `join` has made, as its conditions name them: `<table>.<field>`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sagescope.lang.completion.known_fields import field_proposals, rows_behind
from sagescope.lang.completion.place import split_stages
from sagescope.lang.completion.proposal import Partial, Proposal
from sagescope.lang.completion.stage_context import StageContext
from sagescope.span import Span
from sagescope.syntax.tokens import T, Token


def table_field_proposals(cx: StageContext) -> list[Proposal]:
    """The fields of every table in parentheses before the place, with the table's name before them."""
    found: list[Proposal] = []
    partial = cx.partial
    if len(cx.before) > 1 and cx.before[-1].is_sign(".") and cx.before[-1].glued:
        # The table and its dot are written already, and belong to the word.
        partial = Partial(partial.text, Span(cx.before[-2].span.start, partial.span.end), glued=True)
    for table, tokens in _tables(cx.before):
        rel = rows_behind(cx.rows(), split_stages(tokens), cx.text, cx.catalog)
        for field in field_proposals(rel, cx.catalog, partial):
            found.append(replace(field, label=f"{table}.{field.label}", insert=f"{table}.{field.insert}"))
    return found


def _tables(tokens: Sequence[Token]) -> Iterator[tuple[str, Sequence[Token]]]:
    """The names of the tables, each with the tokens in its parenthesis."""
    depth, opened = 0, 0
    for at, token in enumerate(tokens):
        depth += token.is_sign("(") - token.is_sign(")")
        if token.is_sign("(") and depth == 1:
            opened = at
        if token.is_sign(")") and depth == 0 and at + 2 < len(tokens) and tokens[at + 1].is_word("as"):
            name = tokens[at + 2]
            if name.kind in (T.WORD, T.FIELD):
                yield name.value, tokens[opened + 1 : at]
