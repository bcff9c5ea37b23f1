"""`join`: put rows of two or more chains of stages side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from sagescope.durations import UNITS
from sagescope.errors import Fault
from sagescope.lang.coercion import Typed, text
from sagescope.lang.expressions import number_value
from sagescope.lang.operator import Bind, Operator, bind_chain, operator
from sagescope.lang.pipeline import parse_chain
from sagescope.plan.nodes import Match
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col, Kind
from sagescope.sql.build import col, f, infix
from sagescope.sql.nodes import Column, Op
from sagescope.syntax.cursor import Cursor, Name, StageFault, unknown
from sagescope.syntax.tokens import T


@dataclass(frozen=True, slots=True)
class Side:
    """A chain of stages in parentheses, and what its table is called."""

    chain: tuple[Operator, ...]
    name: Name


@dataclass(frozen=True, slots=True)
class Equal:
    """`left.a = right.b`: names of tables and of their fields."""

    left: tuple[Name, Name]
    right: tuple[Name, Name]


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
    under their own names. `timewindow` keeps pairs whose messages are no farther apart.
    """

    sides: tuple[Side, ...]
    conditions: tuple[Equal, ...]
    window: int | None

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        sides: list[Side] = []
        while True:
            chain = parse_chain(cursor, "before the stages of a table")
            cursor.expect_word("as", after="after the stages of a table")
            sides.append(Side(chain, cursor.name("the name of the table")))
            if not cursor.sign(","):
                break
        cursor.expect_word("on", after="after the tables of join")
        conditions = [_equal(cursor)]
        while cursor.word("and"):
            conditions.append(_equal(cursor))
        if cursor.peek().is_word("or"):
            raise cursor.fault("join.or", "join knows no `or`.", "Join twice, or filter after the join.")
        window: int | None = None
        if cursor.word("timewindow"):
            window = _duration(cursor)
        span = cursor.span_since(mark)
        if len(sides) < 2:
            raise StageFault(
                Fault(
                    "join.one", "join needs two tables.", "Write join (…) as a, (…) as b on a.x = b.y.", span
                )
            )
        return cls(span, tuple(sides), tuple(conditions), window)

    def defines(self) -> tuple[str, ...]:
        return tuple(
            f"{side.name.text}_{name}" for side in self.sides for op in side.chain for name in op.defines()
        )

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        tables: dict[str, Relation] = {}
        for side in self.sides:
            if side.name.text.lower() in tables:
                raise StageFault(
                    Fault(
                        "join.repeated",
                        f"Two tables are called {side.name.text!r}.",
                        "Give each its own name.",
                        side.name.span,
                    )
                )
            tables[side.name.text.lower()] = bind_chain(side.chain, rel, cx)
        first, *others = self.sides
        joined = _opened(first, tables[first.name.text.lower()], self, cx)
        done = {first.name.text.lower()}
        for side in others:
            name = side.name.text.lower()
            done.add(name)
            usable = [c for c in self.conditions if _tables(c) <= done and name in _tables(c)]
            if not usable:
                raise StageFault(
                    Fault(
                        "join.unconnected",
                        f"Nothing joins {side.name.text!r} to the tables before it.",
                        f"Add a condition such as {first.name.text}.x = {side.name.text}.y.",
                        side.name.span,
                    )
                )
            joined = _with(joined, side, tables[name], usable, self, cx)
        for condition in self.conditions:
            for table, _ in (condition.left, condition.right):
                if table.text.lower() not in tables:
                    names = [s.name.text for s in self.sides]
                    raise unknown(
                        "join.table", "table", table, names, "The tables are " + ", ".join(names) + "."
                    )
        return _shown(joined, self.sides, cx)


def _shown(joined: Relation, sides: tuple[Side, ...], cx: Bind) -> Relation:
    """The columns under their own names where only one table has them; `<table>_<field>` always means them too."""
    bare: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for name, column in joined.columns.items():
        prefix = next(f"{s.name.text}_" for s in sides if name.startswith(f"{s.name.text}_".lower()))
        labels[name] = column.label[len(prefix) :]
        bare.setdefault(labels[name].lower(), []).append(name)
    columns: dict[str, Col] = {}
    aliases: dict[str, str] = {}
    for name, column in joined.columns.items():
        label = labels[name]
        if label.lower() == "_messagetime":
            # The times are there for `timewindow`, and for stages that name them.
            columns |= {name: column} if name in cx.later else {}
        elif len(bare[label.lower()]) == 1:
            aliases[name] = label.lower()
            columns[label.lower()] = replace(column, label=label)
        else:
            columns[name] = column
    return replace(joined, columns=columns, aliases=aliases)


