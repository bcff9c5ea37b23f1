"""The fields that can be read at a place of the pipeline: the stages before it are bound, and what is left is known."""

from collections.abc import Sequence

from sagescope.lang.catalog import Catalog
from sagescope.lang.compile import MAX_STAGES, bind_stages, scan
from sagescope.lang.completion.proposal import Partial, Proposal, ProposalKind
from sagescope.lang.operator import Bind, Operator
from sagescope.lang.pipeline import parse_stage
from sagescope.lang.scope import Every
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Ids, Kind
from sagescope.span import Span
from sagescope.syntax.lexer import is_plain_name
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


def rows_before(
    stages: Sequence[Sequence[Token]], text: str, catalog: Catalog, range_: TimeRange
) -> Relation:
    """The relation after these stages, each without its pipe; what is wrong in them is passed over."""
    cx = Bind(range_, catalog, lenient=True, inner=True)
    ids = Ids()
    cx.start = lambda over: scan(Every(()), over, ids)
    return bind_stages(cx.start(cx), _operators(stages, text), cx)[0]


def rows_behind(
    rel: Relation, stages: Sequence[Sequence[Token]], text: str, catalog: Catalog, range_: TimeRange
) -> Relation:
    """The relation after stages in a parenthesis, which work on the rows of `rel`."""
    cx = Bind(range_, catalog, lenient=True)
    cx.start = lambda _: rel
    return bind_stages(rel, _operators(stages, text), cx)[0]


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
    return '%"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _operators(stages: Sequence[Sequence[Token]], text: str) -> list[Operator | None]:
    found = []
    for tokens in stages[:MAX_STAGES]:
        end = tokens[-1].span.end if tokens else 0
        found.append(parse_stage((*tokens, Token(T.END, "", "", Span(end, end))), text).operator)
    return found
