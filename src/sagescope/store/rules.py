"""Active extraction rules to the one SELECT of the landing view.

A rule is bound by the operators that queries use, so it means the same at ingest. Its stages may only
add columns and set conditions; where a condition does not hold, none of the rule's fields are set
(reference search-language.md, section 6).
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sagescope.errors import Fault, Refusal
from sagescope.lang.catalog import Catalog, JsonPath
from sagescope.lang.compile import bind_stages
from sagescope.lang.json_values import plain_extraction
from sagescope.lang.operator import Bind
from sagescope.lang.operators.fields import Fields
from sagescope.lang.operators.json import message_paths
from sagescope.lang.scope import Every, ScopeNode, parse_scope, scope_filter
from sagescope.lang.tree import Tree, parse_pipeline, subqueries
from sagescope.plan.nodes import Extend, Filter, Node, Scan
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Ids
from sagescope.sql.build import NULL, TRUE, all_of, any_of, col, f, infix
from sagescope.sql.nodes import Expr, Item, Op, Select, Table
from sagescope.sql.types import STRING, SqlType, nullable
from sagescope.store.fields import (
    RAW,
    Schema,
    document_type,
    field_column,
    landing_catalog,
    pair_column,
    pair_values,
    path_column,
    sent_column,
)
from sagescope.store.loglevel import loglevel
from sagescope.store.tables.logs import ARRIVING, LANDING
from sagescope.syntax.cursor import Cursor, StageFault
from sagescope.syntax.lexer import lex
from sagescope.timerange import TimeRange

DEFAULT_VIEW = "sumologic_default"

_NO_RANGE = TimeRange(0, 0)


@dataclass(frozen=True, slots=True)
class Rule:
    """An extraction rule as the store needs it."""

    name: str
    scope: str
    expression: str


@dataclass(frozen=True, slots=True)
class BoundRule:
    """A rule over the columns of the landing view: what it works out, when, and the fields it sets."""

    lets: tuple[Item, ...]
    condition: Expr
    fields: tuple[tuple[str, Expr], ...]


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """The fields that a rule sets, and what is wrong with its scope and with its expression."""

    fields: tuple[str, ...] = ()
    scope: tuple[Fault, ...] = ()
    expression: tuple[Fault, ...] = ()


def check_rule(rule: Rule, schema: Schema) -> RuleCheck:
    """What a rule would do, or all that is wrong with it."""
    _, _, scope, expression = _read(rule)
    if not scope and not expression:
        try:
            bind_rule(rule, landing_catalog(schema), Ids())
        except Refusal as refused:
            expression = list(refused.faults)
    fields = () if scope or expression else rule_fields(rule)
    return RuleCheck(fields, tuple(scope), tuple(expression))


def rule_fields(rule: Rule) -> tuple[str, ...]:
    """The names of the fields that a rule sets, for the schema.

    Raises Refusal with all faults of its syntax.
    """
    tree, _ = _parse(rule)
    listed: list[str] = []
    made: dict[str, str] = {}
    for operator in tree.operators:
        assert operator is not None
        if isinstance(operator, Fields) and not operator.without:
            listed = [n.text for n in operator.names]
        elif isinstance(operator, Fields):
            for n in operator.names:
                made.pop(n.text.lower(), None)
        else:
            made |= {name.lower(): name for name in operator.defines() if not name.startswith("__")}
    return tuple(listed or made.values())


def rule_paths(rule: Rule) -> tuple[JsonPath, ...]:
    """The JSON paths of the message that a rule reads, for promotion."""
    tree, _ = _parse(rule)
    return tuple(message_paths(tree.operators))


def bind_rule(rule: Rule, catalog: Catalog, ids: Ids) -> BoundRule:
    """The rule over the landing catalog.

    Raises Refusal with all faults: syntax, unknown fields, and stages that cannot run at ingest.
    """
    tree, scope = _parse(rule)
    cx = Bind(_NO_RANGE, catalog)
    condition = scope_filter(scope, cx)
    rel = Relation(Scan(LANDING), ids, {}, catalog)
    rel, _ = bind_stages(rel, tree.operators, cx)
    if cx.faults:
        raise Refusal(_named(rule, fault) for fault in cx.faults)
    lets, conditions = _row_local(rel.node)
    fields = tuple((c.label, col(c.sql)) for c in rel.columns.values() if not c.label.startswith("__"))
    return BoundRule(tuple(lets), all_of(condition, *conditions), fields)


def landing_select(schema: Schema, rules: Sequence[Rule]) -> Select:
    """What the landing view makes of a batch: the fixed columns, the fields and the promoted columns.

    Of several rules that set one field for a message, the last in `rules` wins; what a rule sets wins
    over what the sender set, unless it is blank.
    """
    catalog = landing_catalog(schema)
    ids = Ids()
    lets: list[Item] = [
        Item(_not_blank(f.arrayElement(col("fields"), name.lower())), sent_column(name))
        for name in schema.fields
    ]
    lets += _promoted_lets(schema)
    lets += [
        Item(f.length(col(RAW)), "size"),
        Item(loglevel(col(RAW)), "loglevel"),
        Item(f.toLowCardinality(DEFAULT_VIEW), "view"),
    ]
    candidates: dict[str, list[Expr]] = {name.lower(): [] for name in schema.fields}
    for rule in rules:
        bound = bind_rule(rule, catalog, ids)
        lets += bound.lets
        holds = ids.name("r")
        lets.append(Item(f.ifNull(bound.condition, False) if bound.condition != TRUE else TRUE, holds))
        for name, value in bound.fields:
            if name.lower() in candidates:
                candidates[name.lower()].insert(0, f.if_(col(holds), _not_blank(f.toString(value)), NULL))
    items = [Item(col(c.name), c.name) for c in ARRIVING]
    items += [Item(col(name), name) for name in ("size", "loglevel", "view")]
    items += [
        Item(f.coalesce(*candidates[name.lower()], col(sent_column(name))), field_column(name))
        for name in schema.fields
    ]
    items += [Item(col(path_column(path)), path_column(path)) for path in schema.paths]
    items += [Item(pair_values(key), pair_column(key)) for key in schema.pairs]
    return Select(tuple(items), Table(LANDING), lets=tuple(lets))


def _not_blank(value: Expr) -> Expr:
    # A field that is blank is as good as absent, so that presence is one test.
    return f.if_(f.match(value, r"\S"), value, NULL)


def _promoted_lets(schema: Schema) -> list[Item]:
    # One pass over the document for all paths that a single tuple can hold (performance.md, 6).
    tree, apart = document_type(schema.paths)
    lets: list[Item] = []
    if tree:
        # Texts go one way or the other; under a condition for each path the tuple would be made for each.
        lets += [
            Item(_unlike_tuple(tree), "is_odd"),
            Item(f.if_(col("is_odd"), col(RAW), ""), "odd"),
            Item(f.if_(col("is_odd"), "", col(RAW)), "plain"),
            Item(f.JSONExtract(col("plain"), str(_tuple(tree))), "document"),
        ]
    for path in schema.paths:
        if path in apart:
            value = plain_extraction(col(RAW), path)
        else:
            held: Expr = col("document")
            for step in path:
                held = f.tupleElement(held, step)
            value = f.coalesce(held, plain_extraction(col("odd"), path))
        lets.append(Item(value, path_column(path)))
    return lets


def _unlike_tuple(tree: dict[str, object]) -> Expr:
    """Whether the engine may fill the tuple otherwise than paths find: where a document has an array and the
    tuple an object it goes by position, and of two objects with one key it puts the members together."""
    keys: set[str] = set()
    below = [tree]
    while below:
        inner = {key: value for key, value in below.pop().items() if isinstance(value, dict)}
        keys.update(inner)
        below += [value for value in inner.values() if isinstance(value, dict)]
    written = [json.dumps(key, ensure_ascii=False) for key in sorted(keys)]
    named = "|".join(re.escape(key[1:-1]) for key in written)
    # A key with escapes may be any of them: better one extraction too many.
    inner_arrays = rf'|"(?:{named})"\s*:\s*\[|\\[^"]*"\s*:\s*[\[{{]' if named else ""
    arrays = f.match(col(RAW), r"^(?:\x{feff})?\s*\[" + inner_arrays)
    return any_of(arrays, *(infix(Op.GT, f.countSubstrings(col(RAW), key), 1) for key in written))


def _tuple(tree: dict[str, object]) -> SqlType:
    labels = tuple(tree)
    inner = tuple(_tuple(below) if isinstance(below, dict) else nullable(STRING) for below in tree.values())
    return SqlType("Tuple", inner, labels)


def _parse(rule: Rule) -> tuple[Tree, ScopeNode]:
    tree, scope, *faults = _read(rule)
    if any(faults):
        raise Refusal(_named(rule, fault) for held in faults for fault in held)
    return tree, scope


def _read(rule: Rule) -> tuple[Tree, ScopeNode, list[Fault], list[Fault]]:
    """The parse expression and the scope of a rule, and what is wrong with the scope and the expression."""
    scope: ScopeNode = Every(())
    lexed = lex(rule.scope)
    in_scope = list(lexed.faults)
    try:
        scope = parse_scope(Cursor(lexed.scope, rule.scope))
    except StageFault as wrong:
        in_scope.append(wrong.fault)
    if lexed.stages:
        in_scope.append(
            Fault("rule.scope", "The scope of a rule has no stages.", "Put them into the parse expression.")
        )
    tree = parse_pipeline(rule.expression)
    faults = list(tree.faults)
    for operator in tree.operators:
        if operator is None:
            continue
        if not operator.about.ingest:
            faults.append(
                Fault(
                    "rule.operator",
                    f"{operator.about.name} cannot run at ingest, one message at a time.",
                    "Use json, parse, where, fields and expressions.",
                    operator.span,
                )
            )
        elif (fault := operator.ingest_fault()) is not None:
            faults.append(fault)
    for held, found in ((in_scope, subqueries(scope)), (faults, subqueries(tree.operators))):
        held += [
            Fault(
                "rule.subquery",
                "a subquery cannot run at ingest, one message at a time.",
                "Write its values out.",
                subquery.span,
            )
            for subquery in found
        ]
    return tree, scope, in_scope, faults


def _named(rule: Rule, fault: Fault) -> Fault:
    if not rule.name:
        return fault
    return Fault(fault.code, f"Rule {rule.name!r}: {fault.message}", fault.hint, fault.span, fault.fix)


def _row_local(node: Node) -> tuple[list[Item], list[Expr]]:
    """The columns and the conditions of a plan that works on each row by itself, in their order."""
    lets: list[Item] = []
    conditions: list[Expr] = []
    # A loop, not a recursion: a rule may have hundreds of nodes.
    while not isinstance(node, Scan):
        match node:
            case Extend(_, items):
                lets += [Item(expr, c.sql) for c, expr in reversed(items)]
            case Filter(_, condition):
                conditions.append(condition)
            case _:
                raise AssertionError(
                    f"{type(node).__name__} is not row-local, though its operator says it is"
                )
        node = node.input
    return lets[::-1], conditions[::-1]