def _with(joined: Relation, side: Side, table: Relation, on: list[Equal], join: Join, cx: Bind) -> Relation:
    pairs: list[tuple[Col, Col]] = []
    for condition in on:
        ours, theirs = condition.left, condition.right
        if ours[0].text.lower() == side.name.text.lower():
            ours, theirs = theirs, ours
        joined, left = _key(joined, f"{ours[0].text}_{ours[1].text}", ours[1])
        table, right = _key(table, theirs[1].text, theirs[1])
        pairs.append((left, right))
    wanted = _wanted(side, table, cx)
    time = f"{side.name.text}__messagetime"
    outputs = [(name, c) for name, c in wanted.items()]
    joined = joined.join(table, Match.INNER, pairs, outputs)
    if join.window is None:
        return joined
    first = joined.find(f"{join.sides[0].name.text}__messagetime")
    second = joined.find(time)
    if first is None or second is None:
        cx.warnings.append(
            Fault(
                "join.timewindow",
                "timewindow says nothing about aggregates, whose rows have no time.",
                "Take it away, or the aggregate out of the parentheses.",
                join.span,
            )
        )
        return joined
    apart = f.abs(infix(Op.SUB, col(first.sql), col(second.sql)))
    return joined.filter(infix(Op.LE, apart, join.window))


def _opened(side: Side, table: Relation, join: Join, cx: Bind) -> Relation:
    """The first table as the relation that the others are joined to."""
    columns = {name.lower(): replace(c, label=name) for name, c in _wanted(side, table, cx).items()}
    return replace(table, columns=columns, open=None, hidden=frozenset(), dynamic=False)


def _wanted(side: Side, table: Relation, cx: Bind) -> Mapping[str, Col]:
    """The columns of a table by the names they get: those it shows, and fields that later stages ask for."""
    prefix = f"{side.name.text}_"
    wanted = {prefix + c.label: c for c in table.columns.values()}
    if not table.is_records:
        asked = {n.removeprefix(prefix.lower()) for n in cx.later if n.startswith(prefix.lower())}
        for name in sorted(asked | {"_messagetime"}):
            if (c := table.find(name)) is not None and name not in table.columns:
                wanted[prefix + (name if name == "_messagetime" else c.label)] = c
    return wanted


def _key(rel: Relation, name: str, written: Name) -> tuple[Relation, Col]:
    """The field of a condition as text, for both sides have to be of one kind."""
    column = rel.find(name)
    if column is None:
        raise unknown(
            "field.unknown",
            "field",
            written,
            [c.label for c in rel.columns.values()],
            "Parse it in its table.",
        )
    return rel.value(text(Typed(Column(column.sql), column.kind, written.span)).expr, "key", Kind.TEXT)


def _tables(condition: Equal) -> set[str]:
    return {condition.left[0].text.lower(), condition.right[0].text.lower()}


def _equal(cursor: Cursor) -> Equal:
    left = _qualified(cursor)
    cursor.sign("=", "==") or cursor.expect_sign("=", "between the fields that have to be equal")
    return Equal(left, _qualified(cursor))


def _qualified(cursor: Cursor) -> tuple[Name, Name]:
    """`table.field`, whose field may be quoted: `table.%"a b"`."""
    token = cursor.name("a field, written <table>.<field>,")
    table, dot, field = token.text.partition(".")
    if dot and field:
        return Name(table, token.span), Name(field, token.span)
    if cursor.sign("."):
        return token, cursor.name("the field of the table")
    raise cursor.fault(
        "join.field",
        f"{token.text!r} does not say which table it is of.",
        "Write <table>.<field> on both sides of =.",
        token.span,
    )


def _duration(cursor: Cursor) -> int:
    token = cursor.number("The width of the window, such as 5m,")
    unit = token.text.lstrip("0123456789.")
    value = number_value(token)
    if not unit and cursor.peek().kind is T.WORD and cursor.peek().text.lower() in UNITS:
        unit = cursor.take().text
        value *= UNITS[unit.lower()]
    if not unit or value <= 0:
        raise StageFault(
            Fault(
                "join.timewindow", f"{token.text} is no length of time.", "Write 5m, 1h or 30s.", token.span
            )
        )
    return int(value)
