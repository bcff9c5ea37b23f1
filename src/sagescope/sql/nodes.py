"""The nodes of a ClickHouse SELECT.

Frozen, and none of them holds SQL text: whatever a user wrote is a `Literal`, and names are ours
(physical columns and fresh ids), so that a query can do nothing but read.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from enum import Enum

from sagescope.sql.types import SqlType


class Op(Enum):
    """Infix operators, with the binding strength that the printer needs for its parentheses."""

    OR = ("OR", 1)
    AND = ("AND", 2)
    EQ = ("=", 4)
    NE = ("!=", 4)
    LT = ("<", 4)
    LE = ("<=", 4)
    GT = (">", 4)
    GE = (">=", 4)
    ADD = ("+", 5)
    SUB = ("-", 5)
    MUL = ("*", 6)
    DIV = ("/", 6)
    MOD = ("%", 6)

    @property
    def text(self) -> str:
        """How it is written."""
        return self.value[0]

    @property
    def strength(self) -> int:
        """How tightly it binds; a larger number binds tighter."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant."""

    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its physical name or fresh id, of a named source where several are joined."""

    name: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A function call; `params` are those of parametric aggregates, `quantile(0.9)(x)`."""

    name: str
    args: tuple["Expr", ...]
    params: tuple[Literal, ...] = ()


@dataclass(frozen=True, slots=True)
class Over:
    """`call OVER (PARTITION BY partition ORDER BY order ROWS BETWEEN …)`.

    `descending` has a truth value for each of `order`; nulls come last both ways. `preceding` and `following`
    bound the frame in rows, None being without bound, 0 the row itself; a frame that
    follows a negative number of rows ends that many before it. With `by_value` both are in units of the
    only key of `order` rather than rows.
    """

    call: Call
    partition: tuple["Expr", ...] = ()
    order: tuple["Expr", ...] = ()
    descending: tuple[bool, ...] = ()
    preceding: int | None = None
    following: int | None = 0
    by_value: bool = False


@dataclass(frozen=True, slots=True)
class Infix:
    """`left op right`."""

    op: Op
    left: "Expr"
    right: "Expr"


@dataclass(frozen=True, slots=True)
class Not:
    """Logical negation."""

    operand: "Expr"


@dataclass(frozen=True, slots=True)
class Lambda:
    """`(names) -> body`."""

    names: tuple[str, ...]
    body: "Expr"


@dataclass(frozen=True, slots=True)
class ArrayOf:
    """`[items]`."""

    items: tuple["Expr", ...]


@dataclass(frozen=True, slots=True)
class Constants:
    """An array of constants of one type, which may be thousands: one text, which the engine reads faster than items."""

    values: tuple[str, ...] | tuple[int, ...]
    type: SqlType


