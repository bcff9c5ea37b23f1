"""`transactionize`: rows that share values, at once or through others, as groups."""

from dataclasses import dataclass
from typing import Self

from sagescope.lang.coercion import text
from sagescope.lang.events import MOST_EVENTS, event_times, newest_first, taken_out
from sagescope.lang.groups import Limits, bind_in_groups, parse_limits
from sagescope.lang.names import carried, names_in
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.pipeline import parse_chain
from sagescope.lang.typed import field_column, field_columns
from sagescope.lang.wildcard import wildcard
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col, Kind
from sagescope.span import Span
from sagescope.sql.build import f
from sagescope.sql.nodes import Expr
from sagescope.syntax.cursor import Cursor, Name


@operator(
    "transactionize",
    family="transactions",
    syntax=(
        "transactionize <field>, … [as <prefix>] [maxspan=<time>] [maxpause=<time>] [maxlogs=<n>]"
        ' [startswith="<text>"[;strict]] [endswith="<text>"[;strict]] [keeporphans=true|false] [(<stages>)]',
    ),
    examples=(
        '* | json "session", "request" nodrop | transactionize session, request maxpause=30m',
        '* | json "id", "status" nodrop | transactionize id (merge id takeFirst, status takeLast) | count by status',
        '* | json "id" nodrop | transactionize id as tx startswith="begin";strict | where tx_size > 1',
    ),
    options={
        "as": "What the new fields begin with, in place of _group.",
        "maxspan": "How long a group may be.",
        "maxpause": "How long nothing may come within a group.",
        "maxlogs": "How many rows a group may have.",
        "startswith": "The text that begins a group.",
        "endswith": "The text that ends a group.",
        "strict": "Leaves out groups that do not begin or end so.",
        "keeporphans": "Whether rows without any of the values stay: true or false.",
        "true": "They stay, as without it.",
        "false": "They are left out.",
    },
)
@dataclass(frozen=True, slots=True)
class Transactionize(Operator):
    """Groups rows that share a value of any of the fields, directly or through other rows.

    Adds `_group`, the number of the group by time, `_group_duration` in milliseconds, `_group_size`, the number of
    its rows, and `_group_orphaned`; the prefix after `as` replaces `_group`. Rows without any of the values are
    orphans, each by itself; `keeporphans=false` leaves them out.

    A group ends where it would be longer than `maxspan`, where nothing came for more than `maxpause`, where it would
    have more than `maxlogs` rows, before a message with the text of `startswith`, and after one with that of
    `endswith`; `*` in these is any text. With `;strict` groups that do not start or end so are left out.

    Stages in parentheses run on the rows of each group: `merge` makes one row of them, before and after which
    there may be stages that look at each row by itself. 100,000 messages are looked at, and of those in groups
    that may still grow 50 MB; above that the oldest groups end early, of which a warning tells.
    """

    fields: tuple[Name, ...]
    prefix: str
    limits: Limits
    chain: tuple[Operator, ...]

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        fields = cursor.names("a field whose values make groups")
        prefix = cursor.name("the prefix of the new fields").text if cursor.word("as") else "_group"
        limits = parse_limits(cursor)
        chain = parse_chain(cursor, "after transactionize") if cursor.peek().is_sign("(") else ()
        return cls(cursor.span_since(mark - 1), fields, prefix, limits, chain)

    @property
    def made(self) -> tuple[str, ...]:
        """The names of the fields that it adds."""
        return tuple(f"{self.prefix}{end}" for end in ("", "_duration", "_size", "_orphaned"))

    def defines(self) -> tuple[str, ...]:
        return (*self.made, *(name for op in self.chain for name in op.defines()))

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        limits = self.limits
        fields = field_columns(self.fields, rel, cx)
        newest = newest_first(rel)
        rel, time = event_times(rel)
        extra: list[Col] = [time] if time is not None else []
        sized = rel.find("_raw") is not None
        if sized:
            rel, size = rel.value(f.length(_message(rel, self.span)), "size", Kind.LONG)
            extra.append(size)
        for edge in (limits.startswith, limits.endswith):
            if edge is not None:
                holds = wildcard(_message(rel, edge.span), f"*{edge.text}*")
                rel, flag = rel.value(holds, "holds", Kind.BOOL)
                extra.append(flag)
        later = cx.later | names_in(self.chain)
        everything = cx.to_messages and not any(op.about.name == "merge" for op in self.chain)
        kept = carried(rel, later, everything=everything)
        taken = {name.lower() for name in self.made}
        kept = [c for c in kept if c.label.lower() not in taken]
        kinds = (Kind.INT, Kind.LONG, Kind.INT, Kind.BOOL)
        made = [rel.ids.column(n, kind) for n, kind in zip(self.made, kinds, strict=True)]
        arguments = {
            "carried": len(kept),
            "made": self.made,
            "fields": len(fields),
            "time": time is not None,
            "sized": sized,
            "starts": limits.startswith is not None,
            "ends": limits.endswith is not None,
            "span": limits.maxspan,
            "pause": limits.maxpause,
            "events": limits.maxlogs,
            "strict_start": "startswith" in limits.strict,
            "strict_end": "endswith" in limits.strict,
            "orphans": limits.orphans,
            "newest_first": newest,
            "most": None if rel.is_records else MOST_EVENTS,
        }
        outputs = (*(rel.ids.column(c.label, c.kind, key=c.key) for c in kept), *made)
        grouped = taken_out(rel).local(
            "transactionize", (*kept, *fields, *extra), outputs, arguments, records=rel.is_records
        )
        return bind_in_groups(grouped, self.chain, made, cx, newest=newest)


def _message(rel: Relation, at: Span) -> Expr:
    return text(field_column(Name("_raw", at), rel)).expr
