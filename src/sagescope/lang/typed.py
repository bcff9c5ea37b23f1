"""Surface expressions to SQL expressions of a known kind.

The rules are those of the reference (search-language.md, section 3): comparisons with a number are
numeric, text against text compares as text, and null follows SQL's three values, with `where` and `if`
taking null for false.
"""

import re

from sagescope.errors import Fault
from sagescope.lang.ast import (
    Among,
    Apply,
    Binary,
    Choice,
    Constant,
    Expression,
    Field,
    Found,
    InTable,
    Junction,
    Number,
    Regex,
    Text,
    Unary,
)
from sagescope.lang.coercion import Typed, boolean, choice, common_kind, number, text
from sagescope.lang.function import FUNCTIONS
from sagescope.lang.operator import Bind
from sagescope.lang.references import field_column, field_columns
from sagescope.lang.regex import checked_regex
from sagescope.lang.subquery import Subquery, as_value, one_of
from sagescope.lang.table_lookup import contains as table_contains
from sagescope.lang.table_source import table_of
from sagescope.lang.wildcard import wildcard
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.span import Span
from sagescope.sql.build import NULL, all_of, any_of, eq, f, in_list, infix, lit, not_, once, once_both
from sagescope.sql.nodes import Expr, Literal, Op, children
from sagescope.syntax.cursor import Name, StageFault, unknown

__all__ = ["bind_condition", "bind_expression", "contains", "field_column", "field_columns"]

MOST_NODES = 20_000
"""Nodes that the SQL of an expression may have: calls in calls that read an argument twice double it."""

_COMPARE = {"=": Op.EQ, "!=": Op.NE, "<": Op.LT, "<=": Op.LE, ">": Op.GT, ">=": Op.GE}
_WITHOUT = re.compile(r"\^\(\(\?!((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\([^()]*\))*\))*)\)\.\)\*\$")
_ARITHMETIC = {"+": Op.ADD, "-": Op.SUB, "*": Op.MUL}


def bind_expression(expression: Expression, rel: Relation, cx: Bind) -> Typed:
    """The typed SQL expression of `expression` over the columns of `rel`.

    Unknown fields and functions, wrong argument counts and kinds are noted in `cx`.
    """
    return _Binder(rel, cx).bind(expression)


def bind_condition(expression: Expression, rel: Relation, cx: Bind) -> Expr:
    """`expression` as a condition; null counts as false."""
    return boolean(bind_expression(expression, rel, cx)).expr


def _too_large(span: Span) -> Fault:
    return Fault(
        "expression.too_large",
        "The expression is too large once it is worked out.",
        "Work parts of it out in stages of their own.",
        span,
    )


def _text_among_numbers(span: Span) -> Fault:
    return Fault(
        "type.among",
        "A text is never among numbers.",
        "Turn it into a number in a stage before: num(<field>).",
        span,
    )


