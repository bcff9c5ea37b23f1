"""`trace`: messages that values lead to, from one to the next."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.events import event_times
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.parsing import source_text
from sagescope.lang.regex import checked_text, read_pattern
from sagescope.lang.requirements import messages_only
from sagescope.plan.nodes import Match
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import col, f, ne
from sagescope.syntax.cursor import Cursor, StageFault

SEPARATOR = "\x1f"
"""Stands between the values of a message."""


@operator(
    "trace",
    family="transactions",
    syntax=('trace [+|-] "<regular expression with one group>" "<value to start from>"',),
    examples=(
        '* | trace "ID=([0-9a-fA-F]{4})" "7F92"',
        '* | trace + "host=(\\S+)" "workstation-1" | where _raw matches "*login*"',
    ),
)
@dataclass(frozen=True, slots=True)
class Trace(Operator):
    """Keeps the messages that a value leads to, from one to the next.

    The group of the regular expression takes values out of each message, all that there are. Two values are
    connected where a message holds both, and the messages stay that hold a value connected with the one to
    start from. With `+` the way only goes forward in time, with `-` only backward: a value counts in messages
    not earlier, or not later, than the one that led to it.
    """

    pattern: str
    start: str
    direction: str

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        sign = cursor.sign("+", "-")
        token = cursor.string("The regular expression of the values")
        start = cursor.string("The value to start from").value
        read = read_pattern(token.pattern, token.span)
        pattern = checked_text(read, token.span)
        groups = len(read.captures())
        if groups != 1:
            raise StageFault(
                Fault(
                    "trace.group",
                    f"The regular expression of a trace has one group, not {groups}.",
                    "Put parentheses around the value, and (?:…) around what only belongs together.",
                    token.span,
                )
            )
        return cls(cursor.span_since(mark - 1), pattern, start, sign.text if sign else "")

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        messages_only("trace", self.span, rel)
        message = source_text(None, self.span, rel).expr
        held = f.arrayStringConcat(f.arrayDistinct(f.extractAll(message, self.pattern)), SEPARATOR)
        rel, values = rel.value(f.ifNull(held, ""), "values", Kind.TEXT)
        keys = [values]
        if self.direction:
            rel, time = event_times(rel)
            assert time is not None, "messages have a time"
            keys.append(time)
        held_rows = rel.filter(ne(col(values.sql), ""))
        labelled = [(str(i), key) for i, key in enumerate(keys)]
        distinct = held_rows.aggregate(labelled, [("count", f.toInt64(f.count()), Kind.INT)])
        found = tuple(rel.ids.column("", key.kind) for key in keys)
        arguments = {"start": self.start, "direction": self.direction, "separator": SEPARATOR}
        led_to = distinct.local("trace", tuple(distinct.columns.values())[:-1], found, arguments)
        # What a message holds, and its time, say whether it stays: equal ones stay together.
        return rel.join(led_to, Match.SEMI, list(zip(keys, found, strict=True)))
