"""Text to stages: lex, parse, bind, and what explains each step.

All faults of a query are found together; only a query without faults has stages to run.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import partial

from sagescope.errors import Fault, Refusal, in_order
from sagescope.lang import functions, operators
from sagescope.lang.auto_parse import auto_parsed
from sagescope.lang.catalog import Catalog
from sagescope.lang.discovery import with_discoveries
from sagescope.lang.lookups import SaveTarget
from sagescope.lang.macros import Parameter
from sagescope.lang.names import names_in
from sagescope.lang.operator import Bind, Operator
from sagescope.lang.operators.cat import Cat
from sagescope.lang.operators.save import Save
from sagescope.lang.pipeline import parse_stage
from sagescope.lang.scope import Every, ScopeNode, parse_scope, scope_filter
from sagescope.lang.subquery import Answers, Subquery
from sagescope.lang.substitution import Substituted, substitute
from sagescope.plan.nodes import Filter, Scan, SortKey
from sagescope.plan.relation import Relation, SystemFields
from sagescope.plan.schema import Col, Ids, Kind
from sagescope.plan.stages import Stage, cut
from sagescope.span import Span
from sagescope.sql.build import NULL_TEXT, all_of, col, infix
from sagescope.sql.nodes import Op
from sagescope.syntax.cursor import Cursor, StageFault
from sagescope.syntax.lexer import Lexed, lex
from sagescope.timerange import TimeRange

assert functions and operators, "importing them fills the registries"

MAX_LENGTH = 15_000
"""Characters that a query may have (reference, section 10)."""

MAX_DEPTH = 5
"""How deep subqueries may stand in each other."""

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


@dataclass(frozen=True, slots=True)
class Compiled:
    """A query ready to run.

    `columns` are those of the result before dynamic ones; `matched` is the relation of messages before
    the first aggregate, for the histogram and the messages of an aggregate query. `given` leads from places
    of the tree to those of the user's text. `save` is where the rows of the result are to be written.
    """

    tree: Tree
    stages: tuple[Stage, ...]
    columns: tuple[Col, ...]
    is_records: bool
    relation: Relation
    matched: Relation
    warnings: tuple[Fault, ...]
    ids: Ids
    given: Substituted
    save: SaveTarget | None = None


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
    return _parsed(text, 0)


def _parsed(text: str, start: int, depth: int = 0) -> Tree:
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
        inner.append((subquery, _parsed(text[: subquery.end], subquery.start, depth + 1)))
    return replace(
        tree, inner=tuple(inner), faults=(*tree.faults, *(f for _, below in inner for f in below.faults))
    )


def subqueries(value: object) -> Iterator[Subquery]:
    """The subqueries in a scope or in stages, but not those inside of them."""
    match value:
        case Subquery():
            yield value
        case tuple():
            for item in value:
                yield from subqueries(item)
        case _ if is_dataclass(value):
            for f in fields(value):
                yield from subqueries(getattr(value, f.name))


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
    if len(lexed.stages) > MAX_STAGES:
        first = lexed.stages[MAX_STAGES][0]
        faults.append(
            Fault(
                "query.too_many_stages",
                f"The query has {len(lexed.stages):,} stages; {MAX_STAGES} are the most.",
                "Put conditions and expressions together.",
                first.span,
            )
        )
    for tokens in lexed.stages[:MAX_STAGES]:
        parsed = parse_stage(tokens, text)
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


def check_query(
    text: str,
    catalog: Catalog,
    range_: TimeRange,
    zone_offset: int = 0,
    answers: Answers | None = None,
    parameters: Mapping[str, Parameter] | None = None,
    *,
    inner: bool = False,
    auto_parse: bool = False,
) -> tuple[Tree, Relation, Relation, Bind]:
    """Put parameters and macros into a query, parse and bind it; the faults are in the returned Bind.

    The tree is that of the text after this; faults and warnings point into the text before. The parameters
    are those of `compile_query`.
    """
    given = substitute(text, parameters or {}, catalog.macros)
    tree, rel, matched, cx = _checked(
        given, catalog, range_, zone_offset, answers, inner=inner, auto_parse=auto_parse
    )
    return tree, rel, matched, cx


def _checked(
    given: Substituted,
    catalog: Catalog,
    range_: TimeRange,
    zone_offset: int,
    answers: Answers | None,
    *,
    inner: bool,
    auto_parse: bool,
) -> tuple[Tree, Relation, Relation, Bind]:
    tree = parse_query(given.text)
    cx = Bind(
        range_,
        catalog,
        zone_offset,
        list(tree.faults),
        answers=answers or {},
        inner=inner,
        auto_parse=auto_parse,
    )
    operators, save = (tree.operators, None) if inner else _until_save(tree.operators, cx)
    rel, matched = bind_tree(replace(tree, operators=tuple(operators)), cx)
    if save is not None:
        try:
            cx.save = save.checked(result_columns(rel, catalog), cx)
        except StageFault as wrong:
            cx.note(wrong.fault)
    _point_into(given, cx)
    return tree, rel, matched, cx


def bind_tree(tree: Tree, cx: Bind) -> tuple[Relation, Relation]:
    """The relation after all stages of a query, and the one of messages before the first that aggregates.

    `cx` is made ready for them; faults and warnings go there.
    """
    for _, below in tree.inner:
        inside = replace(cx, inner=True, slices={})
        bind_tree(below, inside)
    ids = Ids()
    cx.start = lambda over: _start(tree, over, ids)
    cx.query = partial(_query, tree.text, ids, cx)
    return bind_stages(cx.start(cx), tree.operators, cx)


def _start(tree: Tree, cx: Bind, ids: Ids) -> Relation:
    if tree.source is None:
        scanned = scan(tree.scope, cx, ids)
        return auto_parsed(scanned, names_in(tree.operators), cx) if cx.auto_parse else scanned
    try:
        return tree.source.rows(cx, ids)
    except StageFault as wrong:
        # What the later stages read of a table that is not there is no fault of theirs.
        cx.note(wrong.fault)
        cx.lenient = True
        return scan(tree.scope, cx, ids)


def _until_save(
    operators: Sequence[Operator | None], cx: Bind
) -> tuple[Sequence[Operator | None], Save | None]:
    """The stages up to the first `save`, and it; what stands behind it is not run."""
    for at, operator in enumerate(operators):
        if isinstance(operator, Save):
            behind = [op.span for op in operators[at + 1 :] if op is not None]
            if behind:
                cx.warnings.append(
                    Fault(
                        "save.behind",
                        "The stages after save are not run.",
                        "Take them away, or write them before save.",
                        behind[0].to(behind[-1]),
                    )
                )
            return operators[:at], operator
    return operators, None


def _point_into(given: Substituted, cx: Bind) -> None:
    """Let faults and warnings point into the text that the user wrote."""
    # What a missing value breaks is not the user's mistake.
    cx.faults = list(given.faults) or list(dict.fromkeys(map(given.fault, cx.faults)))
    cx.warnings = [given.fault(warning) for warning in cx.warnings]


def compile_query(
    text: str,
    catalog: Catalog,
    range_: TimeRange,
    zone_offset: int = 0,
    answers: Answers | None = None,
    parameters: Mapping[str, Parameter] | None = None,
    *,
    inner: bool = False,
    auto_parse: bool = False,
) -> Compiled:
    """The stages of a query over `range_`.

    `zone_offset` is the offset of the asker's time zone in milliseconds, `answers` are the rows of its
    subqueries, `parameters` the values of its `{{name}}`s, `inner` tells that it is a subquery itself,
    `auto_parse` that JSON fields are read without a stage for them. Raises
    Refusal with all faults of the query.
    """
    given = substitute(text, parameters or {}, catalog.macros)
    tree, rel, matched, cx = _checked(
        given, catalog, range_, zone_offset, answers, inner=inner, auto_parse=auto_parse
    )
    if cx.faults:
        raise Refusal(in_order(cx.faults))
    columns = result_columns(rel, catalog)
    rel, asked = with_discoveries(rel, columns)
    return Compiled(
        tree,
        cut(rel.rows, asked),
        columns,
        rel.is_records,
        rel,
        matched,
        tuple(cx.warnings),
        rel.ids,
        given,
        cx.save,
    )


def scan(scope: ScopeNode, cx: Bind, ids: Ids) -> Relation:
    """All messages of the range that the scope lets through, newest first."""
    time = col(cx.catalog.time)
    within = all_of(infix(Op.GE, time, cx.range.start), infix(Op.LT, time, cx.range.end))
    condition = all_of(within, scope_filter(scope, cx))
    order = (SortKey(cx.catalog.time, descending=True),)
    return Relation(Filter(Scan(cx.catalog.table), condition), ids, {}, cx.catalog, order=order, natural=True)


def bind_stages(rel: Relation, operators: Sequence[Operator | None], cx: Bind) -> tuple[Relation, Relation]:
    """The relation after all stages, and the one of messages before the first aggregate or local stage."""
    matched = rel
    later = _names_after(operators)
    for at, operator in enumerate(operators):
        if operator is None:
            cx.lenient = True
            continue
        cx.later = later[at]
        cx.to_messages = not any(op.about.aggregates for op in operators[at + 1 :] if op is not None)
        cx.again = partial(_again, operators[:at], cx)
        before = rel if operator.about.parses else replace(rel, matched=None)
        try:
            rel = operator.bind(before, cx)
        except StageFault as wrong:
            cx.note(wrong.fault)
            rel = _as_if(operator, before)
        if not (rel.is_records or rel.stored):
            matched = rel
    return rel, matched


def _names_after(operators: Sequence[Operator | None]) -> list[frozenset[str]]:
    """For each stage the names that the ones after it mention."""
    names: list[frozenset[str]] = [frozenset()]
    for operator in reversed(operators[1:]):
        names.append(names[-1] | names_in((operator,)))
    return names[::-1]


def _as_if(operator: Operator, before: Relation) -> Relation:
    """What a stage at fault would leave, as far as that is known, so that one mistake gives one message."""
    made = before.extend({name: (NULL_TEXT, Kind.NULL) for name in operator.defines() if name != "*"})
    if not operator.about.aggregates:
        return made
    columns = {name: column for name, column in made.columns.items() if column.kind is Kind.NULL}
    return replace(made, columns=columns, open=None, dynamic=False)


def _again(before: Sequence[Operator | None], cx: Bind, range_: TimeRange) -> Relation:
    assert cx.start is not None
    over = replace(cx, range=range_, faults=[], warnings=[])
    return bind_stages(cx.start(over), before, over)[0]


def _query(text: str, ids: Ids, cx: Bind, place: Span, range_: TimeRange) -> Relation:
    tree = _parsed(text[: place.end], place.start)
    for subquery, _ in tree.inner:
        cx.note(
            Fault(
                "query.subquery",
                "A query in parentheses cannot hold a subquery.",
                "Run the inner query first and write its values.",
                subquery.span,
            )
        )
    over = replace(
        cx, range=range_, faults=list(tree.faults), warnings=[], lenient=False, slices={}, reduced=None
    )
    over.start = lambda within: _start(tree, within, ids)
    rel = bind_stages(over.start(over), tree.operators, over)[0]
    for fault in over.faults:
        cx.note(fault)
    return rel


def result_columns(rel: Relation, catalog: Catalog) -> tuple[Col, ...]:
    """The columns that the result shows: of records all, of messages the metadata, then the fields."""
    if rel.is_records:
        return tuple(rel.columns.values())
    shown: dict[str, Col] = {}
    restricted = isinstance(rel.open, SystemFields)
    own = {k: c for k, c in rel.columns.items() if not k.startswith("__")}
    for name, place in catalog.fields.items():
        # An alias such as `_index` answers to its name, but shows under the one it stands for.
        if name != place.col.label.lower() or (restricted and not name.startswith("_")):
            continue
        if (held := rel.find(name)) is not None:
            shown[name] = held
    system = {k: own.get(k, c) for k, c in shown.items() if k.startswith("_")}
    if restricted:
        return tuple({**system, **own}.values())
    named = {**{k: c for k, c in shown.items() if not k.startswith("_")}, **own}
    return (*system.values(), *(named[k] for k in sorted(named) if k not in system))