class _Binder:
    def __init__(self, rel: Relation, cx: Bind) -> None:
        self._rel = rel
        self._cx = cx
        # Expressions share their parts, so a part is counted once; it is held for its identity to be its own.
        self._counted: dict[int, tuple[Expr, int]] = {}

    def bind(self, e: Expression) -> Typed:
        """The typed expression of `e`. What is wrong in it is noted, and it then counts as null, so that
        everything else that is wrong is found too."""
        try:
            bound = self._bind(e)
            if self._count(bound.expr) > MOST_NODES:
                raise StageFault(_too_large(e.span))
            return bound
        except StageFault as wrong:
            self._cx.note(wrong.fault)
            return Typed(NULL, Kind.NULL, e.span)

    def _count(self, expr: Expr) -> int:
        held = self._counted.get(id(expr))
        if held is None:
            held = self._counted[id(expr)] = (expr, 1 + sum(self._count(part) for part in children(expr)))
        return held[1]

    def _bind(self, e: Expression) -> Typed:
        match e:
            case Number(value, span):
                return Typed(lit(value), Kind.LONG if isinstance(value, int) else Kind.DOUBLE, span)
            case Text(value, span):
                return Typed(lit(value), Kind.TEXT, span)
            case Constant(value, span):
                return Typed(lit(value), Kind.NULL if value is None else Kind.BOOL, span)
            case Field(name, span):
                return field_column(Name(name, span), self._rel)
            case Regex(_, span):
                raise StageFault(
                    Fault(
                        "type.regex",
                        "A regular expression cannot stand here.",
                        "It belongs after matches, or as the second argument of replace.",
                        span,
                    )
                )
            case Unary("!", operand, span):
                return Typed(not_(boolean(self.bind(operand)).expr), Kind.BOOL, span)
            case Unary(_, operand, span):
                inner = number(self.bind(operand))
                return Typed(f.negate(inner.expr), inner.kind, span)
            case Choice(condition, yes, no, span):
                return choice(self.bind(condition), self.bind(yes), self.bind(no), span)
            case Found(subquery, span):
                return Typed(self._found(subquery), Kind.BOOL, span)
            case Among(operand, items, span):
                return self._among(self.bind(operand), [self.bind(i) for i in items], span)
            case Binary():
                return self._binary(e)
            case Junction(sign, parts, span):
                conditions = [boolean(self.bind(part)).expr for part in parts]
                return Typed((all_of if sign == "and" else any_of)(*conditions), Kind.BOOL, span)
            case InTable(source, conditions, span):
                table = table_of(source, self._cx)
                return Typed(table_contains(self._rel, table, source, conditions), Kind.BOOL, span)
            case Apply():
                return self._apply(e)

    def _among(self, operand: Typed, items: list[Typed], span: Span) -> Typed:
        if operand.kind.numeric:
            values = tuple(number(i).expr for i in items)
        else:
            # No implicit cast here: a text is only ever among texts (reference, `in`).
            for item in items:
                if item.kind.numeric:
                    self._cx.warnings.append(_text_among_numbers(item.span))
            values = tuple(text(i).expr for i in items if not i.kind.numeric)
        subject = operand if operand.kind.numeric else text(operand)
        if all(isinstance(v, Literal) for v in values):
            return Typed(in_list(subject.expr, values), Kind.BOOL, span)
        found = once("s", subject.expr, lambda s: any_of(*(eq(s, v) for v in values)))
        return Typed(found, Kind.BOOL, span)

    def _binary(self, e: Binary) -> Typed:
        match e.sign:
            case "matches":
                return self._matches(e)
            case "contains":
                left, right = text(self.bind(e.left)), text(self.bind(e.right))
                return Typed(contains(left.expr, right.expr), Kind.BOOL, e.span)
            case "=" | "!=" | "<" | "<=" | ">" | ">=":
                return self._compare(_COMPARE[e.sign], self.bind(e.left), self.bind(e.right), e.span)
            case "/":
                left, right = number(self.bind(e.left)), number(self.bind(e.right))
                return Typed(infix(Op.DIV, left.expr, right.expr), Kind.DOUBLE, e.span)
            case "%":
                left, right = number(self.bind(e.left)), number(self.bind(e.right))
                kind = Kind.LONG if left.kind.integral and right.kind.integral else Kind.DOUBLE
                return Typed(f.moduloOrNull(left.expr, right.expr), kind, e.span)
            case _:
                left, right = number(self.bind(e.left)), number(self.bind(e.right))
                kind = common_kind([left.kind, right.kind])
                return Typed(infix(_ARITHMETIC[e.sign], left.expr, right.expr), kind, e.span)

    def _compare(self, op: Op, left: Typed, right: Typed, span: Span) -> Typed:
        kinds = {left.kind, right.kind}
        if Kind.NULL in kinds:
            return Typed(NULL, Kind.BOOL, span)
        if left.kind.numeric or right.kind.numeric:
            left, right = number(left), number(right)
        elif Kind.BOOL in kinds:
            left, right = boolean(left), boolean(right)
        return Typed(infix(op, left.expr, right.expr), Kind.BOOL, span)

    def _matches(self, e: Binary) -> Typed:
        subject = text(self.bind(e.left)).expr
        match e.right:
            case Regex(pattern, span) if without := _WITHOUT.fullmatch(pattern):
                # "No place where this matches" is a negation, and needs no look-ahead.
                found = f.match(subject, checked_regex(without[1], span, end_is_free=True))
                return Typed(all_of(not_(found), not_(f.match(subject, r"\n"))), Kind.BOOL, e.span)
            case Regex(pattern, span):
                return Typed(
                    f.match(subject, checked_regex(pattern, span, end_is_free=True)), Kind.BOOL, e.span
                )
            case Text(pattern):
                return Typed(wildcard(subject, pattern), Kind.BOOL, e.span)
            case other:
                pattern_expr = text(self.bind(other)).expr
                escaped = f.replaceRegexpAll(pattern_expr, r"([\\%_])", r"\\\1")
                return Typed(f.like(subject, f.replaceAll(escaped, "*", "%")), Kind.BOOL, e.span)

    def _found(self, subquery: Subquery) -> Expr:
        fields = [field_column(name, self._rel) for name in subquery.fields]
        answer = self._cx.answers.get(subquery.span)
        if answer is None:
            # Only checked, not run: any condition over the same fields does.
            return f.isNotNull(fields[0].expr)
        values = [field.expr if field.kind.numeric else text(field).expr for field in fields]
        rows = ([as_value(v, f.kind) for v, f in zip(row, fields, strict=True)] for row in answer.rows)
        return one_of(values, [row for row in rows if None not in row])

    def _apply(self, e: Apply) -> Typed:
        function = FUNCTIONS.get(e.name.text.lower())
        if function is None:
            raise unknown(
                "function.unknown",
                "function",
                e.name,
                [fn.name for fn in FUNCTIONS.values()],
                "The manual lists the functions.",
            )
        args = [a if isinstance(a, Regex) else self.bind(a) for a in e.args]
        return function.apply(args, e, self._cx)


def contains(left: Expr, right: Expr) -> Expr:
    """Whether `right` occurs in `left`: both empty is true, one empty is false (reference, contains)."""
    if isinstance(right, Literal) and isinstance(right.value, str):
        return infix(Op.GT, f.position(left, right), 0) if right.value else eq(left, "")
    return once_both("l r", left, right, _contains)


def _contains(left: Expr, right: Expr) -> Expr:
    return f.if_(eq(right, ""), eq(left, ""), infix(Op.GT, f.position(left, right), 0))
