"""`merge`: one row out of many."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.events import MOST_EVENTS, TIME, event_times, newest_first, taken_out
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.typed import field_columns
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col, Kind
from sagescope.syntax.cursor import Cursor, Name, StageFault
from sagescope.syntax.tokens import T

_STRATEGIES = {"takefirst": "first", "takelast": "last", "takedistinct": "distinct", "join": "join"}


@dataclass(frozen=True, slots=True)
class Merged:
    """A field of the one row: how its values become one; `separator` stands between those that are joined."""

    field: Name
    strategy: str
    separator: str
    alias: Name | None

    @property
    def column(self) -> str:
        """The name of its column."""
        return (self.alias or self.field).text


@operator(
    "merge",
    family="transactions",
    syntax=('merge [<field> [takeFirst|takeLast|takeDistinct|join with "<text>"] [as <name>], …]',),
    examples=(
        "* | merge",
        '* | json "user" nodrop | merge user takeDistinct, _raw join with "--", _messageTime takeLast',
    ),
    options={
        "takefirst": "The earliest value.",
        "takelast": "The latest value.",
        "takedistinct": "The distinct values, in the order of time.",
        "join": "All values, in the order of time.",
        "with": "The text between joined values, in place of newlines.",
    },
)
@dataclass(frozen=True, slots=True)
class Merge(Operator):
    """Reduces all rows to one, mostly within `transactionize`.

    Each field has a strategy: `takeFirst` is its earliest value, `takeLast` its latest, `takeDistinct` are its
    distinct values and `join` all of them, in the order of time and parted by newlines or by the text after
    `with`. Without a strategy values are joined; without fields the messages are. Absent values do not count.
    Rows of one time keep their order. The row has the earliest time, unless `_messageTime` is listed with
    `takeFirst` or `takeLast`. A joined text ends after a million characters.
    """

    merged: tuple[Merged, ...]

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        if cursor.at_end:
            span = cursor.span_since(mark - 1)
            return cls(span, (Merged(Name("_raw", span), "join", "\n", None),))
        merged = [_merged(cursor)]
        while cursor.sign(","):
            merged.append(_merged(cursor))
        seen: set[str] = set()
        for one in merged:
            if one.column.lower() in seen:
                raise StageFault(
                    Fault(
                        "merge.repeated",
                        f"Two fields would be called {one.column!r}.",
                        "Name them apart with `as`.",
                        (one.alias or one.field).span,
                    )
                )
            seen.add(one.column.lower())
        return cls(cursor.span_since(mark - 1), tuple(merged))

    def defines(self) -> tuple[str, ...]:
        return tuple(one.column for one in self.merged)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        return self.bind_groups(rel, cx, None, (), newest=newest_first(rel))

    def bind_groups(
        self, rel: Relation, cx: Bind, group: Col | None, kept: Sequence[Col], *, newest: bool
    ) -> Relation:
        """A row for each value of `group`, with the columns `kept`, which are the same in all its rows.

        `newest` tells that of two rows with the same time the later in order is the earlier.
        """
        columns = field_columns([one.field for one in self.merged], rel, cx)
        time = rel.find(TIME)
        strategies = [(one.strategy, one.separator) for one in self.merged]
        labels = [
            (one.column, c.kind if one.strategy in ("first", "last") else Kind.TEXT)
            for one, c in zip(self.merged, columns, strict=True)
        ]
        if time is not None and TIME.lower() not in {label.lower() for label, _ in labels}:
            columns.append(time)
            labels.append((TIME, time.kind))
            strategies.append(("first", ""))
        rel, at = event_times(rel)
        extra = [c for c in (at, group) if c is not None]
        outputs = [rel.ids.column(c.label, c.kind) for c in kept]
        outputs = [*(rel.ids.column(label, kind) for label, kind in labels), *outputs]
        return taken_out(rel).local(
            "merge",
            (*columns, *kept, *extra),
            outputs,
            {
                "names": tuple(c.label for c in outputs),
                "strategies": (*strategies, *([("first", "")] * len(kept))),
                "time": time is not None,
                "group": group is not None,
                "newest_first": newest,
                "most": None if rel.is_records else MOST_EVENTS,
            },
            records=rel.is_records,
        )


def _merged(cursor: Cursor) -> Merged:
    field = cursor.name("a field to merge")
    strategy, separator = "join", "\n"
    token = cursor.peek()
    if token.is_word(*_STRATEGIES):
        strategy = _STRATEGIES[cursor.take().text.lower()]
        if strategy == "join" and cursor.word("with"):
            separator = cursor.string("The text between joined values").value
    elif token.kind is T.WORD and not token.is_word("as"):
        raise cursor.fault(
            "merge.strategy",
            f"There is no strategy {token.text!r}.",
            'Write takeFirst, takeLast, takeDistinct or join with "<text>".',
        )
    if field.text.lower() == TIME.lower() and strategy not in ("first", "last"):
        raise StageFault(
            Fault(
                "merge.time",
                "The time of messages is merged by takeFirst or takeLast only.",
                "Write _messageTime takeFirst.",
                field.span,
            )
        )
    alias = cursor.name("the name of the field") if cursor.word("as") else None
    return Merged(field, strategy, separator, alias)
