"""Surface expressions to SQL expressions of a known kind: coercions and the rules for null.

The rules are those of the reference (search-language.md, section 3): text turns into a number where a
number is clearly needed, comparisons with a number are numeric, text against text compares as text,
and null follows SQL's three values, with `where` and `if` taking null for false.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sagescope.errors import Fault
from sagescope.lang.ast import (
    Among,
    Apply,
    Binary,
    Choice,
    Constant,
    Expression,
    Field,
    Number,
    Regex,
    Text,
    Unary,
)
from sagescope.lang.operator import Bind
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col, Kind
from sagescope.span import Span
from sagescope.sql.build import (
    FALSE,
    NULL,
    TRUE,
    all_of,
    any_of,
    array_of,
    cast,
    eq,
    f,
    in_list,
    infix,
    lit,
    not_,
)
from sagescope.sql.nodes import Column, Expr, Literal, Op
from sagescope.sql.types import FLOAT64, INT64
from sagescope.syntax.cursor import Name, StageFault, unknown


@dataclass(frozen=True, slots=True)
class Typed:
    """An SQL expression and what it yields; `span` is where it was written."""

    expr: Expr
    kind: Kind
    span: Span


_COMPARE = {"=": Op.EQ, "!=": Op.NE, "<": Op.LT, "<=": Op.LE, ">": Op.GT, ">=": Op.GE}
_ARITHMETIC = {"+": Op.ADD, "-": Op.SUB, "*": Op.MUL}


def bind_expression(expression: Expression, rel: Relation, cx: Bind) -> Typed:
    """The typed SQL expression of `expression` over the columns of `rel`.

    Unknown fields and functions, wrong argument counts and kinds are noted in `cx`.
    """
    return _Binder(rel, cx).bind(expression)


def bind_condition(expression: Expression, rel: Relation, cx: Bind) -> Expr:
    """`expression` as a condition; null counts as false."""
    return boolean(bind_expression(expression, rel, cx)).expr


def field_column(name: Name, rel: Relation) -> Typed:
    """The column of a field. Raises StageFault `field.unknown`."""
    col = rel.find(name.text)
    if col is None:
        raise unknown(
            "field.unknown",
            "field",
            name,
            rel.known(),
            "A field comes from a source, an extraction rule, or an earlier parse, json or `as`.",
        )
    return Typed(Column(col.sql), col.kind, name.span)


def field_columns(names: Sequence[Name], rel: Relation, cx: Bind) -> list[Col]:
    """The columns of several fields, labelled as they were written.

    Every unknown one is noted, so that one look shows them all; then StageFault is raised.
    """
    found: list[Col] = []
    missing: StageFault | None = None
    for name in names:
        try:
            typed = field_column(name, rel)
        except StageFault as wrong:
            cx.note(wrong.fault)
            missing = missing or wrong
            continue
        assert isinstance(typed.expr, Column)
        found.append(Col(typed.expr.name, name.text, typed.kind))
    if missing is not None:
        raise missing
    return found


def number(value: Typed) -> Typed:
    """`value` as a number: text is read as one, and is null where it is none."""
    match value.kind:
        case Kind.INT | Kind.LONG | Kind.DOUBLE:
            return value
        case Kind.BOOL:
            return Typed(cast_int(value.expr), Kind.INT, value.span)
        case Kind.NULL:
            return Typed(cast(NULL, _NULLABLE_FLOAT), Kind.DOUBLE, value.span)
        case Kind.TEXT:
            if isinstance(value.expr, Literal) and isinstance(value.expr.value, str):
                return _text_literal_number(value.expr.value, value.span)
            return Typed(f.toFloat64OrNull(f.trimBoth(f.toString(value.expr))), Kind.DOUBLE, value.span)


def text(value: Typed) -> Typed:
    """`value` as text."""
    match value.kind:
        case Kind.TEXT:
            return value
        case Kind.NULL:
            return Typed(cast(NULL, _NULLABLE_STRING), Kind.TEXT, value.span)
        case Kind.BOOL:
            return Typed(
                f.if_(f.isNull(value.expr), NULL, f.if_(value.expr, "true", "false")), Kind.TEXT, value.span
            )
        case _:
            return Typed(f.toString(value.expr), Kind.TEXT, value.span)


def boolean(value: Typed) -> Typed:
    """`value` as a truth value: numbers other than zero and the text `true` are true."""
    match value.kind:
        case Kind.BOOL:
            return value
        case Kind.NULL:
            return Typed(NULL, Kind.BOOL, value.span)
        case Kind.TEXT:
            return Typed(eq(f.lower(value.expr), "true"), Kind.BOOL, value.span)
        case _:
            return Typed(infix(Op.NE, value.expr, 0), Kind.BOOL, value.span)


def integer(value: Typed) -> Typed:
    """`value` as a whole number, cut towards zero; null where it is none."""
    as_number = number(value)
    if as_number.kind.integral:
        return as_number
    return Typed(f.accurateCastOrNull(f.trunc(as_number.expr), "Int64"), Kind.LONG, value.span)


def common_kind(kinds: list[Kind]) -> Kind:
    """The kind that values of all these kinds can be turned into."""
    known = {k for k in kinds if k is not Kind.NULL}
    if not known:
        return Kind.NULL
    if len(known) == 1:
        return known.pop()
    if all(k.numeric for k in known):
        return Kind.DOUBLE if Kind.DOUBLE in known else Kind.LONG
    return Kind.TEXT


def as_kind(value: Typed, kind: Kind) -> Expr:
    """`value` turned into `kind`, for branches that must agree."""
    if value.kind is kind:
        return value.expr
    match kind:
        case Kind.TEXT:
            return text(value).expr
        case Kind.DOUBLE:
            return f.toFloat64(number(value).expr)
        case Kind.INT | Kind.LONG:
            return f.toInt64(number(value).expr)
        case Kind.BOOL:
            return boolean(value).expr
        case Kind.NULL:
            return value.expr


def cast_int(expr: Expr) -> Expr:
    """A truth value as 0 or 1, null staying null."""
    return f.toInt64(expr)


def wildcard(subject: Expr, pattern: str) -> Expr:
    """Whether `subject` matches a whole-value wildcard pattern: `*` is any run, all else is literal."""
    parts = pattern.split("*")
    if len(parts) == 1:
        return eq(subject, pattern)
    first, last, middle = parts[0], parts[-1], [p for p in parts[1:-1] if p]
    if not middle and not (first and last):
        if first:
            return f.startsWith(subject, first)
        if last:
            return f.endsWith(subject, last)
        return f.isNotNull(subject)
    if not first and not last and len(middle) == 1:
        return infix(Op.GT, f.position(subject, middle[0]), 0)
    return f.like(subject, "%".join(_like_escaped(p) for p in parts))


_NULLABLE_FLOAT = FLOAT64.__class__("Nullable", (FLOAT64,))
_NULLABLE_STRING = FLOAT64.__class__("Nullable", (FLOAT64.__class__("String"),))


def _like_escaped(part: str) -> str:
    return part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _text_literal_number(value: str, span: Span) -> Typed:
    try:
        return Typed(lit(int(value)), Kind.LONG, span)
    except ValueError:
        pass
    try:
        return Typed(lit(float(value)), Kind.DOUBLE, span)
    except ValueError:
        raise StageFault(
            Fault(
                "type.number",
                f"A number is needed here, and {value!r} is text.",
                "Write the number without quotes, or compare with a text field.",
                span,
            )
        ) from None


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

    def bind(self, e: Expression) -> Typed:
        """The typed expression of `e`. What is wrong in it is noted, and it then counts as null, so that
        everything else that is wrong is found too."""
        try:
            return self._bind(e)
        except StageFault as wrong:
            self._cx.note(wrong.fault)
            return Typed(NULL, Kind.NULL, e.span)

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
                return self.choice(self.bind(condition), self.bind(yes), self.bind(no), span)
            case Among(operand, items, span):
                return self._among(self.bind(operand), [self.bind(i) for i in items], span)
            case Binary():
                return self._binary(e)
            case Apply():
                return self._apply(e)

    @staticmethod
    def choice(condition: Typed, yes: Typed, no: Typed, span: Span) -> Typed:
        kind = common_kind([yes.kind, no.kind])
        return Typed(f.if_(boolean(condition).expr, as_kind(yes, kind), as_kind(no, kind)), kind, span)

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
        return Typed(any_of(*(eq(subject.expr, v) for v in values)), Kind.BOOL, span)

    def _binary(self, e: Binary) -> Typed:
        match e.sign:
            case "and" | "or":
                parts = [boolean(self.bind(side)).expr for side in (e.left, e.right)]
                return Typed((all_of if e.sign == "and" else any_of)(*parts), Kind.BOOL, e.span)
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
            case Regex(pattern, span):
                return Typed(f.match(subject, checked_regex(pattern, span)), Kind.BOOL, e.span)
            case Text(pattern):
                return Typed(wildcard(subject, pattern), Kind.BOOL, e.span)
            case other:
                pattern_expr = text(self.bind(other)).expr
                escaped = f.replaceRegexpAll(pattern_expr, r"([\\%_])", r"\\\1")
                return Typed(f.like(subject, f.replaceAll(escaped, "*", "%")), Kind.BOOL, e.span)

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
    return f.if_(eq(right, ""), eq(left, ""), infix(Op.GT, f.position(left, right), 0))


def checked_regex(pattern: str, span: Span) -> str:
    """A pattern that ClickHouse's RE2 takes.

    Named groups `(?<n>…)` become RE2's `(?P<n>…)`. Look-around and back-references have no RE2 form and
    are refused with the place.
    """
    for mark, what in (
        ("(?=", "look-ahead"),
        ("(?!", "look-ahead"),
        ("(?<=", "look-behind"),
        ("(?<!", "look-behind"),
    ):
        if mark in pattern:
            raise StageFault(
                Fault(
                    "regex.unsupported",
                    f"The pattern uses {what}, which RE2 does not have.",
                    "Match a longer text and take the part with a group.",
                    span,
                )
            )
    return pattern.replace("(?<", "(?P<")


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of a function: what it is called, and the kind that arguments are turned into.

    `kind` NULL takes any kind as it is.
    """

    name: str
    kind: Kind
    optional: bool = False
    repeats: bool = False