@dataclass(frozen=True, slots=True)
class TupleOf:
    """`(items)`, always printed as `tuple(…)` so that one item is no parenthesis."""

    items: tuple["Expr", ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """`CAST(operand AS type)`."""

    operand: "Expr"
    type: SqlType


@dataclass(frozen=True, slots=True)
class InList:
    """`operand IN (items)`."""

    operand: "Expr"
    items: tuple["Expr", ...]


@dataclass(frozen=True, slots=True)
class InQuery:
    """`operand IN (query)`."""

    operand: "Expr"
    query: "Select"


Expr = (
    Literal
    | Column
    | Call
    | Over
    | Infix
    | Not
    | Lambda
    | ArrayOf
    | Constants
    | TupleOf
    | Cast
    | InList
    | InQuery
)


@dataclass(frozen=True, slots=True)
class Item:
    """`expr AS alias`; `alias` is a fresh id or a physical name, never user text."""

    expr: Expr
    alias: str


@dataclass(frozen=True, slots=True)
class Order:
    """One key of ORDER BY; nulls always last."""

    expr: Expr
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table or a common table expression by name.

    `final` asks a table that replaces rows for the newest of each key, merged or not.
    """

    name: str
    final: bool = False


@dataclass(frozen=True, slots=True)
class Derived:
    """A subquery as a source."""

    query: "Query"
    alias: str


class JoinKind(Enum):
    """How two sources are joined."""

    INNER = "INNER JOIN"
    LEFT = "LEFT JOIN"
    LEFT_ANY = "LEFT ANY JOIN"
    LEFT_ASOF = "ASOF LEFT JOIN"
    FULL = "FULL OUTER JOIN"
    LEFT_SEMI = "LEFT SEMI JOIN"


@dataclass(frozen=True, slots=True)
class Joined:
    """`left kind right ON on`."""

    kind: JoinKind
    left: "Relation"
    right: "Relation"
    on: Expr
    left_alias: str | None = None
    right_alias: str | None = None


Relation = Table | Derived | Joined


@dataclass(frozen=True, slots=True)
class Cte:
    """`name AS [MATERIALIZED] (query)`; a materialized one is computed once for all its readers."""

    name: str
    query: "Select"
    materialized: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of one query."""

    name: str
    value: int | float | str


@dataclass(frozen=True, slots=True)
class Select:
    """One SELECT block. `lets` are expressions named for use anywhere in the block."""

    items: tuple[Item, ...]
    source: Relation | None
    ctes: tuple[Cte, ...] = ()
    lets: tuple[Item, ...] = ()
    where: Expr | None = None
    group_by: tuple[Expr, ...] = ()
    having: Expr | None = None
    order_by: tuple[Order, ...] = ()
    limit_by: tuple[int, tuple[Expr, ...]] | None = None
    limit: int | None = None
    settings: tuple[Setting, ...] = ()


@dataclass(frozen=True, slots=True)
class UnionAll:
    """Rows of several blocks of the same columns."""

    queries: tuple[Select, ...]


Query = Select | UnionAll


_PARTS: dict[type, tuple[str, ...]] = {}
"""The fields of each kind of node that hold expressions, looked up once: plans are walked often."""

_HOLDING = ("Expr", "nodes.Call", "nodes.Literal")


def _parts(expr: Expr) -> tuple[str, ...]:
    kind = type(expr)
    parts = _PARTS.get(kind)
    if parts is None:
        held = (f.name for f in fields(expr) if any(word in str(f.type) for word in _HOLDING))
        parts = _PARTS[kind] = tuple(held)
    return parts


def children(expr: Expr) -> list[Expr]:
    """The expressions directly inside `expr`."""
    inside: list[Expr] = []
    for part in _parts(expr):
        held = getattr(expr, part)
        if type(held) is tuple:
            inside += held
        else:
            inside.append(held)
    return inside


def rewrite(expr: Expr, change: Callable[[Expr], Expr]) -> Expr:
    """`expr` with `change` applied to every node, innermost first."""
    changes: dict[str, object] = {}
    for part in _parts(expr):
        match getattr(expr, part):
            case tuple() as many if many and isinstance(many[0], Expr):
                new = tuple(rewrite(m, change) for m in many)
                if new != many:
                    changes[part] = new
            case one if isinstance(one, Expr):
                inner = rewrite(one, change)
                if inner is not one:
                    changes[part] = inner
    return change(replace(expr, **changes) if changes else expr)  # type: ignore[arg-type]


def columns_of(expr: Expr) -> frozenset[str]:
    """Names of all columns that `expr` reads; parameters of lambdas are not columns."""
    found: set[str] = set()
    _gather(expr, found)
    return frozenset(found)


def _gather(expr: Expr, found: set[str]) -> None:
    # Most of the time that a long query takes to compile is spent here.
    if isinstance(expr, Column):
        found.add(expr.name)
    elif isinstance(expr, Lambda):
        found |= columns_of(expr.body) - set(expr.names)
    elif not isinstance(expr, Literal):
        for child in children(expr):
            _gather(child, found)
