"""The parts of `join` as written: its tables, what says which rows belong together, and how far apart they may lie."""

from dataclasses import dataclass

from sagescope.durations import UNITS
from sagescope.errors import Fault
from sagescope.lang.expressions import number_value
from sagescope.lang.operator import Operator
from sagescope.lang.pipeline import parse_chain
from sagescope.syntax.cursor import Cursor, Name, StageFault, unknown


@dataclass(frozen=True, slots=True)
class Side:
    """A table of a join: a chain of stages in parentheses, and what it is called."""

    chain: tuple[Operator, ...]
    name: Name

    def column(self, field: str) -> str:
        """What later stages call a field of the table."""
        return f"{self.name.text}_{field}"


@dataclass(frozen=True, slots=True)
class Equal:
    """`left.a = right.b`: the places of two tables among those of the join, and names of their fields."""

    left: tuple[int, Name]
    right: tuple[int, Name]


def read_sides(cursor: Cursor) -> tuple[Side, ...]:
    """Take `(<stage> | …) as <name>, …`.

    Raises StageFault `join.repeated` where two have one name, `join.one` where there is only one.
    """
    sides: list[Side] = []
    while True:
        chain = parse_chain(cursor, "before the stages of a table")
        cursor.expect_word("as", after="after the stages of a table")
        name = cursor.name("the name of the table")
        if any(side.name.text.lower() == name.text.lower() for side in sides):
            raise StageFault(
                Fault(
                    "join.repeated",
                    f"Two tables are called {name.text!r}.",
                    "Give each its own name.",
                    name.span,
                )
            )
        sides.append(Side(chain, name))
        if not cursor.sign(","):
            break
    if len(sides) < 2:
        raise cursor.fault(
            "join.one",
            "join needs two tables.",
            "Write join (…) as a, (…) as b on a.x = b.y.",
            sides[0].name.span,
        )
    return tuple(sides)


def read_conditions(cursor: Cursor, sides: tuple[Side, ...]) -> tuple[Equal, ...]:
    """Take `on <table>.<field> = <table>.<field> and …`.

    Raises StageFault `join.table`, `join.field`, `join.same` or `join.or` where that is not what it says.
    """
    cursor.expect_word("on", after="after the tables of join")
    conditions = [_equal(cursor, sides)]
    while cursor.word("and"):
        conditions.append(_equal(cursor, sides))
    if cursor.peek().is_word("or"):
        raise cursor.fault("join.or", "join knows no `or`.", "Join twice, or filter after the join.")
    return tuple(conditions)


def read_window(cursor: Cursor) -> int | None:
    """Take `timewindow <n><unit>`, in milliseconds, if it is next. Raises StageFault `join.timewindow`."""
    if not cursor.word("timewindow"):
        return None
    token = cursor.number("The width of the window, such as 5m,")
    unit = token.text.lstrip("0123456789.")
    value = number_value(token)
    if not unit and cursor.peek().is_word(*UNITS):
        unit = cursor.take().text.lower()
        value *= UNITS[unit]
    if unit not in UNITS or not 0 < value < 2**63:
        raise StageFault(
            Fault(
                "join.timewindow", f"{token.text} is no length of time.", "Write 5m, 1h or 30s.", token.span
            )
        )
    return int(value)


def _equal(cursor: Cursor, sides: tuple[Side, ...]) -> Equal:
    mark = cursor.mark()
    left = _qualified(cursor, sides)
    if not cursor.sign("=", "=="):
        cursor.expect_sign("=", "between the fields that have to be equal")
    right = _qualified(cursor, sides)
    if left[0] == right[0]:
        raise StageFault(
            Fault(
                "join.same",
                f"Both fields are of the table {sides[left[0]].name.text!r}.",
                "Compare two fields of one table with where.",
                cursor.span_since(mark),
            )
        )
    return Equal(left, right)


def _qualified(cursor: Cursor, sides: tuple[Side, ...]) -> tuple[int, Name]:
    """`table.field`, whose field may be quoted: `table.%"a b"`."""
    token = cursor.name("a field, written <table>.<field>,")
    table, dot, field = token.text.partition(".")
    name = Name(field, token.span)
    if not dot and cursor.sign("."):
        name = cursor.name("the field of the table")
    if not name.text:
        raise cursor.fault(
            "join.field",
            f"{token.text!r} does not say which table it is of.",
            "Write <table>.<field> on both sides of =.",
            token.span,
        )
    known = [side.name.text for side in sides]
    for at, side in enumerate(known):
        if side.lower() == table.lower():
            return at, name
    raise unknown(
        "join.table", "table", Name(table, token.span), known, "The tables are " + ", ".join(known) + "."
    )
