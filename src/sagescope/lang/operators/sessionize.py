"""`sessionize`: messages of several kinds woven together by the values in them."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.events import MOST_EVENTS, TIME, event_times, newest_first, taken_out
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.parsing import source_text
from sagescope.lang.requirements import messages_only
from sagescope.lang.sessions import Anchor, in_common, parse_anchor
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import any_of, col
from sagescope.syntax.cursor import Cursor, StageFault


@operator(
    "sessionize",
    family="transactions",
    syntax=('sessionize "<text with *>" as (<field>, …), "<text with * and $field>" as (<field>, …), …',),
    examples=(
        '* | sessionize "requestId=* started" as (requestId), '
        '"requestId=$requestId completed in * ms" as (duration)',
    ),
)
@dataclass(frozen=True, slots=True)
class Sessionize(Operator):
    """Weaves messages of several kinds together, by values that stand in all of them.

    Each anchor is a pattern as that of `parse`, with a name for every `*`. `$name` stands for the value that an
    anchor before has taken out, also beside a `*`; `(?:a|b)` for any one of these texts. A message of an anchor joins every
    session so far that has these values, and the same values in fields that both name; so each anchor after the
    first needs a `$name` or a name in common with those before.

    There is a row for each session that is complete, with all fields, the texts of its messages in `_raw` and
    the time of the earliest. No message is in a session twice. Up to 100,000 messages and 100,000 sessions
    are looked at.
    """

    anchors: tuple[Anchor, ...]

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        anchors = [parse_anchor(cursor, [])]
        while cursor.sign(","):
            anchors.append(parse_anchor(cursor, anchors))
        if len(anchors) < 2:
            raise StageFault(
                Fault(
                    "sessionize.one",
                    "sessionize weaves messages of two kinds or more together, and there is one anchor.",
                    'Add , "<text with $field>" as (<field>), or use parse.',
                    cursor.span_since(mark),
                )
            )
        return cls(cursor.span_since(mark - 1), tuple(anchors))

    def defines(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name.text for anchor in self.anchors for name in anchor.names))

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        messages_only("sessionize", self.span, rel)
        newest = newest_first(rel)
        rel, time = event_times(rel)
        assert time is not None, "messages have a time"
        rel, message = rel.value(source_text(None, self.span, rel).expr, "message", Kind.TEXT)
        # A message of none of the anchors need not be taken out.
        taken = taken_out(rel.filter(any_of(*(a.likely(col(message.sql)) for a in self.anchors))))
        names = [name for name in self.defines() if name.lower() not in ("_raw", TIME.lower())]
        outputs = [rel.ids.column(TIME, Kind.LONG), rel.ids.column("_raw", Kind.TEXT)]
        outputs += [rel.ids.column(name, Kind.TEXT) for name in names]
        return taken.local(
            "sessionize",
            (time, message),
            outputs,
            {
                "anchors": tuple((anchor.parts, anchor.slots) for anchor in self.anchors),
                "common": tuple(in_common(a, self.anchors[:i]) for i, a in enumerate(self.anchors)),
                "names": tuple(names),
                "newest_first": newest,
                "most": MOST_EVENTS,
            },
            records=False,
        )