Lower = Callable[[list[Typed], Bind], Typed]


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the language, declared once: the manual, the editor and the checks read it here.

    `lower` gets the arguments already turned into the parameters' kinds.
    """

    name: str
    params: tuple[Param, ...]
    returns: Kind
    lower: Lower
    documentation: str
    examples: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def signature(self) -> str:
        """As the manual shows it."""
        parts = [f"{p.name}{', …' if p.repeats else ''}" for p in self.params]
        optional = [i for i, p in enumerate(self.params) if p.optional]
        if optional:
            first = optional[0]
            head, tail = ", ".join(parts[:first]), ", ".join(parts[first:])
            return f"{self.name}({head}[{', ' if head else ''}{tail}])"
        return f"{self.name}({', '.join(parts)})"

    def apply(self, args: list[Typed | Regex], call: Apply, cx: Bind) -> Typed:
        """The call as a typed expression. Raises StageFault for a wrong count or kind of arguments."""
        least = sum(1 for p in self.params if not p.optional)
        most = None if self.params and self.params[-1].repeats else len(self.params)
        if len(args) < least or (most is not None and len(args) > most):
            wanted = (
                f"{least}" if least == most else f"at least {least}" if most is None else f"{least} to {most}"
            )
            raise StageFault(
                Fault(
                    "function.arguments",
                    f"{self.name} takes {wanted} argument{'' if wanted == '1' else 's'}, not {len(args)}.",
                    f"Its form is {self.signature}.",
                    call.span,
                )
            )
        turned: list[Typed] = []
        for i, arg in enumerate(args):
            param = self.params[min(i, len(self.params) - 1)]
            if isinstance(arg, Regex):
                raise StageFault(
                    Fault(
                        "type.regex",
                        f"{self.name} takes no regular expression as {param.name}.",
                        "Write it as a quoted text.",
                        arg.span,
                    )
                )
            turned.append(_turn(arg, param.kind))
        done = self.lower(turned, cx)
        return Typed(done.expr, done.kind, call.span)


def _turn(value: Typed, kind: Kind) -> Typed:
    match kind:
        case Kind.TEXT:
            return text(value)
        case Kind.DOUBLE:
            return number(value)
        case Kind.INT | Kind.LONG:
            return integer(value)
        case Kind.BOOL:
            return boolean(value)
        case Kind.NULL:
            return value


FUNCTIONS: dict[str, Function] = {}
"""Functions by lower-case name and alias; `lang.functions` fills it."""


def declare(*functions: Function) -> None:
    """Add functions to the table."""
    for function in functions:
        for name in (function.name, *function.aliases):
            assert name.lower() not in FUNCTIONS, f"{name} is declared twice"
            FUNCTIONS[name.lower()] = function


__all__ = [
    "FALSE",
    "FUNCTIONS",
    "INT64",
    "TRUE",
    "Function",
    "Param",
    "Typed",
    "array_of",
    "bind_condition",
    "bind_expression",
    "boolean",
    "checked_regex",
    "contains",
    "declare",
    "field_column",
    "field_columns",
    "integer",
    "number",
    "text",
    "wildcard",
]
