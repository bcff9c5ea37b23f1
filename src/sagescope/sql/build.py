"""Small constructors, so that lowering code reads like the SQL that it makes."""

from collections.abc import Callable

from sagescope.sql.nodes import (
    ArrayOf,
    Call,
    Cast,
    Column,
    Expr,
    Infix,
    InList,
    Lambda,
    Literal,
    Not,
    Op,
    children,
)
from sagescope.sql.types import SqlType

FEW_NODES = 4
"""Nodes that an expression may have to be written out wherever it is read."""

_TEXT_OF_A_NODE = 16

TRUE = Literal(True)
FALSE = Literal(False)
NULL = Literal(None)
NULL_TEXT = Call("CAST", (NULL, Literal("Nullable(String)")))
"""The text that is absent."""


class _Functions:
    """`f.lower(x)` is `Call("lower", (x,))`."""

    def __getattr__(self, name: str) -> "_Function":
        return _Function(name.rstrip("_"))


class _Function:
    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, *args: Expr | str | int | float | bool | None) -> Call:
        return Call(self._name, tuple(lit(a) for a in args))


f = _Functions()


def lit(value: Expr | str | int | float | bool | None) -> Expr:
    """A literal of a Python value; expressions pass as they are."""
    match value:
        case str() | int() | float() | bool() | None:
            return Literal(value)
        case _:
            return value


def col(name: str) -> Column:
    """A column by name."""
    return Column(name)


def eq(left: Expr, right: Expr | str | int | float | bool) -> Infix:
    """`left = right`."""
    return Infix(Op.EQ, left, lit(right))


def ne(left: Expr, right: Expr | str | int | float | bool) -> Infix:
    """`left != right`."""
    return Infix(Op.NE, left, lit(right))


def infix(op: Op, left: Expr, right: Expr | str | int | float) -> Infix:
    """`left op right`."""
    return Infix(op, left, lit(right))


def floored(value: Expr, width: int, shift: int = 0) -> Expr:
    """The largest multiple of `width`, counted from `-shift` on, that is not above `value`."""
    moved = infix(Op.ADD, value, shift) if shift else value
    multiple = infix(Op.MUL, f.intDiv(moved, width), width)
    return infix(Op.SUB, multiple, shift) if shift else multiple


def like_escaped(text: str) -> str:
    """`text` as a part of a pattern of LIKE that stands for itself."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def all_of(*parts: Expr) -> Expr:
    """Conjunction; of none it is true, and true parts vanish."""
    return _chain(Op.AND, [p for p in parts if p != TRUE], TRUE)


def any_of(*parts: Expr) -> Expr:
    """Disjunction; of none it is false, and false parts vanish."""
    return _chain(Op.OR, [p for p in parts if p != FALSE], FALSE)


def not_(operand: Expr) -> Expr:
    """Negation; of a constant or a negation it is worked out."""
    match operand:
        case Literal(bool() as value):
            return Literal(not value)
        case Not(inner):
            return inner
        case _:
            return Not(operand)


def in_list(operand: Expr, items: tuple[Expr, ...]) -> Expr:
    """`operand IN (items)`; false for no items."""
    return InList(operand, items) if items else FALSE


def cast(operand: Expr, type_: SqlType) -> Cast:
    """`CAST(operand AS type)`."""
    return Cast(operand, type_)


def array_of(*items: Expr | str | int) -> ArrayOf:
    """`[items]`."""
    return ArrayOf(tuple(lit(i) for i in items))


def fn(names: str, body: Expr) -> Lambda:
    """A lambda; `names` are its parameters, parted by blanks."""
    return Lambda(tuple(names.split()), body)


def once(name: str, value: Expr, body: Callable[[Expr], Expr]) -> Expr:
    """`body` of a value that it reads several times, with the value written once.

    Calls in calls would else multiply their text. `name` is what the value is called inside, another one
    for each that is nested in the body of this.
    """
    if _nodes(value, FEW_NODES + 1) <= FEW_NODES:
        return body(value)
    return f.arrayElement(f.arrayMap(Lambda((name,), body(Column(name))), ArrayOf((value,))), 1)


def once_both(names: str, left: Expr, right: Expr, body: Callable[[Expr, Expr], Expr]) -> Expr:
    """As `once`, for two values; `names` are parted by a blank."""
    first, second = names.split()
    return once(first, left, lambda a: once(second, right, lambda b: body(a, b)))


def _nodes(expr: Expr, most: int) -> int:
    """The number of nodes of an expression, counted no further than `most`; long texts count for several."""
    held = expr.value if isinstance(expr, Literal) else None
    count = 1 + (len(held) // _TEXT_OF_A_NODE if isinstance(held, str) else 0)
    for child in children(expr):
        if count >= most:
            break
        count += _nodes(child, most - count)
    return count


def _chain(op: Op, parts: list[Expr], empty: Expr) -> Expr:
    # Balanced, so that a list of hundreds is no deep tree; it prints the same.
    if len(parts) < 2:
        return parts[0] if parts else empty
    middle = (len(parts) + 1) // 2
    return Infix(op, _chain(op, parts[:middle], empty), _chain(op, parts[middle:], empty))
