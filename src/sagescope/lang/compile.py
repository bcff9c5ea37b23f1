"""Text to stages: lex, parse, bind, and what explains each step.

All faults of a query are found together; only a query without faults has stages to run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sagescope.errors import Fault, Refusal, in_order
from sagescope.lang.auto_parse import auto_parsed
from sagescope.lang.catalog import Catalog
from sagescope.lang.discovery import with_discoveries
from sagescope.lang.lookups import SaveTarget
from sagescope.lang.macros import Parameter
from sagescope.lang.names import names_in
from sagescope.lang.operator import Bind, Operator
from sagescope.lang.operators.save import Save
from sagescope.lang.scope import ScopeNode, scope_filter
from sagescope.lang.subquery import Answers
from sagescope.lang.substitution import Substituted, substitute
from sagescope.lang.tree import Tree, parse_query, parsed_at
from sagescope.plan.nodes import Filter, Scan, SortKey
from sagescope.plan.relation import Relation, SystemFields
from sagescope.plan.schema import Col, Ids, Kind
from sagescope.plan.size import MOST_NODES, Sizes
from sagescope.plan.stages import Stage, cut
from sagescope.span import Span
from sagescope.sql.build import NULL_TEXT, all_of, col, infix
from sagescope.sql.nodes import Op
from sagescope.syntax.cursor import StageFault
from sagescope.timerange import TimeRange


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
    # The range is a filter of its own, right above the table: `plan.slices` asks for parts of it.
    node = Filter(Filter(Scan(cx.catalog.table), within), scope_filter(scope, cx))
    order = (SortKey(cx.catalog.time, descending=True),)
    return Relation(node, ids, {}, cx.catalog, order=order, natural=True)


def bind_stages(rel: Relation, operators: Sequence[Operator | None], cx: Bind) -> tuple[Relation, Relation]:
    """The relation after all stages, and the one of messages before the first aggregate or local stage."""
    matched = rel
    later = _names_after(operators)
    sizes = Sizes()
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
            if sizes.of(rel.node) > MOST_NODES:
                # The stages behind it are only read, as they would be too large as well.
                cx.note(_too_large(operator))
                return before, matched
        except StageFault as wrong:
            cx.note(wrong.fault)
            rel = _as_if(operator, before)
        if not (rel.is_records or rel.stored):
            matched = rel
    return rel, matched


def _too_large(operator: Operator) -> Fault:
    return Fault(
        "query.too_large",
        f"With {operator.about.name} the rows before it are read too often: stages such as join and filter "
        "read theirs several times.",
        "Save what the first of them give, and go on from that with cat.",
        operator.span,
    )


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
    tree = parsed_at(text[: place.end], place.start)
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
