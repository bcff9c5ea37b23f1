"""`transaction`: rows with the same ids, by the states that they tell of."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.options import duration, option
from sagescope.lang.requirements import messages_only
from sagescope.lang.transactions import (
    Shown,
    State,
    first_state,
    ids_and_time,
    parse_shown,
    parse_states,
    steps,
    whole_ones,
)
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col, Kind
from sagescope.sql.build import any_of, col, f, not_
from sagescope.sql.nodes import Expr
from sagescope.syntax.cursor import Cursor, Name, StageFault

OTHERS = "_others"
START, END = "_start_time", "_end_time"


@operator(
    "transaction",
    family="transactions",
    syntax=(
        'transaction on <field>, … [fringe=<time>] with "<text with *>" [in <field>] as <state>, with … [results by …]',
        "transaction on <field>, … [fringe=<time>] with states <state> [as <name>], … [in <field>] [results by …]",
        "… results by transactions|states|flow [showing <aggregate> [for <state>] [as <name>], …]",
    ),
    aggregates=True,
    examples=(
        '* | json "id", "event" | transaction on id with states "Submitted", "Succeeded", "Failed" in event',
        '* | json "id" | transaction on id with "*begin*" as begun, with "*end*" as ended '
        "results by transactions showing count for begun as tries",
        '* | json "id", "event" | transaction on id with states "Submitted", "Succeeded", "Failed" in event '
        "results by flow | count, max(latency) by fromstate, tostate",
    ),
    options={
        "on": "The fields that tell transactions apart.",
        "fringe": "Leaves out transactions so close to the ends of the range.",
        "with": "A pattern of a state, or states.",
        "states": "Values of a field, or words of the message, that are states; among the results a row for each of them.",
        "in": "The field that holds the state.",
        "results": "What the rows are: transactions, states or flow.",
        "transactions": "A row for each transaction.",
        "flow": "A row for each step between states.",
        "showing": "Aggregates to add.",
        "for": "The state that the aggregate is of.",
    },
)
@dataclass(frozen=True, slots=True)
class Transaction(Operator):
    """Puts messages with the same ids together, and says which states each such transaction went through.

    A message is in a state when the whole text of it, or of the field after `in`, matches the pattern, in which
    `*` is any text; case counts. `with states` names values of a field, or without `in` words of the message.
    Messages without any of the ids belong to no transaction; those in no state are counted as `_others`.

    `results by transactions`, the default, gives a row a transaction: the ids, for each state the number of
    its messages, `_others`, `_start_time` and `_end_time` in milliseconds. `results by states` gives a row a
    transaction and state, with the ids, `state`, `_count`, `_start_time` and `_end_time`. `results by flow` gives
    a row for each step from a message in a state to the next one in a state: the ids, `fromstate`, `tostate` and
    `latency` in milliseconds. A message that is in several states is in the first of them for the latter two.

    `showing` adds aggregates of the messages, or of those in one state. `fringe` leaves out transactions that
    ended so soon after the range's start, or began so soon before its end, that they may be cut off.
    """

    ids: tuple[Name, ...]
    fringe: int
    states: tuple[State, ...]
    results: str
    shown: tuple[Shown, ...]

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        cursor.expect_word("on", after="after transaction")
        ids = cursor.names("a field that tells transactions apart")
        fringe = duration(cursor, "fringe") if option(cursor, "fringe") else 0
        states = parse_states(cursor)
        results = "transactions"
        shown: tuple[Shown, ...] = ()
        if cursor.word("results"):
            cursor.expect_word("by", after="after results")
            # The published overview of operators says `results by transaction`.
            if not cursor.word("transaction"):
                word = cursor.expect_word("transactions", "states", "flow", after="after results by")
                results = word.text.lower()
            if results != "flow" and cursor.word("showing"):
                shown = parse_shown(cursor, states)
        return cls(cursor.span_since(mark - 1), ids, fringe, states, results, shown)

    def defines(self) -> tuple[str, ...]:
        ids, shown = (n.text for n in self.ids), (name for s in self.shown for name in s.columns)
        match self.results:
            case "flow":
                return (*ids, "fromstate", "tostate", "latency")
            case "states":
                return (*ids, "state", "_count", START, END, *shown)
            case _:
                return (*ids, *(s.name.text for s in self.states), OTHERS, START, END, *shown)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        messages_only("transaction", self.span, rel)
        self._check_names()
        rel, ids, time = ids_and_time(self.ids, self.span, rel, cx)
        rel = rel.filter(any_of(*(f.isNotNull(col(c.sql)) for c in ids)))
        if self.fringe:
            within_fringe = (cx.range.start + self.fringe, cx.range.end - self.fringe)
            rel = whole_ones(ids, time, within_fringe, rel)
        within: dict[str, Expr] = {}
        for state in self.states:
            rel, flag = rel.value(state.holds(rel), state.name.text, Kind.BOOL)
            within[state.name.text.lower()] = col(flag.sql)
        if self.results == "transactions":
            others = not_(any_of(*within.values()))
            counted = [(s.name.text, within[s.name.text.lower()]) for s in self.states]
            values = [(n, f.toInt64(f.countIf(c)), Kind.INT) for n, c in (*counted, (OTHERS, others))]
            return rel.aggregate([(c.label, c) for c in ids], [*values, *self._ends(time, within, rel, cx)])
        rel, now = first_state(self.states, within, rel)
        if self.results == "states":
            count = ("_count", f.toInt64(f.count()), Kind.INT)
            keys = [*((c.label, c) for c in ids), ("state", now)]
            return rel.aggregate(keys, [count, *self._ends(time, within, rel, cx)])
        return steps(ids, now, time, rel)

    def _check_names(self) -> None:
        taken: set[str] = set()
        for name in self.defines():
            if name.lower() in taken:
                raise StageFault(
                    Fault(
                        "transaction.repeated",
                        f"Two columns would be called {name!r}.",
                        "Name them apart with `as`.",
                        self.span,
                    )
                )
            taken.add(name.lower())

    def _ends(
        self, time: Col, within: dict[str, Expr], rel: Relation, cx: Bind
    ) -> list[tuple[str, Expr, Kind]]:
        at = col(time.sql)
        ends = [(START, f.min(at), Kind.LONG), (END, f.max(at), Kind.LONG)]
        shown = [
            value
            for s in self.shown
            for value in s.values(within[s.state.text.lower()] if s.state else None, at, rel, cx)
        ]
        return [*ends, *shown]
