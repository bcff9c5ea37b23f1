"""`join`: put rows of two or more chains of stages side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.chain import bind_chain
from sagescope.lang.coercion import text
from sagescope.lang.join_columns import (
    TIME,
    asked_of,
    columns_of,
    condition_fields,
    first_table,
    own_name,
    place_name,
    shown,
)
from sagescope.lang.joining import Equal, Side, read_conditions, read_sides, read_window
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.typed import field_column, field_columns
from sagescope.plan.nodes import Match
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col, Kind
from sagescope.sql.build import TRUE, all_of, col, f, infix
from sagescope.sql.nodes import Op
from sagescope.syntax.cursor import Cursor, Name, StageFault


@operator(
    "join",
    family="tables",
    syntax=(
        "join (<stage> | …) as <table>, (<stage> | …) as <table>, … on <table>.<field> = <table>.<field>"
        " [and …] [timewindow <n><s|m|h|d>]",
    ),
    aggregates=True,
    examples=(
        '* | join (parse "starting stream from *" as stream) as s,'
        ' (parse "starting search * from parent stream *" as search, parent) as q on s.stream = q.parent'
        " | fields s_stream, q_search",
    ),
    options={
        "as": "Names the table that the parenthesis leaves.",
        "on": "Which fields of the tables have to be equal.",
        "timewindow": "How far apart the messages of a pair may be.",
    },
)
@dataclass(frozen=True, slots=True)
class Join(Operator):
    """Puts rows side by side whose fields are equal.

    Each parenthesis holds stages that work on the same rows, those before the join; `as` names what they leave. Only
    equalities between fields of two tables, joined by `and`, say what belongs together, and rows without a partner are
    left out. Later stages call the columns `<table>_<field>`; the result shows those that only one table has
    under their own names. `timewindow` keeps rows whose messages are all no farther apart; what an aggregate in
    a parenthesis leaves has no time.
    """

    sides: tuple[Side, ...]
    conditions: tuple[Equal, ...]
    window: int | None

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        sides = read_sides(cursor)
        conditions = read_conditions(cursor, sides)
        window = read_window(cursor)
        return cls(cursor.span_since(mark), sides, conditions, window)

    def defines(self) -> tuple[str, ...]:
        made = [(at, name) for at, s in enumerate(self.sides) for op in s.chain for name in op.defines()]
        made += [(at, name.text) for c in self.conditions for at, name in (c.left, c.right)]
        return tuple(name for at, field in made for name in (field, self.sides[at].column(field)))

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        asked = [asked_of(at, self.sides, self.conditions, cx.later) for at in range(len(self.sides))]
        tables = [
            bind_chain(rel, side.chain, replace(cx, later=names, to_messages=False))
            for side, names in zip(self.sides, asked, strict=True)
        ]
        for at, table in enumerate(tables):
            field_columns(condition_fields(at, self.conditions), table, cx)
            if self.window is not None and table.find(TIME) is None:
                cx.warnings.append(self._timeless(at))
        columns = [columns_of(table, names) for table, names in zip(tables, asked, strict=True)]
        joined = first_table(tables[0], columns[0])
        for at in range(1, len(tables)):
            joined, table, pairs = self._paired(joined, at, tables)
            outputs = [(place_name(at, name), column) for name, column in columns[at].items()]
            joined = self._near(joined.join(table, Match.INNER, pairs, outputs), at)
        return shown(joined, self.sides, tables, columns, cx.later)

    def _timeless(self, at: int) -> Fault:
        return Fault(
            "join.timewindow",
            f"timewindow says nothing of {self.sides[at].name.text!r}, which has no times of messages.",
            "Take the aggregate out of the parentheses, or timewindow away.",
            self.sides[at].name.span,
        )

    def _paired(
        self, joined: Relation, at: int, tables: Sequence[Relation]
    ) -> tuple[Relation, Relation, list[tuple[Col, Col]]]:
        """The tables before table `at`, that table, and what has to be equal in them, as texts."""
        table = tables[at]
        pairs: list[tuple[Col, Col]] = []
        for condition in self.conditions:
            (place, ours), (other, theirs) = sorted((condition.left, condition.right), key=itemgetter(0))
            if other == at:
                joined, left = _as_text(
                    joined, replace(ours, text=place_name(place, own_name(tables[place], ours.text)))
                )
                table, right = _as_text(table, theirs)
                pairs.append((left, right))
        if not pairs:
            name = self.sides[at].name
            raise StageFault(
                Fault(
                    "join.unconnected",
                    f"Nothing joins {name.text!r} to the tables before it.",
                    f"Add a condition such as {self.sides[0].name.text}.x = {name.text}.y.",
                    name.span,
                )
            )
        return joined, table, pairs

    def _near(self, joined: Relation, at: int) -> Relation:
        """The rows where the message of table `at` is near those of the tables before it."""
        times = [joined.find(place_name(place, TIME)) for place in range(at + 1)]
        own = times.pop()
        if self.window is None or own is None:
            return joined
        apart = (f.abs(infix(Op.SUB, col(other.sql), col(own.sql))) for other in times if other is not None)
        near = all_of(*(infix(Op.LE, distance, self.window) for distance in apart))
        return joined if near == TRUE else joined.filter(near)


def _as_text(rel: Relation, field: Name) -> tuple[Relation, Col]:
    # Both sides of a condition have to be of one kind.
    return rel.value(text(field_column(field, rel)).expr, "key", Kind.TEXT)
