"""What the operators over rows in their order share: `accum`, `backshift`, `diff`, `smooth`, … (reference 2).

Their form is `<name> <field>[, <rows>] [as <name>] [by <field>, …]`: a value of each row is worked out of it and
of the rows before it, in each group by itself, in the order that the rows have.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from sagescope.errors import Fault
from sagescope.lang.coercion import number
from sagescope.lang.operator import Bind, Operator
from sagescope.lang.options import names_until_options
from sagescope.lang.typed import field_column, field_columns
from sagescope.plan.nodes import SortKey
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import col, f
from sagescope.sql.nodes import Call, Column, Expr, Over
from sagescope.syntax.cursor import Cursor, Name, StageFault

MOST_ROWS = 1_000
"""Rows that a window may have (reference, section 10)."""

_GROUPED = "a field to group by"


@dataclass(frozen=True, slots=True)
class Running(Operator):
    """The parts of such a stage. `rows` is the length of the window where the operator takes one."""

    field: Name
    rows: int
    alias: Name | None
    keys: tuple[Name, ...]

    column: ClassVar[str]
    default_rows: ClassVar[int | None] = None

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        enclosed = cursor.sign("(") is not None
        field = cursor.name("the field to work on")
        rows = cls.default_rows or 0
        if cls.default_rows is not None and cursor.sign(","):
            rows = window_rows(cursor, cls.about.name)
        if enclosed:
            cursor.expect_sign(")", "after the field")
        keys = by_option(cursor)
        alias = cursor.name("the name of the column") if cursor.word("as") else None
        return cls(cursor.span_since(mark), field, rows, alias, keys or by_option(cursor))

    @property
    def target(self) -> str:
        """The name of the column that the stage makes."""
        return self.alias.text if self.alias else self.column

    def defines(self) -> tuple[str, ...]:
        return (self.target,)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        field_columns((self.field, *self.keys), rel, cx)
        typed = number(field_column(self.field, rel))
        rel, value = rel.value(typed.expr, self.field.text, typed.kind)
        return self.over(rel, col(value.sql), typed.kind, cx)

    def over(self, rel: Relation, value: Expr, kind: Kind, cx: Bind) -> Relation:
        """The relation with the new column, `value` being the field as a number."""
        raise NotImplementedError

    def window(self, rel: Relation, cx: Bind) -> tuple[Relation, Callable[..., Over]]:
        """The rows in an order in which no two are equal, and what makes a window over them of a call: over
        `preceding` rows before each one, None being all, and the row itself.
        """
        rel, order = rel.placed()
        keys = partition(self.keys, rel, cx)

        def over(call: Call, preceding: int | None = None) -> Over:
            return window(call, keys, order, preceding)

        return rel, over


def window(
    call: Call,
    partition: tuple[Expr, ...],
    order: Sequence[SortKey],
    preceding: int | None = None,
    following: int | None = 0,
) -> Over:
    """A call over the rows around each one, in the order of the rows; the parameters are those of `Over`."""
    # What is the same all over a part, or was compared already, orders nothing. A frame needs some order.
    keys: dict[str, SortKey] = {}
    for key in order:
        if Column(key.column) not in partition:
            keys.setdefault(key.column, key)
    kept = tuple(keys.values()) or tuple(order[:1])
    columns, down = tuple(Column(k.column) for k in kept), tuple(k.descending for k in kept)
    return Over(call, partition, columns, down, preceding, following)


def partition(keys: Sequence[Name], rel: Relation, cx: Bind) -> tuple[Column, ...]:
    """The columns of the fields that a window goes by."""
    return tuple(Column(c.sql) for c in field_columns(keys, rel, cx))


def by_option(cursor: Cursor) -> tuple[Name, ...]:
    """Take `by <field>, …` if it is next; the list ends where an option such as `window=5` begins."""
    if not cursor.word("by"):
        return ()
    if cursor.peek().is_sign("("):
        return cursor.names(_GROUPED)
    return names_until_options(cursor, _GROUPED)


def window_rows(cursor: Cursor, operator: str) -> int:
    """Take the number of rows of a window. Raises StageFault `window.rows` for a number out of range."""
    token = cursor.number("The number of rows")
    if not token.text.isdigit() or not 1 <= int(token.text) <= MOST_ROWS:
        raise StageFault(
            Fault(
                "window.rows",
                f"{operator} takes 1 to {MOST_ROWS:,} rows, not {token.text}.",
                f"Write a whole number up to {MOST_ROWS}.",
                token.span,
            )
        )
    return int(token.text)


def only_numbers(rel: Relation, value: Expr) -> Relation:
    """The rows whose value is a number: the others are left out, and are no predecessors either."""
    return rel.filter(f.isNotNull(value))
