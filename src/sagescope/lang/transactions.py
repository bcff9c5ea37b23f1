"""The states of a `transaction` and what it shows of them: syntax, and which rows are in a state.

Reference search-language.md, 2, transaction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sagescope.errors import Fault
from sagescope.lang.aggregates import AGGREGATES, AggregateFunction, Asked, aggregate_called, percentile
from sagescope.lang.aggregating import check_alias
from sagescope.lang.ast import Expression, Field
from sagescope.lang.coercion import Typed, integer, text
from sagescope.lang.expressions import parse_expression
from sagescope.lang.operator import Bind
from sagescope.lang.typed import bind_expression, field_column, field_columns
from sagescope.lang.wildcard import wildcard
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col, Kind
from sagescope.span import Span
from sagescope.sql.build import NULL, all_of, any_of, col, f, infix, lit
from sagescope.sql.nodes import Expr, Op, Over
from sagescope.syntax.cursor import Cursor, Name, StageFault, unknown
from sagescope.syntax.tokens import T


@dataclass(frozen=True, slots=True)
class State:
    """A state: rows are in it whose field, or whose message, matches the pattern."""

    pattern: str
    field: Name | None
    name: Name

    def holds(self, rel: Relation) -> Expr:
        """Whether a row is in this state. Raises StageFault."""
        subject = text(field_column(self.field or Name("_raw", self.name.span), rel))
        return f.ifNull(wildcard(subject.expr, self.pattern), False)


@dataclass(frozen=True, slots=True)
class Shown:
    """An aggregate of the rows of a transaction, or of those in one of its states."""

    function: Name
    arguments: tuple[Expression, ...]
    percentiles: tuple[str, ...]
    state: Name | None
    alias: Name | None

    @property
    def about(self) -> AggregateFunction:
        """What the table of aggregates says of its function."""
        return AGGREGATES[self.function.text.lower()]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        if self.alias is not None:
            return (self.alias.text,)
        first = self.arguments[0] if self.arguments else None
        return self.about.columns(first.name if isinstance(first, Field) else "", self.percentiles)

    def values(
        self, within: Expr | None, time: Expr, rel: Relation, cx: Bind
    ) -> list[tuple[str, Expr, Kind]]:
        """Its columns, of the rows for which `within` holds, None being all; the first row is the newest."""
        given = [bind_expression(argument, rel, cx) for argument in self.arguments]
        place: Expr = f.negate(time)
        if within is not None:
            given = given or [Typed(lit(1), Kind.INT, self.function.span)]
            # A text that is a number counts as one, which only a literal by itself tells.
            exprs = [text(one).expr if one.kind is Kind.TEXT else one.expr for one in given]
            given = [
                Typed(f.if_(within, expr, NULL), one.kind, one.span)
                for expr, one in zip(exprs, given, strict=True)
            ]
            place = f.if_(within, place, NULL)
        made = self.about.make(Asked(tuple(given), self.percentiles, place))
        return [(name, expr, kind) for name, (expr, kind) in zip(self.columns, made, strict=True)]


def parse_states(cursor: Cursor) -> tuple[State, ...]:
    """The states after `with`, each with a name of its own. Raises StageFault."""
    cursor.expect_word("with", after="before the states of a transaction")
    states = _listed(cursor) if cursor.word("states") else _matched(cursor)
    seen: set[str] = set()
    for state in states:
        if state.name.text.lower() in seen:
            raise StageFault(
                Fault(
                    "transaction.repeated",
                    f"Two columns would be called {state.name.text!r}.",
                    "Give each state a name of its own with `as`.",
                    state.name.span,
                )
            )
        seen.add(state.name.text.lower())
    return states


def _matched(cursor: Cursor) -> tuple[State, ...]:
    states: list[State] = []
    while True:
        pattern = cursor.string("What a message in this state looks like").value
        field = cursor.name("the field to match") if cursor.word("in") else None
        cursor.expect_word("as", after="after the pattern of a state")
        states.append(State(pattern, field, cursor.name("the name of the state")))
        if not cursor.sign(","):
            return tuple(states)
        cursor.word("with")


def _listed(cursor: Cursor) -> tuple[State, ...]:
    listed: list[tuple[Name, Name]] = []
    while True:
        value = _state_value(cursor)
        listed.append((value, cursor.name("the name of the state") if cursor.word("as") else value))
        if not cursor.sign(","):
            break
    if cursor.word("in"):
        field = cursor.name("the field that holds the state")
        return tuple(State(value.text, field, name) for value, name in listed)
    # Without a field the messages themselves have to hold the word.
    return tuple(State(f"*{value.text}*", None, name) for value, name in listed)


def _state_value(cursor: Cursor) -> Name:
    if cursor.peek().kind in (T.STRING, T.NUMBER):
        token = cursor.take()
        return Name(token.value, token.span)
    return cursor.name("the name of a state")


def parse_shown(cursor: Cursor, states: Sequence[State]) -> tuple[Shown, ...]:
    """The aggregates after `showing`, of which each may be for one of the states. Raises StageFault."""
    known = {s.name.text.lower(): s.name.text for s in states}
    shown: list[Shown] = []
    while True:
        name = cursor.name("an aggregate function")
        function = aggregate_called(name)
        arguments, percentiles = _arguments(cursor, function) if cursor.sign("(") else ((), ())
        least, most = function.fields
        if not least <= len(arguments) <= most:
            raise StageFault(
                Fault(
                    "aggregate.argument",
                    f"{function.name} does not take {len(arguments) or 'no'} fields.",
                    f"Write {function.syntax}.",
                    name.span,
                )
            )
        state: Name | None = None
        if cursor.word("for"):
            token = cursor.word(*known)
            state = Name(token.value, token.span) if token is not None else cursor.name("a state")
        if state is not None and state.text.lower() not in known:
            hint = "It has to be one of those after with."
            raise unknown("transaction.state", "state", state, list(known.values()), hint)
        alias = cursor.name("the name of the column") if cursor.word("as") else None
        one = Shown(name, arguments, percentiles, state, None)
        if alias is not None:
            check_alias(alias, one.columns)
        shown.append(replace(one, alias=alias))
        if not cursor.sign(","):
            return tuple(shown)


def _arguments(cursor: Cursor, function: AggregateFunction) -> tuple[tuple[Expression, ...], tuple[str, ...]]:
    """What stands in the parentheses of an aggregate: values, then percentiles."""
    arguments: list[Expression] = []
    percentiles: list[str] = []
    while not cursor.sign("*") and not cursor.peek().is_sign(")"):
        if arguments and function.percentiles:
            percentiles.append(percentile(cursor))
        else:
            arguments.append(parse_expression(cursor))
        if not cursor.sign(","):
            break
    cursor.expect_sign(")", f"after the argument of {function.name}")
    return tuple(arguments), tuple(percentiles)


def first_state(states: Sequence[State], within: Mapping[str, Expr], rel: Relation) -> tuple[Relation, Col]:
    """The rows in a state, and the column of the first state that they are in."""
    choices = [part for s in states for part in (within[s.name.text.lower()], lit(s.name.text))]
    rel = rel.filter(any_of(*within.values()))
    return rel.value(f.multiIf(*choices, ""), "state", Kind.TEXT)


def steps(ids: Sequence[Col], now: Col, time: Col, rel: Relation) -> Relation:
    """A row for each row that has one before it in its transaction."""
    partition, at = tuple(col(c.sql) for c in ids), col(time.sql)
    before = {"fromstate": (f.toNullable(col(now.sql)), Kind.TEXT), "latency": (f.toNullable(at), Kind.LONG)}
    ordered = {
        name: (Over(f.lagInFrame(value), partition, (at,), (False,)), kind)
        for name, (value, kind) in before.items()
    }
    rel = rel.window(ordered)
    source, since = rel.columns["fromstate"], rel.columns["latency"]
    rel = rel.filter(f.isNotNull(col(source.sql)))
    rel, latency = rel.value(infix(Op.SUB, at, col(since.sql)), "latency", Kind.LONG)
    columns = (*(replace(c, key=True) for c in ids), source, replace(now, label="tostate"), latency)
    return replace(rel, open=None, hidden=frozenset(), columns={c.label.lower(): c for c in columns})


def ids_and_time(ids: Sequence[Name], at: Span, rel: Relation, cx: Bind) -> tuple[Relation, list[Col], Col]:
    """The columns of the ids and of the messages' time, for which a stage before may have put a text."""
    *columns, time = field_columns((*ids, Name("_messageTime", at)), rel, cx)
    if not time.kind.integral:
        rel, time = rel.value(integer(Typed(col(time.sql), time.kind, at)).expr, "time", Kind.LONG)
    return rel, columns, time


def whole_ones(ids: Sequence[Col], time: Col, within: tuple[int, int], rel: Relation) -> Relation:
    """The rows of transactions that end at the first time or after it and start at the second or before."""
    partition, at = tuple(col(c.sql) for c in ids), col(time.sql)
    ends = {"end": f.max(at), "start": f.min(at)}
    whole = rel.window({n: (Over(call, partition, following=None), Kind.LONG) for n, call in ends.items()})
    ended = infix(Op.GE, col(whole.columns["end"].sql), within[0])
    begun = infix(Op.LE, col(whole.columns["start"].sql), within[1])
    return replace(whole.filter(all_of(ended, begun)), columns=rel.columns, hidden=rel.hidden)
